// Every page, for everybody: axe-core finds nothing, nothing is wider than a phone, light and dark, without a script.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openDesk, openPage, overflow, violations } from "./desk.mjs";

let desk, browser, pages;

before(async () => {
  desk = await openDesk();
  browser = await openBrowser();
  pages = await addresses();
});
after(async () => {
  await browser?.close();
  await desk?.close();
});

/** An address of each kind of page, found by following the links that a reader would. */
async function addresses() {
  const first = async (address, pattern) => {
    const found = (await (await fetch(desk.address + address)).text()).match(pattern);
    assert.ok(found, `${address} has no link like ${pattern}`);
    return found[1].replaceAll("&amp;", "&");
  };
  return [
    "/",
    "/search",
    "/search?words=ferry",
    "/search?words=nothingofthekind",
    "/stories",
    await first("/stories", /href="(\/stories\/\d+)"/),
    "/speakers",
    await first("/speakers", /href="(\/speakers\/\d+)"/),
    "/events",
    "/events?status=future",
    "/figures",
    "/figures/over-time",
    "/quotations",
    "/reports",
    await first("/reports", /href="(\/reports\/d\d+)"/),
    "/corrections",
    "/about/api",
    "/sign-in",
    "/nothing-here",
  ];
}

for (const [name, options] of Object.entries({
  light: {},
  dark: { colorScheme: "dark" },
  "a phone": { viewport: { width: 360, height: 740 } },
  "no script": { javaScriptEnabled: false },
})) {
  test(`every page: ${name}`, async () => {
    const { page, context, faults } = await openPage(browser, desk, options);
    const wrong = [];
    for (const address of pages) {
      const answer = await page.goto(address);
      const status = address === "/nothing-here" ? 404 : 200;
      if (answer.status() !== status) wrong.push(`${address}: ${answer.status()}`);
      const wider = name === "no script" ? 0 : await overflow(page);
      if (wider > 0) wrong.push(`${address}: ${wider} pixels wider than the window`);
      if (name !== "no script") wrong.push(...(await violations(page)).map((it) => `${address}: ${it}`));
      if ((await page.locator("h1").count()) !== 1) wrong.push(`${address}: not one h1`);
    }
    await context.close();
    const expected = faults.filter((it) => !it.includes("status of 404"));
    assert.deepEqual([...wrong, ...expected], []);
  });
}
