// Trouble on the way: another program writes the file, the tab is reloaded, two tabs are open, the
// program is killed. Nothing that was acknowledged is lost, and what was not is still on the page.

import { copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { saved, state, until } from "./browser.mjs";
import { cell, compose, editor, figure, finding, openPanel, write } from "./hands.mjs";
import { holds, step } from "./told.mjs";

const NAME = "山西 移动.yaml";

export const trouble = async (browser, folder, { desk, original }) => {
  const file = join(folder, NAME);
  copyFileSync(original, file);
  const text = () => readFileSync(file, "utf8");
  /// Writes as many editors do: a new file takes the old one's name.
  const elsewhere = (was, now) => {
    const before = text();
    if (!before.includes(was)) throw new Error(`not in the file: ${was}`);
    writeFileSync(`${file}.new`, before.replace(was, now));
    renameSync(`${file}.new`, file);
  };
  const hash = `#/${encodeURIComponent(NAME)}`;
  const context = await browser.window();
  let page = await browser.tab(context, hash);
  const ready = (tab) => tab.getByRole("grid", { name: "网络质量" }).waitFor();
  await ready(page);

  step("光标在折行的末尾，再点别的格");
  const wrapped = await editor(page, "公司简介");
  await wrapped.click({ position: { x: 60, y: 45 } });
  await page.keyboard.press("End");
  await new Promise((later) => setTimeout(later, 300));
  const short = page.getByLabel("企业简称", { exact: true });
  await short.click();
  await new Promise((later) => setTimeout(later, 300));
  holds(await short.evaluate((field) => field === document.activeElement), "焦点到了点的那一格，没有被夺回去");

  step("别的程序改了别处：合起来");
  await figure(page, "网络质量", "通话中断率，数值", "0.03%");
  elsewhere("网络接通率: 99.96%", "网络接通率: 99.95%");
  await until(page, () => document.querySelector('[aria-label="网络接通率，数值"]').value === "99.95%");
  holds(true, "别处改的，表单里也有");
  await page.evaluate(() => { window.kept = document.querySelector('[aria-label="企业简称"]'); });
  // Typed while the file is another already, and not told yet.
  elsewhere("单位: 中国移动通信集团山西有限公司", "单位: 中国移动山西公司");
  await write(page, "企业简称", "山西移动公司");
  await saved(page);
  holds(text().includes("简称: 山西移动公司") && text().includes("单位: 中国移动山西公司"), "两边改的都在文件里");
  holds(await page.evaluate(() => window.kept === document.querySelector('[aria-label="企业简称"]') || document.activeElement.value === "山西移动公司"), "正在填的格子没有动");
  await write(page, "企业简称", "山西移动");
  await saved(page);

  step("别的程序改了同一处：问用哪一个");
  // A composition holds back what is typed; so long the page has an older text.
  const conflict = async (mine, theirs) => {
    const was = text().match(/简称: (.*)/)[1];
    const field = page.getByLabel("企业简称", { exact: true });
    await field.focus();
    await field.dispatchEvent("compositionstart");
    await field.fill(mine);
    elsewhere(`简称: ${was}`, `简称: ${theirs}`);
    await new Promise((later) => setTimeout(later, 1200));
    await field.dispatchEvent("compositionend");
    const dialog = page.getByRole("alertdialog", { name: "这里两边都改了" });
    await dialog.waitFor();
    return dialog;
  };
  let dialog = await conflict("晋移", "山移");
  const said = await dialog.textContent();
  holds(said.includes("晋移") && said.includes("山移"), "两边的都看得见");
  await state(page, "两边都改了");
  await dialog.getByRole("button", { name: "用文件里的" }).click();
  await saved(page);
  holds(text().includes("简称: 山移") && (await page.getByLabel("企业简称", { exact: true }).inputValue()) === "山移", "用文件里的");
  dialog = await conflict("晋移", "山西移");
  await dialog.getByRole("button", { name: "用我的" }).click();
  await saved(page);
  holds(text().includes("简称: 晋移"), "用我的");
  await page.keyboard.press("Control+z");
  holds(await soon(() => text().includes("简称: 山西移\n")), "撤销，回到文件里的");
  await page.keyboard.press("Control+y");
  holds(await soon(() => text().includes("简称: 晋移\n")), "重做，又是我的");

  step("两个标签页");
  const other = await browser.tab(context, hash);
  await ready(other);
  await figure(page, "客户投诉", "投诉处理满意率，数值", "91.11%");
  await until(other, () => document.querySelector('[aria-label="投诉处理满意率，数值"]').value === "91.11%");
  await figure(other, "客户投诉", "投诉处理及时率，数值", "92.22%");
  await until(page, () => document.querySelector('[aria-label="投诉处理及时率，数值"]').value === "92.22%");
  holds(true, "一个标签页里改的，另一个里也有");
  await other.getByRole("button", { name: /^↶ 撤销/ }).click();
  await until(page, () => document.querySelector('[aria-label="投诉处理及时率，数值"]').value !== "92.22%");
  holds(true, "另一个里撤销的，这里也没有了");
  await compose(other, "结语", ["另一页写的一段。"]);
  await saved(other);
  await (await editor(page, "结语")).click();
  await until(page, () => document.querySelector('.cm-content[aria-label="结语"]').textContent.includes("另一页写的一段。"));
  holds(true, "编辑器里的字也是");
  await other.close();

  step("没有存上就刷新");
  const lost = join(folder, "..", "拿走了.yaml");
  await page.route("**/edit", (route) => route.abort());
  page.quiet = true;
  await compose(page, "概述", ["刷新以前刚刚写的一段。"]);
  await typed(page);
  await until(page, () => document.querySelector(".saved.saving"));
  holds(!text().includes("刷新以前"), "这时还没有存上");
  await page.unroute("**/edit");
  await page.reload();
  page.quiet = false;
  await ready(page);
  await saved(page);
  await until(page, () => !document.querySelector(".saved.saving"));
  holds(text().includes("刷新以前刚刚写的一段。") && text().includes("无线信道拥塞率: 0.07%"), "刷新以后接着存上了");
  await (await editor(page, "概述")).click();
  holds((await page.locator('.cm-content[aria-label="概述"]').textContent()).includes("刷新以前"), "页面上也在");

  step("写坏，在文本里改好");
  elsewhere("企业:", "企业: }");
  await page.getByRole("region", { name: "文本" }).waitFor();
  await state(page, "排不成表单");
  holds((await page.locator(".banner").textContent()).includes("排不成表单"), "说出排不成表单");
  const line = page.locator(".file-frame .cm-line", { hasText: "企业: }" });
  await line.click();
  await page.keyboard.press("End");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await ready(page);
  await saved(page);
  holds(text().includes("\n企业:\n"), "改好了，表单自己回来");

  step("文件没了，又回来");
  copyFileSync(file, lost);
  rmSync(file);
  page.quiet = true;
  await page.locator(".page-fault, .banner.error").first().waitFor();
  await state(page, "文件没了");
  renameSync(lost, file);
  await until(page, () => !document.querySelector(".page-fault") && !document.querySelector(".banner.error"));
  holds(true, "说出文件没了，回来就好了");
  page.quiet = false;
  await figure(page, "网络质量", "通话中断率，数值", "0.04%");
  holds(text().includes("通话中断率: 0.04%"), "还能接着填");

  step("正在填的一格，别的程序也改了");
  await cell(page, "网络质量", "通话中断率，数值").click();
  await page.keyboard.insertText("0.03%");
  writeFileSync(file, text().replace("通话中断率: 0.04%", "通话中断率: 0.09%"));
  await until(page, () => document.querySelector(".saved"));
  await soon(() => text().includes("0.09%"));
  await page.waitForTimeout(800);
  await page.keyboard.press("Enter");
  const asked = page.getByRole("alertdialog", { name: "这里两边都改了" });
  await asked.waitFor();
  await asked.getByRole("button", { name: "用文件里的" }).click();
  await asked.waitFor({ state: "detached" });
  holds(text().includes("通话中断率: 0.09%"), "问用哪一个，没有盖掉");

  step("没按回车就关了页面");
  const closing = await browser.tab(context, hash);
  await ready(closing);
  await cell(closing, "网络质量", "通话中断率，数值").click();
  await closing.keyboard.insertText("0.06%");
  await closing.close();
  holds(await soon(() => text().includes("通话中断率: 0.06%")), "正在填的一格也存上了");
  await until(page, () => [...document.querySelectorAll(".figures-grid input")].some(({ value }) => value === "0.06%"));

  step("程序被杀");
  page.quiet = true;
  await figure(page, "网络质量", "通话中断率，数值", "0.05%");
  await desk.kill();
  await page.locator(".banner.warning").waitFor();
  holds((await page.locator(".banner.warning").textContent()).includes("没有连上"), "说出没有连上");
  await cell(page, "网络质量", "无线信道拥塞率，数值").click();
  await page.keyboard.insertText("0.08%");
  await page.keyboard.press("Enter");
  await compose(page, "概述", ["程序没了以后写的一段。"]);
  await until(page, () => document.querySelector(".banner.warning").textContent.includes("还没存上"));
  await state(page, "没有连上");
  holds(text().includes("通话中断率: 0.05%") && !text().includes("0.08%"), "确认过的在文件里");
  const old = desk.address;
  await desk.start();
  holds(new URL(old).origin === desk.origin && old !== desk.address, "再运行：端口不变，暗号是新的");
  await until(page, () => document.querySelector(".banner.error")?.textContent.includes("作废"));
  holds((await page.locator(".saved").textContent()).includes("还没存上"), "旧的一页说作废了，也不说存好了");
  await state(page, "作废了");
  const renewed = await browser.tab(context, hash);
  await ready(renewed);
  const isSaved = () => text().includes("程序没了以后写的一段。") && text().includes("无线信道拥塞率: 0.08%");
  await soon(isSaved);
  const now = text();
  holds(now.includes("通话中断率: 0.05%") && now.includes("无线信道拥塞率: 0.08%") && now.includes("程序没了以后写的一段。"), "旧的一页没存上的，新的一页里接着存上了，一处没少");
  await page.close({ runBeforeUnload: false });
  page = renewed;
  await page.getByRole("button", { name: /^↶ 撤销/ }).click();
  holds(await soon(() => !text().includes("程序没了以后写的一段。") || !text().includes("0.08%")), "杀过以后还能撤销");
  await openPanel(page);
  await finding(page, "N03").first().waitFor();
  await context.close();
};

/// Whether something comes true; in the file, which nobody tells of.
const soon = async (holds) => {
  for (let n = 0; n < 200 && !holds(); n += 1) await new Promise((later) => setTimeout(later, 50));
  return holds();
};

/// A figure typed that does not come through.
const typed = async (page) => {
  await cell(page, "网络质量", "无线信道拥塞率，数值").click();
  await page.keyboard.insertText("0.07%");
  await page.keyboard.press("Enter");
};
