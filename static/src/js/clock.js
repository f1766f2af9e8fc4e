// How long is left for the item that is talked about, between two answers of the portal; room.left_words says the same.
function tick() {
  const clock = document.getElementById("clock");
  if (!clock) return;
  const minutes = Math.round((new Date(clock.dataset.due) - Date.now()) / 60000);
  const count = `${Math.abs(minutes)} minute${Math.abs(minutes) === 1 ? "" : "s"}`;
  const words = minutes === 0 ? "Time is up" : `${count} ${minutes > 0 ? "left" : "over"}`;
  if (clock.textContent !== words) clock.textContent = words;
}
setInterval(tick, 5000);
tick();
