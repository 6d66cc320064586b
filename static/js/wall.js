// A wall screen runs for months untouched: it turns its pages, follows changes, says when it is not up to date, comes back
// by itself, renews itself after a deploy and once a night, and goes dark when it is switched off. It keeps nothing.
(() => {
  "use strict";

  const APART_MS = 1_000;
  const TIMES_LONGER = 4;
  const SELDOMEST_MS = 10_000;
  const ANSWER_MS = 15_000;
  const AT_LEAST_EVERY_MS = 5 * 60_000;
  const MINUTE_MS = 60_000;
  const HOUR_MS = 60 * MINUTE_MS;
  const LONGEST_WAIT_MS = MINUTE_MS;
  const NEWS_MS = 21_000;
  const RENEW_HOUR = 4;
  const RENEW_MINUTE = Math.floor(Math.random() * 60);
  const RENEW_WHEN_OLDER_MS = 12 * HOUR_MS;
  const PLACES = 8;

  const wall = () => document.getElementById("wall");
  const address = location.href;

  // A screen that is off asks now and then whether that was a mistake; the browser never leaves a page that works.
  if (!wall()) {
    setInterval(() => fetch(address).then((answer) => answer.ok && location.reload(), () => {}), AT_LEAST_EVERY_MS);
    return;
  }

  const { version, position, seconds, pinned } = wall().dataset;
  const token = location.pathname.split("/").pop();
  const loadedAt = Date.now();
  let offset = 0;
  let shown = wall().dataset.shown;
  let turnedAt = Date.now();
  let readAt = Date.now();
  let apart = APART_MS;
  let rightAt = new Date();
  let line = "now";
  let failures = 0;
  let renewing = false;
  let othersSeen = 0;
  let timer = null;
  let reading = false;
  let wanted = false;

  // ---------- what is shown ----------

  // The municipality's clock, whatever the screen's is set to: local time kept in the UTC fields.
  const local = (moment) => new Date(moment + offset);
  const clock = (moment) => moment.toISOString().slice(11, 16).replace(":", ".");

  function paint(main) {
    const pages = [...main.querySelectorAll("[data-page]")];
    if (!pages.some((page) => page.dataset.page === shown)) shown = pages[0].dataset.page;
    main.dataset.shown = shown;
    for (const page of pages) page.hidden = page.dataset.page !== shown;
    for (const tab of main.querySelectorAll("[data-tab]")) {
      tab.toggleAttribute("aria-current", tab.dataset.tab === shown);
      if (tab.dataset.tab === shown) tab.setAttribute("aria-current", "page");
    }
    sign(main);
    tell(main);
  }

  function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  function sign(main) {
    const isLost = line === "lost" || failures > 0;
    const live = main.querySelector("[data-live]");
    live.dataset.state = isLost ? "lost" : "now";
    const since = `kl. ${clock(local(rightAt.getTime()))}`;
    write(live, isLost ? main.dataset.lost.replace("#", since) : main.dataset.fresh);
  }

  function tell(main) {
    const now = local(Date.now());
    write(main.querySelector("[data-clock]"), clock(now));
    main.dataset.drift = now.getUTCMinutes() % PLACES;
  }

  function turn(main) {
    const pages = [...main.querySelectorAll("[data-page]")].map((page) => page.dataset.page);
    shown = pages[(pages.indexOf(shown) + 1) % pages.length];
    turnedAt = Date.now();
    paint(main);
  }

  // ---------- reading it anew ----------

  // At once for the first change, then at most once a second however many there are, and seldomer where the server needs
  // long: it has more to do than to serve screens.
  function refresh(after = 0) {
    if (reading) {
      wanted = true;
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(read, Math.max(after, readAt + apart - Date.now()));
  }

  async function read() {
    [wanted, reading, readAt] = [false, true, Date.now()];
    const signal = AbortSignal.timeout(ANSWER_MS);
    const answer = await fetch(address, { cache: "no-store", redirect: "error", signal }).catch(() => null);
    const text = answer && (answer.ok || answer.status === 404) ? await answer.text().catch(() => "") : "";
    reading = false;
    apart = Math.min(Math.max(APART_MS, TIMES_LONGER * (Date.now() - readAt)), SELDOMEST_MS);
    const page = new DOMParser().parseFromString(text, "text/html");
    const main = page.querySelector("main");
    if (main && Boolean(answer.ok) === (main.id === "wall")) arrived(page, main);
    else failed();
    if (wanted) refresh();
  }

  function failed() {
    failures += 1;
    if (wall()) sign(wall());
    refresh(Math.min(1_000 * 2 ** failures, LONGEST_WAIT_MS) * (0.5 + Math.random()));
  }

  function arrived(page, main) {
    failures = 0;
    rightAt = new Date();
    const { theme } = page.documentElement.dataset;
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    if (main.id === "wall") prepare(main);
    document.querySelector("main").replaceWith(document.adoptNode(main));
  }

  function prepare(main) {
    offset = Date.parse(`${main.dataset.now}Z`) - Date.now();
    paint(main);
    if ("news" in main.dataset) refresh(NEWS_MS);
    renew(main.dataset.version !== version);
  }

  // Another version has to be seen twice: a server that has just begun may be gone again at once.
  function renew(isOther) {
    othersSeen = isOther ? othersSeen + 1 : 0;
    if (renewing || othersSeen > 1) location.reload();
    else if (isOther) refresh(MINUTE_MS / 6);
  }

  // ---------- every second ----------

  function tick() {
    const main = wall();
    if (!main) return;
    const now = local(Date.now());
    tell(main);
    if (pinned === undefined && Date.now() - turnedAt >= Number(seconds) * 1_000) turn(main);
    const isAnotherDay = now.toISOString().slice(0, 10) !== main.dataset.now.slice(0, 10);
    if (Date.now() - readAt >= (isAnotherDay ? MINUTE_MS : AT_LEAST_EVERY_MS) && !failures) refresh();
    const isHour = now.getUTCHours() === RENEW_HOUR && now.getUTCMinutes() === RENEW_MINUTE;
    if (isHour && !renewing && Date.now() - loadedAt > RENEW_WHEN_OLDER_MS) {
      renewing = true;
      refresh();
    }
  }

  function said(state, since) {
    const isBack = line !== state && state !== "lost";
    [line, rightAt] = [state, since];
    if (wall()) sign(wall());
    if (isBack) refresh();
  }

  function stayAwake() {
    if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {});
  }

  offset = Date.parse(`${wall().dataset.now}Z`) - Date.now();
  if ("news" in wall().dataset) refresh(NEWS_MS);
  paint(wall());
  setInterval(tick, 1_000);
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
  const query = `?wall=${encodeURIComponent(token)}`;
  window.followChanges({ stream: `/events${query}`, question: `/events/position${query}`, position, heard: () => refresh(), said });
})();
