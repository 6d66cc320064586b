// The board meeting by keyboard: arrows and PageUp/PageDown step through the agenda, N leads to the note. Nothing steps
// away while somebody types or has typed something that is not recorded yet.
(() => {
  "use strict";

  const STEPS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };

  const stage = () => document.querySelector("[data-meeting]");
  const note = () => stage()?.querySelector("textarea[name=text]");

  function isTyping(target) {
    return target.closest("input, textarea, select, [contenteditable], dialog");
  }

  // What has been typed is shown rather than lost.
  function step(where) {
    const unsaved = note();
    if (unsaved?.value.trim()) return unsaved.focus();
    stage().querySelector(`a[rel=${where}]`)?.click();
  }

  document.addEventListener("keydown", (event) => {
    if (!stage() || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    if (STEPS[event.key]) step(STEPS[event.key]);
    else if (event.key.toLowerCase() === "n" && note()) note().focus();
    else return;
    event.preventDefault();
  });

  // Escape leaves the note, so that the arrows step again; what was typed stays.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && stage()?.contains(event.target)) event.target.blur();
  });
})();
