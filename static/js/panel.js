// The side panel: opens beside the board, closes with Esc, gives focus and address back to the board.
(() => {
  "use strict";

  const panel = () => document.querySelector("#panel-host > #panel");
  const host = () => document.getElementById("panel-host");
  let scrolled = 0;

  function markCard() {
    for (const marked of document.querySelectorAll(".citizen-card.is-selected")) marked.classList.remove("is-selected");
    const id = panel()?.dataset.panel;
    if (id) document.querySelector(`#board [data-citizen="${CSS.escape(id)}"]`)?.classList.add("is-selected");
  }

  function opened() {
    document.title = `${panel().dataset.title} – Produktionstavlen`;
    document.getElementById("panel-name").focus();
  }

  // Refreshed in place the panel keeps its scroll, and keeps focus when what had it is gone.
  function refreshed() {
    const body = panel().querySelector(".panel-body");
    panel().classList.add("is-settled");
    body.scrollTop = scrolled;
    if (document.activeElement === document.body) body.focus({ preventScroll: true });
  }

  document.addEventListener("htmx:before:swap", () => {
    scrolled = panel()?.querySelector(".panel-body").scrollTop ?? 0;
  });

  document.addEventListener("htmx:after:settle", (event) => {
    if (!panel()) return;
    if (event.target === host()) opened();
    else if (event.target === panel()) refreshed();
    markCard();
  });

  // The board's address comes back only if the panel's own still stands there: a search in between has set its own.
  function close() {
    const { panel: id } = panel().dataset;
    const back = panel().querySelector("[data-panel-close]").href;
    const mine = location.pathname.endsWith(`/${id}`);
    htmx.swap({ text: "", target: host(), swap: "innerHTML", sourceElement: host(), replace: mine ? back : undefined });
    document.title = document.getElementById("board").dataset.title;
    markCard();
    (document.getElementById(`name-${id}`) ?? document.getElementById("main")).focus();
  }

  document.addEventListener("click", (event) => {
    if (!panel() || !event.target.closest("[data-panel-close]")) return;
    event.preventDefault();
    close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel() && !document.getElementById("dialog").open) close();
  });

  // The tabs scroll the panel; the address and the history stay as they are.
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("#panel-host .panel-tabs a");
    if (!tab) return;
    event.preventDefault();
    document.getElementById(tab.hash.slice(1))?.scrollIntoView({ block: "start" });
  });
})();
