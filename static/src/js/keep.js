// Keeps what is being filled in on this device, for those who ask for it: in this browser's storage under the round's
// id, sent nowhere. It goes when the answers are in, when a page says that the round is over, when the box is unticked,
// and, 24 hours after the last change, at the next look at any answer page here.
const PREFIX = "answers:";
const LASTS = 24 * 60 * 60 * 1000;

function openStorage() {
  try {
    localStorage.length;
    return localStorage;
  } catch {
    return null; // The browser refuses storage: then nothing is offered.
  }
}

const storage = openStorage();
const key = PREFIX + document.body.dataset.round;
const box = document.getElementById("keep");

function kept(name) {
  try {
    const entry = JSON.parse(storage.getItem(name));
    return entry?.until > Date.now() && entry.values ? entry : null;
  } catch {
    return null; // Not ours, or broken off.
  }
}

function forgetWhatIsOver() {
  for (const name of Object.keys(storage)) {
    if (name.startsWith(PREFIX) && !kept(name)) storage.removeItem(name);
  }
}

function offer() {
  const form = box.closest("form");
  const tick = box.querySelector("input");
  const said = box.querySelector("[role=status]");
  const fields = () => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");

  function keep(sent = false) {
    const filled = fields().filter((one) => (one.type === "radio" ? one.checked : one.value));
    const values = Object.fromEntries(filled.map((one) => [one.name, one.value]));
    storage.setItem(key, JSON.stringify({ until: Date.now() + LASTS, sent, values }));
  }

  function restore(values) {
    for (const one of fields()) {
      if (one.type === "radio") one.checked = values[one.name] === one.value;
      else one.value = values[one.name] ?? "";
    }
    said.textContent = "What you had filled in on this device is back.";
  }

  const entry = kept(key);
  // Behind an open link answers that were on their way may have arrived, and somebody else may sit here now.
  if (entry?.sent && "shared" in box.dataset && !("filled" in box.dataset)) storage.removeItem(key);
  else if (entry) {
    tick.checked = true;
    if ("filled" in box.dataset) keep();
    else restore(entry.values);
  }
  box.hidden = false;

  form.addEventListener("input", () => tick.checked && keep());
  tick.addEventListener("change", () => {
    if (tick.checked) keep();
    else storage.removeItem(key);
    said.textContent = tick.checked ? "Kept on this device." : "Nothing is kept on this device.";
  });
  form.addEventListener("submit", () => tick.checked && keep(true));
}

if (storage) {
  forgetWhatIsOver();
  if (box) offer();
  else storage.removeItem(key);
}
// A page that the browser put aside whole would show the next person what the last one filled in.
addEventListener("pageshow", (event) => event.persisted && location.reload());
