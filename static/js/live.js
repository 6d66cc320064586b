// Pages follow what others do. This file holds the line and says in the top bar whether the page is up to date; what to
// do about a change is for those who listen to "liveNews": the board, and the pages with cards or figures.
(() => {
  "use strict";

  const STREAM = "/events";
  const POSITION = "/events/position";

  const sign = document.getElementById("live");
  let line = null;
  let wasLost = false;
  if (!sign) return;

  function clock(moment) {
    const two = (number) => String(number).padStart(2, "0");
    return `kl. ${two(moment.getHours())}.${two(moment.getMinutes())}`;
  }

  function announce(words) {
    document.getElementById("live-status").textContent = words;
  }

  // Only losing the line and having it back are announced, not every sign of life.
  function said(state, since) {
    const words = sign.dataset[state].replace("#", clock(since));
    sign.hidden = false;
    sign.dataset.state = state;
    sign.querySelector(".live-words").textContent = words;
    if (state !== "now") announce(words);
    else if (wasLost) announce(sign.dataset.back);
    wasLost = state !== "now";
    document.dispatchEvent(new CustomEvent("liveState"));
  }

  function heard(news) {
    document.dispatchEvent(new CustomEvent("liveNews", { detail: news }));
  }

  // An earlier day has no position: nothing happens there any more.
  function position() {
    return (document.getElementById("board") ?? document.getElementById("main")).dataset.position ?? "";
  }

  function begin() {
    if (Boolean(line) === Boolean(position())) return;
    line?.stop();
    line = position() ? window.followChanges({ stream: STREAM, question: POSITION, position: position(), heard, said }) : null;
    sign.hidden = true;
  }

  document.addEventListener("htmx:after:swap", begin);
  begin();
})();
