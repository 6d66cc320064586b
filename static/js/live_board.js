// The board shows what others have done: only the columns concerned are fetched, once for many changes, never under the
// hands of whoever drags a card, fills in a form or marks a text, and not for what the board shows already.
(() => {
  "use strict";

  const TOGETHER_MS = 40;
  const PAUSE_MS = 600;
  const LOOK_AGAIN_MS = 1_000;
  const FAILED_MS = 4_000;
  const LONGEST_HOLD_MS = 20_000;
  const OWN_MS = 10_000;
  const MOST_WAITING = 200;
  const MOST_LANES = 4;

  const board = () => document.getElementById("board");
  const lane = (key) => document.getElementById(`lane-${key}`);
  const own = new Map();
  const longer = new Set();
  let news = [];
  let flushing = null;
  let flushedAt = 0;
  let heldSince = null;
  let underWay = 0;
  let owed = "";

  // ---------- what the board shows already ----------

  function isShown({ citizen, to, version }) {
    const card = lane(to)?.querySelector(`[data-citizen="${CSS.escape(citizen)}"]`);
    return Number(card?.dataset.version ?? 0) >= version;
  }

  const route = ({ citizen, from, to }) => `${citizen} ${from} ${to}`;

  // The user's own move has been answered and its columns are fetched; it comes over the line as well, once.
  for (const name of ["citizenMoved", "moveAnnulled"]) {
    document.addEventListener(name, ({ detail }) => {
      const key = route(detail);
      own.set(key, setTimeout(() => own.delete(key), OWN_MS));
    });
  }

  function isOwn(each) {
    const key = route(each);
    clearTimeout(own.get(key));
    return own.delete(key);
  }

  // ---------- when nothing may change under the user's hands ----------

  function isBusy() {
    return document.documentElement.hasAttribute("data-dragging") || document.getElementById("dialog").open;
  }

  function isRead(part) {
    const marked = document.getSelection();
    return Boolean(part?.querySelector("details[open]")) || (!marked.isCollapsed && part?.contains(marked.anchorNode));
  }

  function isTypedIn(part) {
    const changed = (field) => field.value !== field.defaultValue && field.type !== "hidden";
    const typed = [...part.querySelectorAll("input, textarea")].some(changed);
    return typed || Boolean(part.querySelector("[data-fact-form], form:focus-within"));
  }

  // ---------- fetching what is new ----------

  const isAnything = (each) => !each.citizen;
  const allKeys = () => [...board().querySelectorAll(".lane")].map((each) => each.dataset.step);

  // The columns a skip has passed count it towards their milestones.
  function keys({ from, to }) {
    const passed = [];
    for (let key = Number(from) - 1; Number(to) && key > Number(to); key -= 1) passed.push(String(key));
    return [from, ...passed, to].filter((key) => key && lane(key));
  }

  function isHeld(each) {
    return (isAnything(each) ? allKeys() : keys(each)).some((key) => isRead(lane(key)));
  }

  // The whole board at once would cut short a column of which more has been loaded by scrolling.
  function fetchLanes(wanted) {
    if (wanted.size > MOST_LANES && !longer.size) {
      htmx.trigger(document.body, "boardRefresh");
      return;
    }
    for (const key of wanted) htmx.trigger(document.body, `lane${key}Changed`);
    htmx.trigger(document.body, "boardNews");
  }

  const panel = () => document.querySelector("#panel-host > #panel");

  // A panel that is being filled in or read follows when that is over; a stale form is refused by the server anyway.
  function fetchPanel() {
    if (owed && panel()?.dataset.panel === owed && (isTypedIn(panel()) || isRead(panel()))) {
      setTimeout(fetchPanel, LOOK_AGAIN_MS);
      return;
    }
    if (owed && panel()?.dataset.panel === owed) htmx.trigger(document.body, "panelNews");
    owed = "";
  }

  function followPanel(fresh) {
    const shown = panel()?.dataset.panel;
    if (!shown || owed === shown || !fresh.some((each) => isAnything(each) || each.citizen === shown)) return;
    owed = shown;
    fetchPanel();
  }

  function fetchNew(fresh) {
    flushedAt = Date.now();
    for (const each of fresh) {
      if (each.by && each.from !== each.to) document.dispatchEvent(new CustomEvent("cardArrives", { detail: each }));
    }
    fetchLanes(new Set(fresh.flatMap((each) => (isAnything(each) ? allKeys() : keys(each)))));
    followPanel(fresh);
  }

  // A form or a drag holds for as long as it takes, a marked text or an open help for a while.
  function flush() {
    flushing = null;
    if (!board() || !news.length || isBusy() || document.getElementById("live").dataset.state !== "now") return;
    heldSince ??= Date.now();
    const mayHold = Date.now() - heldSince < LONGEST_HOLD_MS;
    if (mayHold && underWay > 0) {
      look(LOOK_AGAIN_MS);
      return;
    }
    news = news.filter((each) => isAnything(each) || (!isShown(each) && !isOwn(each)));
    const held = mayHold ? news.filter(isHeld) : [];
    const fresh = news.filter((each) => !held.includes(each));
    news = held;
    if (held.length) look(LOOK_AGAIN_MS);
    else heldSince = null;
    if (fresh.length) fetchNew(fresh);
  }

  function look(wait = TOGETHER_MS) {
    const due = Math.max(Date.now() + wait, flushedAt + PAUSE_MS);
    if (flushing && flushing.due <= due) return;
    clearTimeout(flushing?.timer);
    flushing = { due, timer: setTimeout(flush, due - Date.now()) };
  }

  document.addEventListener("liveNews", ({ detail }) => {
    if (!board()) return;
    news.push(detail);
    if (news.length > MOST_WAITING) news = [{}];
    look();
  });

  for (const name of ["liveState", "dragFinished"]) document.addEventListener(name, () => look());
  document.addEventListener("close", () => look(), true);

  // ---------- requests ----------

  document.addEventListener("htmx:before:request", ({ detail }) => {
    underWay += 1;
    const more = detail.ctx.sourceElement.closest?.(".lane-more");
    if (more) longer.add(more.closest(".lane").dataset.step);
  });

  document.addEventListener("htmx:finally:request", () => {
    underWay = Math.max(0, underWay - 1);
    look();
  });

  document.addEventListener("htmx:after:swap", ({ detail }) => {
    if (detail.ctx.target?.id === "board") longer.clear();
  });

  // What could not be fetched is fetched later.
  for (const name of ["htmx:error", "htmx:response:error"]) {
    document.addEventListener(name, ({ detail }) => {
      if (!detail.ctx?.sourceElement?.matches?.("#board, .lane, #filter-facts")) return;
      news.push({});
      look(FAILED_MS);
    });
  }
})();
