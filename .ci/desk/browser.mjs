// The page in headless Chromium, with an eye on what it must not do: ask anything of anybody else,
// fail, run what stands in a text. A picture of each state is looked at by axe-core, and left in
// the folder PICTURES where one is named.

import { join } from "node:path";
import { axe, launch as start } from "../chromium.mjs";
import { PATIENCE } from "./program.mjs";
import { fault } from "./told.mjs";

const { PICTURES, BUNDLE } = process.env;

export const LAPTOP = { viewport: { width: 1366, height: 850 } };
export const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

export const launch = () => start({ timeout: PATIENCE });

/// What a page says loudly that no user may see. `quiet` ones belong to the check: the program is
/// killed under the page.
const watch = (page, desk) => {
  page.on("request", (request) => {
    const url = request.url();
    const is = url.startsWith(`${desk.origin}/`) || url.startsWith(`blob:${desk.origin}/`) || url.startsWith("data:");
    if (!is && !page.guards) fault(`要取别处的东西：${url}`);
  });
  page.on("pageerror", (error) => fault(`脚本出错：${error.message}`));
  page.on("dialog", (dialog) => {
    if (dialog.type() !== "beforeunload") fault(`弹出了：${dialog.message()}`);
    dialog.accept();
  });
  page.on("console", (message) => {
    // Refusals are answers; a page of the report that is not the newest any more is not shown.
    const isOld = message.location().url.includes("/page/") && /status of 404/.test(message.text());
    const isAnswer = isOld || /status of (409|410|422)/.test(message.text());
    // Chromium keeps a chosen text's looks for what replaces it, finds them forbidden, and goes on.
    const isOwn = page.replaces && message.text().startsWith("Applying inline style");
    if (["error", "warning"].includes(message.type()) && !isAnswer && !isOwn && !page.quiet) fault(`控制台：${message.text()} ${message.location().url}:${message.location().lineNumber}`);
  });
};

/// The page's script and styles of the folder BUNDLE instead of those that the program has: a page
/// that is being worked on.
const instead = async (page, desk) => {
  for (const [name, contentType] of [["desk.js", "text/javascript"], ["desk.css", "text/css"]]) {
    await page.route(`${desk.address}${name}`, (route) => route.fulfill({ path: join(BUNDLE, name), contentType }));
  }
};

export class Browser {
  constructor(browser, desk) {
    Object.assign(this, { browser, desk });
  }

  /// A window of its own. The day is that of the made-up carrier's report, whenever it is run.
  async window(options = LAPTOP) {
    const context = await this.browser.newContext({ locale: "zh-CN", reducedMotion: "reduce", colorScheme: "light", ...options });
    context.setDefaultTimeout(Number(process.env.DESK_PATIENCE ?? PATIENCE));
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: this.desk.origin });
    return context;
  }

  async tab(context, hash = "") {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const Real = Date;
      const day = "2026-07-10T09:00:00+08:00";
      // Only what is asked for today: clocks go on.
      globalThis.Date = class extends Real {
        constructor(...given) {
          super(...(given.length ? given : [day]));
        }
      };
    });
    watch(page, this.desk);
    if (BUNDLE) await instead(page, this.desk);
    await page.goto(this.desk.address + hash);
    return page;
  }

  async open(options, hash) {
    return this.tab(await this.window(options), hash);
  }
}

/// Looked at every so often and not at each frame: where there is much else to do, frames are what
/// comes last.
export const until = (page, condition, argument) => page.waitForFunction(condition, argument, { polling: 50 });

/// All that is typed is on the disk: the page keeps what is not, for a reload.
export const saved = (page) => until(page, () => !Object.entries(sessionStorage).some(([key, kept]) => key.includes("没存") && kept !== "null"));

/// Puts a table onto the clipboard as a spreadsheet or Word does, as HTML and with tabs. What is
/// copied by the page is taken as it is; what a script writes there the browser looks at first.
export const copy = async (page, rows, html) => {
  await page.evaluate(([rows, html]) => {
    const escaped = (cell) => cell.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
    const table = `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`).join("")}</table>`;
    addEventListener("copy", (event) => {
      event.clipboardData.setData("text/html", html ?? table);
      event.clipboardData.setData("text/plain", rows.map((row) => row.join("\t")).join("\r\n"));
      event.preventDefault();
      event.stopImmediatePropagation();
    }, { capture: true, once: true });
  }, [rows, html]);
  await page.keyboard.press("Control+c");
};

// ── Looked at ────────────────────────────────────────────────────────────────

/// Outlines say nothing to who listens, and there are ten thousand of them: without them axe-core
/// needs a tenth of the time. They are back before anything else happens.
const looking = `(async () => {
  const outlines = [...document.querySelectorAll(".sheets svg use, .sheets svg defs")].map((node) => {
    const place = document.createComment("");
    node.replaceWith(place);
    return [place, node];
  });
  try {
    const { passes, violations } = await axe.run(document, { resultTypes: ["violations"] });
    return JSON.stringify([passes.length, violations]);
  } finally {
    for (const [place, node] of outlines) place.replaceWith(node);
  }
})()`;

const accessible = async (page, name) => {
  // Its script is put in by the debugger's door: the page's own policy lets none in.
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axe });
  const told = await session.send("Runtime.evaluate", { expression: looking, awaitPromise: true, returnByValue: true });
  await session.detach();
  if (told.exceptionDetails) throw new Error(told.exceptionDetails.exception.description);
  const [passes, violations] = JSON.parse(told.result.value);
  for (const { id, help, nodes } of violations) {
    for (const node of nodes.slice(0, 3)) fault(`${name}：${id}：${help}\n    ${node.html.slice(0, 200)}\n    ${node.any.concat(node.all).map(({ message }) => message).join(" ").slice(0, 200)}`);
  }
  console.log(`  ◦ ${name}：axe-core ${passes} 条相符，${violations.length} 条不符`);
};

let pictures = 0;
/// A state of the page: for axe-core, for whoever looks, and not wider than its window.
export const state = async (page, name) => {
  await page.evaluate(() => new Promise((done) => setTimeout(done, 30)));
  await accessible(page, name);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) fault(`${name}：比窗口宽 ${over} 像素，要左右拖动`);
  pictures += 1;
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${String(pictures).padStart(2, "0")}-${name}.png`) });
};
