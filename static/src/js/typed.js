// Keeps what is being typed into a form (data-keep) in this tab, so that a lost connection, a reload or a phone that put
// the page away costs nothing. Gone when it was saved, and with the tab.
const PREFIX = "typed:";

const fields = (form) =>
  [...form.elements].filter((one) => one.name && one.name !== "csrfmiddlewaretoken" && one.type !== "submit");

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null; // Not ours, or the browser refuses storage: then nothing is offered.
  }
}

function keep(form, key) {
  const filled = fields(form).filter((one) => one.type !== "radio" || one.checked);
  try {
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(filled.map((one) => [one.name, one.value]))));
  } catch {
    // Refused or full: the form itself still has it.
  }
}

function offer(form) {
  if (form.dataset.awake) return;
  form.dataset.awake = "yes";
  const key = PREFIX + form.dataset.keep;
  const kept = read(key);
  if ("done" in form.dataset) sessionStorage.removeItem(key);
  else if (kept?.text && !("filled" in form.dataset)) {
    for (const one of fields(form)) {
      if (one.type === "radio") one.checked = kept[one.name] === one.value;
      else if (one.name in kept) one.value = kept[one.name];
    }
    form.querySelector("[data-said]").textContent = "What you had typed and not saved is back.";
  }
  form.addEventListener("input", () => keep(form, key));
}

function wake() {
  document.querySelectorAll("form[data-keep]").forEach(offer);
}

// A note that nobody began yet is about what the screen shows now.
document.addEventListener("htmx:afterSettle", () => {
  const now = document.getElementById("facilitate")?.dataset.about;
  const form = document.querySelector("#note-form[hx-post]");
  if (form && now !== undefined && !form.elements.text.value) form.elements.about.value = now;
});
document.addEventListener("htmx:load", wake);
wake();
