// What htmx leaves to us: words that are read out, focus that goes somewhere sensible, errors that are seen.
// The sentences stand in templates/components/swap_problems.html.
const announcement = document.getElementById("announcement");
const problem = document.getElementById("swap-problem");
const KINDS = { 401: "session", 403: "refused", 404: "gone", 410: "gone", 429: "busy" };
const here = () => location.pathname + location.search;

function show(kind, config) {
  // A part that asks again by itself tells once, and never takes the focus.
  const polls = config?.elt?.matches("[hx-trigger*='every']");
  if (polls && !problem.hidden && problem.dataset.kind === kind) return;
  const words = document.querySelector(`template[data-problem="${kind}"]`);
  problem.replaceChildren(words.content.cloneNode(true));
  problem.dataset.kind = kind;
  problem.hidden = false;
  for (const link of problem.querySelectorAll("a[data-here]")) link.href = here();
  for (const link of problem.querySelectorAll("a[data-log-in]")) {
    link.href = `${link.getAttribute("href")}?next=${encodeURIComponent(here())}`;
  }
  if (!polls) problem.focus();
}

// A redirect that was followed: to log in, since the session has ended, or to another page, which is then opened.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig, isError } = event.detail;
  if (isError) return;
  const arrived = xhr.responseURL && new URL(xhr.responseURL);
  const isLogIn = arrived && arrived.pathname === problem.dataset.logIn;
  if (!isLogIn && !/^\s*<!doctype/i.test(xhr.responseText)) {
    problem.hidden = true;
    return;
  }
  event.detail.shouldSwap = false;
  if (!isLogIn) return location.assign(arrived);
  show("session", requestConfig);
  if (requestConfig.elt.matches("[hx-trigger*='every']")) {
    const still = requestConfig.elt.cloneNode(true);
    still.removeAttribute("hx-trigger");
    requestConfig.elt.replaceWith(still);
  }
});
document.addEventListener("htmx:responseError", (event) => {
  show(KINDS[event.detail.xhr.status] ?? "server", event.detail.requestConfig);
});
document.addEventListener("htmx:sendError", (event) => show("offline", event.detail.requestConfig));
document.addEventListener("htmx:timeout", (event) => show("timeout", event.detail.requestConfig));

document.addEventListener("portal:said", (event) => {
  // The same words again say nothing new: what is only polled stays silent.
  if (announcement.textContent !== event.detail.words) announcement.textContent = event.detail.words;
});
// Errors in a form take the focus by themselves (portal.js).
document.addEventListener("htmx:afterSettle", (event) => {
  const asked = event.detail.requestConfig?.elt?.dataset.focus;
  if (asked) document.getElementById(asked)?.focus();
});
