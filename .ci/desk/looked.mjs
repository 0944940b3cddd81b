// Texts that came from the last period: who looked them over, what undo does to that, and what is
// said where the report is built.

import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { saved, state, until } from "./browser.mjs";
import { editor, work } from "./hands.mjs";
import { holds, step } from "./told.mjs";

const NAME = "下半年.yaml";
const hash = `#/${encodeURIComponent(NAME)}`;
const compare = new URL("../../tests/compare/", import.meta.url);

const laid = (folder) => {
  copyFileSync(new URL("2023h1.yaml", compare), join(folder, "2023h1.yaml"));
  const text = readFileSync(new URL("2023h2.yaml", compare), "utf8");
  writeFileSync(join(folder, NAME), text.replace(/^公司简介:/m, "上期: 2023h1.yaml\n$&"));
};

const isChecked = (page, is) => until(page, (is) => document.querySelector('[aria-label="公司简介看过了"]')?.checked === is, is);

const undone = async (page, other) => {
  step("看过了：撤销、重做、另一个标签页");
  const looked = page.getByRole("checkbox", { name: "公司简介看过了" });
  const text = await editor(page, "公司简介");
  // Who types into a text that nobody looked over has not looked it over.
  await text.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("一。");
  await page.getByRole("heading", { name: "公司简介" }).click();
  await saved(page);
  await isChecked(page, false);
  await looked.check();
  await isChecked(other, true);
  holds(true, "勾了看过了，另一个标签页也勾上");
  await text.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("二。");
  await page.getByRole("heading", { name: "公司简介" }).click();
  await saved(page);
  await isChecked(page, true);
  for (const [name, keys, is, words] of [
    ["撤销", "Control+z", true, "撤销到看过的一段，还是看过了"],
    ["撤销", "Control+z", false, "再撤销到没看过的一段，是没看过"],
    ["重做", "Control+y", true, "重做到看过的一段，又是看过了"],
    ["重做", "Control+y", true, "看过了以后自己改的，重做了还是看过了"],
  ]) {
    await page.getByRole("heading", { name: "公司简介" }).click();
    await page.getByRole("button", { name: new RegExp(name) }).first().waitFor();
    await page.keyboard.press(keys);
    await saved(page);
    await isChecked(page, is);
    holds(true, words);
  }
  await other.bringToFront();
  await until(other, () => document.querySelector('.prose[data-key="公司简介"]').textContent.includes("一。二。"));
  await isChecked(other, true);
  await other.getByRole("checkbox", { name: "公司简介看过了" }).uncheck();
  await isChecked(page, false);
  await page.bringToFront();
  holds(true, "在另一个标签页去掉，这里也去掉");
};

const built = async (page) => {
  step("没看过的段落，正式生成以前说出来");
  const words = "段从上期带来的文字没有人看过";
  await page.getByRole("button", { name: "办理", exact: true }).click();
  const home = await page.locator('[data-step="build"]').textContent();
  holds(home.includes(words), `办理里说：${home}`);
  await state(page, "办理-有没看过的");
  for (const name of ["draft", "review", "word"]) {
    const sheet = await work(page, name);
    holds((await sheet.textContent()).includes(words), `${name} 里也说`);
  }
  let sheet = await work(page, "build");
  const unsure = sheet.getByRole("button", { name: /^不看了，正式生成（\d+ 段没看过）$/ });
  await unsure.waitFor();
  await state(page, "正式生成-有没看过的");
  // By the keyboard alone: to the first text, with the last period's beside it.
  await sheet.locator(".blocking button").first().focus();
  await page.keyboard.press("Enter");
  await sheet.waitFor({ state: "detached" });
  await until(page, () => document.activeElement?.getAttribute("aria-label") === "公司简介");
  await page.getByRole("group", { name: "公司简介：上期" }).waitFor();
  holds(true, "键盘就能去第一段，上期的文字在旁边");
  sheet = await work(page, "build");
  await unsure.focus();
  await page.keyboard.press("Enter");
  await sheet.locator(".outcome.good").waitFor();
  holds((await sheet.textContent()).includes("正式的报告做好了"), "想好了，没看过也能生成");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  for (;;) {
    const next = page.getByRole("button", { name: /段没看过$/ });
    if (!(await next.count())) break;
    const before = await next.textContent();
    await next.click();
    await until(page, () => document.activeElement?.closest(".prose")?.querySelector(".looked input"));
    await page.evaluate(() => document.activeElement.closest(".prose").querySelector(".looked input").click());
    await until(page, (before) => ![...document.querySelectorAll("button")].some((one) => one.textContent === before), before);
  }
  await page.getByRole("button", { name: "都看过了" }).waitFor();
  sheet = await work(page, "build");
  await sheet.getByRole("button", { name: "正式生成", exact: true }).waitFor();
  holds(!(await sheet.textContent()).includes(words), "都看过了，就不再说");
};

export const looked = async (browser, folder) => {
  laid(folder);
  const page = await browser.open(undefined, hash);
  await page.getByRole("checkbox", { name: "公司简介看过了" }).waitFor();
  const other = await browser.tab(page.context(), hash);
  await other.getByRole("checkbox", { name: "公司简介看过了" }).waitFor();
  await page.bringToFront();
  await undone(page, other);
  await other.close();
  await built(page);
  await page.context().close();
};
