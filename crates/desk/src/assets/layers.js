// Which marks are shown, remembered from report to report.

const KEY = "sayso.layers";

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    // Storage that is closed to us, or holds something else.
    return {};
  }
}

export function layers(reading) {
  const boxes = [...reading.querySelectorAll("input[data-layer]")];
  const before = remembered();
  for (const box of boxes) box.checked = before[box.dataset.layer] !== false;
  reading.addEventListener("change", (event) => {
    if (!event.target.matches("input[data-layer]")) return;
    try {
      localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(boxes.map((it) => [it.dataset.layer, it.checked]))));
    } catch {
      // It is not remembered, that is all.
    }
  });
}
