/** The tools: sliders beside fields, live result, address that follows, copy, print. Without it, forms still work. */

import { brancherCurseur, suivreCurseurs } from "./outils-curseur.js";

const ATTENTE = 300;
const formulaire = document.querySelector("[data-outil]");
const etat = document.querySelector("[data-etat]");
let minuterie = 0;
let demande = null;

for (const champ of formulaire?.querySelectorAll("[data-curseur]") ?? []) brancherCurseur(champ);
formulaire?.addEventListener("input", () => programmer(ATTENTE));
formulaire?.addEventListener("submit", (evenement) => {
  evenement.preventDefault();
  calculer(requete(), true);
});
addEventListener("popstate", () => location.reload());
addEventListener("beforeprint", () => {
  for (const bloc of document.querySelectorAll("main details")) bloc.open = true;
});
document.addEventListener("click", (evenement) => {
  const cible = evenement.target.closest("[data-et-si], [data-copier-texte], [data-copier-adresse], [data-imprimer]");
  if (!cible || evenement.ctrlKey || evenement.metaKey || evenement.shiftKey) return;
  if (cible.matches("[data-imprimer]")) return print();
  if (cible.matches("[data-et-si]")) {
    if (!formulaire) return;
    evenement.preventDefault();
    return essayer(new URL(cible.href).searchParams);
  }
  if (!navigator.clipboard) return;
  evenement.preventDefault();
  const texte = cible.dataset.copierTexte ?? location.href;
  copier(cible, texte, cible.hasAttribute("data-copier-texte") ? "Résultat copié." : "Adresse copiée.");
});
montrerActions();
if (formulaire) rappeler();

/** The number again, at the foot of the screen, while the form is seen and the result is not. */
function rappeler() {
  const note = document.body.appendChild(Object.assign(document.createElement("p"), { className: "rappel", hidden: true }));
  note.ariaHidden = "true";
  const vus = new Map();
  const zone = document.querySelector('main [data-zone="tete"]');
  const montrer = () => {
    const chiffre = zone.querySelector(".chiffre-valeur");
    note.hidden = !chiffre || vus.get(zone) || !vus.get(formulaire);
    note.textContent = chiffre?.textContent ?? "";
  };
  const observateur = new IntersectionObserver((entrees) => {
    for (const entree of entrees) vus.set(entree.target, entree.isIntersecting);
    montrer();
  });
  observateur.observe(zone);
  observateur.observe(formulaire);
  new MutationObserver(montrer).observe(zone, { childList: true });
}

/** The form's state as a query, empty fields left out. */
function requete() {
  const champs = [...new FormData(formulaire)].filter(([, valeur]) => valeur !== "");
  return new URLSearchParams(champs);
}

function programmer(delai) {
  clearTimeout(minuterie);
  if (!incomplet()) minuterie = setTimeout(() => calculer(requete(), false), delai);
}

/** Whether a needed field is empty; `data-outil` lists groups in which one is enough (« a|b c|d »). */
function incomplet() {
  const vide = (nom) => !(formulaire.elements[nom]?.value ?? "x").trim();
  const groupes = formulaire.dataset.outil.split(" ").filter(Boolean);
  return (
    [...formulaire.querySelectorAll("[data-requis]")].some((champ) => !champ.value.trim()) ||
    groupes.some((groupe) => groupe.split("|").every(vide))
  );
}

/** Asks for the zones; `voulu`: the person pressed the button, so errors get the focus. */
async function calculer(parametres, voulu) {
  clearTimeout(minuterie);
  demande?.abort();
  demande = new AbortController();
  const adresse = `${formulaire.action}?${parametres}`;
  try {
    const reponse = await fetch(`${adresse}${parametres.size ? "&" : ""}fragment=1`, { signal: demande.signal });
    if (reponse.status !== 200 && reponse.status !== 422) throw new Error(String(reponse.status));
    remplacer(await reponse.text());
    history.replaceState(null, "", parametres.size ? adresse : formulaire.action);
    if (voulu) document.querySelector("#erreurs a, #erreurs")?.focus();
  } catch (erreur) {
    if (erreur.name === "AbortError") return;
    if (voulu) location.assign(adresse);
    else dire("Le calcul n’a pas pu être mis à jour. Vos données sont gardées : réessayez avec le bouton.");
  }
}

function remplacer(html) {
  const recu = new DOMParser().parseFromString(html, "text/html");
  for (const zone of recu.querySelectorAll("[data-zone]")) {
    const place = document.querySelector(`main [data-zone="${zone.dataset.zone}"]`);
    const ouverts = [...place.querySelectorAll("details")].map((bloc) => bloc.open);
    place.replaceChildren(...document.importNode(zone, true).childNodes);
    place.querySelectorAll("details").forEach((bloc, rang) => { bloc.open = ouverts[rang] ?? bloc.open; });
  }
  const erreurs = new Map([...recu.querySelectorAll("[data-erreur]")].map((li) => [li.dataset.erreur, li.textContent]));
  for (const lieu of formulaire.querySelectorAll("[data-erreur-de]")) {
    const message = erreurs.get(lieu.dataset.erreurDe);
    lieu.textContent = message ?? "";
    lieu.hidden = !message;
    const champ = document.getElementById(`champ-${lieu.dataset.erreurDe}`);
    if (message) champ?.setAttribute("aria-invalid", "true");
    else champ?.removeAttribute("aria-invalid");
  }
  montrerActions();
  dire(document.querySelector("[data-annonce]")?.textContent ?? "");
}

/** « Et si »: put the values of a link in the fields, then compute. */
function essayer(parametres) {
  for (const champ of formulaire.elements) {
    if (!champ.name) continue;
    if (champ.type === "radio" || champ.type === "checkbox") champ.checked = parametres.getAll(champ.name).includes(champ.value);
    else champ.value = parametres.get(champ.name) ?? "";
  }
  suivreCurseurs(formulaire);
  calculer(parametres, false);
}

function montrerActions() {
  for (const bouton of document.querySelectorAll("[data-imprimer]")) bouton.hidden = false;
  if (!navigator.clipboard) return;
  for (const bouton of document.querySelectorAll("button[data-copier-texte]")) bouton.hidden = false;
}

async function copier(cible, texte, fait) {
  try {
    await navigator.clipboard.writeText(texte);
    dire(fait);
    annoncerACote(cible, fait);
  } catch {
    dire("La copie n’est pas permise par ce navigateur : ouvrez le lien dans un onglet.");
  }
}

/** Seen as well as heard: the message beside the buttons. */
function annoncerACote(bouton, message) {
  const lieu = bouton.parentElement;
  const note = lieu.querySelector("[data-fait]") ?? lieu.appendChild(document.createElement("small"));
  note.dataset.fait = "";
  note.ariaHidden = "true";
  note.textContent = ` ${message}`;
}

function dire(texte) {
  if (etat && etat.textContent !== texte) etat.textContent = texte;
}
