/** Dragging steps: an addition to « Monter » and « Descendre », which work without script. */

const liste = document.querySelector("[data-etapes]");
const formulaire = liste?.closest("form");
let tiree = null;

if (liste) {
  for (const etape of liste.children) {
    const poignee = etape.querySelector("[data-poignee]");
    poignee.hidden = false;
    // Only the handle starts a drag: text in the fields stays selectable.
    poignee.addEventListener("pointerdown", () => { etape.draggable = true; });
    poignee.addEventListener("pointerup", () => { etape.draggable = false; });
    etape.addEventListener("dragstart", (evenement) => {
      tiree = etape;
      evenement.dataTransfer.effectAllowed = "move";
      evenement.dataTransfer.setData("text/plain", "");
      etape.classList.add("tiree");
    });
    etape.addEventListener("dragend", terminer);
  }
  liste.addEventListener("dragover", (evenement) => {
    if (!tiree) return;
    evenement.preventDefault();
    const cible = evenement.target.closest("[data-etapes] > li");
    if (!cible || cible === tiree) return;
    const milieu = cible.getBoundingClientRect().top + cible.offsetHeight / 2;
    liste.insertBefore(tiree, evenement.clientY < milieu ? cible : cible.nextElementSibling);
  });
  liste.addEventListener("drop", (evenement) => evenement.preventDefault());
  for (const champ of formulaire.querySelectorAll("[data-minutes]")) champ.addEventListener("input", compter);
}

/** The order of the hidden fields is the order of the steps: sending the form keeps it. */
function terminer() {
  tiree.classList.remove("tiree");
  tiree.draggable = false;
  tiree = null;
  formulaire.requestSubmit(formulaire.querySelector("[data-enregistrer]"));
}

function compter() {
  const minutes = [...formulaire.querySelectorAll("[data-minutes]")].map((champ) => Number(champ.value) || 0);
  formulaire.querySelector("[data-total]").textContent = String(minutes.reduce((total, une) => total + une, 0));
}
