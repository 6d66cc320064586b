// Tells of trouble: no network, no answer in time, an error on the server, a session that has ended.
// The words stand in <template id="trouble-…"> in the page, so this file needs no translations.
(() => {
  "use strict";

  const LOGIN = "/login";

  // An open dialog covers the page and silences it, so what is said meanwhile is said inside it.
  function alerts() {
    return document.getElementById(document.getElementById("dialog").open ? "dialog-alerts" : "alerts");
  }

  function show(name) {
    alerts().replaceChildren(document.getElementById(`trouble-${name}`).content.cloneNode(true));
  }

  document.addEventListener("htmx:before:swap", (event) => {
    for (const task of event.detail.tasks) {
      if (task.type === "main" && task.target?.id === "alerts") task.target = alerts();
    }
  });

  function clearAlerts() {
    for (const id of ["alerts", "dialog-alerts"]) document.getElementById(id).replaceChildren();
  }

  // A request that ended at the log-in page means that the session is over: go there, and come back here afterwards.
  function toLogin() {
    const here = location.pathname + location.search;
    location.assign(`${LOGIN}?next=${encodeURIComponent(here)}`);
  }

  document.addEventListener("htmx:after:request", (event) => {
    const answer = event.detail.ctx.response.raw;
    if (answer.redirected && new URL(answer.url).pathname === LOGIN) {
      event.preventDefault();
      toLogin();
    }
  });

  document.addEventListener("htmx:response:error", (event) => {
    const { ctx } = event.detail;
    if (ctx.response.status === 401 && !ctx.hx.redirect) toLogin();
    else if (ctx.response.status >= 500) show("server");
    else if (![409, 422].includes(ctx.response.status) && !ctx.hx.retarget) {
      ctx.swap = "none";
      ctx.hx.reswap = "none";
      show("refused");
    }
  });

  document.addEventListener("htmx:error", (event) => {
    const { ctx, error } = event.detail;
    if (!ctx?.request || ctx.response) return;
    show(ctx.request.signal.reason === "timeout" || error === "timeout" ? "timeout" : "network");
  });

  // A new attempt of the user's own wipes an old message; background refreshes leave it standing.
  document.addEventListener("htmx:before:request", (event) => {
    if (event.detail.ctx.sourceElement.matches?.("form, a, select")) clearAlerts();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close-alert]")) event.target.closest("[data-closable]").remove();
  });

  // An ordinary form is sent once, however often its button is pressed.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("data-hx-post")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    form.querySelector("button[type=submit]")?.setAttribute("aria-disabled", "true");
  });

  // A page taken from the browser's back cache is fresh again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      form.querySelector("button[type=submit]")?.removeAttribute("aria-disabled");
    }
  });
})();
