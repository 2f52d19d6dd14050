// How long it takes until something useful is seen, in a real Chromium.
//
// usage: node measure.mjs LEDGER [WORD …]     searches LEDGER for the words, and reads a report of 1,000 words
//
// From the start of the navigation (for a pasted report: its sending, the reading included) to the first contentful
// paint, which for pages without script is the whole of what can be seen. Medians and the worst of 15.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openBrowser, openPage, program } from "./desk.mjs";

const [ledger, ...words] = process.argv.slice(2);
const RUNS = 15;

/** A report of so many words, made of the reports beside this file. */
function report(length) {
  const here = dirname(fileURLToPath(import.meta.url));
  const lines = readFileSync(join(here, "reports.jsonl"), "utf8").trim().split("\n");
  const paragraphs = lines.flatMap((line) => JSON.parse(line).text.split("\n\n"));
  const out = [];
  for (let n = 0, count = 0; count < length; n += 1) {
    const paragraph = paragraphs[n % paragraphs.length];
    out.push(paragraph);
    count += paragraph.split(/\s+/).length;
  }
  return out.join("\n\n");
}

const running = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--quiet", "--ledger", ledger], { stdio: ["ignore", "ignore", "pipe"] });
const address = await new Promise((found) => running.stderr.on("data", (text) => {
  const at = String(text).match(/http:\/\/[^;\s]+/);
  if (at) found(at[0]);
}));
const browser = await openBrowser();
const { page } = await openPage(browser, { address });

const painted = async () => {
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  return page.evaluate(() => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    answer: performance.getEntriesByType("navigation")[0].responseStart,
  }));
};

async function measure(name, go) {
  const all = [];
  for (let n = 0; n < RUNS; n += 1) {
    await go(n);
    all.push(await painted());
  }
  const sorted = (key) => all.map((it) => it[key]).sort((a, b) => a - b);
  const [paints, answers] = [sorted("paint"), sorted("answer")];
  const ms = (value) => value.toFixed(0).padStart(5);
  console.log(`${name.padEnd(44)} paint: median ${ms(paints[RUNS >> 1])} ms, worst ${ms(paints.at(-1))} ms; answer: median ${ms(answers[RUNS >> 1])} ms`);
}

const text = report(1000);
await measure("a pasted report of 1,000 words", async (n) => {
  await page.goto("/");
  // Another text each time: nothing is remembered.
  await page.locator("textarea[name=text]").fill(`${text}\n\nThis was copy number ${n}.`);
  await Promise.all([page.waitForURL("**/readings/**"), page.getByRole("button", { name: "Read", exact: true }).click()]);
});
const reading = page.url();
await measure("the same, read already", () => page.goto(reading));
const first = (await (await fetch(`${address}/reports`)).text()).match(/href="(\/reports\/d\d+)"/)?.[1];
if (first) await measure(`a report of the ledger (${first})`, () => page.goto(first));
for (const word of words) await measure(`a search for ${word}`, () => page.goto(`/search?words=${encodeURIComponent(word)}`));
for (const path of ["/stories", "/events", "/figures", "/speakers"]) await measure(path, () => page.goto(path)).catch((error) => console.log(path, String(error).split("\n")[0]));
await browser.close();
running.kill("SIGINT");
