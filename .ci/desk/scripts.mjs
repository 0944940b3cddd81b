// Scripts and what looks like them in every text of a filing, and in its name: shown as what they
// are on the page and in the reports, and run nowhere.

import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { until } from "./browser.mjs";
import { editor, openPanel } from "./hands.mjs";
import { version } from "./program.mjs";
import { fault, holds, step } from "./told.mjs";

// Each sets what is looked for afterwards, if it is run.
const RUN = "window.hacked=1";
const NASTY = [
  `<script>${RUN}</script>`,
  `"><img src=x onerror="${RUN}">`,
  `'><svg onload='${RUN}'>`,
  `[甲](javascript:${RUN})`,
  `![甲](javascript:${RUN})`,
  `<a href="javascript:${RUN}">乙</a>`,
  `<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>`,
  `<style>*{background:url(http://evil.example/x)}</style>`,
  "{{ 7 * 7 }}{% include 'x' %}",
  "${移动电话.没有这一项}${constructor}",
  "`;window.hacked=1;//",
  "\u202e反过来\u202c",
  "</textarea></title><!-- ]]> &lt;script&gt; &#x3c;b&#x3e;",
  "__proto__",
];

/// All texts of a form.
const textsOf = (form) => {
  const texts = [];
  const walk = (value) => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (value && typeof value === "object") {
      // What is chosen from a list makes no report where it is none of it.
      if (value.path && typeof value.value === "string" && (value.kind ?? "line") === "line") texts.push(value);
      Object.values(value).forEach(walk);
    }
  };
  walk(form);
  return texts;
};

export const scripts = async (browser, folder, { desk, original }) => {
  const name = `甲"><img src=x onerror=${RUN}>.yaml`;
  const place = (rest) => `filing/${encodeURIComponent(name)}/${rest}`;
  copyFileSync(original, join(folder, name));
  writeFileSync(join(folder, `<script>${RUN}<`.replaceAll("/", "") + ".docx"), "x");

  step("每一处都写上脚本");
  let { form, version: base } = (await desk.get(place("state"))).json;
  let taken = 0;
  let refused = 0;
  let shown = "";
  for (const [n, { path }] of textsOf(form).entries()) {
    const value = NASTY[n % NASTY.length];
    const answer = await desk.post(place("edit"), { id: `s${n}`, base, group: "", ops: [{ op: "set", path, value }] });
    if (answer.status === 200) {
      base = answer.json.version;
      shown = answer.json.text;
      taken += 1;
    } else {
      refused += 1;
      if (answer.status !== 422) fault(`${JSON.stringify(path)} ${value}：${answer.status} ${answer.text.slice(0, 200)}`);
    }
  }
  holds(taken > 20, `写进了 ${taken} 处，${refused} 处不收（看不见的字符一类）`);
  const all = [...NASTY.slice(0, 11)].map((value, n) => ({ op: "insert", path: ["电信服务质量状况", "举措"], index: 0, value: { 标题: value, 内容: `${NASTY[(n + 3) % 11]}\n\n${value}` } }));
  const more = await desk.post(place("edit"), { id: "s-more", base: version(shown), group: "", ops: all });
  holds(more.status === 200, `再加 ${all.length} 条举措：${more.status} ${more.json?.message ?? ""}`);

  step("页面上只是文字");
  const page = await browser.open();
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      window.violations = [...(window.violations ?? []), `${event.violatedDirective} ${event.blockedURI} ${event.sample}`];
    });
  });
  await page.reload();
  await page.locator(".filing-card, .others").first().waitFor();
  const harmless = async (what) => {
    const [hacked, violations] = await page.evaluate(() => [window.hacked, window.violations ?? []]);
    holds(hacked === undefined && violations.length === 0, `${what}：没有运行${violations.length ? `，但是 ${violations.join("；")}` : ""}`);
  };
  await harmless("文件夹");
  await page.goto(`${desk.address}#/${encodeURIComponent(name)}`);
  await until(page, () => document.querySelector(".figures-grid, .file-frame .cm-line"));
  await until(page, () => document.querySelector(".sheets svg"));
  await harmless("填报页");
  holds((await page.locator(".head h1").textContent()).length > 0 && (await page.locator("main img:not(.seen-picture)").count()) === 0, "没有多出元素");
  for (const link of await page.locator(".contents a").all()) await link.click();
  await (await editor(page, "（一）举措的内容")).click();
  holds((await page.locator('.cm-content[aria-label="（一）举措的内容"]').textContent()).length > 5, "编辑器里看得见");
  await openPanel(page);
  const findings = page.locator(".panel .finding .goes");
  for (let n = 0; n < Math.min(12, await findings.count()); n += 1) await findings.nth(n).click();
  await harmless("问题和编辑器");
  await page.getByRole("button", { name: "更多 ▾" }).click();
  await page.getByRole("menuitem", { name: "看文件原文" }).click();
  await page.locator(".file-frame .cm-line").first().waitFor();
  await harmless("文本");
  await page.getByRole("button", { name: "办理", exact: true }).click();
  await page.locator("dialog.work-sheet [data-step]").first().waitFor();
  await harmless("办理");
  for (const link of await page.locator("a[href]").evaluateAll((links) => links.map((link) => link.getAttribute("href")))) {
    if (/^\s*(javascript|data|vbscript):/i.test(link)) fault(`页面里有链接 ${link}`);
  }
  await page.context().close();

  await reported(browser, folder, { desk, original });
};

/// Each text alone in a report, where one is made of it.
const reported = async (browser, folder, { desk, original }) => {
  step("报告里也是");
  const name = "报告.yaml";
  const place = (rest) => `filing/${encodeURIComponent(name)}/${rest}`;
  copyFileSync(original, join(folder, name));
  const context = await browser.browser.newContext();
  const report = await context.newPage();
  report.on("dialog", (dialog) => {
    fault(`弹出了 ${dialog.message()}`);
    dialog.dismiss();
  });
  report.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) fault(`要取 ${request.url()}`);
  });
  let made = 0;
  let { version: base } = (await desk.get(place("state"))).json;
  for (const [n, value] of [...NASTY, "\\<script>window.hacked=1\\</script>", "`<script>window.hacked=1</script>`"].entries()) {
    const ops = [{ op: "set", path: ["电信服务质量状况", "概述"], value: `甲${value}乙` }, { op: "set", path: ["企业", "简称"], value }];
    const answer = await desk.post(place("edit"), { id: `r${n}`, base, group: "", ops });
    if (answer.status !== 200) continue;
    base = answer.json.version;
    // Made of the newest text, which is looked at first.
    for (let state = null; state?.version !== base; ) state = (await desk.get(place("state"))).json;
    const html = await desk.get(place("report.html"));
    if (html.status !== 200) continue;
    if (!/attachment/.test(html.headers["content-disposition"] ?? "")) fault("从这里取的网页在这里打开");
    made += 1;
    const file = join(folder, "..", "看.html");
    writeFileSync(file, html.text);
    await report.goto(pathToFileURL(file).href);
    if ((await report.evaluate(() => window.hacked)) !== undefined) fault(`报告里运行了：${value}`);
    const bad = await report.evaluate(() => [...document.querySelectorAll("[onerror], [onload], iframe, a[href^='javascript' i], img[src^='javascript' i], [srcdoc]")].map((one) => one.outerHTML.slice(0, 100)));
    if (bad.length) fault(`报告里多出了元素：${bad.join("；")}`);
  }
  holds(made > 5, `做成 ${made} 份报告，里面都只是文字`);
  await context.close();
};
