// Facts edited in place, in the panel or in a review: one form at a time, what is typed is not lost by a refresh, focus where it belongs.
(() => {
  "use strict";

  const CASE = ":is(#panel-host, #review .case)";
  const slots = () => [...document.querySelectorAll(`${CASE} .fact-slot`)];
  const openSlot = () => slots().find((slot) => slot.firstElementChild);
  let opener = null;
  let section = null;

  // The summary of what is wrong, else the first field.
  function focusForm(slot) {
    const first = ".fact-fields :is(input:not([type=hidden], .date-native), select, textarea)";
    const checked = slot.querySelector(".fact-fields input[type=radio]:checked");
    const field = slot.querySelector(first);
    (slot.querySelector("[data-error-summary]") ?? (field?.type === "radio" && checked?.name === field.name ? checked : field))?.focus();
  }

  function offerTheirs(slot) {
    for (const stands of slot.querySelectorAll("[data-theirs]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-tertiary button-small";
      button.textContent = slot.closest("[data-use-theirs]").dataset.useTheirs;
      button.addEventListener("click", () => take(slot.querySelector("form"), stands.dataset));
      stands.closest(".form-theirs").append(button);
    }
  }

  function take(form, { theirs, for: name }) {
    const controls = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    for (const control of controls) {
      if (control.type === "radio") control.checked = control.value === theirs;
      else control.value = theirs;
    }
    (controls.find((control) => control.checked) ?? controls[0]).focus();
  }

  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx, tasks } = event.detail;
    const target = tasks.find((task) => task.type === "main")?.target;
    if (target?.matches?.(".fact-slot")) {
      for (const slot of slots()) if (slot !== target) slot.replaceChildren();
      if (ctx.sourceElement.matches("a")) opener = ctx.sourceElement;
    }
    // A refresh that nobody asked for waits while a form is open; saving it brings the whole case.
    const itself = ["panel", "review"].includes(target?.id) && ctx.sourceElement === target;
    if (itself && openSlot()) event.preventDefault();
    if (!itself) section = ctx.sourceElement.matches?.(".fact-slot > form, .one-press") ? ctx.sourceElement.closest("section")?.id : null;
  });

  // A review asks for itself once a form in it has been saved, so the form has done its duty.
  document.addEventListener("caseEdited", () => {
    if (document.getElementById("review")) openSlot()?.replaceChildren();
  });

  document.addEventListener("htmx:after:settle", (event) => {
    const { target } = event;
    if (target.matches?.(".fact-slot") && target.firstElementChild) {
      offerTheirs(target);
      focusForm(target);
      target.scrollIntoView({ block: "nearest" });
    }
    // Saved: focus stays in the part of the case that was changed.
    if (section && target.matches?.("#panel-host > #panel, #review")) {
      document.getElementById(section)?.querySelector(".fact-link")?.focus({ preventScroll: true });
      section = null;
    }
  });

  document.addEventListener("input", (event) => {
    event.target.closest(`${CASE} [data-fact-form]`)?.setAttribute("data-dirty", "");
  });

  function cancel() {
    openSlot().replaceChildren();
    if (opener?.isConnected) opener.focus();
    else document.querySelector("#panel-host .panel-body, #case-name").focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest(`${CASE} .fact-slot a`);
    if (!link) return;
    if (link.hasAttribute("data-fact-cancel")) {
      event.preventDefault();
      cancel();
    } else if (link.closest("[data-error-summary]")) {
      event.preventDefault();
      document.getElementById(link.hash.slice(1))?.focus();
    }
  });

  // Esc puts away a list of suggestions first, then the form, then the panel.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.getElementById("dialog").open || !openSlot()) return;
    if (event.target.getAttribute?.("aria-expanded") === "true") return;
    event.stopImmediatePropagation();
    cancel();
  }, true);
})();
