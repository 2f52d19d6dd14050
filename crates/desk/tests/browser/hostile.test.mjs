// Reports full of what would harm a careless page show it as text: nothing runs, nothing is asked from elsewhere,
// nothing of the desk's own is turned around.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openDesk, openPage, overflow } from "./desk.mjs";

let desk, browser;

before(async () => {
  desk = await openDesk({ reports: null });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await desk?.close();
});

const SCRIPTS = [
  `<script>globalThis.ran = 1; alert(1)</script>`,
  `</p></main><script>globalThis.ran = 1</script>`,
  `<img src=x onerror="globalThis.ran = 1; fetch('https://evil.example/')">`,
  `<svg onload="globalThis.ran = 1"><animate onbegin="globalThis.ran = 1" attributeName=x></svg>`,
  `<a href="javascript:globalThis.ran = 1">click</a>`,
  `"><input autofocus onfocus="globalThis.ran = 1">`,
  `<iframe srcdoc="<script>parent.ran = 1</script>"></iframe>`,
  `<style>body { display: none }</style><link rel=stylesheet href=https://evil.example/x.css>`,
  `<meta http-equiv=refresh content="0;url=https://evil.example/">`,
  `<base href="https://evil.example/"><form action="https://evil.example/"><button>Read</button></form>`,
  "`${globalThis.ran = 1}` {{constructor.constructor('globalThis.ran = 1')()}}",
];
const TURNED = "\u202Egnorw the other way\u202C \u2066isolated \u200Fright \u061C";
const FACES = "👩‍👩‍👧‍👦🏳️‍🌈🇰🇪 Z̷̛a̸l̶g̴o̵ \uFFFE\uFFFD \u2028";

/** Reads a report by the form, and gives back the page of it. */
async function read(text, fields = {}) {
  const opened = await openPage(browser, desk);
  const { page } = opened;
  await page.goto("/");
  await page.locator("textarea[name=text]").fill(text);
  for (const [name, value] of Object.entries(fields)) {
    await page.locator(`[name=${name}]`).evaluate((it) => it.closest("details")?.setAttribute("open", ""));
    await page.locator(`[name=${name}]`).fill(value);
  }
  await Promise.all([page.waitForURL("**/readings/**"), page.getByRole("button", { name: "Read", exact: true }).click()]);
  return opened;
}

test("tags and scripts are text wherever they stand", async () => {
  const said = SCRIPTS.map((it, n) => `“It said ${it},” Mayor Ruth ${n}<b>Adler</b> said on Monday. She denied ${n + 3} attacks.`);
  const { page, context, faults } = await read(`Headline ${SCRIPTS[0]}\n\n${said.join("\n\n")}`, {
    title: `Title ${SCRIPTS[1]}`,
    outlet: `Outlet ${SCRIPTS[2]}`,
  });
  // Without what the desk itself puts between the words: numbers, and signs told in words.
  const text = await page.locator("main").evaluate((main) => {
    const copy = main.cloneNode(true);
    copy.querySelectorAll("sup, svg, .unseen, [aria-hidden]").forEach((it) => it.remove());
    return copy.textContent;
  });
  for (const it of SCRIPTS) assert.ok(text.replace(/\s+/g, " ").includes(it.replace(/\s+/g, " ")), `not shown as text: ${it}`);
  // Whatever can be clicked or focused is, and the page is left standing for a moment.
  for (const link of await page.locator("main a").all()) assert.match(await link.getAttribute("href"), /^(#|\/|https?:)/);
  await page.locator("main a[href^='#']").first().click();
  await page.keyboard.press("Escape");
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => globalThis.ran), undefined, "something of the report ran");
  assert.equal(await page.locator("main script, main iframe, main img, main style, main base, main meta").count(), 0);
  assert.ok(await page.locator("body").isVisible());
  assert.ok(page.url().startsWith(desk.address), "the page was led away");
  assert.deepEqual(faults, []);
  await context.close();
});

test("marks of direction, emoji and control characters stay within the report", async () => {
  const { page, context, faults } = await read(
    `${TURNED} headline\n\n“${TURNED} ${FACES},” said ${TURNED} Anna Weiss of ${FACES}.\n\nAt least 30 ${TURNED} people were hurt, she said.`,
  );
  // What stands after the report keeps its place: the desk's own words read from left to right.
  const turned = await page.evaluate(() =>
    [...document.querySelectorAll("header.site, footer.site, main h2")].filter((it) => getComputedStyle(it).direction !== "ltr").length,
  );
  assert.equal(turned, 0);
  assert.ok(await page.getByText("Sayso writes down who said it").isVisible());
  assert.deepEqual(faults, []);
  await context.close();
});

test("a line of a megabyte is shown, in time, without making the page wide", async () => {
  const begin = performance.now();
  const { page, context, faults } = await read(`${"x".repeat(1 << 20)} end\n\nIt rained, the mayor said.`);
  assert.ok((await page.locator("main").innerText()).includes("It rained"));
  assert.equal(await overflow(page), 0);
  assert.ok(performance.now() - begin < 20_000, `${Math.round(performance.now() - begin)} ms`);
  assert.deepEqual(faults, []);
  await context.close();
});

test("hostile words in an address are shown as words", async () => {
  const { page, context, faults } = await openPage(browser, desk);
  for (const it of SCRIPTS) {
    for (const path of ["/search?words=", "/search?speaker=", "/stories/", "/reports/", "/"]) {
      await page.goto(path + encodeURIComponent(it));
    }
  }
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  assert.deepEqual(faults.filter((it) => !/status of (400|404)/.test(it)), []);
  await context.close();
});
