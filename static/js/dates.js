// A calendar beside each date field. The text field stays the truth and takes dd-mm-yyyy; the browser's own
// calendar only fills it in. Browsers without showPicker() keep the text field alone.
(() => {
  "use strict";

  if (!("showPicker" in HTMLInputElement.prototype)) return;

  const DANISH = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/;

  function toIso(text) {
    const parts = DANISH.exec(text.trim());
    return parts ? `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}` : "";
  }

  function toDanish(iso) {
    return iso.split("-").reverse().join("-");
  }

  function calendarIcon() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", "#i-calendar");
    svg.append(use);
    return svg;
  }

  // The button is for pointers: with the keyboard, typing the date is faster, so it stays out of the tab order.
  function equip(field) {
    const text = field.querySelector("input");
    const native = document.createElement("input");
    native.type = "date";
    native.className = "date-native";
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "date-pick";
    button.tabIndex = -1;
    button.setAttribute("aria-hidden", "true");
    button.append(calendarIcon());
    button.addEventListener("click", () => {
      native.value = toIso(text.value);
      native.showPicker();
    });
    native.addEventListener("change", () => {
      if (native.value) text.value = toDanish(native.value);
      text.focus();
    });
    field.dataset.equipped = "yes";
    field.append(button, native);
  }

  function equipAll() {
    document.querySelectorAll("[data-date-field]:not([data-equipped])").forEach(equip);
  }

  document.addEventListener("DOMContentLoaded", equipAll);
  document.addEventListener("htmx:after:settle", equipAll);
})();
