// Names and words of the folder. `node --test tests/`

import test from "node:test";
import assert from "node:assert/strict";
import { byPeriod, companyOf, periodsAround, fileFault, fileOf, filingName, freeName, nextFile, nextPeriod, periodOf, shortOf, stateOf } from "../source/folder-words.js";

test("a half-year is followed by the next", () => {
  assert.equal(nextPeriod("2020年上半年"), "2020年下半年");
  assert.equal(nextPeriod("2020年下半年"), "2021年上半年");
  assert.equal(nextPeriod("【】"), null);
});

test("a new report is of the half-year that is over", () => {
  assert.equal(periodOf(new Date(2026, 0, 5)), "2025年下半年");
  assert.equal(periodOf(new Date(2026, 6, 5)), "2026年上半年");
  assert.deepEqual(periodsAround(new Date(2026, 0, 5)).slice(0, 3), ["2026年上半年", "2025年下半年", "2025年上半年"]);
});

test("names are made of the carrier and the province", () => {
  assert.equal(companyOf("中国联通", "内蒙古自治区"), "中国联通内蒙古公司");
  assert.equal(shortOf("移动", "中国移动", "山西省"), "山西移动");
  assert.equal(shortOf("移动", "中国移动", "全国"), "中国移动");
  assert.equal(fileOf("山西移动", "2020年下半年"), "山西移动2020年下半年.yaml");
});

test("the next file is called as this one is", () => {
  assert.equal(nextFile({ name: "山西移动2020年下半年.yaml", period: "2020年下半年" }, "2021年上半年"), "山西移动2021年上半年.yaml");
  assert.equal(nextFile({ name: "shanxi-mobile-2020h2.yaml", period: "2020年下半年" }, "2021年上半年"), "shanxi-mobile-2021h1.yaml");
  assert.equal(nextFile({ name: "上期报告.yaml", company: "中国移动山西公司", period: "2020年下半年" }, "2021年上半年"), "中国移动山西公司2021年上半年.yaml");
});

test("a file's name is one, and its own", () => {
  assert.match(fileFault("甲/乙.yaml", []), /不能有/);
  assert.equal(fileFault(" 甲 ", []), null);
  assert.match(fileFault("下半年.docx", []), /不用写/);
  assert.match(fileFault("甲", ["甲.yaml"]), /已经有/);
  assert.equal(filingName(" 甲 "), "甲.yaml");
  assert.match(fileFault("甲.yaml", ["甲.yaml"]), /已经有/);
  assert.equal(freeName("甲.yaml", ["甲.yaml", "甲-2.yaml"]), "甲-3.yaml");
});

test("the newest stands first", () => {
  const names = [{ name: "a", period: "2020年上半年" }, { name: "b", period: null }, { name: "c", period: "2020年下半年" }];
  assert.deepEqual(names.sort(byPeriod).map(({ name }) => name), ["c", "a", "b"]);
});

test("a state is said in words", () => {
  const words = (state) => stateOf({ readable: true, blanks: 0, errors: 0, warnings: 0, draft: null, built: false, signed: false, ...state }).map(([, said]) => said);
  assert.deepEqual(words({ blanks: 3, errors: 1, draft: 2 }), ["还有 3 处没填", "1 处错误", "送审稿第 2 稿"]);
  assert.deepEqual(words({}), ["可以正式生成"]);
});

test("who fills in what stands in the file as a person writes it", async () => {
  const { dutyLines, hasDuties } = await import("../source/work-duties.js");
  const lines = dutyLines([["移动电话", "网络部"], ["客户投诉", "客服部"], ["网络质量", "网络部"]]);
  assert.equal(lines, "分工:\n  网络部: [移动电话, 网络质量]\n  客服部: [客户投诉]\n");
  assert.ok(hasDuties(`版式:\n\n${lines}`));
});
