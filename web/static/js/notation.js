/** The evaluation: the result follows the levels. Posted, never put in the address: offers are nobody else's business. */

const ATTENTE = 300;
const formulaire = document.querySelector("[data-notation]");
const etat = document.querySelector("[data-etat]");
let minuterie = 0;
let demande = null;

formulaire?.addEventListener("input", (evenement) => {
  // These change the table of levels itself: the button redraws the page.
  if (/^(offres|lecteurs|l-|nom-)/.test(evenement.target.name)) return;
  clearTimeout(minuterie);
  minuterie = setTimeout(calculer, ATTENTE);
});

async function calculer() {
  demande?.abort();
  demande = new AbortController();
  try {
    const reponse = await fetch(`${formulaire.getAttribute("action")}?fragment=1`, {
      method: "POST", body: new URLSearchParams(new FormData(formulaire)), signal: demande.signal,
    });
    // 422: a level is still missing while the table is being filled; the button says so.
    if (reponse.status !== 200) return;
    const recu = new DOMParser().parseFromString(await reponse.text(), "text/html");
    for (const zone of recu.querySelectorAll("[data-zone]")) {
      document.querySelector(`main [data-zone="${zone.dataset.zone}"]`)
        .replaceChildren(...document.importNode(zone, true).childNodes);
    }
    for (const bouton of document.querySelectorAll("[data-imprimer], [data-copier-texte]")) bouton.hidden = false;
    etat.textContent = document.querySelector("[data-annonce]")?.textContent ?? "";
  } catch (erreur) {
    if (erreur.name !== "AbortError") etat.textContent = "Le calcul n’a pas pu être mis à jour : utilisez le bouton.";
  }
}
