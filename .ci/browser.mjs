// Opens each HTML file in headless Chromium as a reader would, in light, dark, on a phone in both
// and for the printer, and stops at what axe-core finds, at a request to anywhere, at an error, and
// where a phone would have to scroll sideways.
//
//   TOOLS=folder-with-node_modules BROWSER=/usr/bin/chromium node .ci/browser.mjs FILE...

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { axe, launch } from "./chromium.mjs";

const wide = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };
const views = [
  ["浅色", { viewport: wide, colorScheme: "light" }],
  ["深色", { viewport: wide, colorScheme: "dark" }],
  ["手机", { viewport: phone, isMobile: true, hasTouch: true }],
  ["手机，深色", { viewport: phone, isMobile: true, hasTouch: true, colorScheme: "dark" }],
  ["打印", { viewport: wide, colorScheme: "light", media: "print" }],
];

const browser = await launch();

let faults = 0;
const fault = (text) => {
  faults += 1;
  console.log(`  ✗ ${text}`);
};

for (const file of process.argv.slice(2)) {
  const url = pathToFileURL(resolve(file)).href;
  for (const [name, { media, ...options }] of views) {
    console.log(`${file}，${name}`);
    const context = await browser.newContext({ ...options, locale: "zh-CN", bypassCSP: true });
    const page = await context.newPage();
    page.on("request", (request) => {
      if (request.url() !== url) fault(`要取别的文件：${request.url()}`);
    });
    page.on("pageerror", (error) => fault(`脚本出错：${error.message}`));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) fault(message.text());
    });
    await page.goto(url);
    if (media) await page.emulateMedia({ media });
    const figures = await page.evaluate(() => {
      const script = document.querySelector("script[type='application/json']");
      // A review sheet has its figures in tables alone.
      if (!script) return document.querySelectorAll("td.figure").length;
      const data = JSON.parse(script.textContent);
      return (data.indicators ?? data.groups.flatMap((group) => group.indicators)).length;
    });
    if (!figures) fault("没有指标");
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) fault(`比窗口宽 ${over} 像素，要左右拖动`);
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
    for (const { id, help, nodes } of violations) {
      for (const node of nodes) fault(`${id}：${help}\n    ${node.html.slice(0, 200)}`);
    }
    console.log(`  axe-core：${passes.length} 条规则相符，${violations.length} 条不符`);
    await context.close();
  }
}
await browser.close();
if (faults) console.log(`共 ${faults} 处`);
process.exit(faults ? 1 : 0);
