/** The page follows its session: server-sent events, or a version asked every two seconds when there is no stream.
 *  What someone is typing is never replaced; the link that is lost is said, and found again alone. */
const zone = document.querySelector("[data-direct]");
const annonce = document.querySelector("[data-etat]");
const liaison = document.querySelector("[data-liaison]");
const DELAI = 2000;
const DELAI_MAXIMUM = 15000;
// A request that was lost is asked again rather than awaited for ever.
const PATIENCE = 10000;
let connue = zone.dataset.connue;
let etiquette = `"${connue}"`;
let attente = DELAI;
let enCours = false;
let encore = false;
let fini = false;

const cleDe = (racine) => racine.querySelector("[data-cle]")?.dataset.cle;

function enTrainDEcrire() {
  const actif = document.activeElement;
  if (!zone.contains(actif)) return false;
  return actif.matches("textarea, select, input:not([type=hidden])");
}

async function rafraichir() {
  if (fini) return;
  if (enCours) { encore = true; return; }
  enCours = true;
  try {
    const reponse = await fetch(zone.dataset.fragment, {
      headers: { Accept: "text/html" }, signal: AbortSignal.timeout(PATIENCE),
    });
    if ([403, 404, 410].includes(reponse.status)) { terminer(); return; }
    if (!reponse.ok) return;
    const neuf = document.createElement("template");
    neuf.innerHTML = await reponse.text();
    const avant = cleDe(zone), apres = cleDe(neuf.content);
    if (avant !== apres) poser(neuf.content, avant, apres);
  } catch { /* the next version will ask again */ } finally {
    enCours = false;
    if (encore) { encore = false; rafraichir(); }
  }
}

/** The same point while someone types stays as it is; another point replaces it, whatever was being typed. */
function poser(contenu, avant, apres) {
  const memePoint = avant?.split("|").slice(0, 2).join("|") === apres?.split("|").slice(0, 2).join("|");
  if (memePoint && enTrainDEcrire()) { encore = false; reessayer(); return; }
  const focus = zone.contains(document.activeElement) && document.activeElement.name
    ? `[name="${CSS.escape(document.activeElement.name)}"][value="${CSS.escape(document.activeElement.value)}"]` : null;
  const ouverts = [...zone.querySelectorAll("details[open]")].length;
  if (memePoint && ouverts) { reessayer(); return; }
  zone.replaceChildren(contenu);
  if (focus) zone.querySelector(focus)?.focus({ preventScroll: true });
  const texte = zone.querySelector("[data-annonce]")?.dataset.annonce;
  if (texte && !memePoint && annonce) annonce.textContent = texte;
}

let rappel;
function reessayer() {
  clearTimeout(rappel);
  rappel = setTimeout(rafraichir, 3000);
}

function terminer() {
  if (fini) return;
  fini = true;
  dire("La séance est terminée, ou ce code ne mène plus à rien.");
  location.reload();
}

function dire(texte) {
  if (!liaison) return;
  liaison.textContent = texte;
  liaison.hidden = !texte;
}

function recevoir(version) {
  dire("");
  attente = DELAI;
  if (version === connue) return;
  connue = version;
  etiquette = `"${version}"`;
  rafraichir();
}

async function interroger() {
  if (fini) return;
  try {
    const reponse = await fetch(zone.dataset.version, {
      headers: { "If-None-Match": etiquette }, cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
    });
    if (reponse.status === 304) recevoir(connue);
    else if (reponse.ok) recevoir(await reponse.text());
    else if ([403, 404, 410].includes(reponse.status)) return terminer();
    else throw new Error(String(reponse.status));
  } catch {
    attente = Math.min(attente * 2, DELAI_MAXIMUM);
    dire("La liaison est coupée : cette page réessaie seule. Rien de ce que vous avez envoyé n'est perdu.");
  }
  setTimeout(interroger, attente);
}

function suivre() {
  if (!window.EventSource || zone.dataset.sansFlux !== undefined) { interroger(); return; }
  const flux = new EventSource(zone.dataset.flux);
  flux.onmessage = (evenement) => recevoir(evenement.data);
  flux.addEventListener("fin", () => { flux.close(); interroger(); });
  flux.onerror = () => {
    // A browser tries again alone, unless the server refused: then this page asks by itself.
    if (flux.readyState === EventSource.CLOSED) { interroger(); return; }
    dire("La liaison est coupée : cette page réessaie seule. Rien de ce que vous avez envoyé n'est perdu.");
  };
  flux.onopen = () => dire("");
  addEventListener("pagehide", () => flux.close());
}

// The version may have moved between the page and the stream; a page brought back from the cache is asked again.
addEventListener("pageshow", (evenement) => { if (evenement.persisted) location.reload(); });
// A form on its way leads elsewhere: the end of the session must not reload the page under it.
addEventListener("submit", () => { fini = true; });
addEventListener("online", () => rafraichir());
suivre();
