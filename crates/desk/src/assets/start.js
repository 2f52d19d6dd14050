// The first page: a file dropped anywhere is taken, paragraphs stay apart when they are pasted, and a reading that goes on is seen.

const BLOCKS = "address, article, blockquote, dd, div, dt, figcaption, figure, h1, h2, h3, h4, h5, h6, li, p, pre, section, td, th, tr";

/** The text of a page that was copied, a line for each paragraph. The page is never shown, so nothing of it runs. */
function lines(html) {
  const copied = new DOMParser().parseFromString(html, "text/html");
  for (const it of copied.querySelectorAll("script, style, template, noscript, head")) it.remove();
  for (const it of copied.querySelectorAll("br")) it.replaceWith("\n");
  for (const it of copied.querySelectorAll(BLOCKS)) {
    it.before("\n\n");
    it.after("\n\n");
  }
  const text = (copied.body?.textContent ?? "").replace(/[^\S\n]+/g, " ");
  return text.replace(/ ?\n ?/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
}

function start(form) {
  const [text, file, button, status] = ["[name=text]", "[name=file]", "button.main", "[role=status]"].map((it) => form.querySelector(it));
  const label = button.textContent;

  text.addEventListener("paste", (event) => {
    const [plain, html] = ["text/plain", "text/html"].map((kind) => event.clipboardData.getData(kind));
    // Browsers keep the lines of what they copied themselves; some programs give them in their page alone.
    if (!html || plain.trim().includes("\n")) return;
    const told = lines(html);
    if (!told.includes("\n")) return;
    event.preventDefault();
    text.setRangeText(told, text.selectionStart, text.selectionEnd, "end");
  });

  const isFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let within = 0;
  const dropping = (is) => document.documentElement.classList.toggle("dropping", is);
  addEventListener("dragenter", (event) => {
    if (isFile(event)) dropping((within += 1) > 0);
  });
  addEventListener("dragleave", (event) => {
    if (isFile(event)) dropping((within = Math.max(0, within - 1)) > 0);
  });
  addEventListener("dragover", (event) => {
    if (isFile(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    dropping(false);
    within = 0;
    if (!isFile(event) || !event.dataTransfer.files.length) return;
    event.preventDefault();
    file.files = event.dataTransfer.files;
    taken();
    button.focus();
  });
  const taken = () => {
    const name = file.files[0]?.name;
    status.textContent = name ? `${name} is ready to be read.` : "";
  };
  file.addEventListener("change", taken);

  form.addEventListener("submit", () => {
    // Not before the form is on its way: a button that is off sends nothing.
    setTimeout(() => {
      button.disabled = true;
      button.setAttribute("aria-busy", "true");
      button.textContent = status.textContent = "Reading…";
    });
  });
  // Whoever comes back finds the form as it was.
  addEventListener("pageshow", () => {
    button.disabled = false;
    button.removeAttribute("aria-busy");
    button.textContent = label;
    taken();
  });
}

const form = document.querySelector("#read");
if (form) start(form);
