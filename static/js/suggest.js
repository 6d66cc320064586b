// What is known is offered as one types: a combobox with a list (WAI-ARIA, list autocomplete with manual selection) on
// every field with data-suggest. The words on screen come from the page; without this script the field is a plain one.
(() => {
  "use strict";

  const WAIT_MS = 150;
  const SOURCES = {
    company: () => ["/companies/suggest", {}],
    person: (field) => ["/companies/suggest", { of: "person", company: sibling(field, "company")?.value ?? "" }],
    marking: () => ["/markings/suggest", {}],
    benefit: () => ["/benefits/suggest", {}],
  };
  let open = null;
  let numbers = 0;

  function sibling(field, name) {
    return field.form?.querySelector(`[name="${name}"]`);
  }

  // Said inside the field's own box: an open dialog silences everything outside it.
  function say(field, count) {
    const words = document.getElementById("suggest-words").dataset;
    const text = count === 1 ? words.one : words.many.replace("#", count);
    field.parentElement.querySelector("[role=status]").textContent = count ? text : "";
  }

  function close() {
    if (!open) return;
    open.list.remove();
    open.field.setAttribute("aria-expanded", "false");
    open.field.removeAttribute("aria-controls");
    open.field.removeAttribute("aria-activedescendant");
    open = null;
  }

  function show(field, options) {
    close();
    say(field, options.length);
    if (!options.length) return;
    const list = document.createElement("ul");
    list.id = `${field.id}-list`;
    list.className = "combobox-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.labels[0]?.firstChild?.textContent.trim() ?? "");
    options.forEach((option, at) => {
      option.id = `${list.id}-${at}`;
      option.setAttribute("aria-selected", "false");
      list.append(option);
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
    field.after(list);
    list.scrollIntoView({ block: "nearest" });
    open = { field, list, at: -1 };
    field.setAttribute("aria-expanded", "true");
    field.setAttribute("aria-controls", list.id);
  }

  function mark(at) {
    const options = [...open.list.children];
    open.at = (at + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === open.at)));
    open.field.setAttribute("aria-activedescendant", options[open.at].id);
    options[open.at].scrollIntoView({ block: "nearest" });
  }

  function choose(option) {
    const { field } = open;
    field.value = option.dataset.value;
    const number = field.dataset.suggest === "company" && sibling(field, "company_cvr");
    if (number && !number.value && option.dataset.cvr) number.value = option.dataset.cvr;
    close();
    field.focus();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // An answer that comes after more has been typed, or after the field was left, is too late to be shown.
  async function ask(field) {
    const [path, query] = SOURCES[field.dataset.suggest](field);
    const number = String(++numbers);
    field.dataset.asked = number;
    const answer = await fetch(`${path}?${new URLSearchParams({ q: field.value, ...query })}`).catch(() => null);
    if (!answer?.ok || answer.redirected || field.dataset.asked !== number || document.activeElement !== field) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    show(field, [...page.querySelectorAll("[role=option]")]);
  }

  function later(field) {
    clearTimeout(field.suggestTimer);
    delete field.dataset.asked;
    const asks = field.value.trim() || field.dataset.suggest !== "company";
    if (asks) field.suggestTimer = setTimeout(() => ask(field), WAIT_MS);
    else close();
  }

  function equip(field) {
    const box = document.createElement("div");
    box.className = "combobox";
    const status = document.createElement("span");
    status.className = "sr-only";
    status.setAttribute("role", "status");
    field.before(box);
    box.append(field, status);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-haspopup", "listbox");
    field.addEventListener("input", () => later(field));
    field.addEventListener("blur", close);
    field.addEventListener("keydown", press);
  }

  function press(event) {
    const field = event.currentTarget;
    const down = event.key === "ArrowDown";
    if (!open && down) ask(field);
    else if (open && (down || event.key === "ArrowUp")) mark(open.at + (down ? 1 : open.at < 0 ? 0 : -1));
    else if (open && event.key === "Enter" && open.at >= 0) choose(open.list.children[open.at]);
    else if (open && event.key === "Escape") {
      event.stopPropagation();
      close();
    } else return;
    event.preventDefault();
  }

  function equipAll() {
    document.querySelectorAll("input[data-suggest]:not([role=combobox])").forEach(equip);
  }

  document.addEventListener("DOMContentLoaded", equipAll);
  document.addEventListener("htmx:after:settle", equipAll);
})();
