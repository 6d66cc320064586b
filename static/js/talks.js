// The talk form: nothing typed is lost by an Esc, the move's fields count only when a move is chosen, and the dialog
// stays open while the form comes back.
(() => {
  "use strict";

  const dialog = () => document.getElementById("dialog");
  const form = () => dialog()?.querySelector("form[data-talk-form]");
  let begun = "";

  // What is in the form, the hidden fields left out: they are not the user's.
  function written(found) {
    const kept = [...new FormData(found)].filter(([name]) => found.elements[name]?.type !== "hidden");
    return JSON.stringify(kept);
  }

  function mayClose() {
    const found = form();
    return !found || written(found) === begun || window.confirm(found.dataset.ask);
  }

  // A form that comes back with its problems is still unsaved; only a new one begins empty.
  document.addEventListener("htmx:after:settle", (event) => {
    if (event.target.id !== "dialog-content" || !form()) return;
    begun = form().querySelector("[data-error-summary]") ? "" : written(form());
  });

  document.addEventListener("cancel", (event) => {
    if (event.target === dialog() && !mayClose()) event.preventDefault();
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !form() || !dialog().open) return;
    event.preventDefault();
    if (mayClose()) dialog().close();
  });

  // Before the dialog's own listener sees the click.
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-dialog-close]") || !dialog()?.contains(event.target)) return;
    if (!mayClose()) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  // Choosing a step is choosing to move.
  document.addEventListener("change", (event) => {
    if (event.target.id !== "f-to_step" || !event.target.value) return;
    const no = document.getElementById("f-step_confirmed-no");
    if (no) no.checked = true;
  });
})();
