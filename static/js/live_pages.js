// Other pages than the board: those that are a day's list or an overview fetch their own part anew, now and then;
// those one reads through only say that there are new moves, and leave it to the reader when.
(() => {
  "use strict";

  const PAUSE_MS = 10_000;
  const main = document.getElementById("main");
  const follow = main.dataset.follow;
  let waiting = null;
  let fetchedAt = 0;
  if (!follow) return;

  const part = () => document.getElementById(follow);

  function isInUse() {
    const marked = document.getSelection();
    const open = part().querySelector("details[open], form:focus-within");
    return document.getElementById("dialog").open || Boolean(open) || (!marked.isCollapsed && part().contains(marked.anchorNode));
  }

  function fetchPart() {
    waiting = null;
    if (isInUse()) {
      later(PAUSE_MS);
      return;
    }
    fetchedAt = Date.now();
    const itself = { source: part(), target: `#${follow}`, select: `#${follow}`, swap: "outerHTML" };
    htmx.ajax("GET", location.pathname + location.search, itself);
  }

  function later(wait) {
    waiting ??= setTimeout(fetchPart, wait);
  }

  function offer() {
    const link = document.getElementById("live-news");
    if (!link.hidden) return;
    link.hidden = false;
    document.getElementById("live-status").textContent = link.textContent;
  }

  document.addEventListener("liveNews", ({ detail: news }) => {
    const moved = !news.citizen || news.from !== news.to;
    if (part()) later(Math.max(400, fetchedAt + PAUSE_MS - Date.now()));
    else if (moved) offer();
  });

  document.getElementById("live-news").addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
})();
