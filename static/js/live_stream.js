// The line on which a page hears of changes: a stream, and where none can be had a question every few seconds. It finds
// out by itself that the line is dead (a server gone, a computer that slept, a network that swallows everything) and
// comes back by itself, spread in time, so that five hundred pages do not return in the same instant.
//
//   followChanges({ stream, question, position, heard, said }) → { stop() }
//
// stream, question: addresses of the events and of the position. position: where the page's content has come to.
// heard(news): one change; an empty object means that everything is to be looked at anew.
// said(state, since): "now", "lost" or "ended", only when that changes; since is the moment the page was last right.
"use strict";

window.followChanges = ({ stream, question, position, heard, said }) => {
  const BEAT_MISSED_MS = 40_000;
  const LOOK_MS = 2_000;
  const SLEPT_MS = 20_000;
  const GRACE_MS = 3_000;
  const RETURN_MS = 1_200;
  const ASK_MS = 5_000;
  const LONGEST_WAIT_MS = 15_000;
  const ANSWER_MS = 10_000;
  const STREAM_AGAIN_MS = 60_000;
  const NOBODY = [401, 403, 404, 410];

  let source = null;
  let hasOpened = false;
  let turn = 0;
  let waiting = null;
  let mourning = null;
  let state = "";
  let rightAt = new Date();
  let heardAt = Date.now();
  let lookedAt = Date.now();
  let streamAgainAt = 0;
  let failures = 0;
  let etag = "";
  let stopped = false;

  const spread = (milliseconds) => milliseconds * (0.5 + Math.random());

  // ---------- what is said of the line ----------

  function say(now) {
    clearTimeout(mourning);
    mourning = null;
    if (state === now) return;
    state = now;
    said(state, rightAt);
  }

  function right() {
    rightAt = new Date();
    heardAt = Date.now();
    failures = 0;
    say("now");
  }

  // Not said at once: most lines are back before anybody needs to know.
  function lost() {
    if (state !== "lost") mourning ??= setTimeout(() => say("lost"), GRACE_MS);
  }

  // ---------- the stream ----------

  function hangUp() {
    source?.close();
    source = null;
    clearTimeout(waiting);
    turn += 1;
    return turn;
  }

  function later(next, milliseconds) {
    clearTimeout(waiting);
    waiting = setTimeout(next, spread(milliseconds));
  }

  function listen() {
    hangUp();
    if (document.hidden || stopped) return;
    heardAt = lookedAt = Date.now();
    hasOpened = false;
    lost();
    const address = new URL(stream, location.href);
    address.searchParams.set("since", position);
    source = new EventSource(address);
    source.addEventListener("ready", arrived);
    source.addEventListener("board", (event) => {
      arrived(event);
      heard(JSON.parse(event.data));
    });
    source.addEventListener("beat", right);
    source.addEventListener("again", listen);
    source.addEventListener("error", broken);
  }

  function arrived(event) {
    hasOpened = true;
    position = event.lastEventId || position;
    right();
  }

  // Cut off, one comes back; not let in, one asks. The browser's own return is not used: it comes at a fixed time.
  function broken() {
    const wasOpen = hasOpened;
    hangUp();
    lost();
    streamAgainAt = Date.now() + spread(STREAM_AGAIN_MS);
    if (wasOpen) later(listen, RETURN_MS);
    else ask();
  }

  // ---------- asking instead ----------

  async function ask() {
    const mine = hangUp();
    if (document.hidden || stopped) return;
    const answer = await fetch(question, {
      headers: etag ? { "If-None-Match": etag } : {},
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch(() => null);
    if (mine === turn) await told(answer);
  }

  async function told(answer) {
    if (answer && (answer.type === "opaqueredirect" || NOBODY.includes(answer.status))) {
      say("ended");
      later(ask, STREAM_AGAIN_MS);
    } else if (!answer || (!answer.ok && answer.status !== 304)) {
      failures += 1;
      lost();
      later(ask, Math.min(1_000 * 2 ** failures, LONGEST_WAIT_MS));
    } else await current(answer);
  }

  async function current(answer) {
    const mine = turn;
    const isBack = failures > 0 || state === "ended" || Date.now() >= streamAgainAt;
    const now = answer.status === 304 ? position : (await answer.json()).position;
    if (mine !== turn) return;
    etag = answer.headers.get("ETag") ?? etag;
    if (now !== position) heard({});
    position = now;
    right();
    if (isBack) listen();
    else later(ask, ASK_MS);
  }

  // ---------- when one looks whether the line is alive ----------

  // A clock that has jumped tells of a sleep; a beat that did not come, of a line that is dead and doesn't know it.
  function look() {
    const now = Date.now();
    const slept = Math.abs(now - lookedAt) > SLEPT_MS;
    lookedAt = now;
    if (slept || (source && now - heardAt > BEAT_MISSED_MS)) listen();
  }

  const looking = setInterval(look, LOOK_MS);
  const onReturn = (event) => {
    if (event.persisted) listen();
  };
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("online", listen);
  window.addEventListener("pagehide", hangUp);
  window.addEventListener("pageshow", onReturn);
  listen();

  return {
    stop() {
      stopped = true;
      hangUp();
      clearInterval(looking);
      clearTimeout(mourning);
      document.removeEventListener("visibilitychange", listen);
      window.removeEventListener("online", listen);
      window.removeEventListener("pagehide", hangUp);
      window.removeEventListener("pageshow", onReturn);
    },
  };
};
