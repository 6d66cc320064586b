// Dragging a card, the shortcut beside "Move to …". SortableJS lifts a copy and scrolls; it never moves a card.
// The column under the pointer becomes the target, letting go opens that step's form, and only the server's
// answer moves the card.
(() => {
  "use strict";

  const root = document.documentElement;
  const oneColumn = window.matchMedia("(max-width: 760px)");
  const sortables = new Set();
  let drag = null;

  function laneAt(x, y) {
    const lane = document.elementFromPoint(x, y)?.closest(".lane[data-drop-text]");
    return lane && lane !== drag.home ? lane : null;
  }

  function unmark() {
    document.querySelector(".drop-here")?.remove();
    document.querySelector(".lane.is-target")?.classList.remove("is-target");
  }

  function mark(lane) {
    unmark();
    if (!lane) return;
    lane.classList.add("is-target");
    const slot = document.createElement("li");
    slot.className = "drop-here";
    slot.textContent = lane.dataset.dropText;
    lane.querySelector(".cards").prepend(slot);
  }

  function follow(event) {
    const lane = laneAt(event.clientX, event.clientY);
    if (lane === drag.lane) return;
    drag.lane = lane;
    mark(lane);
  }

  function start(event) {
    drag = { item: event.item, home: event.item.closest(".lane"), lane: null };
    root.setAttribute("data-dragging", "");
    document.addEventListener("pointermove", follow);
    document.addEventListener("touchmove", followTouch);
  }

  function followTouch(event) {
    if (event.touches.length) follow(event.touches[0]);
  }

  function end(event) {
    const { item, lane } = drag;
    const cancelled = /cancel/.test(event.originalEvent?.type ?? "");
    document.removeEventListener("pointermove", follow);
    document.removeEventListener("touchmove", followTouch);
    root.removeAttribute("data-dragging");
    drag = null;
    document.querySelector(".drop-here")?.remove();
    if (lane && !cancelled) openForm(item, lane);
    else putBack(item);
  }

  function putBack(item) {
    unmark();
    item?.classList.remove("is-source");
    document.dispatchEvent(new CustomEvent("dragFinished"));
  }

  // The form takes over: the card stays where it was, outlined, until the server has answered or the form is closed.
  function openForm(item, lane) {
    const link = item.querySelector(".card-move");
    const address = new URL(link.href);
    address.searchParams.set("to_step", lane.dataset.step);
    item.classList.add("is-source");
    link.focus({ preventScroll: true });
    htmx.ajax("GET", address.pathname + address.search, { source: link, target: "#dialog-content", swap: "innerHTML" })
      .finally(() => {
        if (!document.getElementById("dialog").open) putBack(item);
      });
  }

  function makeDraggable(list) {
    if (Sortable.get(list) || list.closest("[data-read-only]") || oneColumn.matches) return;
    sortables.add(Sortable.create(list, {
      group: { name: "citizens", put: false },
      sort: false,
      draggable: ".citizen:has(.card-move)",
      filter: ".card-move",
      preventOnFilter: false,
      delay: 150,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      forceFallback: true,
      fallbackOnBody: true,
      fallbackTolerance: 4,
      fallbackClass: "is-lifted",
      ghostClass: "is-source",
      scrollSensitivity: 60,
      onStart: start,
      onEnd: end,
    }));
  }

  // The library remembers every list; one that has been swapped away would be kept for as long as the page is open.
  function forgetOld() {
    for (const sortable of sortables) {
      if (sortable.el.isConnected) continue;
      sortable.destroy();
      sortables.delete(sortable);
    }
  }

  function makeAllDraggable() {
    forgetOld();
    document.querySelectorAll("#board .cards").forEach(makeDraggable);
  }

  document.addEventListener("DOMContentLoaded", makeAllDraggable);
  document.addEventListener("htmx:after:settle", makeAllDraggable);
  oneColumn.addEventListener("change", makeAllDraggable);

  document.addEventListener("close", (event) => {
    if (event.target.id === "dialog") putBack(document.querySelector(".citizen.is-source"));
  }, true);

  // Esc puts the card back. The library knows no Esc but takes a cancelled pointer for the end of the drag;
  // the click that follows when the button is let go would open the card, so it is swallowed.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drag) return;
    event.stopImmediatePropagation();
    document.addEventListener("pointerup", swallowClick, { capture: true, once: true });
    document.dispatchEvent(new Event("pointercancel"));
    document.dispatchEvent(new Event("touchcancel"));
  });

  function swallowClick() {
    const stop = (event) => {
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", stop, { capture: true }), 0);
  }

  // A long press must lift the card, not open the browser's menu.
  document.addEventListener("contextmenu", (event) => {
    if (drag) event.preventDefault();
  });
})();
