// A desk's day, from nothing to a report that is signed, by the page alone.

import { readFileSync, writeFileSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { copy, saved, state, until } from "./browser.mjs";
import { cell, choose, compose, editor, figure, finding, mend, openPanel, replace, type, work, write } from "./hands.mjs";
import { key, picture } from "./things.mjs";
import { fault, holds, step } from "./told.mjs";

export const NAME = "晋云通信2026年上半年.yaml";
const NEXT = "晋云通信2026年下半年.yaml";
const COMPANY = "晋云通信有限公司";
const PASSWORD = "口令-pass1";

// What stands in the other departments' sheets.
const FIGURES = [
  ["业务", "指标", "项目", "2026年上半年"],
  ["移动电话", "业务变更", "平均", "0.33小时"],
  ["移动电话", "业务变更", "及时率", "99.97%"],
  ["移动电话", "恢复通话", "平均", "0.41小时"],
  ["移动电话", "恢复通话", "及时率", "100%"],
  ["移动电话", "障碍修复", "平均", "4.01小时"],
  ["移动电话", "障碍修复", "及时率", "99.92%"],
  ["移动电话", "计费差错率", "", "≤4×10⁻⁶"],
  ["宽带业务", "装移机平均时限", "", "0.85天"],
  ["宽带业务", "装移机及时率", "", "99.64%"],
  ["宽带业务", "障碍修复平均时限", "", "3.76小时"],
  ["宽带业务", "障碍修复及时率", "", "99.27%"],
  ["租用电路", "电路开通平均时限", "", "2.25天"],
  ["租用电路", "障碍修复平均时限", "", "2.41小时"],
  ["网络质量", "网络接通率", "", "99.96%"],
  ["网络质量", "通话中断率", "", "0.02%"],
  ["网络质量", "无线信道拥塞率", "", "0.01%"],
  ["客户投诉", "投诉受理热线", "", "10099"],
  ["客户投诉", "投诉处理平均时限", "", "11.54小时"],
  ["客户投诉", "投诉处理满意率", "", "95.77%"],
  ["客户投诉", "投诉处理及时率", "", "99.10%"],
];

// As Word puts it on the clipboard.
const LIMITS = [["业务", "城市", "农村"], ["装机", "2天", "3天"], ["修复", "8小时", "12小时"]];
const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>td {mso-style-name:x; color:red}</style></head><body><!--StartFragment-->
<table class=MsoTableGrid border=1 style='border-collapse:collapse'>${LIMITS.map((row) => `<tr>${row.map((cell) => `<td width=100 style='width:75pt'><p class=MsoNormal><span style='font-family:宋体'>${cell}<o:p></o:p></span></p></td>`).join("")}</tr>`).join("")}</table>
<!--EndFragment--></body></html>`;

const begins = async (page) => {
  step("空的文件夹，新建");
  await page.getByRole("heading", { name: "这个文件夹里还没有报告" }).waitFor();
  await state(page, "空文件夹");
  await page.getByRole("button", { name: "新建一份…" }).click();
  const dialog = page.getByRole("dialog", { name: "新建一份报告" });
  await dialog.getByLabel("其他", { exact: true }).check();
  await dialog.getByLabel("省份").selectOption("山西省");
  await dialog.getByLabel("报告期").selectOption("2026年上半年");
  await dialog.getByLabel("企业名称").fill(COMPANY);
  await dialog.getByLabel("简称").fill("晋云通信");
  for (const service of ["移动电话", "宽带业务", "租用电路"]) await dialog.getByLabel(service, { exact: true }).check();
  holds((await dialog.getByLabel("文件名").inputValue()) === NAME, "文件名是照简称和报告期拟的");
  await state(page, "新建");
  await dialog.getByRole("button", { name: "新建并打开" }).click();
  await page.getByRole("region", { name: "填写" }).getByRole("heading", { name: "公司简介" }).first().waitFor();
  holds(true, "新建以后打开了");
};

const tells = async (page) => {
  step("公司简介、概述、举措");
  await compose(page, "公司简介", [
    "晋云通信有限公司（以下简称晋云通信）在山西省经营移动电话、宽带和租用电路业务,在11个市设有分公司。",
    "截至2026年6月底，公司有员工1200人，服务用户86万户。公司把“用户至上写进每一个岗位的职责。",
  ]);
  await compose(page, "概述", ["2025年上半年，晋云通信以用户的感受为准绳，改进网络、服务和投诉处理，各项指标好于规定的要求。"]);
  await saved(page);
  const titles = ["推进 #1 工程: 补齐网络短板", "简化业务手续", "公开装机和修复的时限", "改进投诉处理", "保护用户信息"];
  for (const [n, title] of titles.entries()) {
    const number = `（${"一二三四五"[n]}）`;
    // There are two to begin with.
    if (n >= 2) {
      await page.getByRole("button", { name: "＋ 在最后加一条举措" }).click();
      await until(page, (label) => document.activeElement?.getAttribute("aria-label") === label, `${number}举措的标题`);
    }
    await write(page, `${number}举措的标题`, title);
    await saved(page);
  }
  // What she does not know yet she leaves as the blanks of the file are.
  await compose(page, "（一）举措的内容", ["2026年上半年，公司新建基站320个，补齐了36个乡镇的覆盖。", "【第二段】"]);
  await compose(page, "（二）举措的内容", ["公司把更名、过户、停机等业务的材料由5份减为2份，网上可以办理的业务有："]);
  await page.keyboard.press("Enter");
  await page.keyboard.insertText("- 更名和过户；");
  for (const item of ["停机和恢复通话；", "宽带移机。"]) {
    await page.keyboard.press("Enter");
    await page.keyboard.insertText(item);
  }
  await compose(page, "（三）举措的内容", ["公司向用户承诺的时限如下："]);
  await copy(page, LIMITS, WORD);
  await page.keyboard.press("Control+v");
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await type(page, ["超过时限的，由客户经理上门说明。"]);
  await compose(page, "（四）举措的内容", ["公司把投诉处理的流程由七步减为四步。"]);
  await page.getByRole("toolbar", { name: "（四）举措的内容：工具" }).getByRole("button", { name: "图片" }).click();
  const dialog = page.getByRole("dialog", { name: "插入图片" });
  await dialog.getByLabel("图片文件").setInputFiles({ name: "投诉流程.png", mimeType: "image/png", buffer: picture() });
  await dialog.getByLabel("说明文字").fill("投诉处理的四个步骤");
  await state(page, "插入图片");
  await dialog.getByLabel("图题").fill("图1 投诉处理流程");
  await dialog.getByRole("button", { name: "插入" }).click();
  await dialog.waitFor({ state: "detached" });
  await until(page, () => document.querySelector(".md-thumbnail")?.naturalWidth > 0);
  holds(true, "图片在写它的那一行下面看得见");
  await compose(page, "（五）举措的内容", ["公司对能接触用户信息的全部岗位实行双人授权，上半年没有发生泄露。"]);
  await choose(page, "（五）举措的内容", "全部岗位");
  await page.keyboard.press("Control+b");
  await saved(page);
};

const counts = async (page) => {
  step("指标：从表格整块粘贴");
  await page.getByRole("button", { name: "从 Excel 粘贴…" }).click();
  await copy(page, FIGURES);
  await page.getByLabel("粘贴到这里").focus();
  await page.keyboard.press("Control+v");
  const dialog = page.getByRole("dialog", { name: "从表格填入：先看一看" });
  await dialog.waitFor();
  await state(page, "粘贴前先看");
  const wanted = FIGURES.length - 1;
  const button = dialog.getByRole("button", { name: /^填入/ });
  holds((await button.textContent()) === `填入 ${wanted} 格`, `对上了 ${wanted} 格：${await button.textContent()}`);
  await button.click();
  await saved(page);
  await page.getByRole("button", { name: "恢复通话：更多" }).click();
  await page.getByRole("menuitem", { name: "加备注" }).click();
  await cell(page, "移动电话", "恢复通话 备注").fill("本期1200件，全部及时");
  await page.keyboard.press("Enter");
  await saved(page);
};

const ends = async (page) => {
  step("结语和落款");
  await compose(page, "结语", ["2026年下半年，晋云通信将继续改进服务，欢迎社会各界监督。"]);
  await write(page, "落款的日期", "2026年7月10日");
  await saved(page);
};

/// What is told is gone when it is mended.
const gone = async (page, words) => {
  await finding(page, words).first().waitFor({ state: "detached" });
  holds(true, `改好了：${words}`);
};

const slips = async (page) => {
  step("写错八处，照页面说的改好");
  await openPanel(page);
  // A figure of full-width digits; one without its unit; a rate over 100 %.
  await figure(page, "网络质量", "网络接通率，数值", "９９.９６%");
  await finding(page, "数据里有全角的数字或符号").first().waitFor();
  await state(page, "指标里有错误");
  await mend(page, "数据里有全角的数字或符号");
  await gone(page, "数据里有全角的数字或符号");
  const interrupted = cell(page, "网络质量", "通话中断率，数值");
  await interrupted.click();
  await page.keyboard.press("F2");
  await page.keyboard.press("End");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await finding(page, "没有写单位").first().waitFor();
  // A number alone gets the unit that the figure is measured by.
  await figure(page, "网络质量", "通话中断率，数值", "0.02%");
  await gone(page, "没有写单位");
  await figure(page, "网络质量", "无线信道拥塞率，数值", "101.5%");
  await finding(page, "百分率不会超过 100%").first().waitFor();
  await figure(page, "网络质量", "无线信道拥塞率，数值", "0.01");
  await gone(page, "百分率不会超过 100%");
  holds((await cell(page, "网络质量", "无线信道拥塞率，数值").inputValue()) === "0.01%", "只写数字，补上了单位");
  // A heading with a sign and a colon of the file's own language.
  const title = page.getByLabel("（一）举措的标题", { exact: true });
  holds((await title.inputValue()) === "推进 #1 工程: 补齐网络短板", "标题里的井号和冒号都在");
  for (const words of ["半角的“:”", "之间有空格"]) {
    await mend(page, words);
    await gone(page, words);
  }
  holds((await title.inputValue()) === "推进 #1工程：补齐网络短板", `标题改好了：${await title.inputValue()}`);
  // Half-width in a text; a quotation mark without its other; a year of the last report.
  await mend(page, "半角的“,”");
  await gone(page, "半角的“,”");
  await finding(page, "没有配对").first().locator(".goes").click();
  await state(page, "正文里有错误");
  await replace(page, "公司简介", "“用户至上写", "“用户至上”写");
  await gone(page, "没有配对");
  await replace(page, "概述", "2025年", "2026年");
  await gone(page, "这一段说的是");
  // A prompt that was left.
  await finding(page, "【第二段】").first().locator(".goes").click();
  await until(page, () => document.activeElement?.getAttribute("aria-label") === "（一）举措的内容");
  holds((await page.evaluate(() => getSelection().toString())) !== null, "点一条，到那一段");
  await replace(page, "（一）举措的内容", "【第二段】", "工程由公司统一调度，每周公布进度。");
  await gone(page, "【第二段】");
  await saved(page);
};

const clean = async (page) => {
  await until(page, () => !document.querySelector(".panel .finding.error") && !document.querySelector(".pages-bar .tag.open"));
  const left = await page.locator(".panel .finding").allTextContents();
  holds(left.length === 0, `没有问题了${left.length ? `，还有：${left.join("；")}` : ""}`);
  await state(page, "填完");
};

/// The file against the one that was written by hand.
const compared = (folder) => {
  step("文件和手写的一样");
  const [was, is] = [readFileSync(new URL("expected.yaml", import.meta.url), "utf8"), readFileSync(join(folder, NAME), "utf8")];
  const [one, other] = [was.split("\n"), is.split("\n")];
  const apart = [];
  for (let n = 0; n < Math.max(one.length, other.length); n += 1) {
    if (one[n] !== other[n]) apart.push(`    第${n + 1}行 手写 ${one[n] ?? "（没有）"}\n          表单 ${other[n] ?? "（没有）"}`);
  }
  holds(was === is, "一个字节也不差");
  if (apart.length) console.log(apart.slice(0, 12).join("\n"));
};

const done = async (sheet, words) => {
  await sheet.locator(".outcome").first().waitFor();
  const told = await sheet.locator(".outcome").first().textContent();
  holds(told.includes(words), `${words}：${told}`);
  if (!told.includes(words)) fault(await sheet.textContent());
};

const filed = async (page, folder) => {
  step("送审、审阅单、正式生成、签名、核验");
  let sheet = await work(page, "draft");
  await state(page, "办理送审稿");
  await sheet.getByRole("button", { name: "做送审稿" }).click();
  await done(sheet, "送审稿做好了");
  await state(page, "送审稿做好");
  sheet = await work(page, "review");
  await sheet.getByRole("button", { name: "做审阅单" }).click();
  await done(sheet, "审阅单做好了");
  const [opened] = await Promise.all([page.context().waitForEvent("page"), sheet.getByRole("link", { name: /^打开 .*\.review\.html$/ }).click()]);
  await opened.getByText("签字").first().waitFor();
  holds((await opened.evaluate(() => getComputedStyle(document.querySelector("table")).borderCollapse)) === "collapse", "审阅单在浏览器里打开，排得和打印的一样");
  if (process.env.PICTURES) await opened.screenshot({ path: join(process.env.PICTURES, "审阅单.png") });
  await opened.close();
  sheet = await work(page, "build");
  await sheet.getByRole("button", { name: "正式生成" }).click();
  await done(sheet, "正式的报告做好了");
  await state(page, "正式生成");
  await sheet.getByRole("button", { name: "签名" }).click();
  // Another's certificate is asked about before anything is signed.
  await sheet.getByLabel("证书文件").setInputFiles(key(join(folder, ".."), "别家公司", PASSWORD));
  await sheet.getByLabel("证书的口令").fill(PASSWORD);
  await sheet.getByRole("button", { name: "签名", exact: true }).click();
  await sheet.locator(".outcome.error", { hasText: "拿错了证书" }).waitFor();
  holds(await sheet.getByRole("button", { name: "签名", exact: true }).isDisabled(), "别家的证书，先问清楚");
  await sheet.getByLabel("就是由证书上的这个单位签").check();
  await state(page, "签名-别家的证书");
  holds(!readdirSync(join(folder, "output")).some((name) => name.endsWith("-signed.pdf")), "还没有签");
  await sheet.getByLabel("证书文件").setInputFiles(key(join(folder, ".."), COMPANY, PASSWORD));
  await sheet.getByLabel("证书的口令").fill("不对");
  await state(page, "签名");
  await sheet.getByRole("button", { name: "签名", exact: true }).click();
  await done(sheet, "没有签成");
  await sheet.getByLabel("证书的口令").fill(PASSWORD);
  await sheet.getByRole("button", { name: "签名", exact: true }).click();
  await sheet.locator(".outcome.good").waitFor();
  await done(sheet, "签好了");
  await state(page, "签好了");
  await sheet.getByRole("button", { name: "核验这一份" }).click();
  await sheet.getByRole("button", { name: "核验", exact: true }).click();
  await sheet.locator(".outcome").first().waitFor();
  const told = await sheet.locator(".outcome").first().textContent();
  holds(/^通过|^没有改动/.test(told), `核验：${told}`);
  holds((await sheet.locator(".signature").first().textContent()).includes(COMPANY), "核验说出了是谁签的");
  await state(page, "核验");
  await sheet.getByText("签名人、根证书").click();
  await sheet.getByLabel("应当由谁签名").fill("别的公司");
  await sheet.getByRole("button", { name: "核验", exact: true }).click();
  await sheet.locator(".outcome.error").first().waitFor();
  await state(page, "核验不是这一家");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  const made = readdirSync(join(folder, "output"));
  holds(made.some((name) => name.endsWith("-signed.pdf")), `做好的文件：${made.join("、")}`);
  holds(!JSON.stringify(await page.evaluate(() => [Object.entries(sessionStorage), Object.entries(localStorage)])).includes(PASSWORD), "口令没有留在浏览器里");
};

const rolls = async (page, folder) => {
  step("滚动到下一期");
  await page.getByRole("button", { name: "回到文件夹" }).click();
  await page.getByRole("heading", { name: "服务质量状况报告" }).waitFor();
  await until(page, () => document.querySelector(".chips")?.textContent.includes("已签名"));
  holds(true, `文件夹里说：${await page.locator(".chips").first().textContent()}`);
  await state(page, "文件夹");
  await page.getByRole("button", { name: /滚动到2026年下半年/ }).click();
  const dialog = page.getByRole("dialog", { name: "滚动到2026年下半年" });
  holds((await dialog.getByLabel("文件名").inputValue()) === NEXT, "下一期的文件名");
  await state(page, "滚动");
  await dialog.getByRole("button", { name: "滚动并打开" }).click();
  await page.getByRole("button", { name: "对照上期" }).click();
  await page.locator(".last-text").first().waitFor();
  await state(page, "对照上期");
  holds(existsSync(join(folder, NEXT)), "下一期的文件有了");
  const looked = page.getByRole("checkbox", { name: "公司简介看过了" });
  const marks = () => readFileSync(join(folder, NEXT), "utf8").split("【请按本期情况修订】").length - 1;
  const before = marks();
  await looked.check();
  await saved(page);
  holds(marks() === before - 1, "看过了的一段，不再有“请按本期情况修订”");
  const text = await editor(page, "公司简介");
  await text.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("公司总部在太原。");
  await page.getByRole("heading", { name: "公司简介" }).click();
  await saved(page);
  await until(page, () => document.querySelector('[aria-label="公司简介看过了"]')?.checked);
  holds(readFileSync(join(folder, NEXT), "utf8").includes("公司总部在太原。"), "看过了以后自己改的，还是看过了");
  await page.reload();
  await page.getByRole("button", { name: "对照上期" }).click();
  await until(page, () => document.querySelector('[aria-label="公司简介看过了"]')?.checked);
  holds(true, "看过了，刷新后还记得");
};

export const day = async (browser, folder) => {
  const page = await browser.open();
  await begins(page);
  await tells(page);
  await counts(page);
  await ends(page);
  await slips(page);
  await clean(page);
  compared(folder);
  await filed(page, folder);
  await rolls(page, folder);
  compared(folder);
  if (process.env.KEEP) writeFileSync(process.env.KEEP, readFileSync(join(folder, NAME)));
  await page.context().close();
};
