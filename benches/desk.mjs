// How long a key press takes at the desk: until it is seen in the form, and until it is seen on the
// report's pages.
//
//   cargo build --release
//   npm install --prefix TOOLS playwright-core@1.56.1 axe-core@4.14.1
//   TOOLS=folder BROWSER=/usr/bin/chromium \
//     node benches/desk.mjs target/release/chengbao data/shanxi-mobile-2020h2.yaml [KEYS]
//
// Keys are pressed in Chromium, one after the other when the pages are at rest, and in a burst as
// somebody types. A time runs from the page's own keydown to the frame after which the letter
// stands in the editor, and in the drawing of a page. At the top of the report nearly every page
// changes with a letter; at its end only the last.

import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Browser, launch, saved, until } from "../.ci/desk/browser.mjs";
import { cell, editor } from "../.ci/desk/hands.mjs";
import { Desk } from "../.ci/desk/program.mjs";

const [program, original, keys] = process.argv.slice(2);
const KEYS = Number(keys ?? 30);
// In milliseconds, of the medians.
const LIMITS = { form: 50, pages: 300 };
const PAUSE = 120;
const NAME = "报告.yaml";

/// Watches keys, and where their letters come to be seen.
const watching = () => {
  const count = (nodes) => [...nodes].reduce((sum, node) => sum + node.textContent.split("q").length - 1, 0);
  const seen = {
    form: () => count(document.querySelectorAll(".cm-content")),
    pages: () => count(document.querySelectorAll(".sheets svg")),
  };
  // There may be some before the first.
  const wanted = { pages: seen.pages() };
  addEventListener("keydown", (event) => {
    if (event.key !== "q") return;
    const begun = performance.now();
    const waits = { form: null, pages: null };
    window.waits = waits;
    wanted.form = seen.form() + 1;
    wanted.pages += 1;
    for (const where of ["form", "pages"]) {
      const here = wanted[where];
      new MutationObserver((_, observer) => {
        if (seen[where]() < here) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => { waits[where] = performance.now() - begun; }, 0));
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    }
  }, true);
};

const middle = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
const most = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)];
let held = true;
const told = (what, where, times) => {
  const median = middle(times);
  const is = median <= LIMITS[where];
  held &&= is;
  const place = where === "form" ? "in the form" : "on the pages";
  console.log(`${is ? "✓" : "✗"} ${what}, ${place}: median ${median.toFixed(0)} ms, 95 % within ${most(times).toFixed(0)} ms (wanted ${LIMITS[where]} ms)`);
};

const folder = join(mkdtempSync(join(tmpdir(), "chengbao-desk-")), "填报");
mkdirSync(folder);
copyFileSync(original, join(folder, NAME));
const desk = new Desk(program, folder);
await desk.start();
const chromium = await launch();
try {
  const page = await new Browser(chromium, desk).open(undefined, `#/${encodeURIComponent(NAME)}`);
  await page.locator(".figures-grid").first().waitFor();
  await until(page, () => [...document.querySelectorAll(".sheets .page")].every((sheet) => sheet.querySelector("svg")));
  await page.evaluate(watching);
  /// Presses keys, each when the pages show the last one.
  const rested = async (what, press) => {
    const times = { form: [], pages: [] };
    for (let n = 0; n < KEYS; n += 1) {
      await press(n);
      await until(page, () => window.waits.form !== null && window.waits.pages !== null);
      const waits = await page.evaluate(() => window.waits);
      for (const where of ["form", "pages"]) times[where].push(waits[where]);
      await saved(page);
      await page.evaluate(() => new Promise((later) => setTimeout(later, 250)));
    }
    for (const where of ["form", "pages"]) told(what, where, times[where]);
  };
  for (const [name, what] of [["公司简介", "a letter at the top"], ["结语", "a letter at the end"]]) {
    await (await editor(page, name)).click();
    await page.keyboard.press(name === "公司简介" ? "Control+Home" : "Control+End");
    await rested(what, () => page.keyboard.press("q"));
  }
  const times = [];
  await (await editor(page, "概述")).click();
  for (let n = 0; n < KEYS * 2; n += 1) {
    await page.keyboard.press("q");
    await until(page, () => window.waits.form !== null);
    times.push(await page.evaluate(() => window.waits.form));
    await page.evaluate((pause) => new Promise((later) => setTimeout(later, pause)), PAUSE);
  }
  told("a burst of letters", "form", times);
  await saved(page);
  // A cell is written when it is left.
  const figure = cell(page, "客户投诉", "投诉处理满意率，数值");
  const entered = [];
  for (let n = 0; n < KEYS; n += 1) {
    await figure.click();
    await page.keyboard.insertText(n % 2 ? "91.11%" : "92.22%");
    await page.evaluate((wanted) => {
      window.figure = null;
      addEventListener("keydown", () => {
        const begun = performance.now();
        const isSeen = () => [...document.querySelectorAll(".sheets svg text")].some((text) => text.textContent.includes(wanted));
        new MutationObserver((_, observer) => {
          if (!isSeen()) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => { window.figure = performance.now() - begun; }, 0));
        }).observe(document.body, { subtree: true, childList: true });
      }, { capture: true, once: true });
    }, n % 2 ? "91.11" : "92.22");
    await page.keyboard.press("Enter");
    await until(page, () => window.figure !== null);
    entered.push(await page.evaluate(() => window.figure));
    await saved(page);
    await page.evaluate(() => new Promise((later) => setTimeout(later, 250)));
  }
  told("a figure entered", "pages", entered);
} finally {
  await chromium.close();
  await desk.kill();
  rmSync(join(folder, ".."), { recursive: true });
}
process.exit(held ? 0 : 1);
