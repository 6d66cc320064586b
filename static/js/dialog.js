// The dialog with the move form: opens when its content arrives, focuses what needs attention, closes without a trace.
(() => {
  "use strict";

  const dialog = () => document.getElementById("dialog");

  function firstField(content) {
    return content.querySelector("form:is([data-move-form], [data-dialog-form]) :is(input:not([type=hidden]), select, textarea)");
  }

  function answered(content, name) {
    return Boolean(content.querySelector(`[name="${CSS.escape(name)}"]:checked`));
  }

  // The error summary when there is one, else the first field that still waits for something, else the first field.
  function focusForm(content) {
    const required = [...content.querySelectorAll("form:is([data-move-form], [data-dialog-form]) [required]")];
    const empty = required.find((control) => (control.type === "radio" ? !answered(content, control.name) : !control.value));
    const target = content.querySelector("[data-error-summary]") ?? empty ?? firstField(content);
    target?.focus();
  }

  document.addEventListener("htmx:after:settle", (event) => {
    if (event.target.id !== "dialog-content" || !event.target.firstElementChild) return;
    const chosen = document.activeElement?.id === "move-target";
    if (!dialog().open) dialog().showModal();
    if (chosen) document.getElementById("move-target")?.focus();
    else focusForm(event.target);
  });

  // Closing empties the dialog, so that nothing typed for one citizen is seen with the next.
  document.addEventListener("close", (event) => {
    if (event.target !== dialog()) return;
    for (const part of dialog().children) part.replaceChildren();
  }, true);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || !dialog().contains(link)) return;
    if (link.hasAttribute("data-dialog-close")) {
      event.preventDefault();
      dialog().close();
    } else if (link.closest("[data-error-summary]")) {
      event.preventDefault();
      document.getElementById(link.hash.slice(1))?.focus();
    }
  });

  // The form has been answered: the card has moved, something is recorded, or somebody else was first and the board shows it.
  for (const name of ["citizenMoved", "caseChanged"]) document.addEventListener(name, () => dialog().close());

  document.addEventListener("htmx:after:swap", (event) => {
    const { ctx } = event.detail;
    if (ctx.response?.status !== 409 || !dialog().open || dialog().querySelector("[data-conflict]")) return;
    dialog().close();
    document.getElementById("conflict")?.focus();
  });
})();
