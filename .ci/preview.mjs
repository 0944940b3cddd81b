// Drives `chengbao preview` in headless Chromium as a person would: opens a filing, saves a
// change, breaks the file, mends it, clicks from page to file and back, uses the keys, on a
// laptop and a phone, in light and dark, in several tabs, over an end of the program. Stops at
// what axe-core finds, at a request to anywhere else, and at an error. With a folder as PICTURES a picture of each state is left there.
//
//   TOOLS=folder-with-node_modules BROWSER=/usr/bin/chromium [PICTURES=folder] \
//     node .ci/preview.mjs PROGRAM FILING

import { createRequire } from "node:module";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import http from "node:http";

const { TOOLS, BROWSER, PICTURES } = process.env;
const [program, original] = process.argv.slice(2);
const require = createRequire(resolve(TOOLS, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

// Nothing here is a matter of time; this only ends what hangs, on a machine with much else to do.
const PATIENCE = 300_000;

let faults = 0;
const fault = (text) => {
  faults += 1;
  console.log(`  ✗ ${text}`);
};
const holds = (told, what) => (told ? console.log(`  ✓ ${what}`) : fault(what));
const step = (name) => console.log(name);

// ── The program, and a file that it shows ────────────────────────────────────

const folder = mkdtempSync(join(tmpdir(), "chengbao-preview-"));
const file = join(folder, "山西 移动.yaml");
const text = readFileSync(original, "utf8");
/// Saves as many editors do: a new file takes the old one's name.
const save = (content) => {
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
};
save(text);
const start = async () => {
  const server = spawn(resolve(program), ["preview", "--no-open", file], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((found, lost) => {
    let told = "";
    server.stdout.on("data", (chunk) => {
      told += chunk;
      const match = told.match(/http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\//);
      if (match) found(match[0]);
    });
    server.on("exit", () => lost(new Error(`ended: ${told}`)));
  });
  return { server, address };
};
const end = async (server) => {
  const ended = new Promise((found) => server.on("exit", found));
  if (server.exitCode === null && server.signalCode === null) {
    server.kill();
    await ended;
  }
};
let { server, address } = await start();

// ── The browser ──────────────────────────────────────────────────────────────

const browser = await chromium.launch({
  executablePath: BROWSER,
  timeout: PATIENCE,
  args: [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
  ],
});

const open = async (options) => {
  const context = await browser.newContext({ locale: "zh-CN", reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(PATIENCE);
  return tab(context);
};

const tab = async (context) => {
  const page = await context.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith(`${new URL(address).origin}/`)) fault(`要取别处的东西：${request.url()}`);
  });
  page.on("pageerror", (error) => fault(`脚本出错：${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) fault(message.text());
  });
  await page.goto(address);
  await whole(page);
  return page;
};

/// Looked at every so often and not at each frame: where there is much else to do, frames are
/// what comes last.
const until = (page, condition, argument) =>
  page.waitForFunction(condition, argument, { polling: 50 });

/// All pages of a version are shown.
const whole = (page) => until(page, () => document.documentElement.dataset.stamp);

/// What a tap or a jump set off is done and drawn.
const settled = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/// The page has shown another version than the one before.
const shown = async (page, action) => {
  const before = await page.evaluate(() => document.documentElement.dataset.stamp);
  await action();
  await until(page, (old) => document.documentElement.dataset.stamp !== old, before);
};

/// Outlines say nothing to who listens, and there are ten thousand of them: without them axe-core
/// needs a tenth of the time. They are back before anything else happens.
const looking = `(async () => {
  const outlines = [...document.querySelectorAll(".paper use, .paper defs")].map((node) => {
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

/// Whether a tab is in front: what the browser tells a page when another is chosen. A browser
/// without a screen shows all of them.
const seen = (page, told) =>
  page.evaluate((told) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: !told });
    document.dispatchEvent(new Event("visibilitychange"));
  }, told);

const accessible = async (page) => {
  // Its script is put in by the debugger's door: the page's own policy lets none in.
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axe });
  const told = await session.send("Runtime.evaluate", {
    expression: looking,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (told.exceptionDetails) throw new Error(told.exceptionDetails.exception.description);
  const [passes, violations] = JSON.parse(told.result.value);
  for (const { id, help, nodes } of violations) {
    for (const node of nodes) fault(`${id}：${help}\n    ${node.html.slice(0, 200)}`);
  }
  console.log(`  axe-core：${passes} 条规则相符，${violations.length} 条不符`);
};

let pictures = 0;
const picture = async (page, name) => {
  await accessible(page);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) fault(`${name}：比窗口宽 ${over} 像素，要左右拖动`);
  pictures += 1;
  if (PICTURES) {
    const place = join(PICTURES, `${String(pictures).padStart(2, "0")}-${name}.png`);
    await page.screenshot({ path: place });
  }
};

const goTo = async (page, n) => {
  await page.keyboard.press("g");
  await page.fill("#goto-page", String(n));
  await page.keyboard.press("Enter");
};

const downloadLink = (page, label) => page.locator("#downloads a", { hasText: label });
const pdfLink = (page) => downloadLink(page, "PDF");
const laptop = { viewport: { width: 1280, height: 800 } };
const count = (page, selector) => page.locator(selector).count();

try {
  step("打开");
  const page = await open({ ...laptop, colorScheme: "light" });
  const pages = await count(page, ".page");
  holds(pages > 10, `有 ${pages} 页`);
  holds((await page.textContent("#looked")) === `${pages} 页看过 0 页`, "还没有看过的页");
  holds((await count(page, "#list li")) > 3, "列出了问题");
  await picture(page, "打开");

  step("存盘，页面更新，位置不变");
  await goTo(page, 5);
  const top = () => page.evaluate(() => document.getElementById("page-5").getBoundingClientRect().top);
  const [before, head] = [await top(), await page.evaluate(() => headHeight())];
  holds(Math.abs(before - head - 8) < 2, "g 去到第5页");
  const drawing = (n) => page.evaluate((n) => document.querySelector(`#page-${n}`).dataset.svg, n);
  const [one, two] = [await drawing(1), await drawing(2)];
  await page.evaluate(() => { document.querySelector("#page-2 svg").kept = true; });
  const changed = text.replace("99.96%", "99.97%");
  if (changed === text) throw new Error("nothing to change in this filing");
  await shown(page, () => save(changed));
  holds((await page.content()).includes("99.97%"), "新的数据在页面上");
  holds(Math.abs((await top()) - before) < 1, "滚动的位置没有动");
  holds((await drawing(1)) === one && (await drawing(2)) === two, "没有变的页没有换");
  holds(await page.evaluate(() => document.querySelector("#page-2 svg").kept), "没有变的页也没有重画");

  step("有错误：送审稿");
  await shown(page, () => save(changed.replace("99.97%", "4*10ˉ6")));
  holds((await count(page, "#list .kind.error")) > 0, "列出了错误");
  holds((await pdfLink(page).textContent()) === "PDF（送审稿）", "下载的是送审稿");
  holds((await count(page, ".page .draft")) > 0, "页面上有送审稿字样");
  await page.keyboard.press("j");
  await picture(page, "有错误");

  step("写坏，再改好");
  await goTo(page, 5);
  const [still, low] = [await top(), await page.evaluate(() => headHeight())];
  await shown(page, () => save(changed.replace("企业:", "企业: }")));
  holds(await page.isVisible("#fault"), "顶上说出了毛病");
  holds((await page.evaluate(() => headHeight())) > low && Math.abs((await top()) - still) < 1, "顶上变高，正文没有跳动");
  holds((await count(page, ".page")) === pages, "上一次的页面还在");
  holds(await page.evaluate(() => document.getElementById("pages").classList.contains("stale")), "页面变灰");
  holds((await pdfLink(page).getAttribute("href")) === null, "这时没有可下载的");
  holds((await page.locator("#fault a").getAttribute("href"))?.startsWith("vscode://file/"), "毛病有到编辑器的链接");
  await picture(page, "写坏");
  await shown(page, () => save(text));
  holds(await page.isHidden("#fault"), "改好后毛病没有了");
  holds(Math.abs((await top()) - still) < 1, "正文还在原处");
  holds((await pdfLink(page).textContent()) === "PDF", "又是正式的");

  step("文件没了，又回来");
  await shown(page, () => rmSync(file));
  holds((await page.textContent("#fault")).includes("没有这个文件"), "说出文件没了");
  await shown(page, () => save(text));
  holds(await page.isHidden("#fault"), "回来就好了");

  step("点问题：页上和文件里都标出来");
  const finding = page.locator("#list li", { hasText: "N03" }).locator("button");
  await finding.click();
  holds((await count(page, ".mark.warning")) > 0, "页上标出来了");
  const visible = await page.evaluate(() => {
    const box = document.querySelector(".mark.warning").getBoundingClientRect();
    return box.top >= headHeight() && box.bottom <= innerHeight;
  });
  holds(visible, "标的地方看得见");
  holds((await page.textContent("#lines mark")).includes("首位"), "文件里的字标出来了");
  const link = await page.getAttribute("#open", "href");
  holds(/^vscode:\/\/file\/.*%20.*\.yaml:\d+:\d+$/.test(link), `链接到行：${link}`);
  await picture(page, "点问题");

  step("点页上的数据：显示它的行");
  await page.keyboard.press("Escape");
  holds((await count(page, ".mark")) === 0 && (await page.isHidden("#place")), "Esc 去掉标记");
  const figure = page.locator("svg text", { hasText: "99.96%" }).first();
  await figure.scrollIntoViewIfNeeded();
  const box = await figure.boundingBox();
  await page.mouse.click(box.x + box.width - 12, box.y + box.height / 2);
  holds((await page.textContent("#lines mark")) === "99.96%", "文件里标出了这个数据");
  holds((await count(page, ".mark.spot")) > 0, "点的地方标出来了");
  await picture(page, "点数据");

  step("键盘");
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const chosen = () => page.evaluate(() => [...document.querySelectorAll("#list li")].findIndex((li) => li.hasAttribute("aria-current")));
  holds((await chosen()) === 1, "j j 到第二条");
  await page.keyboard.press("k");
  holds((await chosen()) === 0, "k 回第一条");
  await page.keyboard.press("]");
  holds(await page.isVisible("#place"), "] 显示一段的位置");
  await page.keyboard.press("?");
  holds(await page.isVisible("#help"), "? 打开说明");
  await picture(page, "说明");
  await page.keyboard.press("Escape");
  holds(await page.isHidden("#help"), "Esc 关上说明");

  step("看过了，刷新后还记得");
  await goTo(page, 3);
  await page.keyboard.press("x");
  await page.getByLabel("第4页看过了").check();
  const looked = `${pages} 页看过 2 页`;
  holds((await page.textContent("#looked")) === looked, looked);
  const scrolled = await page.evaluate(() => { scrollBy(0, 77); return scrollY; });
  await page.reload();
  await whole(page);
  holds((await page.textContent("#looked")) === looked, "刷新后还记得");
  holds(Math.abs((await page.evaluate(() => scrollY)) - scrolled) < 3, "刷新后还在原处");
  const word = "我公司";
  await shown(page, () => save(text.replace("结语: |\n  ", `结语: |\n  ${word}。`)));
  // There may be a page more then.
  holds((await page.textContent("#looked")).endsWith("页看过 2 页"), "别的页变了，看过的还算");
  const paragraph = `${word}是一家公司，${word}。\n\n  `;
  await shown(page, () => save(text.replace("公司简介: |\n  ", `公司简介: |\n  ${paragraph.repeat(5)}`)));
  holds(!(await page.textContent("#looked")).endsWith("页看过 2 页"), "变了的页要重新看");
  await shown(page, () => save(text));
  holds((await page.textContent("#looked")) === looked, "变回来就还是看过的");

  step("下载");
  for (const [label, name, start] of [["Markdown", "山西 移动.md", "# 中国移动"], ["网页", "山西 移动.html", "<!"], ["PDF", "山西 移动.pdf", "%PDF-"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), downloadLink(page, label).click()]);
    const got = readFileSync(await download.path(), "utf8");
    holds(download.suggestedFilename() === name && got.startsWith(start), name);
  }

  step("几个标签页");
  // A browser opens six connections to a host: as many tabs must not use them up.
  const tabs = [];
  for (let n = 0; n < 6; n += 1) {
    const one = await tab(page.context());
    await seen(one, false);
    tabs.push(one);
  }
  await page.getByLabel("第4页看过了").uncheck();
  await until(tabs[0], () => !document.querySelector("#page-4 input").checked);
  await tabs[0].getByLabel("第2页看过了").check();
  await until(page, (wanted) => document.getElementById("looked").textContent === wanted, looked);
  holds(true, "一个标签页里标的，别的标签页里也有");
  await shown(page, () => save(changed));
  holds((await page.content()).includes("99.97%"), "开了许多也照样更新");
  await shown(tabs[5], () => seen(tabs[5], true));
  holds((await tabs[5].content()).includes("99.97%"), "藏起来的，再看时是新的");
  await shown(page, () => save(text));
  await page.context().close();

  step("深色");
  const dark = await open({ ...laptop, colorScheme: "dark" });
  await dark.keyboard.press("j");
  await picture(dark, "深色");
  await shown(dark, () => save(text.replace("企业:", "企业：{")));
  await picture(dark, "深色写坏");
  await shown(dark, () => save(text));
  await dark.context().close();

  step("手机");
  const phone = await open({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
  await picture(phone, "手机");
  const below = await phone.evaluate(() => {
    const [pages, side] = ["pages", "side"].map((id) => document.getElementById(id).getBoundingClientRect());
    return side.top >= pages.bottom - 1;
  });
  holds(below, "问题在页面下面");
  await phone.locator(".parts a", { hasText: "问题" }).tap();
  await phone.locator("#list button").first().tap();
  await phone.waitForSelector("#place:not([hidden])");
  await settled(phone);
  holds(await phone.isVisible("#about"), "点一条问题，说的是什么也看得见");
  await picture(phone, "手机问题");
  await phone.locator("#place-close").tap();
  await phone.locator(".parts a", { hasText: "页面" }).tap();
  await until(phone, () => location.hash === "#pages");
  await settled(phone);
  const words = phone.locator("#page-1 svg text", { hasText: "公司" }).nth(2);
  const at = await words.boundingBox();
  await phone.touchscreen.tap(at.x + at.width / 2, at.y + at.height / 2);
  await phone.waitForSelector("#place:not([hidden])");
  holds(await phone.isVisible("#place"), "点一段话，显示它的行");
  await picture(phone, "手机点一段");
  await phone.context().close();

  step("只回答本机的预览页");
  const asked = (path, { method = "GET", ...headers }) =>
    new Promise((found) => {
      const { port } = new URL(address);
      const request = http.request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
        answer.resume();
        found(answer.statusCode);
      });
      request.end();
    });
  const own = new URL(address).pathname;
  holds((await asked(`${own}state`, {})) === 200, "本机：200");
  holds((await asked(`${own}state`, { host: "evil.example" })) === 403, "别的 Host：403");
  holds((await asked(`${own}state`, { "sec-fetch-site": "cross-site" })) === 403, "别的网站的页面：403");
  holds((await asked(own, { method: "POST" })) === 405, "POST：405");
  for (const path of ["../../etc/passwd", "page/../state", "%2e%2e/x", "/etc/passwd", "page/.svg", "report.pdf/"]) {
    holds((await asked(own + path, {})) === 404, `${path}：404`);
  }
  for (const path of ["/", "/state", "/preview.js", "/events", "/report.pdf", own.slice(0, -1)]) {
    holds((await asked(path, {})) === 404, `${path}，不知道地址：404`);
  }

  step("程序结束，页面说出来；再运行有新的地址");
  const last = await open(laptop);
  last.removeAllListeners("console");
  await end(server);
  await last.waitForSelector("#lost:not([hidden])");
  holds((await last.textContent("#lost")).includes("终端"), "说出程序结束了");
  await picture(last, "程序结束");
  const old = address;
  ({ server, address } = await start());
  holds(new URL(address).origin === new URL(old).origin, "同一份文件，端口不变");
  holds(address !== old, "地址里的暗号是新的");
  holds(await last.isVisible("#lost"), "旧的地址不再有用");
  await last.goto(address);
  await whole(last);
  await shown(last, () => save(changed));
  holds((await last.content()).includes("99.97%"), "打开新的地址，又能更新");
} finally {
  await browser.close();
  await end(server);
  rmSync(folder, { recursive: true });
}
if (faults) console.log(`共 ${faults} 处`);
process.exit(faults ? 1 : 0);
