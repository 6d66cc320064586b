// A board left in a hidden tab is out of date when it is seen again: after a minute away it is fetched anew.
(() => {
  "use strict";

  const AWAY_MS = 60_000;
  let hiddenAt = null;

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      hiddenAt = Date.now();
      return;
    }
    const away = hiddenAt !== null && Date.now() - hiddenAt >= AWAY_MS;
    hiddenAt = null;
    if (away && document.getElementById("board")) htmx.trigger(document.body, "boardRefresh");
  });
})();
