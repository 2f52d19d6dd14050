// Copying words with their source.

async function copied(text, line) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Beyond this machine, without TLS, browsers have no clipboard but that of a selection.
    const details = line.closest("details");
    const wasOpen = details?.open;
    if (details) details.open = true;
    getSelection().selectAllChildren(line);
    const done = document.execCommand("copy");
    if (done && details) details.open = wasOpen;
    return done;
  }
}

export function copyable(reading) {
  const status = document.createElement("div");
  status.setAttribute("role", "status");
  status.className = "unseen";
  reading.append(status);
  for (const button of reading.querySelectorAll("button.copy")) button.hidden = false;
  reading.addEventListener("click", async (event) => {
    const button = event.target.closest("button.copy");
    if (!button) return;
    const line = button.parentElement.querySelector(".citation");
    const done = await copied(line.textContent, line);
    const said = done ? "Copied" : "Select the words and copy them";
    status.textContent = "";
    const label = (button.dataset.label ??= button.textContent);
    button.textContent = said;
    // A region that is told the same twice says it once.
    setTimeout(() => (status.textContent = said), 50);
    setTimeout(() => (button.textContent = label), 2500);
  });
}
