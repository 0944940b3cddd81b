// What a person does on the page, in her words: writes into a field, a text, a cell; mends what a
// finding says.

import { saved, until } from "./browser.mjs";

/// A field of one line, by its label within a chapter.
export const write = async (page, label, value) => {
  await page.getByLabel(label, { exact: true }).first().fill(value);
};

/// An editor, by the name that a screen reader says. It is one only when it is near; until then the
/// text stands in its place.
export const editor = async (page, name) => {
  await until(page, (name) => {
    const [text] = [...document.querySelectorAll('[role="textbox"]')].filter((one) => one.ariaLabel === name);
    text?.scrollIntoView({ block: "center", behavior: "instant" });
    return text?.classList.contains("cm-content");
  }, name);
  return page.locator(`.cm-content[aria-label="${name}"]`);
};

/// Writes a text anew, paragraph by paragraph as in Word: Enter makes a new one.
export const compose = async (page, name, paragraphs) => {
  await (await editor(page, name)).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await type(page, paragraphs);
};

export const type = async (page, paragraphs) => {
  for (const [n, paragraph] of paragraphs.entries()) {
    if (n) await page.keyboard.press("Enter");
    await page.keyboard.insertText(paragraph);
  }
};

/// Chooses a piece of a text, as with the mouse. What is being saved may draw the text anew under
/// her hand: then she chooses again.
export const choose = async (page, name, piece) => {
  await (await editor(page, name)).click();
  await until(page, ([name, piece]) => {
    if (getSelection().toString() === piece) return true;
    const content = document.querySelector(`.cm-content[aria-label="${name}"]`);
    const line = [...content.querySelectorAll(".cm-line")].find((one) => one.textContent.includes(piece));
    if (!line) return false;
    const at = line.textContent.indexOf(piece);
    const letters = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const ends = [at, at + piece.length];
    const found = [];
    for (let before = 0, node = letters.nextNode(); node; before += node.length, node = letters.nextNode()) {
      while (found.length < 2 && ends[found.length] <= before + node.length) found.push([node, ends[found.length] - before]);
    }
    getSelection().setBaseAndExtent(...found[0], ...found[1]);
    return false;
  }, [name, piece]);
};

/// Replaces a piece of a text by another.
export const replace = async (page, name, was, now) => {
  await choose(page, name, was);
  page.replaces = true;
  await page.keyboard.insertText(now);
  await page.evaluate(() => null);
  page.replaces = false;
};

/// A cell of the figures, by the group and the names at the left.
export const cell = (page, group, name) =>
  page.getByRole("grid", { name: group, exact: true }).getByLabel(name, { exact: true });

/// Types into a cell, whose text is chosen when it is reached.
export const figure = async (page, group, name, value) => {
  await cell(page, group, name).click();
  await page.keyboard.insertText(value);
  await page.keyboard.press("Enter");
  await saved(page);
};

/// A finding in the list below the pages, by words of it.
export const finding = (page, words) => page.locator(".panel .finding", { hasText: words });

export const openPanel = async (page) => {
  const toggle = page.locator("#panel-head button");
  if ((await toggle.getAttribute("aria-expanded")) === "false") await toggle.click();
};

/// Mends a certain finding from the list: goes to it, sees what will be changed, says yes.
export const mend = async (page, words) => {
  await openPanel(page);
  const one = finding(page, words).first();
  await one.locator(".goes").click();
  await one.getByRole("button", { name: /^改好：/ }).click();
  const dialog = page.getByRole("dialog", { name: "改好" });
  const says = await dialog.locator(".fix-says").textContent();
  await dialog.getByRole("button", { name: "改", exact: true }).click();
  return says;
};

/// Begins a step of the work.
export const work = async (page, step) => {
  const sheet = page.locator("dialog.work-sheet");
  if (!(await sheet.count())) await page.getByRole("button", { name: "办理", exact: true }).click();
  else if (!(await sheet.locator("[data-step]").count())) await sheet.getByRole("button", { name: "回到办理" }).click();
  await sheet.locator(`[data-step="${step}"]`).click();
  return sheet;
};
