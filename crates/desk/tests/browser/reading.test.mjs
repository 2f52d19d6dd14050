// Reading a report: pasted, its marks, their cards, words copied with their source; what is wrong is put right and back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openDesk, openPage, overflow, violations } from "./desk.mjs";

const TEXT = [
  "Bridge of Skerra stays closed",
  "“The bridge will stay closed until spring,” Mayor Ruth Adler said on Monday. She called the damage “beyond counting”.",
  "At least 30 people were injured when it fell, police said. Protesters marched through Skerra on Tuesday. The council may sue the builder next month, Adler said.",
].join("\n\n");

let desk, browser;

before(async () => {
  desk = await openDesk();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await desk?.close();
});

/** Pastes the text into the first page and reads it. */
async function pasted(options) {
  const opened = await openPage(browser, desk, options);
  await opened.page.goto("/");
  await opened.page.locator("textarea[name=text]").fill(TEXT);
  await opened.page.locator("details:has([name=published])").evaluate((it) => it.setAttribute("open", ""));
  await opened.page.locator("[name=outlet]").fill("Skerra Times");
  await opened.page.locator("[name=published]").fill("2026-03-04");
  await Promise.all([opened.page.waitForURL("**/readings/**"), opened.page.getByRole("button", { name: "Read", exact: true }).click()]);
  return opened;
}

/** The report of the ledger that was added last, with a statement's anchor. */
async function added() {
  const opened = await openPage(browser, desk);
  const { reports } = await (await fetch(`${desk.address}/reports.json`)).json();
  await opened.page.goto(`/reports/${reports.at(-1).id}`);
  return opened;
}

test("paste, marks, card, copy", async () => {
  const { page, context, faults } = await pasted();
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: desk.address });
  const mark = page.locator(".report .text .s", { hasText: "stay closed until spring" }).first();
  await mark.click();
  const card = page.locator(".opened .card");
  assert.match(await card.innerText(), /Ruth Adler/);
  assert.match(page.url(), /#s\d+$/);
  await card.getByRole("button", { name: "Copy with source" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^“The bridge will stay closed until spring,” — .*Ruth Adler, as reported by Skerra Times.*4 March 2026/);
  await page.getByText("Copied", { exact: true }).first().waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".opened").isVisible(), false);
  assert.doesNotMatch(page.url(), /#/);
  assert.deepEqual([...faults, ...(await violations(page))], []);
  await context.close();
});

test("an address of a mark opens its card, and back closes it", async () => {
  const { page, context, faults } = await pasted();
  const id = await page.locator(".report a.e").first().getAttribute("href");
  await page.goto(page.url() + id);
  await page.reload();
  assert.equal(await page.locator(".opened .card").getAttribute("id"), id.slice(1));
  assert.deepEqual(await violations(page), []);
  await page.locator(".opened .bar-of button").nth(1).click();
  assert.notEqual(await page.locator(".opened .card").getAttribute("id"), id.slice(1));
  assert.deepEqual(faults, []);
  await context.close();
});

test("the keyboard alone", async () => {
  const { page, context, faults } = await pasted();
  await page.locator(".report a.ref").first().focus();
  await page.keyboard.press("Enter");
  const open = () => page.locator(".opened .card").getAttribute("id");
  const first = await open();
  await page.keyboard.press("j");
  assert.notEqual(await open(), first);
  await page.keyboard.press("k");
  assert.equal(await open(), first);
  await page.keyboard.press("Escape");
  const focused = await page.evaluate(() => document.activeElement.getAttribute("href"));
  assert.equal(focused, `#${first}`);
  assert.deepEqual(faults, []);
  await context.close();
});

test("layers are switched off, and stay so", async () => {
  const { page, context } = await pasted();
  const underlined = () => page.locator(".report .text .s").first().evaluate((it) => getComputedStyle(it).textDecorationLine);
  assert.equal(await underlined(), "underline");
  await page.locator("#layer-statements").uncheck();
  assert.equal(await underlined(), "none");
  await page.reload();
  assert.equal(await page.locator("#layer-statements").isChecked(), false);
  assert.equal(await underlined(), "none");
  await context.close();
});

test("a phone: the card stands below, nothing is wider than the window", async () => {
  const { page, context, faults } = await pasted({ viewport: { width: 360, height: 740 } });
  await page.locator(".report .text .s").first().click();
  assert.ok(await page.locator(".opened .card").isVisible());
  assert.equal(await overflow(page), 0);
  assert.deepEqual([...faults, ...(await violations(page))], []);
  await context.close();
});

test("without a script every mark leads to its card and back", async () => {
  const { page, context } = await pasted({ javaScriptEnabled: false });
  const id = (await page.locator(".report a.ref").first().getAttribute("href")).slice(1);
  await page.locator(".report a.ref").first().click();
  assert.ok(page.url().endsWith(`#${id}`));
  assert.ok(await page.locator(`#${id}`).isVisible());
  await page.locator(`#${id} a.back`).click();
  assert.ok(page.url().endsWith(`#at-${id}`));
  assert.equal(await page.locator(`#at-${id}`).count(), 1);
  await context.close();
});

for (const [name, javaScriptEnabled] of [["with a script", true], ["without", false]]) {
  test(`a correction and its undoing, ${name}`, async () => {
    const { page: scripted, context: other } = await added();
    const address = scripted.url();
    await other.close();
    const { page, context, faults } = await openPage(browser, desk, { javaScriptEnabled });
    await page.goto(address);
    const id = (await page.locator(".report .text sup a.ref").first().getAttribute("href")).slice(1);
    await page.goto(`${address}#${id}`);
    if (javaScriptEnabled) await page.reload();
    const card = page.locator(`[id="${id}"]`);
    const before = await card.locator("h3 .name").innerText();
    await card.locator("details.correct summary").click();
    await card.locator("[name=speaker]").fill("Ruth <b>Adler</b>");
    await card.locator("[name=by]").fill("Checker");
    await Promise.all([page.waitForURL("**corrected=**"), card.getByRole("button", { name: "Save the correction" }).click()]);
    const now = new URL(page.url()).hash.slice(1);
    assert.equal(await page.locator(`[id="${now}"] h3 .name`).innerText(), "Ruth <b>Adler</b>");
    if (javaScriptEnabled) assert.deepEqual(await violations(page), []);
    await Promise.all([page.waitForURL("**undone=**"), page.locator(".notice").getByRole("button", { name: "Undo" }).click()]);
    assert.match(await page.locator(".notice").innerText(), /Undone/);
    assert.equal(await page.locator(".card h3 .name", { hasText: "Ruth <b>" }).count(), 0);
    await page.goto("/corrections");
    assert.match(await page.locator("main").innerText(), /Checker/);
    await page.getByRole("button", { name: "Do it again" }).first().click();
    const gold = await (await fetch(`${desk.address}/corrections/gold.jsonl`)).text();
    assert.ok(gold.split("\n")[0].includes("Ruth <b>Adler</b>"));
    // What is done here is no start for the next.
    await page.getByRole("button", { name: "Undo" }).first().click();
    if (javaScriptEnabled) assert.deepEqual(await violations(page), []);
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test("words selected in the text become the words of a mark", async () => {
  const { page, context, faults } = await added();
  const id = (await page.locator(".report .text sup a.ref").first().getAttribute("href")).slice(1);
  await page.goto(`${page.url()}#${id}`);
  await page.reload();
  const chosen = await page.locator(".report p.text").last().evaluate((block) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (node.data.trim().split(" ").length < 3 || node.parentElement.closest("sup")) node = walker.nextNode();
    getSelection().setBaseAndExtent(node, 0, node, node.data.length);
    return getSelection().toString().trim();
  });
  const card = page.locator(".opened .card");
  await card.locator("details.correct summary").click();
  await card.getByRole("button", { name: "Use the words selected" }).first().click();
  assert.equal(await card.locator("[name=words]").first().inputValue(), chosen);
  const at = Number(await card.locator("[name=at]").first().inputValue());
  const { record } = await (await fetch(`${new URL(page.url()).origin}${new URL(page.url()).pathname}.json`)).json();
  assert.equal([...record.document.text].slice(at, at + [...chosen].length).join(""), chosen);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a file that is dropped anywhere is read", async () => {
  const { page, context, faults } = await openPage(browser, desk);
  await page.goto("/");
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "bridge.txt", { type: "text/plain" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, TEXT);
  assert.match(await page.locator("#read [role=status]").innerText(), /bridge\.txt/);
  await Promise.all([page.waitForURL("**/readings/**"), page.getByRole("button", { name: "Read", exact: true }).click()]);
  assert.match(await page.locator("h1").innerText(), /Bridge of Skerra/);
  assert.deepEqual(faults, []);
  await context.close();
});
