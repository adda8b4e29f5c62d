/** Practice: notes what was right in this browser only, and chooses the question that is due. */
import { choisir, compter, jourDe, lire, noter } from "./leitner.mjs";

const CLE = "clausier-entrainement";
const aujourdhui = jourDe(new Date());
const progres = document.querySelector("[data-progres]");
const bilan = document.querySelector("[data-bilan]");
const question = document.querySelector("[data-question]");

function charger() {
  try { return lire(localStorage.getItem(CLE)); } catch { return lire(null); }
}

function garder(etat) {
  try { localStorage.setItem(CLE, JSON.stringify(etat)); } catch { /* private browsing: practice goes on without it */ }
}

function montrer() {
  const { vues, dues, sues } = compter(charger(), aujourdhui);
  progres.hidden = vues === 0;
  const s = (nombre) => (nombre > 1 ? "s" : "");
  bilan.textContent = `${vues} question${s(vues)} vue${s(vues)}, ${dues} à revoir aujourd’hui, ${sues} bien sue${s(sues)}.`;
}

if (question?.dataset.juste !== undefined) {
  // A page shown again (back, reload) is the same answer: it counts once.
  if (performance.getEntriesByType("navigation")[0]?.type === "navigate") {
    garder(noter(charger(), question.dataset.question, question.dataset.juste === "1", aujourdhui));
  }
}

/** Before going on, ask which questions suit and put the one that is due in the form. */
async function preparer(formulaire) {
  const donnees = new FormData(formulaire);
  donnees.delete("question");
  const reponse = await fetch(`/formation/entrainement/questions.json?${new URLSearchParams(donnees)}`);
  if (!reponse.ok) return;
  const { questions } = await reponse.json();
  // New questions come in a different order for everyone.
  const melange = questions.map((nom) => [Math.random(), nom]).sort((a, b) => a[0] - b[0]).map(([, nom]) => nom);
  const prochaine = choisir(charger(), melange, aujourdhui, question?.dataset.question);
  if (!prochaine) return;
  let champ = formulaire.querySelector('[name="question"]');
  if (!champ) {
    champ = Object.assign(document.createElement("input"), { type: "hidden", name: "question" });
    formulaire.append(champ);
  }
  champ.value = prochaine;
}

for (const formulaire of document.querySelectorAll("[data-suivante], [data-choix]")) {
  formulaire.addEventListener("submit", async (evenement) => {
    evenement.preventDefault();
    try { await preparer(formulaire); } catch { /* the server's own choice stays */ }
    formulaire.submit();
  });
}

document.querySelector("[data-exporter]").addEventListener("click", () => {
  const fichier = new Blob([JSON.stringify(charger(), null, 2)], { type: "application/json" });
  const lien = Object.assign(document.createElement("a"), {
    href: URL.createObjectURL(fichier), download: "mes-revisions-clausier.json",
  });
  lien.click();
  setTimeout(() => URL.revokeObjectURL(lien.href), 1000);
});

document.querySelector("[data-effacer]").addEventListener("click", () => {
  try { localStorage.removeItem(CLE); } catch { /* nothing was kept */ }
  montrer();
  progres.hidden = false;
  bilan.textContent = "Vos révisions sont effacées de ce navigateur.";
});

document.querySelector("[role=status].reussite")?.setAttribute("tabindex", "-1");
montrer();
