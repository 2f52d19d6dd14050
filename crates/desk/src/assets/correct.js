// Corrections: words selected in the text become the words of a mark.

/** How many code points of a block stand before a point in it. Numbers of statements are no part of the report. */
function before(block, node, offset) {
  let count = 0;
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.parentElement.closest("sup")) continue;
    if (text === node) return count + [...text.data.slice(0, offset)].length;
    if (!range.isPointInRange(text, 0)) break;
    count += [...text.data].length;
  }
  return count;
}

/** The words that are selected in the report, and where they begin. */
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const element = range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.parentElement : range.startContainer;
  const block = element.closest(".report .text[data-at]");
  if (!block || !block.contains(range.endContainer)) return null;
  const part = range.cloneContents();
  for (const it of part.querySelectorAll("sup")) it.remove();
  const words = part.textContent;
  const shift = words.length - words.trimStart().length;
  if (!words.trim()) return null;
  return { words: words.trim(), at: Number(block.dataset.at) + before(block, range.startContainer, range.startOffset) + shift };
}

export function correctable(reading) {
  let last = null;
  document.addEventListener("selectionchange", () => {
    last = selected() ?? last;
  });
  for (const field of reading.querySelectorAll("[data-correct] textarea[name=words]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "use";
    button.textContent = "Use the words selected in the text";
    const label = field.closest("label");
    label.nextElementSibling.after(button);
    button.addEventListener("click", () => {
      if (!last) {
        button.textContent = "Select words in the text first";
        return;
      }
      field.value = last.words;
      label.nextElementSibling.value = last.at;
      field.focus();
    });
  }
}
