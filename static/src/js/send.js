// Looks for a connection before answers leave the page: a browser that finds none puts a page of its own in place of the
// form, and what was filled in may be gone. Without this script, or where the line breaks later, loading that page again
// sends the same form once more; it counts once.
const form = document.querySelector("form[data-reach]");
const unsent = document.getElementById("unsent");
let found = false;

async function reachable() {
  const request = { method: "HEAD", cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(8000) };
  try {
    return (await fetch(form.dataset.reach, request)).ok;
  } catch {
    return false; // Nobody answered: that is what was asked.
  }
}

async function look(event) {
  if (found || event.target !== form) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // nothing is on its way yet
  unsent.hidden = true;
  found = await reachable();
  if (found) form.requestSubmit(event.submitter); // else a button that shows the page otherwise would send it in
  else unsent.hidden = false;
}

if (form) addEventListener("submit", look, true);
