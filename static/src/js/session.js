// Warns five minutes before a log in ends. The server decides (other tabs use it as well): it is asked before anything
// is said, and asking is no use. Nothing on the page is touched, so that nothing typed is lost.
const WARN = 5 * 60;
const box = document.getElementById("session-warning");

if (box) {
  const form = box.querySelector("form");
  const words = (name) => box.querySelector(`[data-words="${name}"]`);
  const from = (seconds) => Date.now() + seconds * 1000;
  let idle = from(Number(box.dataset.idle));
  let longest = from(Number(box.dataset.longest));
  let asked = 0;
  let over = false;
  let closed = false;

  function learn(left) {
    idle = from(left.idle);
    longest = from(left.longest);
  }

  async function ask() {
    asked = Date.now();
    const response = await fetch(box.dataset.timeLeft, { headers: { "X-Background": "true" }, redirect: "manual" });
    if (response.type === "opaqueredirect") over = true;
    else if (response.ok) learn(await response.json());
  }

  function show() {
    const seconds = Math.round((Math.min(idle, longest) - Date.now()) / 1000);
    if (seconds <= 0) over = true;
    const minutes = Math.ceil(seconds / 60);
    const soon = `You will be logged out in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
    if (words("soon").textContent !== soon) words("soon").textContent = soon;
    words("soon").hidden = over;
    words("over").hidden = !over;
    words("end").hidden = over || longest > idle;
    form.hidden = over || longest <= idle;
    if (over) box.querySelector("h2").textContent = "You have been logged out";
    if (!box.open && !(closed && !over)) box.showModal();
  }

  async function look() {
    if (over && closed) return;
    if (Math.min(idle, longest) - Date.now() > WARN * 1000) {
      closed = false;
      if (box.open) box.close();
      return;
    }
    if (!over && Date.now() - asked > 20_000) await ask();
    if (over || Math.min(idle, longest) - Date.now() <= WARN * 1000) show();
    else if (box.open) box.close();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (response.ok) {
      learn(await response.json());
      box.close();
    } else {
      over = true;
      show();
    }
  });
  box.querySelector("[data-close]").addEventListener("click", () => box.close());
  box.addEventListener("close", () => {
    closed = true;
  });
  setInterval(look, 5_000);
}
