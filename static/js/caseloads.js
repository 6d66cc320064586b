// Choosing citizens for hand-over: all on the page at once, and how many are chosen.
(() => {
  "use strict";

  const boxes = () => [...document.querySelectorAll('.choose input[name="citizen_id"]')];

  function follow() {
    const chosen = boxes().filter((box) => box.checked).length;
    const all = document.querySelector("[data-choose-all]");
    const told = document.querySelector("[data-chosen-count]");
    if (!all || !told) return;
    all.checked = chosen > 0 && chosen === boxes().length;
    all.indeterminate = chosen > 0 && chosen < boxes().length;
    told.textContent = chosen ? told.dataset.chosenCount.replace("#", chosen) : "";
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-choose-all]")) for (const box of boxes()) box.checked = event.target.checked;
    if (event.target.closest(".choose")) follow();
  });

  document.addEventListener("DOMContentLoaded", () => {
    follow();
    document.querySelector(".handover [data-error-summary]")?.focus();
  });
})();
