// The open panel follows what others do to its citizen. One that is being filled in or read follows when that is over;
// a stale form is refused by the server anyway.
(() => {
  "use strict";

  const LOOK_AGAIN_MS = 1_000;
  let owed = "";

  const panel = () => document.querySelector("#panel-host > #panel");

  function isRead(part) {
    const marked = document.getSelection();
    return Boolean(part.querySelector("details[open]")) || (!marked.isCollapsed && part.contains(marked.anchorNode));
  }

  function isTypedIn(part) {
    const changed = (field) => field.value !== field.defaultValue && field.type !== "hidden";
    const typed = [...part.querySelectorAll("input, textarea")].some(changed);
    return typed || Boolean(part.querySelector("[data-fact-form], form:focus-within"));
  }

  function fetchPanel() {
    const isOpen = owed && panel()?.dataset.panel === owed;
    if (isOpen && (isTypedIn(panel()) || isRead(panel()))) {
      setTimeout(fetchPanel, LOOK_AGAIN_MS);
      return;
    }
    if (isOpen) htmx.trigger(document.body, "panelNews");
    owed = "";
  }

  document.addEventListener("boardFollows", ({ detail: news }) => {
    const shown = panel()?.dataset.panel;
    if (!shown || owed === shown || !news.some((each) => !each.citizen || each.citizen === shown)) return;
    owed = shown;
    fetchPanel();
  });
})();
