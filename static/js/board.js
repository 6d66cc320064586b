// The board between the server's answers: which refresh may land when, where focus goes after a move,
// and what the moved card's column is asked for.
(() => {
  "use strict";

  const root = document.documentElement;
  const card = (id) => document.querySelector(`#board [data-citizen="${CSS.escape(id)}"]`);
  let stale = false;
  let kept = null;

  // ---------- no refresh lands while a card is in the air or its form is open ----------

  function busy() {
    return root.hasAttribute("data-dragging") || Boolean(document.getElementById("dialog")?.open);
  }

  function catchUp() {
    if (!stale || busy()) return;
    stale = false;
    htmx.trigger(document.body, "boardRefresh");
  }

  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx, tasks } = event.detail;
    if (!busy() || ctx.sourceElement.matches("[data-move-form]")) return;
    if (tasks.some((task) => task.type === "main" && task.target?.matches("#board, .lane"))) {
      stale = true;
      event.preventDefault();
    }
  });

  document.addEventListener("close", (event) => {
    if (event.target.id === "dialog") queueMicrotask(catchUp);
  }, true);

  document.addEventListener("dragFinished", catchUp);

  // ---------- a citizen has moved ----------

  function showStep(key) {
    const choice = document.querySelector(`.step-switch [value="${CSS.escape(key)}"]`);
    if (choice) choice.checked = true;
  }

  // The answer put the card into its new column; the old column still shows the old one until it is fetched anew.
  function removeOld(id, key) {
    for (const old of document.querySelectorAll(`[id="citizen-${CSS.escape(id)}"]`)) {
      if (old.closest(".lane")?.dataset.step !== key) old.remove();
    }
  }

  document.addEventListener("citizenMoved", (event) => {
    const { citizen, to } = event.detail;
    kept = { citizen, lane: `lane-${to}`, fresh: true };
    removeOld(citizen, to);
    showStep(to);
    if (document.activeElement?.closest("#panel")) return;
    const name = document.getElementById(`name-${citizen}`);
    (name ?? document.getElementById("main")).focus();
  });

  // Cards loaded by scrolling are asked for again; a column shown to its end stays so when some more have come.
  const shown = (lane) => lane.querySelectorAll(".citizen").length + (lane.querySelector(".lane-more") ? 0 : 20);

  // Its column is fetched anew, longest stay first, where the moved card would come last: ask for it on top
  // the first time, and as long as the user stands on it.
  document.addEventListener("htmx:config:request", (event) => {
    const { request, sourceElement: part } = event.detail.ctx;
    if (!part.matches("#board, .lane")) return;
    if (part.id !== "board") request.body.set("shown", String(shown(part)));
    if (!kept || !["board", kept.lane].includes(part.id)) return;
    if (kept.fresh || card(kept.citizen)?.contains(document.activeElement)) request.body.set("keep", kept.citizen);
    if (part.id !== "board") kept.fresh = false;
  });

  // The card on top has its place by length of stay too: scrolled down to there, it is not shown again.
  document.addEventListener("htmx:after:swap", () => {
    if (!kept) return;
    const places = document.querySelectorAll(`#${kept.lane} [id="citizen-${CSS.escape(kept.citizen)}"]`);
    [...places].slice(1).forEach((place) => place.remove());
  });

  // ---------- filters and the narrow screen's step switch ----------

  // Empty filters stay out of the address.
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.sourceElement.id !== "filters") return;
    for (const [name, value] of [...ctx.request.body]) if (!value) ctx.request.body.delete(name);
  });

  document.addEventListener("htmx:after:settle", (event) => {
    if (!event.target.closest?.("#board")) return;
    for (const lane of document.querySelectorAll(".lanes > .lane")) {
      const count = document.querySelector(`[data-count-of="${lane.dataset.step}"]`);
      if (count) count.textContent = lane.querySelector("[data-count]").textContent;
    }
  });

  // ---------- a link asked for in a tab or window of its own ----------

  // htmx prevents the click before it looks at the modifier keys and then does nothing, so it must not see the click.
  document.addEventListener("click", (event) => {
    const modified = event.ctrlKey || event.metaKey || event.shiftKey;
    if (modified && event.target.closest("a[href]")) event.stopPropagation();
  }, true);

  // ---------- menus and help close with Esc and when something else is pressed ----------

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details:is(.menu, .lane-help)[open]")) {
      if (!menu.contains(except)) menu.open = false;
    }
  }

  document.addEventListener("pointerdown", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details:is(.menu, .lane-help)[open]");
    if (!menu) return;
    event.stopImmediatePropagation();
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
