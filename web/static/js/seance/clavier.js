/** Keys of the trainer's board: each presses the button that bears it, unless someone is typing. */
addEventListener("keydown", (evenement) => {
  if (evenement.ctrlKey || evenement.metaKey || evenement.altKey || evenement.repeat) return;
  if (evenement.target.closest("textarea, input, select, summary")) return;
  const touche = evenement.key.length === 1 ? evenement.key.toUpperCase() : evenement.key;
  const bouton = document.querySelector(`[data-touche="${CSS.escape(touche)}"]:not(:disabled)`);
  if (!bouton) return;
  evenement.preventDefault();
  bouton.click();
});
