/** The slideshow: one slide at a time, arrows, notes, full screen. Without it, the slides follow one another on the page. */
(() => {
  const diapos = [...document.querySelectorAll(".diapo")];
  const compteur = document.querySelector("[data-compteur]");
  const boutonNotes = document.querySelector('[data-geste="notes"]');
  let courante = 0;

  function montrer(rang, prendreLeFocus = true) {
    courante = Math.max(0, Math.min(diapos.length - 1, rang));
    diapos.forEach((diapo, place) => diapo.classList.toggle("courante", place === courante));
    compteur.textContent = `${courante + 1} / ${diapos.length}`;
    history.replaceState(null, "", `#d${courante + 1}`);
    if (prendreLeFocus) diapos[courante].focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  function basculerNotes() {
    const ouvertes = document.documentElement.classList.toggle("avec-notes");
    boutonNotes.setAttribute("aria-pressed", String(ouvertes));
    document.querySelectorAll(".notes").forEach((notes) => { notes.open = ouvertes; });
  }

  function basculerEcran() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  const gestes = {
    precedente: () => montrer(courante - 1),
    suivante: () => montrer(courante + 1),
    notes: basculerNotes,
    ecran: basculerEcran,
  };
  const touches = {
    ArrowRight: "suivante", ArrowDown: "suivante", PageDown: "suivante",
    ArrowLeft: "precedente", ArrowUp: "precedente", PageUp: "precedente",
    n: "notes", N: "notes", f: "ecran", F: "ecran",
  };
  document.addEventListener("keydown", (evenement) => {
    if (evenement.ctrlKey || evenement.metaKey || evenement.altKey) return;
    if (evenement.key === "Home") montrer(0);
    else if (evenement.key === "End") montrer(diapos.length - 1);
    else if (touches[evenement.key]) gestes[touches[evenement.key]]();
    else return;
    evenement.preventDefault();
  });
  document.querySelectorAll("[data-geste]").forEach((bouton) => {
    bouton.addEventListener("click", () => gestes[bouton.dataset.geste]());
  });
  window.addEventListener("hashchange", () => montrer(rangDemande()));

  function rangDemande() {
    return (Number(location.hash.replace("#d", "")) || 1) - 1;
  }

  document.querySelector("[data-commandes]").hidden = false;
  document.documentElement.classList.add("projete");
  montrer(rangDemande(), false);
})();
