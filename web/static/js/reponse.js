/** What can be done with an answer: copy it with its sources, say whether it helps. */

addEventListener("beforeprint", () => {
  for (const bloc of document.querySelectorAll("details")) bloc.open = true;
});

/**
 * @param {Element} message a `li` of the history
 * @param {HTMLElement} etat the live region
 */
export function brancherReponse(message, etat) {
  const copier = message.querySelector("[data-copier]");
  if (copier && navigator.clipboard) {
    copier.hidden = false;
    copier.addEventListener("click", () => copierTexte(copier, etat));
  }
  message.querySelector("[data-avis]")?.addEventListener("submit", (evenement) => donnerAvis(evenement, etat));
}

async function copierTexte(bouton, etat) {
  try {
    await navigator.clipboard.writeText(bouton.dataset.copier);
    dire(etat, "Réponse copiée avec ses sources.");
    bouton.textContent = "Copié";
  } catch {
    dire(etat, "La copie n’est pas permise par ce navigateur : sélectionnez le texte.");
  }
}

async function donnerAvis(evenement, etat) {
  evenement.preventDefault();
  const formulaire = evenement.currentTarget;
  const bouton = evenement.submitter;
  const corps = new URLSearchParams(new FormData(formulaire));
  if (bouton.name === "raison") corps.set("verdict", "non");
  corps.set(bouton.name, bouton.value);
  try {
    const entetes = { Accept: "application/json" };
    const reponse = await fetch(formulaire.action, { method: "POST", body: corps, headers: entetes, keepalive: true });
    if (!reponse.ok) throw new Error(String(reponse.status));
    const { merci } = await reponse.json();
    conclure(formulaire, bouton, merci);
    dire(etat, merci);
  } catch {
    formulaire.append(Object.assign(document.createElement("input"), { type: "hidden", name: bouton.name, value: bouton.value }));
    formulaire.submit();
  }
}

function conclure(formulaire, bouton, merci) {
  const raisons = formulaire.querySelector(".raisons");
  for (const verdict of formulaire.querySelectorAll('button[name="verdict"], .avis-question')) verdict.remove();
  const note = formulaire.querySelector("p") ?? formulaire.insertAdjacentElement("afterbegin", document.createElement("p"));
  note.textContent = merci;
  note.tabIndex = -1;
  if (raisons) raisons.hidden = bouton.value !== "non";
  if (raisons && !raisons.hidden) raisons.querySelector("button").focus();
  else note.focus();
}

function dire(etat, texte) {
  etat.classList.add("invisible");
  etat.textContent = texte;
}
