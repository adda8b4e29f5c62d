/** Spaced repetition in five boxes (Leitner): right, a card goes up one box; wrong, it goes back to the first.
 *  Pure: days are whole numbers, counted from 1970; nothing is read or written here. */

/** Days to wait in each box before the card is due again. */
export const DELAIS = [0, 1, 3, 7, 21];
export const VERSION = 1;

export const vide = () => ({ version: VERSION, cartes: {} });

export const jourDe = (date) => Math.floor(date.getTime() / 86_400_000);

/** The state after an answer; the given one is left alone. */
export function noter(etat, question, juste, jour) {
  const ancienne = etat.cartes[question];
  const boite = juste ? Math.min((ancienne?.boite ?? 0) + 1, DELAIS.length - 1) : 0;
  const vues = (ancienne?.vues ?? 0) + 1;
  return { ...etat, cartes: { ...etat.cartes, [question]: { boite, du: jour + DELAIS[boite], vues } } };
}

/** The next question among those offered: due ones first (the lowest box, then the oldest), then new ones, then the
 *  one due soonest. Never the one just seen, unless it is alone. */
export function choisir(etat, questions, jour, derniere = null) {
  const autres = questions.filter((question) => question !== derniere);
  const possibles = autres.length ? autres : questions;
  const carte = (question) => etat.cartes[question];
  const dues = possibles.filter((question) => carte(question) && carte(question).du <= jour);
  const nouvelles = possibles.filter((question) => !carte(question));
  const tri = (a, b) => carte(a).boite - carte(b).boite || carte(a).du - carte(b).du;
  if (dues.length) return dues.sort(tri)[0];
  if (nouvelles.length) return nouvelles[0];
  return [...possibles].sort((a, b) => carte(a).du - carte(b).du)[0] ?? null;
}

export function compter(etat, jour) {
  const cartes = Object.values(etat.cartes);
  return {
    vues: cartes.length,
    dues: cartes.filter((carte) => carte.du <= jour).length,
    sues: cartes.filter((carte) => carte.boite === DELAIS.length - 1).length,
  };
}

/** What was stored, checked: anything unreadable is an empty state, never an error. */
export function lire(texte) {
  try {
    const lu = JSON.parse(texte);
    if (lu?.version !== VERSION || typeof lu.cartes !== "object" || lu.cartes === null) return vide();
    const bonne = ({ boite, du, vues } = {}) =>
      Number.isInteger(boite) && boite >= 0 && boite < DELAIS.length && Number.isInteger(du) && Number.isInteger(vues);
    const cartes = Object.entries(lu.cartes).filter(([nom, carte]) => /^[a-z0-9-]{1,80}$/.test(nom) && bonne(carte));
    return { version: VERSION, cartes: Object.fromEntries(cartes) };
  } catch {
    return vide();
  }
}
