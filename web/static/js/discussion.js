/**
 * The chat, enhanced: messages are sent without leaving the page. The form works without this file, and whenever
 * something fails here the form is simply submitted: nothing typed is lost.
 */
import { brancherReponse } from "./reponse.js";
import { brancherSaisie } from "./saisie.js";

const ATTENTE_VISIBLE_MS = 500;
const DELAI_MAX_MS = 20000;

const formulaire = document.querySelector("[data-composeur]");
const historique = document.querySelector("[data-historique]");
const etat = document.querySelector("[data-etat]");
const erreur = document.querySelector("[data-erreur]");
const saisie = brancherSaisie(formulaire);
let enCours = false;

formulaire.addEventListener("submit", (evenement) => {
  evenement.preventDefault();
  if (!enCours) envoyer(evenement.submitter);
});
for (const message of historique.querySelectorAll(".message-assistant")) brancherReponse(message, etat);

/** @param {HTMLButtonElement|null} bouton the button used: « Envoyer », a choice or a suggested question */
async function envoyer(bouton) {
  const choix = bouton?.name ? bouton : null;
  if (!choix && !saisie.verifier(signaler)) return;
  const corps = new URLSearchParams(new FormData(formulaire));
  if (choix) corps.set(choix.name, choix.value);
  occuper(true);
  const attente = setTimeout(() => annoncer("L’assistant prépare sa réponse…", true), ATTENTE_VISIBLE_MS);
  try {
    const reponse = await fetch(formulaire.action, {
      method: "POST",
      body: corps,
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(DELAI_MAX_MS),
    });
    const contenu = await reponse.json();
    if (reponse.ok) afficher(contenu, choix);
    else if ([422, 429].includes(reponse.status)) signaler(contenu.detail);
    else throw new Error(contenu.title);
  } catch {
    soumettre(choix);
    return;
  } finally {
    clearTimeout(attente);
    occuper(false);
  }
}

/** The way without script, with the same message: the server recognises its key and does not answer twice. */
function soumettre(choix) {
  if (choix) {
    const champ = Object.assign(document.createElement("input"), { type: "hidden", name: choix.name, value: choix.value });
    formulaire.append(champ);
  }
  formulaire.submit();
}

function afficher({ html, annonce, public: lecteur, cle, jeton }, choix) {
  for (const suites of historique.querySelectorAll("[data-suites]")) suites.remove();
  for (const propositions of historique.querySelectorAll("[data-propositions]")) propositions.hidden = false;
  document.querySelector("[data-effacer]").hidden = false;
  document.querySelector("[data-exemples]")?.remove();
  const titre = Object.assign(document.createElement("h1"), { className: "titre-discret", textContent: "Votre discussion" });
  document.querySelector("[data-accueil]")?.replaceWith(titre);
  historique.hidden = false;
  const liste = historique.querySelector("ol");
  const premier = liste.children.length;
  liste.insertAdjacentHTML("beforeend", html);
  const nouveaux = [...liste.children].slice(premier);
  for (const message of nouveaux) brancherReponse(message, etat);
  if (lecteur) formulaire.querySelector(`[name="public"][value="${lecteur}"]`).checked = true;
  champCache("cle").value = cle;
  for (const cible of document.querySelectorAll("[data-composeur], [data-effacer]")) {
    champCache("csrf_token", cible).value = jeton;
  }
  if (!choix) saisie.vider();
  signaler("");
  annoncer(annonce, false);
  nouveaux[0]?.scrollIntoView({ block: "start" });
  saisie.champ.focus({ preventScroll: true });
}

function champCache(nom, cible = formulaire) {
  const connu = cible.querySelector(`[name="${nom}"]`);
  if (connu) return connu;
  const champ = Object.assign(document.createElement("input"), { type: "hidden", name: nom });
  cible.append(champ);
  return champ;
}

function occuper(oui) {
  enCours = oui;
  saisie.champ.readOnly = oui;
  formulaire.querySelector("[data-envoyer]").setAttribute("aria-disabled", String(oui));
}

/** The one live region: shown while waiting, read but not shown when the answer stands in the page. */
function annoncer(texte, visible) {
  etat.classList.toggle("invisible", !visible);
  etat.classList.toggle("en-cours", visible);
  etat.textContent = texte;
}

function signaler(message) {
  erreur.textContent = message;
  erreur.hidden = !message;
  saisie.champ.toggleAttribute("aria-invalid", Boolean(message));
  if (message) {
    annoncer("", false);
    saisie.champ.focus();
  }
}
