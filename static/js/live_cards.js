// What a swapped column must not lose: the strip on a card that somebody else has moved here, and the user's focus.
(() => {
  "use strict";

  const SHOWN_MS = 8_000;
  const arriving = new Map();
  let focused = null;

  // ---------- the strip ----------

  document.addEventListener("cardArrives", ({ detail }) => {
    clearTimeout(arriving.get(detail.citizen)?.ends);
    arriving.set(detail.citizen, { ...detail, ends: setTimeout(() => forget(detail.citizen), SHOWN_MS) });
  });

  function place({ citizen, to }) {
    return document.querySelector(`[id="lane-${CSS.escape(to)}"] [data-citizen="${CSS.escape(citizen)}"]`);
  }

  function forget(citizen) {
    const card = place(arriving.get(citizen));
    arriving.delete(citizen);
    card?.querySelector(".card-news")?.remove();
    card?.classList.remove("is-changed");
  }

  function strip(each) {
    const made = document.createElement("p");
    made.className = "card-news";
    made.textContent = document.getElementById("live").dataset.moved.replace("#", each.by);
    made.style.animationDelay = `${each.since - Date.now()}ms`;
    return made;
  }

  // A column that is swapped again meanwhile shows the strip for the rest of its time.
  function mark(each) {
    const card = place(each);
    if (!card || Number(card.dataset.version) < each.version || card.querySelector(".card-news")) return;
    if (!each.since) {
      each.since = Date.now();
      clearTimeout(each.ends);
      each.ends = setTimeout(() => forget(each.citizen), SHOWN_MS);
    }
    card.prepend(strip(each));
    card.classList.add("is-changed");
  }

  // ---------- focus ----------

  // A card that somebody else has moved takes the focus along; one that has left gives it to its neighbour.
  document.addEventListener("htmx:before:swap", ({ detail }) => {
    const active = document.activeElement;
    const card = active?.closest("#board .citizen");
    if (!card || !detail.tasks.some((task) => task.target?.contains?.(active))) return;
    const list = card.closest(".cards");
    focused = { id: active.id, list: list.id, at: [...list.children].indexOf(card) };
  });

  function giveBack() {
    if (!focused) return;
    const isFree = document.activeElement === document.body && !document.getElementById("dialog").open;
    const neighbours = document.querySelectorAll(`[id="${CSS.escape(focused.list)}"] .card-name`);
    const next = neighbours[Math.min(focused.at, neighbours.length - 1)] ?? document.getElementById("main");
    const place = document.getElementById(focused.id) ?? next;
    if (isFree) place.focus({ preventScroll: true });
    focused = null;
  }

  document.addEventListener("htmx:after:swap", () => {
    arriving.forEach(mark);
    giveBack();
  });
})();
