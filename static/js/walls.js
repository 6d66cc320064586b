// A new wall screen is made once, however often the button is pressed, since its address is shown this once; the address is
// selected when it gets focus, and copied where the browser allows it.
(() => {
  "use strict";

  const form = document.querySelector("form.walls-part");
  form?.addEventListener("submit", () => { form.querySelector("[type=submit]").disabled = true; });
  window.addEventListener("pageshow", () => form?.querySelector("[type=submit]").removeAttribute("disabled"));

  const field = document.querySelector("[data-select-all]");
  const button = document.querySelector("[data-copy]");
  if (!field || !button) return;

  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
  });
})();
