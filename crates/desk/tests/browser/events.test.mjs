// Events: a timeline and a map that narrow, the same as tables, and rows that lead to their marks.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openDesk, openPage, overflow, violations } from "./desk.mjs";

let desk, browser;

before(async () => {
  desk = await openDesk();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await desk?.close();
});

const told = async (page) => Number((await page.locator(".counted strong").innerText()).replace(/\D/g, ""));

test("a bar of the timeline narrows to its days, and the chip takes that off again", async () => {
  const { page, context, faults } = await openPage(browser, desk);
  await page.goto("/events");
  const all = await told(page);
  const bars = page.locator(".timeline a:has(rect.bar)");
  assert.ok((await bars.count()) > 1);
  const count = Number((await bars.first().locator("title").textContent()).match(/: ([\d,]+)/)[1].replaceAll(",", ""));
  // Its top is where nothing else lies.
  await bars.first().locator("rect.hit").click({ position: { x: 3, y: 3 } });
  await page.waitForURL(/since=.*until=/);
  assert.equal(await told(page), count, "as many as the bar said");
  assert.ok(count < all);
  await page.locator(".chips a").first().click();
  await page.waitForURL((it) => !it.search.includes("since"));
  assert.equal(await told(page), all);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a circle of the map narrows to its place, which stands in the table, too", async () => {
  const { page, context, faults } = await openPage(browser, desk);
  await page.goto("/events");
  const circle = page.locator(".map .dots a", { has: page.locator("title", { hasText: "Mombasa" }) });
  const title = await circle.locator("title").textContent();
  assert.match(title, /^Mombasa, Kenya: \d+ \(.*happened/);
  const top = async (name) => (await page.locator(".map .dots a", { has: page.locator("title", { hasText: name }) }).locator(".dot").boundingBox()).y;
  assert.ok((await top("Kharkiv")) < (await top("Mombasa")), "north is up");
  await circle.locator(".dot").click({ force: true });
  await page.waitForURL(/place=Mombasa/);
  assert.equal(await told(page), Number(title.match(/: (\d+)/)[1]));
  const degrees = await page.locator(".map .sheet.region").count();
  assert.equal(degrees, 1, "the map shows the part of the world around it");
  await page.locator(".map summary").click();
  assert.equal(await page.locator(".map tbody th").innerText(), "Mombasa");
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(faults, []);
  await context.close();
});

test("rows lead to their marks; by keyboard alone", async () => {
  const { page, context, faults } = await openPage(browser, desk);
  await page.goto("/events?status=future");
  const signs = await page.locator(".events .told").allInnerTexts();
  assert.ok(signs.length > 0 && signs.every((it) => it.trim() === "planned"), signs.join());
  // The pictures take no stop: the tables below them hold the same links.
  const stops = [];
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const it = document.activeElement;
      return it.closest("svg") ? "svg" : (it.closest("td.what") ? "row" : it.tagName);
    });
    stops.push(at);
    if (at === "row") break;
  }
  assert.ok(stops.includes("row") && stops.includes("SUMMARY") && !stops.includes("svg"), stops.join());
  const href = await page.evaluate(() => document.activeElement.getAttribute("href"));
  assert.match(href, /^\/reports\/d\d+#e\d+$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/reports\/d\d+#e\d+$/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("on a phone rows are stacked and keep their roles", async () => {
  const { page, context } = await openPage(browser, desk, { viewport: { width: 360, height: 740 } });
  await page.goto("/events");
  assert.ok((await overflow(page)) <= 0);
  const row = page.getByRole("table", { name: "One by one" }).getByRole("row").nth(1);
  assert.ok((await row.getByRole("cell").count()) >= 4);
  assert.ok((await row.boundingBox()).width <= 360);
  await context.close();
});

test("the same as JSON, a page after the other", async () => {
  const of = async (path) => (await fetch(desk.address + path)).json();
  const page = await of("/events.json?country=KEN&limit=2");
  assert.equal(page.events.length, 2);
  assert.ok(page.counts.timeline.length > 0 && page.counts.places.some((it) => it.name === "Mombasa"));
  assert.deepEqual((await of("/api/v1/events?country=KEN&limit=2")).events, page.events);
  const next = await of(page.next.replace("/events?", "/events.json?"));
  assert.ok(next.events.length > 0 && !page.events.some((it) => it.id === next.events[0].id));
});
