// A desk with a ledger of its own, and a browser to look at it with.
//
// SAYSO names the program (else the newest in target/), CHROMIUM the browser.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../../..");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The program that is tested. */
export const program =
  process.env.SAYSO ??
  ["debug", "release"]
    .map((it) => join(root, "target", it, "sayso"))
    .filter(existsSync)
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];

const browserPath =
  process.env.CHROMIUM ??
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

/** Opens a desk on the reports beside this file; `close` ends it and takes its ledger away. */
export async function openDesk({ reports = join(here, "reports.jsonl") } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "sayso-desk-"));
  const ledger = join(folder, "sayso.ledger");
  if (reports) {
    const added = spawnSync(program, ["add", "--ledger", ledger, reports], { encoding: "utf8" });
    if (added.status !== 0) throw new Error(`sayso add: ${added.stderr}`);
  }
  const running = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--ledger", ledger, "--quiet"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const address = await new Promise((found, failed) => {
    let told = "";
    running.stderr.on("data", (text) => {
      told += text;
      const at = told.match(/http:\/\/[^;\s]+/);
      if (at) found(at[0]);
    });
    running.on("exit", (code) => failed(new Error(`sayso serve ended with ${code}: ${told}`)));
  });
  return {
    address,
    ledger,
    async close() {
      const ended = new Promise((done) => running.once("exit", done));
      running.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The browser. Nothing but the desk is there to be reached. */
export function openBrowser() {
  return chromium.launch({
    executablePath: browserPath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
}

/**
 * A page that notes what must never happen: errors, scripts that the policy stopped, requests to elsewhere.
 * `faults` is empty if all is well.
 */
export async function openPage(browser, desk, options = {}) {
  const context = await browser.newContext({ baseURL: desk.address, viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("dialog", async (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(desk.address) && !/^(data|blob|about):/.test(request.url())) faults.push(`asks ${request.url()}`);
  });
  return { page, context, faults };
}

/** What axe-core finds wrong with a page, one line a rule. */
export async function violations(page) {
  // Not by a script tag: the desk's policy allows none.
  await page.evaluate(`${axe}; undefined`);
  const found = await page.evaluate(() =>
    // Best practices too, not the standards alone.
    globalThis.axe.run(document, { resultTypes: ["violations"] }),
  );
  return found.violations.map(
    (it) => `${it.id} (${it.impact}): ${it.help}: ${it.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`,
  );
}

/** How much wider than the window a page is, in pixels. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
