// Asking the ledger: search with its facets, a story with its variants, events on a line of time and on a map.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openDesk, openPage } from "./desk.mjs";

let desk, browser;

before(async () => {
  desk = await openDesk();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await desk?.close();
});

/** Clicks, and waits for the page that it leads to. */
async function follow(page, link) {
  const before = page.url();
  await link.click();
  await page.waitForURL((url) => url.href !== before);
}

test("a search is narrowed by its facets, and widened again", async () => {
  const { page, context, faults } = await openPage(browser, desk);
  await page.goto("/");
  await page.getByRole("search", { name: "Search the ledger" }).getByRole("searchbox").fill("ferry");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?words=ferry");
  const all = await page.locator(".results .line, .kind .line").count();
  assert.ok(await page.locator("mark", { hasText: /ferr/i }).count() > 0, "the words searched for are not marked");
  await follow(page, page.locator(".facet").getByRole("link", { name: "Coast Courier" }));
  const some = await page.locator(".line .outlet, .line .whence").allInnerTexts();
  assert.ok(some.length > 0 && some.length < all && some.every((it) => it.includes("Coast Courier")), some.join(" | "));
  await follow(page, page.locator(".facet").getByRole("link", { name: "Amina Wanjiru" }));
  assert.ok((await page.locator(".line.statement").allInnerTexts()).every((it) => it.includes("Amina Wanjiru")));
  // What was narrowed by is shown, and taken off again.
  await follow(page, page.locator(".chips").getByRole("link", { name: /Coast Courier/ }));
  assert.match(page.url(), /words=ferry/);
  assert.doesNotMatch(page.url(), /Courier/);
  // A line leads to its words in the report.
  await follow(page, page.locator(".line.statement a").first());
  assert.match(page.url(), /\/reports\/d\d+#s\d+$/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("every page has the same address with .json", async () => {
  for (const path of ["/search", "/stories", "/stories/1", "/speakers", "/speakers/1", "/quotations", "/events", "/figures", "/figures/differing", "/figures/over-time", "/reports", "/reports/d1", "/corrections"]) {
    const answer = await fetch(`${desk.address}${path}.json?`);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get("content-type"), "application/json", path);
    assert.equal(typeof (await answer.json()), "object", path);
  }
});

test("a story sets the variants of a quotation side by side", async () => {
  const { page, context, faults } = await openPage(browser, desk);
  await page.goto("/stories");
  await follow(page, page.getByRole("link", { name: /Ferry runs aground/ }).first());
  const quotation = page.locator("#quotations .quotation").filter({ hasText: "Amina Wanjiru" });
  assert.match(await quotation.locator("blockquote").first().innerText(), /left the harbour with far more people/);
  assert.ok((await quotation.locator("del, ins").count()) >= 2, "what the variants leave out or put in is not marked");
  assert.deepEqual(await quotation.locator(".whence a").allInnerTexts().then((it) => [...new Set(it)].sort()), ["Coast Courier", "Daily Meridian", "The Harbour Post"]);
  await follow(page, quotation.locator(".whence a").first());
  assert.match(page.url(), /\/reports\/d\d+#s\d+$/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("events are narrowed by the line of time and by the map", async () => {
  const { page, context, faults } = await openPage(browser, desk);
  await page.goto("/events");
  const rows = page.locator("table.events tbody tr");
  const all = await rows.count();
  await follow(page, page.locator(".map svg a").filter({ hasText: "Mombasa" }).first());
  const there = await rows.allInnerTexts();
  assert.ok(there.length > 0 && there.length < all && there.every((it) => /Mombasa|Kenya/.test(it)), there.join(" | "));
  await page.goto("/events");
  await follow(page, page.locator(".timeline svg a").last());
  assert.ok((await rows.count()) > 0 && (await rows.count()) < all);
  await page.goto("/events?status=future");
  assert.ok((await rows.allInnerTexts()).every((it) => it.includes("planned")));
  // The picture in words, for whoever does not see it.
  const table = page.locator("section:has(.map) details").first();
  await table.locator("summary").click();
  assert.match(await table.innerText(), /Ottawa/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("the keyboard alone: from the first page to a planned event", async () => {
  const { page, context, faults } = await openPage(browser, desk);
  await page.goto("/");
  const press = async (wanted, most = 40) => {
    for (let n = 0; n < most; n += 1) {
      await page.keyboard.press("Tab");
      // A field for a day has parts of its own, whose focus the browser shows.
      const at = await page.evaluate(() => {
        const it = document.activeElement;
        const box = it.getBoundingClientRect();
        return { name: (it.name || it.innerText || it.getAttribute("aria-label") || "").trim(), seen: box.width > 0 && box.height > 0 && (it.type === "date" || getComputedStyle(it).outlineStyle !== "none") };
      });
      assert.ok(at.seen, `nobody sees that ${at.name || "something"} has the focus`);
      if (at.name === wanted) return;
    }
    assert.fail(`${wanted} cannot be reached`);
  };
  await press("Skip to the content", 1);
  await press("Events");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/events");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await press("status");
  await page.keyboard.press("p");
  await press("Show");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/events?**");
  assert.match(page.url(), /status=(future|hypothetical)/);
  assert.deepEqual(faults, []);
  await context.close();
});
