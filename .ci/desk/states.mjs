// Every state of the page: each is looked at by axe-core, and left as a picture where a folder is
// named for them. A filing with a last one, with errors, and with what departments sent back.

import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LAPTOP, PHONE, copy, saved, state, until } from "./browser.mjs";
import { cell, editor, finding, openPanel, work } from "./hands.mjs";
import { holds, step } from "./told.mjs";

const NAME = "山西移动2023年下半年.yaml";
const hash = `#/${encodeURIComponent(NAME)}`;
const compare = new URL("../../tests/compare/", import.meta.url);

const laid = async (folder, desk) => {
  copyFileSync(new URL("2023h1.yaml", compare), join(folder, "2023h1.yaml"));
  const more = "    - 标题: 公开时限\n      内容: |\n        公司公开了装机和修复的时限。\n";
  const text = readFileSync(new URL("2023h2.yaml", compare), "utf8").replace(/^主要服务指标完成情况:/m, `${more}$&`);
  const faulty = text.replace(/^公司简介:/m, "上期: 2023h1.yaml\n$&").replace("及时率: 99.18%", "及时率: 118%").replace("维护的办法", "维修的办法,热线接通“更快");
  if (faulty === text) throw new Error("nothing to change in this filing");
  writeFileSync(join(folder, NAME), faulty);
  writeFileSync(join(folder, "写坏了.yaml"), text.replace("企业:", "企业: }"));
  writeFileSync(join(folder, "网络部.csv"), "指标,数值\n网络接通率,99.91%\n掉话率,0.05%\n没有这一项,3天\n投诉处理及时率,150%\n");
  const made = await desk.work(`filing/${encodeURIComponent(NAME)}/work`, { kind: "word", draft: true });
  const word = made.json.files.find(({ name }) => name.endsWith(".docx"));
  copyFileSync(join(folder, "output", word.name), join(folder, "领导改过.docx"));
  // What the boss changes in Word; one of it is changed here meanwhile.
  typedIn(join(folder, "领导改过.docx"), { "装机和修复": "装机和修理", "维修的办法": "维护的做法", "热线接通": "热线接听" });
  writeFileSync(join(folder, NAME), faulty.replace("装机和修复", "装机和维修"));
};

/// Types into a Word file, as somebody does who finds and replaces.
const typedIn = (path, words) => {
  const script = `import sys, json, zipfile
path, words = sys.argv[1], json.loads(sys.argv[2])
with zipfile.ZipFile(path) as file: parts = [(part, file.read(part)) for part in file.infolist()]
with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
    for part, data in parts:
        if part.filename == "word/document.xml":
            for old, new in words.items():
                if old.encode() not in data: sys.exit(f"no {old} in the Word file")
                data = data.replace(old.encode(), new.encode())
        file.writestr(part, data)`;
  execFileSync("python3", ["-c", script, path, JSON.stringify(words)]);
};

const ready = (page) => page.locator(".figures-grid").first().waitFor();
const close = async (page, dialog) => {
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
};

const ofFolder = async (page) => {
  step("文件夹");
  await page.locator(".filing-card").first().waitFor();
  await state(page, "几份报告");
  await page.getByRole("button", { name: "导入 领导改过.docx" }).click();
  const dialog = page.getByRole("dialog", { name: "导入以往的报告" });
  await state(page, "导入以往的报告");
  await dialog.getByRole("button", { name: "导入", exact: true }).click();
  await Promise.race([dialog.locator(".outcome").waitFor(), page.locator(".figures-grid").first().waitFor()]);
  await state(page, "导入好了");
  await page.goto(`${page.url().split("#")[0]}#/`);
  await page.locator(".filing-card").first().waitFor();
};

const ofChapters = async (page) => {
  step("各章");
  for (const link of await page.locator(".contents a").all()) {
    const name = (await link.locator("span").first().textContent()).trim();
    await link.click();
    await page.locator(".contents a[aria-current=true]").waitFor();
    const rare = page.locator(`section:has(h2:text-is("${name}")) details.rare:not([open]) summary`);
    if (await rare.count()) await rare.first().click();
    await state(page, `章-${name.replace(/[/\s]/g, "")}`);
  }
};

const ofFindings = async (page) => {
  step("问题");
  await openPanel(page);
  const comma = finding(page, "半角的“,”").first();
  await comma.locator(".goes").click();
  await state(page, "选了一条问题");
  for (const [button, name] of [[/^改好：/, "改好"], [/^为什么：/, /^为什么/]]) {
    await comma.getByRole("button", { name: button }).click();
    const dialog = page.getByRole("dialog", { name });
    await dialog.waitFor();
    await state(page, `问题-${(await dialog.locator("h2").textContent()).replace(/[：:]/g, "")}`);
    await close(page, dialog);
  }
  const waivable = page.locator(".panel .finding").filter({ has: page.getByRole("button", { name: /^说明情况：/ }) });
  if (!(await waivable.count())) await finding(page, "首位").or(finding(page, "100%")).first().locator(".goes").click();
  await page.locator(".panel").getByRole("button", { name: /^说明情况：/ }).first().click();
  const dialog = page.getByRole("dialog", { name: "说明情况" });
  await dialog.getByRole("button", { name: "记下" }).click();
  await state(page, "说明情况");
  await dialog.getByLabel("理由").fill("原文如此");
  await dialog.getByRole("button", { name: "记下" }).click();
  await page.locator(".findings.waived li").first().waitFor();
  await state(page, "说明过的");
  const all = page.getByRole("button", { name: /^把有把握的/ });
  if (await all.count()) {
    await all.click();
    const mends = page.getByRole("dialog", { name: /^改好/ });
    await state(page, "都改好");
    await close(page, mends);
  }
  await page.locator("#panel-head button").click();
  await state(page, "问题收起");
  await page.locator("#panel-head button").click();
};

const ofFigures = async (page) => {
  step("指标");
  const rate = page.locator(".figures-grid input").first();
  await rate.click();
  await page.keyboard.insertText("98");
  await state(page, "正在填数");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await state(page, "选了一块");
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menu").waitFor();
  await state(page, "指标的菜单");
  await page.getByRole("menuitem", { name: "别的分法…" }).click();
  let dialog = page.getByRole("dialog", { name: /分成几个数/ });
  await state(page, "别的分法");
  await close(page, dialog);
  await page.getByRole("button", { name: /：栏目、顺序、删去/ }).first().click();
  await state(page, "组的菜单");
  await page.getByRole("menuitemcheckbox", { name: "分子、分母栏" }).click();
  await page.getByRole("columnheader", { name: "分子" }).first().waitFor();
  await state(page, "分子分母栏");
  await page.locator(".figures [role=combobox]").first().click();
  await state(page, "加指标");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "从 Excel 粘贴…" }).click();
  dialog = page.getByRole("dialog", { name: "从 Excel 粘贴" });
  await state(page, "粘贴的方框");
  await copy(page, [["指标", "数值"], ["没有这一项", "3"], ["网络接通率", "99.9"]]);
  await page.getByLabel("粘贴到这里").focus();
  await page.keyboard.press("Control+v");
  dialog = page.getByRole("dialog", { name: "从表格填入：先看一看" });
  await dialog.waitFor();
  await state(page, "有对不上的");
  await close(page, dialog);
};

const ofTexts = async (page, folder) => {
  step("正文");
  const name = "公司简介";
  await (await editor(page, name)).click();
  const tools = page.getByRole("toolbar", { name: `${name}：工具` });
  await tools.getByRole("button", { name: "表格" }).click();
  let dialog = page.getByRole("dialog", { name: "插入表格" });
  await dialog.getByLabel("表头，第1列").fill("业务");
  await state(page, "插入表格");
  await dialog.getByRole("button", { name: "插入" }).click();
  await page.keyboard.press("Control+End");
  await state(page, "正文里有表格");
  await tools.getByRole("button", { name: "引用数据" }).click();
  dialog = page.getByRole("dialog", { name: "引用数据" });
  await state(page, "引用数据");
  await dialog.getByRole("button", { name: "插入" }).click();
  await saved(page);
  await (await editor(page, name)).click();
  await page.keyboard.press("Control+h");
  const replacing = page.getByRole("dialog", { name: "查找和替换" });
  await replacing.getByLabel("查找").fill("公司");
  await replacing.getByLabel("换成").fill("本公司");
  await replacing.locator("li input").first().uncheck();
  await state(page, "查找和替换");
  const text = () => readFileSync(join(folder, NAME), "utf8");
  await saved(page);
  const before = text();
  await replacing.getByRole("button", { name: /^替换 \d+ 处$/ }).click();
  await replacing.waitFor({ state: "detached" });
  await until(page, () => !document.querySelector(".saved.saving"));
  await saved(page);
  holds(text().split("本公司").length > 1 && text() !== before, "整份报告里替换了");
  await page.locator(".toast").getByRole("button", { name: "撤销" }).click();
  await saved(page);
  for (let tries = 0; text() !== before && tries < 100; tries += 1) await page.waitForTimeout(50);
  holds(text() === before, "替换一步就能撤销");
  await page.getByRole("button", { name: "全部折起" }).click();
  await state(page, "举措折起");
  await page.getByRole("button", { name: "全部展开" }).click();
  await page.getByRole("button", { name: /^（二）删除/ }).click();
  await page.locator(".toast").waitFor();
  await state(page, "删了可以撤销");
  await page.locator(".toast").getByRole("button", { name: "撤销" }).click();
  await page.getByRole("button", { name: "对照上期" }).click();
  await (await editor(page, name)).click();
  await state(page, "对照");
  await page.getByRole("button", { name: "对照上期" }).click();
};

const ofHead = async (page) => {
  step("菜单、版本、文本、说明");
  await page.getByRole("button", { name: "下载 ▾" }).click();
  await state(page, "下载");
  await page.keyboard.press("Escape");
  const more = async (name) => {
    await page.getByRole("button", { name: "更多 ▾" }).click();
    await page.getByRole("menuitem", { name }).click();
  };
  await more("以前的版本…");
  let dialog = page.getByRole("dialog", { name: "以前的版本" });
  await dialog.locator(".versions button").first().click();
  await dialog.locator(".changes").waitFor();
  await state(page, "以前的版本");
  await close(page, dialog);
  await more("怎么用…（?）");
  dialog = page.getByRole("dialog", { name: "怎么用" });
  await state(page, "怎么用");
  await close(page, dialog);
  await more("看文件原文");
  await page.getByRole("region", { name: "文本" }).waitFor();
  await finding(page, "百分率不会超过 100%").first().locator(".goes").click();
  await state(page, "看文件原文");
  await more("看表单");
  await ready(page);
};

const ofWork = async (page, folder) => {
  step("办理");
  await page.getByRole("button", { name: "办理", exact: true }).click();
  const sheet = page.locator("dialog.work-sheet");
  await sheet.locator("[data-step]").first().waitFor();
  await state(page, "办理");
  await sheet.locator('[data-step="build"]').click();
  await state(page, "生成被拒");
  for (const [name, button] of [["sheets", "做表格"], ["review", "做审阅单"], ["word", "做 Word 文件"]]) {
    await work(page, name);
    await sheet.getByRole("button", { name: button }).click();
    await sheet.locator(".outcome").last().waitFor();
    await state(page, `办理-${button}`);
  }
  await work(page, "fill");
  await sheet.getByLabel("网络部.csv").check();
  await sheet.getByRole("button", { name: "先看看能填哪些" }).click();
  await sheet.locator(".outcome").waitFor();
  await state(page, "从表格填数");
  const ticks = sheet.getByRole("checkbox", { name: /^填入 / });
  const many = await ticks.count();
  await ticks.first().uncheck();
  await state(page, "从表格填数-去掉一个");
  await sheet.getByRole("button", { name: `填入打钩的 ${many - 1} 个数` }).click();
  await sheet.locator(".outcome", { hasText: "填入了" }).waitFor();
  holds(await sheet.locator(".plan tbody tr").count() === many - 1, "只填打钩的数");
  await state(page, "填入了");
  await work(page, "merge");
  await sheet.getByLabel("领导改过.docx").check();
  await sheet.getByRole("button", { name: "先看看改了什么" }).click();
  await sheet.locator(".outcome").waitFor();
  await state(page, "并入 Word");
  await sheet.getByRole("checkbox", { name: /^并入第 1 处/ }).uncheck();
  await sheet.getByRole("radio", { name: "照 Word 的" }).check();
  await state(page, "并入 Word-选好");
  await sheet.getByRole("button", { name: /^并入 ?1 处照 Word 的/ }).click();
  await sheet.locator(".outcome", { hasText: "并入了 1 处" }).waitFor();
  await state(page, "并入了");
  const merged = readFileSync(join(folder, NAME), "utf8");
  holds(merged.includes("装机和修理") && merged.includes("维修的办法") && merged.includes("热线接通"), "并入打钩的和照 Word 的，别的不动");
  await work(page, "verify");
  await state(page, "核验以前");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
};

const ofDark = async (browser) => {
  step("深色");
  const page = await browser.open({ ...LAPTOP, colorScheme: "dark" });
  await page.locator(".filing-card").first().waitFor();
  await state(page, "深色-文件夹");
  await page.goto(`${page.url().split("#")[0]}${hash}`);
  await ready(page);
  await until(page, () => document.querySelector(".sheets svg"));
  await openPanel(page);
  await finding(page, "百分率不会超过 100%").first().locator(".goes").click();
  await state(page, "深色-选了一条问题");
  await (await editor(page, "公司简介")).click();
  await state(page, "深色-正文");
  await page.getByRole("button", { name: "对照上期" }).click();
  await state(page, "深色-对照");
  await page.getByRole("button", { name: "对照上期" }).click();
  await page.getByRole("button", { name: "办理", exact: true }).click();
  await page.locator("dialog.work-sheet [data-step]").first().waitFor();
  await state(page, "深色-办理");
  await page.context().close();
};

const ofPhone = async (browser) => {
  step("手机");
  const page = await browser.open(PHONE);
  await page.locator(".filing-card").first().waitFor();
  await state(page, "手机-文件夹");
  await page.goto(`${page.url().split("#")[0]}${hash}`);
  await ready(page);
  await state(page, "手机-填写");
  await page.locator(".contents-toggle").tap();
  await state(page, "手机-目录");
  await page.locator(".contents a", { hasText: "主要服务指标" }).tap();
  await state(page, "手机-指标");
  await page.locator(".figures-grid input").first().tap();
  await state(page, "手机-填数");
  await page.getByRole("tab", { name: "页面" }).tap();
  await until(page, () => document.querySelector(".sheets svg"));
  await state(page, "手机-页面");
  await page.getByRole("tab", { name: /^问题/ }).tap();
  await state(page, "手机-问题");
  await finding(page, "百分率不会超过 100%").first().locator(".goes").tap();
  await state(page, "手机-到出问题的地方");
  holds(await page.locator("#part-form").isVisible(), "点一条问题，到填写的地方");
  await page.getByRole("button", { name: "办理", exact: true }).tap();
  await page.locator("dialog.work-sheet [data-step]").first().waitFor();
  await state(page, "手机-办理");
  await page.context().close();
};

/// What a click on a page leads to, and how pages are gone through.
const ofPages = async (page) => {
  step("页面");
  await until(page, () => document.querySelector(".sheets svg"));
  await page.getByLabel("去第几页").fill("2");
  await page.keyboard.press("Enter");
  await page.getByLabel("第2页看过了").check();
  await until(page, () => document.querySelector(".pages-bar").textContent.includes("看过 1 页"));
  await page.reload();
  await ready(page);
  await until(page, () => document.querySelector(".pages-bar").textContent.includes("看过 1 页"));
  holds(true, "看过的页，刷新后还记得");
  const words = page.locator(".sheets svg text", { hasText: "网络接通率" }).first();
  await words.scrollIntoViewIfNeeded();
  const box = await words.boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await until(page, () => document.activeElement?.getAttribute("aria-label")?.startsWith("网络接通率"));
  holds(true, "点页上的数据，到填它的格子");
  await state(page, "点页上的数据");
  for (const [label, name, start] of [["Markdown", ".md", "#"], ["网页", ".html", "<!"], ["PDF", ".pdf", "%PDF-"]]) {
    await page.getByRole("button", { name: "下载 ▾" }).click();
    const link = page.getByRole("menuitem", { name: new RegExp(`^${label}`) });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const got = readFileSync(await download.path(), "utf8");
    holds(download.suggestedFilename().endsWith(name) && got.startsWith(start), `下载 ${download.suggestedFilename()}`);
  }
};

export const states = async (browser, folder, { desk }) => {
  await laid(folder, desk);
  const page = await browser.open();
  await ofFolder(page);
  await page.goto(desk.address + hash);
  await ready(page);
  await ofPages(page);
  await ofChapters(page);
  await ofFindings(page);
  await ofFigures(page);
  await ofTexts(page, folder);
  await ofHead(page);
  await ofWork(page, folder);
  await page.context().close();
  await ofDark(browser);
  await ofPhone(browser);
};
