// A workshop's screen and its facilitator's view: countdowns that run, keys that turn pages, a full screen. Without it
// the page still says the time that was left, and buttons do the rest.
const ends = new WeakMap();

function run(clock) {
  if (!ends.has(clock)) ends.set(clock, performance.now() + Number(clock.dataset.left) * 1000);
  const left = Math.max(Math.round((ends.get(clock) - performance.now()) / 1000), 0);
  if (left >= 3600) return; // said in hours or days by the server, which is asked again
  const words = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : clock.dataset.over;
  if (clock.textContent !== words) clock.textContent = words;
}

setInterval(() => document.querySelectorAll("[data-left]").forEach(run), 1000);

// Arrows, and what the remote controls of projectors send.
const TURNS = { ArrowRight: "[data-next]", PageDown: "[data-next]", ArrowLeft: "[data-previous]", PageUp: "[data-previous]" };

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog, [role=region]");
  if (typing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const button = TURNS[event.key] && document.querySelector(TURNS[event.key]);
  if (!button) return;
  event.preventDefault();
  button.click();
});

function wake() {
  for (const button of document.querySelectorAll("[data-full-screen]")) button.hidden = !document.fullscreenEnabled;
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-full-screen]")) return;
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});
document.addEventListener("htmx:load", wake);
wake();
