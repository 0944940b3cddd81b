// Texts of two sides put together, tables and paragraphs as they are pasted.

import assert from "node:assert/strict";
import { test } from "node:test";
import { alike, difference, lineChanges, merged, sentences } from "../source/changes.js";
import { markdownTable, rowsOfTabs, tableAt } from "../source/table.js";
import { chinese, numbered } from "../source/numbers.js";

test("a difference is the least change, and never parts a character", () => {
  assert.deepEqual(difference("甲乙丙", "甲丁丙"), { from: 1, to: 2, insert: "丁" });
  assert.equal(difference("一样", "一样"), null);
  const change = difference("a😀b", "a😁b");
  assert.deepEqual(change, { from: 1, to: 3, insert: "😁" });
  assert.deepEqual(difference("哈哈", "哈哈哈"), { from: 2, to: 2, insert: "哈" });
});

test("what others changed elsewhere in a text comes in, and mine stays", () => {
  assert.equal(merged("甲。乙。丙。", "甲甲。乙。丙。", "甲。乙。丙丙。"), "甲甲。乙。丙丙。");
  assert.equal(merged("甲。乙。丙。", "甲。乙。丙丙。", "甲甲。乙。丙。"), "甲甲。乙。丙丙。");
  assert.equal(merged("甲。", "乙。", "丙。"), "丙。");
});

test("blanks at the end are no change", () => {
  assert.ok(alike("甲。\n\n", "甲。"));
  assert.ok(alike("甲。 \n\n\n\n乙", "甲。\n\n乙"));
  assert.ok(!alike("甲。\n乙", "甲。\n\n乙"));
});

test("versions are compared by lines", () => {
  assert.deepEqual(lineChanges("a\nb\nc", "a\nx\nc"), [["same", "a"], ["gone", "b"], ["new", "x"], ["same", "c"]]);
});

test("sentences have their places", () => {
  assert.deepEqual(sentences("服务为本。“好的。”再见了！").map(({ said }) => said), ["服务为本。", "“好的。”", "再见了！"]);
});

test("a spreadsheet's cells become a table whose columns stand below each other", () => {
  const rows = rowsOfTabs('项目\t数\n"投诉\n处理"\t99.10%\n');
  assert.deepEqual(rows, [["项目", "数"], ["投诉\n处理", "99.10%"]]);
  const written = markdownTable(rows, ["left", "right"]);
  assert.equal(written, "| 项目     |     数 |\n| -------- | -----: |\n| 投诉处理 | 99.10% |");
  const found = tableAt(`前\n\n${written}\n\n后`.split("\n"), 4);
  assert.deepEqual(found.rows, [["项目", "数"], ["投诉处理", "99.10%"]]);
  assert.deepEqual(found.sides, ["left", "right"]);
  assert.equal(rowsOfTabs("没有表格"), null);
});

test("a bar in a cell stays one", () => {
  const written = markdownTable([["a|b", "c"], ["1", "2"]]);
  assert.deepEqual(tableAt(written.split("\n"), 0).rows[0], ["a|b", "c"]);
});

test("initiatives are numbered as printed", () => {
  assert.deepEqual([1, 10, 11, 20, 35].map(chinese), ["一", "十", "十一", "二十", "三十五"]);
  assert.deepEqual([0, 1, 2].map((depth) => numbered(2, depth)), ["（二）", "2.", "（2）"]);
});
