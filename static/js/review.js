// The case review by keyboard, and the next citizen fetched ahead so that it is on the screen at once.
(() => {
  "use strict";

  const OFF = "review-keys";
  const FRESH_MS = 60_000;
  const review = () => document.getElementById("review");
  const help = () => document.getElementById("review-keys");
  let ahead = null;

  const keysOn = () => localStorage.getItem(OFF) !== "off";

  // ---------- keys: single letters only, never while somebody writes or a dialog is open ----------
  function isWriting(target) {
    return target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
  }

  document.addEventListener("keydown", (event) => {
    if (!review() || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (!keysOn() || isWriting(event.target) || document.querySelector("dialog[open]")) return;
    const target = review().querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target || target.disabled) return;
    event.preventDefault();
    target.click();
  });

  function showKeys() {
    document.documentElement.classList.toggle("no-keys", !keysOn());
    const box = document.querySelector("[data-keys-on]");
    if (box) box.checked = keysOn();
  }

  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-keys-on]")) return;
    if (event.target.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "off");
    showKeys();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-open-keys]")) help().showModal();
  });

  // ---------- the next citizen, fetched ahead ----------
  async function fetchAhead() {
    const link = review()?.querySelector("[data-prefetch]");
    if (!link || ahead?.url === link.href) return;
    const mine = { url: link.href, text: null, at: Date.now() };
    ahead = mine;
    try {
      const answer = await fetch(link.href, { headers: { "HX-Request": "true", "HX-Request-Type": "partial" } });
      if (answer.ok && !answer.redirected) mine.text = await answer.text();
    } catch {
      if (ahead === mine) ahead = null;
    }
  }

  function settled() {
    const text = document.createElement("div");
    text.textContent = review().querySelector("#case-name").textContent;
    document.title = `${text.textContent} – Produktionstavlen`;
    window.scrollTo(0, 0);
    const wrong = review().querySelector(".decide [data-error-summary]");
    (wrong ?? document.getElementById("case-name")).focus({ preventScroll: true });
    review().querySelector(".queue [aria-current]")?.scrollIntoView({ block: "nearest" });
    window.scrollTo(0, 0);
  }

  // In the capturing phase, before htmx hears of the click.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#review [data-prefetch]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const ready = ahead?.url === link.href && ahead.text && Date.now() - ahead.at < FRESH_MS ? ahead : null;
    if (!ready) return;
    event.preventDefault();
    event.stopPropagation();
    ahead = null;
    htmx.swap({ text: ready.text, target: review(), swap: "outerHTML", sourceElement: link, push: ready.url });
  }, true);

  for (const name of ["citizenMoved", "caseChanged", "caseEdited", "moveAnnulled"]) {
    document.addEventListener(name, () => { ahead = null; });
  }

  // What had focus went with the dialog or with the case as it was.
  function isAdrift() {
    return !review().contains(document.activeElement) && !document.querySelector("dialog[open]");
  }

  // A case that asks for itself anew stays where the reader was; another citizen begins at the top.
  let shown = null;
  let noted = false;
  function follow() {
    if (!review()) return;
    const { review: id } = review().dataset;
    const wrong = review().querySelector(".decide [data-error-summary]");
    if (shown !== null && (shown !== id || wrong)) settled();
    else if (shown !== null && (noted || isAdrift())) document.getElementById("case-name").focus({ preventScroll: true });
    [shown, noted] = [id, false];
    showKeys();
    fetchAhead();
  }

  document.addEventListener("htmx:after:settle", follow);
  document.addEventListener("DOMContentLoaded", () => {
    if (!review()) return;
    follow();
    review().querySelector(".decide [data-error-summary]")?.focus();
  });

  // What was agreed is stored: the field it was written in is left, so that the keys are keys again.
  document.addEventListener("htmx:before:swap", (event) => {
    noted = event.detail.ctx.sourceElement?.matches?.(".decide") ?? false;
  });

  // Somebody else was first with a move: there is no board here to show it on, so the review is asked for anew.
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    if (!review() || ctx.response?.status !== 409 || !document.getElementById("dialog").open) return;
    if (!ctx.sourceElement?.matches?.("form[data-move-form]")) return;
    document.getElementById("dialog").close();
    htmx.trigger(document.body, "caseChanged");
  });
})();
