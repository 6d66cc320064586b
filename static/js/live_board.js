// The board shows what others have done: one request for all that is new, laid over what stands there, so that what
// has not changed stays the same elements. Nothing changes under the hands of whoever drags a card, fills in a form or
// marks a text, and nothing is fetched for what the board shows already or its filters keep out.
(() => {
  "use strict";

  const TOGETHER_MS = 40;
  const PAUSE_MS = 600;
  const LONGEST_PAUSE_MS = 4_000;
  const PAUSE_FOR_ANSWER = 4;
  const LOOK_AGAIN_MS = 1_000;
  const FAILED_MS = 4_000;
  const LONGEST_HOLD_MS = 20_000;
  const NUMBERS_MS = 10_000;
  const OWN_MS = 10_000;
  const MOST_WAITING = 200;
  const LONG_LANE = 60;

  const board = () => document.getElementById("board");
  const lane = (key) => document.getElementById(`lane-${key}`);
  const card = (citizen) => board().querySelector(`[data-citizen="${CSS.escape(citizen)}"]`);
  const isAnything = (each) => !each.citizen;
  const own = new Map();
  const numbers = new Set();
  let news = [];
  let flushing = null;
  let nextAt = 0;
  let numbersAt = Infinity;
  let heldSince = null;
  let underWay = 0;
  let asked = null;

  // ---------- what the board shows already, and what does not concern it ----------

  function isShown({ citizen, to, version }) {
    const there = lane(to)?.querySelector(`[data-citizen="${CSS.escape(citizen)}"]`);
    return Number(there?.dataset.version ?? 0) >= version;
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

  // Kept out by a filter, and not in the column it came from, which is shown to its end: neither here before nor now.
  function concerns(each) {
    if (isAnything(each) || !each.whose || card(each.citizen)) return true;
    const wanted = board().dataset;
    return Boolean(lane(each.from)?.querySelector(".lane-more")) || ["team", "broker", "programme"].every((name) => !wanted[name] || wanted[name] === String(each.whose[name]));
  }

  // ---------- when nothing may change under the user's hands ----------

  function isBusy() {
    return document.documentElement.hasAttribute("data-dragging") || document.getElementById("dialog").open;
  }

  function isMarked({ citizen }) {
    const marked = document.getSelection();
    const changed = citizen && card(citizen);
    return Boolean(changed) && !marked.isCollapsed && marked.containsNode(changed, true);
  }

  // ---------- fetching what is new ----------

  const allKeys = () => [...board().querySelectorAll(".lane")].map((each) => each.dataset.step);
  const known = (keys) => keys.filter((key) => key && lane(key));
  const lanesOf = (each) => known(isAnything(each) ? allKeys() : [each.from, each.to]);

  // The columns a skip has passed count it towards their milestones.
  function passed({ from, to }) {
    const keys = [];
    for (let key = Number(from) - 1; Number(to) && key > Number(to); key -= 1) keys.push(String(key));
    return known(keys);
  }

  // Cards loaded by scrolling are asked for again; a column shown to its end stays so when some more have come. Who has
  // just come stands last by days there: a column of ordinary length is asked for to its end.
  function withCards(key, isReached) {
    const cards = lane(key).querySelectorAll(".citizen").length;
    const all = Number(lane(key).querySelector("[data-count]").textContent);
    const isWhole = !lane(key).querySelector(".lane-more") || (isReached && all < LONG_LANE);
    return `${key}-${isWhole ? Math.max(all, cards) + 20 : cards}`;
  }

  function ask(fresh) {
    const lanes = new Set(fresh.flatMap(lanesOf));
    const heads = new Set([...fresh.flatMap(passed), ...known([...numbers])].filter((key) => !lanes.has(key)));
    asked = { fresh, heads, at: Date.now(), isOutdated: false };
    numbers.clear();
    numbersAt = Infinity;
    const address = new URL(board().dataset.news, location.href);
    const reached = new Set(fresh.map((each) => each.to));
    address.searchParams.set("lanes", [...lanes].map((key) => withCards(key, reached.has(key))).join(","));
    address.searchParams.set("heads", [...heads].join(","));
    const aim = { source: board(), target: board(), swap: "none", select: null, selectOOB: null, news: asked };
    htmx.ajax("GET", address.pathname + address.search, aim);
  }

  function askLater({ fresh, heads }) {
    news.unshift(...fresh);
    heads.forEach((key) => numbers.add(key));
    if (numbers.size) numbersAt = Date.now();
    look();
  }

  // How many there are besides those of the filter is no hurry: some seconds later, and not all boards at once.
  function noteNumbers(others) {
    if (!others.length) return;
    for (const key of others.flatMap((each) => [...lanesOf(each), ...passed(each)])) numbers.add(key);
    if (numbersAt === Infinity) numbersAt = Date.now() + NUMBERS_MS * (1 + Math.random());
  }

  function fetchNew(fresh) {
    const concerning = fresh.filter(concerns);
    for (const each of concerning) {
      if (each.by && each.from !== each.to) document.dispatchEvent(new CustomEvent("cardArrives", { detail: each }));
    }
    noteNumbers(fresh.filter((each) => !concerning.includes(each)));
    if (concerning.length || Date.now() >= numbersAt) ask(concerning);
    if (fresh.length) document.dispatchEvent(new CustomEvent("boardFollows", { detail: fresh }));
  }

  // A form or a drag holds for as long as it takes, a marked text for a while.
  function flush() {
    flushing = null;
    if (!board() || isBusy() || document.getElementById("live").dataset.state !== "now") return;
    if (!news.length && Date.now() < numbersAt) {
      lookForNumbers();
      return;
    }
    heldSince ??= Date.now();
    const mayHold = Date.now() - heldSince < LONGEST_HOLD_MS;
    if (mayHold && underWay > 0) {
      look(LOOK_AGAIN_MS);
      return;
    }
    news = news.filter((each) => isAnything(each) || (!isShown(each) && !isOwn(each)));
    const held = mayHold ? news.filter(isMarked) : [];
    const fresh = news.filter((each) => !held.includes(each));
    news = held;
    if (held.length) look(LOOK_AGAIN_MS);
    else heldSince = null;
    fetchNew(fresh);
    lookForNumbers();
  }

  function lookForNumbers() {
    if (numbers.size) look(Math.max(0, numbersAt - Date.now()));
  }

  function look(wait = TOGETHER_MS) {
    const due = Math.max(Date.now() + wait, nextAt);
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

  // What the user has done meanwhile may be newer than the answer under way.
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    underWay += 1;
    const changes = ctx.request.method !== "GET" || ctx.target?.closest?.("#board");
    if (asked && ctx.news !== asked && changes) asked.isOutdated = true;
  });

  document.addEventListener("htmx:before:swap", (event) => {
    const mine = event.detail.ctx.news;
    if (!mine || !(mine.isOutdated || isBusy())) return;
    event.preventDefault();
    askLater(mine);
  });

  // The slower the server answers, the less often it is asked.
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    underWay = Math.max(0, underWay - 1);
    if (ctx.news) {
      const pause = Math.min(Math.max(PAUSE_MS, PAUSE_FOR_ANSWER * (Date.now() - ctx.news.at)), LONGEST_PAUSE_MS);
      nextAt = Math.max(nextAt, ctx.news.at + pause);
      asked = null;
    }
    look();
  });

  // What could not be fetched is fetched later.
  for (const name of ["htmx:error", "htmx:response:error"]) {
    document.addEventListener(name, ({ detail: { ctx } }) => {
      if (!ctx?.sourceElement?.matches?.("#board, .lane, #filter-facts")) return;
      nextAt = Date.now() + FAILED_MS;
      askLater(ctx.news ?? { fresh: [{}], heads: [] });
    });
  }
})();
