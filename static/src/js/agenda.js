// Dragging an agenda's items into another order; buttons do the same without it. The new order is posted as a form.
function drag(list) {
  let held = null;
  for (const item of list.children) item.draggable = true;
  list.addEventListener("dragstart", (event) => {
    held = event.target.closest("[data-item]");
    event.dataTransfer.effectAllowed = "move";
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-item]");
    if (!held || !over) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    if (over !== held) over[event.clientY < box.top + box.height / 2 ? "before" : "after"](held);
  });
  list.addEventListener("drop", (event) => {
    if (held) event.preventDefault();
  });
  list.addEventListener("dragend", () => {
    held = null;
    save(list);
  });
}

function order(list) {
  return [...list.children].map((item) => item.dataset.item).join();
}

function save(list) {
  if (order(list) === list.dataset.was) return;
  const form = document.createElement("form");
  form.method = "post";
  form.action = list.dataset.order;
  form.hidden = true;
  form.append(list.querySelector("[name=csrfmiddlewaretoken]").cloneNode());
  for (const item of list.children) {
    const input = document.createElement("input");
    input.name = "item";
    input.value = item.dataset.item;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

for (const list of document.querySelectorAll("[data-order]")) {
  list.dataset.was = order(list);
  if (list.children.length > 1) drag(list);
}
