/** The text field: counter, Enter to send, examples that follow the chosen reader. */

/** @param {HTMLFormElement} formulaire */
export function brancherSaisie(formulaire) {
  const champ = formulaire.querySelector("textarea");
  const compteur = formulaire.querySelector("[data-compteur]");
  const limite = Number(champ.dataset.limite);
  formulaire.noValidate = true;
  formulaire.querySelector("[data-raccourcis]").hidden = false;

  const compter = () => {
    const longueur = champ.value.length;
    compteur.textContent = longueur ? ` (${longueur} / ${limite})` : "";
    compteur.classList.toggle("trop-long", longueur > limite);
  };
  champ.addEventListener("input", compter);
  champ.addEventListener("keydown", (evenement) => {
    if (evenement.key !== "Enter" || evenement.shiftKey || evenement.isComposing) return;
    evenement.preventDefault();
    formulaire.requestSubmit();
  });
  formulaire.addEventListener("change", () => filtrerExemples(formulaire));
  filtrerExemples(formulaire);
  compter();

  return {
    champ,
    vider() {
      champ.value = "";
      compter();
    },
    /** Says what is wrong through `signaler`; the server checks again. */
    verifier(signaler) {
      const longueur = champ.value.length;
      if (!champ.value.trim()) signaler("Écrivez votre question avant de l’envoyer.");
      else if (longueur > limite) signaler(`Votre texte compte ${longueur} caractères ; la limite est de ${limite}.`);
      else return true;
      return false;
    },
  };
}

function filtrerExemples(formulaire) {
  const role = formulaire.querySelector('[name="public"]:checked')?.value;
  const groupes = [...formulaire.querySelectorAll("[data-exemples] [data-public]")];
  const present = groupes.some((groupe) => groupe.dataset.public === role);
  for (const groupe of groupes) groupe.hidden = present && groupe.dataset.public !== role;
}
