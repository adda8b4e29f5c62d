/** A slider beside a text field: the field stays the truth, and says what the slider cannot. */

const FORMAT = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });

/** @param {HTMLInputElement} champ with data-curseur="min max step unit" (step may be "log") */
export function brancherCurseur(champ) {
  const [mini, maxi, pas, ...unite] = champ.dataset.curseur.split(" ");
  const log = pas === "log";
  const curseur = Object.assign(document.createElement("input"), {
    type: "range",
    min: log ? 0 : mini,
    max: log ? 300 : maxi,
    step: log ? 1 : pas,
  });
  curseur.setAttribute("aria-label", `Régler : ${champ.dataset.libelle}`);
  const echelle = {
    deCurseur: (place) => (log ? arrondir(Number(mini) * (Number(maxi) / Number(mini)) ** (place / 300)) : place),
    aCurseur: (valeur) => (log ? (300 * Math.log(valeur / Number(mini))) / Math.log(Number(maxi) / Number(mini)) : valeur),
  };
  const ecrire = (valeur) => `${FORMAT.format(valeur)} ${unite.join(" ")}`.trim();
  const suivre = () => {
    const valeur = lire(champ.value, unite.join(" "));
    curseur.value = String(valeur > 0 ? echelle.aCurseur(valeur) : 0);
    curseur.classList.toggle("curseur-vide", !(valeur > 0));
    curseur.setAttribute("aria-valuetext", champ.value || "non renseigné");
  };
  curseur.addEventListener("input", () => {
    champ.value = ecrire(echelle.deCurseur(Number(curseur.value)));
    curseur.classList.remove("curseur-vide");
    curseur.setAttribute("aria-valuetext", champ.value);
  });
  champ.addEventListener("input", suivre);
  champ.addEventListener("suivre", suivre);
  champ.closest(".champ-ligne").insertAdjacentElement("afterend", curseur);
  suivre();
}

/** Put every slider where its field says. */
export function suivreCurseurs(formulaire) {
  for (const champ of formulaire.querySelectorAll("[data-curseur]")) champ.dispatchEvent(new Event("suivre"));
}

/** Two significant digits: what a hand can set. */
function arrondir(valeur) {
  const pas = 10 ** (Math.floor(Math.log10(valeur)) - 1);
  return Math.round(valeur / pas) * pas;
}

/** A rough reading, for the slider's place only; the server reads for good. */
function lire(texte, unite) {
  const trouve = /(\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?)\s*(k|m)?/i.exec(texte);
  if (!trouve) return 0;
  const nombre = Number(trouve[1].replace(/[\s\u00a0\u202f]/g, "").replace(",", "."));
  const multiple = { k: 1e3, m: 1e6 }[(unite === "mois" ? "" : (trouve[2] ?? "")).toLowerCase()] ?? 1;
  if (unite === "mois" && /an/.test(texte)) return nombre * 12;
  return unite === "%" && nombre < 1 && !texte.includes("%") ? nombre * 100 : nombre * multiple;
}
