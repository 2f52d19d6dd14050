// A card opens beside its mark: a click or Enter opens it, Escape closes it, j and k or the arrows go from mark to mark.
// The address names the mark that is open, so that it can be sent to somebody.

/** Where keys are for typing. */
const TYPING = "input, textarea, select, [contenteditable]";

/** The mark that an address names; an address that cannot be read names none. */
function named(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}

export function panel(reading) {
  const cards = reading.querySelector("[data-cards]");
  if (!cards) return;
  // Of a text as long as a book the page has some cards; others are on the page around their mark.
  const fetched = (id) => {
    const isElsewhere = "part" in reading.dataset && id && document.getElementById(`at-${id}`);
    if (isElsewhere) location.assign(`?mark=${id}#${id}`);
  };
  // Every reading numbers its marks anew; the ledger knows under which number the same words go now.
  const renumbered = (id) => {
    const kind = /^[sef][1-9]\d*$/.test(id) && { s: "statements", e: "events", f: "figures" }[id[0]];
    if (kind && location.pathname.startsWith("/reports/")) location.replace(`/${kind}/${id}`);
  };
  const isCard = (id) => Boolean(document.getElementById(id)?.matches("[data-card]"));
  const marks = [...reading.querySelectorAll("[id^='at-']")].map((it) => it.id.slice(3)).filter(isCard);
  const box = made();
  let [open, back, place] = [null, null, null];

  fold(cards);

  function made() {
    const box = document.createElement("div");
    box.className = "opened";
    box.hidden = true;
    box.setAttribute("role", "dialog");
    const bar = document.createElement("div");
    bar.className = "bar-of";
    const told = document.createElement("span");
    told.className = "place";
    bar.append(told);
    const button = (text, label, act) => {
      const it = document.createElement("button");
      it.type = "button";
      it.textContent = text;
      it.setAttribute("aria-label", label);
      it.addEventListener("click", act);
      bar.append(it);
    };
    button("←", "The mark before (k)", () => step(-1));
    button("→", "The next mark (j)", () => step(1));
    button("Close", "Close (Escape)", () => close());
    box.append(bar);
    reading.append(box);
    return box;
  }

  /** Puts the card that is open back where it stood. */
  function restore() {
    if (!open) return;
    const card = document.getElementById(open);
    card.classList.remove("open");
    place.replaceWith(card);
    for (const it of reading.querySelectorAll(".lit")) it.classList.remove("lit");
    open = null;
  }

  function show(id, { from = null, address = "push" } = {}) {
    const card = document.getElementById(id);
    if (!card?.matches("[data-card]")) return;
    if (id !== open) {
      restore();
      place = document.createComment(id);
      card.replaceWith(place);
      card.classList.add("open");
      box.append(card);
      open = id;
      for (const it of reading.querySelectorAll(`[data-of="${CSS.escape(id)}"]`)) it.classList.add("lit");
    }
    back = from ?? back;
    box.hidden = false;
    box.setAttribute("aria-labelledby", card.getAttribute("aria-labelledby"));
    const at = marks.indexOf(id);
    box.querySelector(".place").textContent = at < 0 ? "" : `${at + 1} of ${marks.length}`;
    if (address === "push") history.pushState(null, "", `#${id}`);
    if (address === "replace") history.replaceState(null, "", `#${id}`);
    const mark = document.getElementById(`at-${id}`);
    if (mark) scrollTo(mark);
    settle();
    card.focus({ preventScroll: true });
  }

  function close() {
    if (!open) return;
    const id = open;
    restore();
    box.hidden = true;
    history.replaceState(null, "", location.pathname + location.search);
    const mark = document.getElementById(`at-${id}`);
    const focus = back?.isConnected ? back : mark?.matches("a") ? mark : reading.querySelector(`a[href="#${CSS.escape(id)}"]`);
    focus?.focus({ preventScroll: true });
    back = null;
  }

  /** Scrolls only where the mark is out of sight, also behind the card of a narrow window. */
  function scrollTo(mark, { always = false } = {}) {
    const at = mark.getBoundingClientRect();
    const room = isWide() ? innerHeight : innerHeight * 0.35;
    if (!always && at.top >= 0 && at.top <= room - 60) return;
    const top = scrollY + at.top - Math.min(140, room / 3);
    window.scrollTo({ top, behavior: always ? "instant" : "auto" });
  }

  function isWide() {
    return matchMedia("(min-width: 52rem)").matches;
  }

  /**
   * A browser that opens an address is on its way to where the card stood, some go there once more when all is there, and
   * none can be told to stop: so the mark is gone to until it stays, or somebody does something.
   */
  function settleOn(id) {
    let isLeft = false;
    for (const it of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(it, () => (isLeft = true), { once: true, passive: true });
    const again = () => !isLeft && open === id && scrollTo(document.getElementById(`at-${id}`) ?? box, { always: true });
    const all = () => [0, 150, 400, 800].forEach((it) => setTimeout(again, it));
    if (document.readyState === "complete") all();
    else addEventListener("load", all);
  }

  /** Beside the text where there is room, else below the mark. */
  function settle() {
    if (!isWide() || box.hidden) {
      box.style.top = box.style.left = box.style.width = "";
      return;
    }
    const mark = document.getElementById(`at-${open}`);
    const text = mark?.closest(".text") ?? reading.querySelector(".report .text");
    const [page, at, column] = [reading, mark ?? text, text].map((it) => it.getBoundingClientRect());
    const right = column.right - page.left + 24;
    const room = page.width - right;
    const isBeside = room >= 320;
    box.style.width = isBeside ? `${Math.min(room, 416)}px` : "";
    // All of the mark in its paragraph stays in sight.
    const lit = [...(mark?.closest(".text")?.querySelectorAll(".lit") ?? [])].map((it) => it.getBoundingClientRect().bottom);
    const top = isBeside ? at.top - 12 : Math.max(at.bottom, ...lit) + 8;
    box.style.top = `${Math.max(0, top - page.top)}px`;
    box.style.left = `${isBeside ? right : Math.max(0, Math.min(at.left - page.left, page.width - box.offsetWidth))}px`;
  }

  function step(by) {
    const at = open ? marks.indexOf(open) : marks.findIndex((it) => document.getElementById(`at-${it}`).getBoundingClientRect().top > 0) - 1;
    const next = marks[Math.min(Math.max(at + by, 0), marks.length - 1)];
    if (next) show(next, { address: open ? "replace" : "push" });
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[href^='#']");
    if (link) {
      const id = named(link.hash);
      if (isCard(id)) {
        event.preventDefault();
        // A link in a card leads on; what is gone back to stays the mark it began with.
        show(id, { from: box.contains(link) ? null : link });
      } else if (id.startsWith("at-") && box.contains(link)) {
        event.preventDefault();
        close();
      }
      return;
    }
    // Words in a link, a note or a form are no mark; neither is what somebody selects.
    if (!getSelection().isCollapsed) return;
    const mark = event.target.closest(".report .text [data-of]");
    if (mark && isCard(mark.dataset.of)) show(mark.dataset.of, { from: mark.matches("a") ? mark : null });
    else if (mark) fetched(mark.dataset.of);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && open) return close();
    if (event.target.closest(TYPING)) return;
    const by = { j: 1, k: -1, ...(open && { ArrowRight: 1, ArrowLeft: -1 }) }[event.key];
    if (by) {
      event.preventDefault();
      step(by);
    }
  });

  const follow = () => {
    const id = named(location.hash);
    if (isCard(id)) show(id, { address: "stay" });
    else if (open) close();
  };
  addEventListener("popstate", follow);
  addEventListener("resize", settle);
  const asked = named(location.hash);
  if (isCard(asked)) {
    follow();
    settleOn(asked);
  } else if (document.getElementById(`at-${asked}`)) fetched(asked);
  else renumbered(asked);
}

/** All cards in a list are for those who print or read on; beside a text whose marks open they stand folded. */
function fold(cards) {
  const button = document.createElement("button");
  button.type = "button";
  const say = () => {
    const folded = cards.classList.contains("folded");
    button.textContent = folded ? "Show all" : "Fold";
    button.setAttribute("aria-expanded", String(!folded));
  };
  cards.classList.add("folded");
  button.addEventListener("click", () => {
    cards.classList.toggle("folded");
    say();
  });
  cards.querySelector("h2").after(button);
  say();
}
