// Other pages than the board: those that are a day's list or an overview fetch their own part anew, now and then;
// those one reads through only say that there is something new, and leave it to the reader when.
(() => {
  "use strict";

  const PAUSE_MS = 10_000;
  const OWN_MS = 1_500;
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

  function offer(words) {
    const link = document.getElementById("live-news");
    link.textContent = words ?? link.textContent;
    if (!link.hidden) return;
    link.hidden = false;
    document.getElementById("live-status").textContent = link.textContent;
  }

  // ---------- the case review: looking at a case is written down, so it is never fetched unasked ----------

  const review = () => document.querySelector("[data-review]");
  const isOld = ({ citizen, version }) => review()?.dataset.review === citizen && Number(review().dataset.version) < version;

  // What the reader has done is on the screen, or another citizen, before one asks.
  function offerCase(news) {
    if (!news.citizen || isOld(news)) offer(document.getElementById("live-news").dataset.case);
  }

  document.addEventListener("htmx:after:swap", ({ detail }) => {
    if (review() && detail.ctx.target?.id === "review") document.getElementById("live-news").hidden = true;
  });

  document.addEventListener("liveNews", ({ detail: news }) => {
    const moved = !news.citizen || news.from !== news.to;
    if (part()) later(Math.max(400, fetchedAt + PAUSE_MS - Date.now()));
    else if (review()) setTimeout(() => offerCase(news), OWN_MS);
    else if (moved) offer();
  });

  document.getElementById("live-news").addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
})();
