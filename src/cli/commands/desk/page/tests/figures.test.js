// Where pasted blocks go, and what is made of typed figures. `node --test tests/`

import test from "node:test";
import assert from "node:assert/strict";
import { linesOf, limitOf, opFor } from "../source/figures-lines.js";
import { ofTabs } from "../source/figures-clipboard.js";
import { isPlain, placing, replaces, written } from "../source/figures-placing.js";
import { isFigure, pastedUnit, unitOf, withUnit } from "../source/figures-value.js";

const ROOT = "主要服务指标完成情况";
const row = (path, label, value) => ({
  path, label, value, numerator: null, denominator: null, stated: [], counts_possible: value.includes("%"), last: null, limit: null,
});
const indicator = (group, name, rows) => {
  const path = [ROOT, group, name];
  const all = Array.isArray(rows) ? rows.map(([label, value]) => row([...path, label], label, value)) : [row(path, "", rows)];
  return { path, name, note: { value: null }, rows: all };
};
const mobile = { path: [ROOT, "移动电话"], name: "移动电话", indicators: [
  indicator("移动电话", "业务变更", [["平均", "【0.00】小时"], ["及时率", "【00.00】%"]]),
  indicator("移动电话", "障碍修复", [["平均", "【0.00】小时"], ["及时率", "【00.00】%"]]),
  indicator("移动电话", "计费差错率", "≤【4×10⁻⁶】"),
] };
const broadband = { path: [ROOT, "宽带业务"], name: "宽带业务", indicators: [
  indicator("宽带业务", "装移机平均时限", [["城市", "【0.00】天"], ["农村", "【0.00】天"]]),
  indicator("宽带业务", "障碍修复及时率", "【00.00】%"),
] };
const here = linesOf(mobile);
const all = [...here, ...linesOf(broadband)];

/// What goes where, in short: 业务变更.平均=0.33小时.
const placed = (tsv, { from = { line: 0, column: "value" }, columns = ["name", "value"] } = {}) => {
  const plan = placing(ofTabs(tsv), { here, all, columns, from });
  const at = ({ line, column }) => [line.indicator.name, line.row.label, column === "value" ? "" : column].filter(Boolean).join(".");
  return { plan, mode: plan.mode, fills: plan.fills.map((fill) => `${at(fill)}=${written(fill, true)}`), left: plan.unplaced.map(({ name, value }) => `${name}=${value}`) };
};

test("a column goes down from the cell that has the focus", () => {
  const { mode, fills, plan } = placed("0.33小时\r\n100%\r\n4.01小时\r\n");
  assert.equal(mode, "place");
  assert.deepEqual(fills, ["业务变更.平均=0.33小时", "业务变更.及时率=100%", "障碍修复.平均=4.01小时"]);
  assert.ok(isPlain(plan));
});

test("digits are kept as they were pasted", () => {
  assert.deepEqual(placed(" 0.330小时\u00a0\n０.３小时").fills, ["业务变更.平均=0.330小时", "业务变更.及时率=０.３小时"]);
});

test("names at the left lead, in any order, and what has no place is said", () => {
  const { mode, fills, left } = placed("障碍修复及时率\t99%\n业务变更平均时限\t0.33小时\n没有的\t5%");
  assert.equal(mode, "name");
  assert.deepEqual(fills, ["障碍修复.及时率=99%", "业务变更.平均=0.33小时"]);
  assert.deepEqual(left, ["没有的=5%"]);
});

test("a joined cell's name stands for the rows below it", () => {
  assert.deepEqual(placed("业务变更\t平均\t0.33\n\t及时率\t99.9%").fills, ["业务变更.平均=0.33小时", "业务变更.及时率=99.9%"]);
});

test("labels may stand in the head", () => {
  assert.deepEqual(placed("指标\t平均\t及时率\n障碍修复\t4.01小时\t99.99%").fills, ["障碍修复.平均=4.01小时", "障碍修复.及时率=99.99%"]);
  assert.deepEqual(placed("名称\t城市\t农村\n装移机平均时限\t0.9天\t1.1天").fills, ["装移机平均时限.城市=0.9天", "装移机平均时限.农村=1.1天"]);
});

test("running numbers, units and last period's figures are no figures", () => {
  const { fills, plan } = placed("序号\t指标\t单位\t上期\t本期\t分子\t分母\n1\t业务变更平均\t小时\t0.4\t0.33\t\t\n2\t业务变更及时率\t%\t99\t99.64\t9964\t10000");
  assert.deepEqual(fills, ["业务变更.平均=0.33小时", "业务变更.及时率=99.64%", "业务变更.及时率.分子=9964", "业务变更.及时率.分母=10000"]);
  assert.deepEqual([...plan.ignored], ["上期"]);
});

test("a group's name says whose the names below it are", () => {
  const { plan } = placed("宽带业务\t\n障碍修复及时率\t97%\n移动电话\t\n障碍修复及时率\t96%");
  assert.deepEqual(plan.fills.map(({ line, after }) => [line.indicator.path[1], after]), [["宽带业务", "97%"], ["移动电话", "96%"]]);
});

test("a name of several groups is that of the group at hand, or a guess", () => {
  const of = (plan) => plan.fills.map(({ line, guess }) => [line.indicator.path[1], guess]);
  const { plan } = placed("装移机平均时限 城市\t0.9天\n障碍修复及时率\t97%");
  assert.deepEqual(of(plan), [["宽带业务", null], ["宽带业务", null]]);
  const one = "障碍修复及时率\t97%\n没有的\t1%";
  assert.deepEqual(of(placed(one).plan), [["移动电话", null]]);
  assert.deepEqual(of(placed(one, { from: null }).plan), [["移动电话", "几组都有这一项"]]);
});

test("of two periods the report's own is taken, and where none is, nothing is ticked", () => {
  const table = "指标\t单位\t2020年下半年\t2021年上半年\n业务变更平均\t小时\t0.4\t0.33\n装移机平均时限\t天\t1.2\t1.0";
  const of = (period) => placing(ofTabs(table.replace("装移机平均时限", "装移机平均时限 城市")), { here: all, all, columns: ["name", "value"], from: null, period });
  const say = ({ fills }) => fills.map((fill) => [written(fill, true), fill.guess]);
  assert.deepEqual(say(of("2021年上半年")), [["0.33小时", null], ["1.0天", null]]);
  assert.deepEqual([...of("2021年上半年").ignored], ["2020年下半年"]);
  assert.ok(of("2022年上半年").fills.every(({ guess }) => guess));
  assert.ok(of("2022年上半年").fills.length === 4);
});

test("what stands twice is asked about where it is not the same", () => {
  const twice = placed("业务变更平均\t0.33小时\n业务变更平均\t0.34小时\n障碍修复平均\t4小时\n障碍修复平均\t4小时");
  assert.deepEqual(twice.plan.fills.map(({ after, guess }) => [after, Boolean(guess)]), [["0.33小时", true], ["0.34小时", true], ["4小时", false]]);
});

test("the unit beside a number is its own", () => {
  assert.deepEqual(placed("指标\t单位\t数值\n业务变更平均\t分钟\t20").fills, ["业务变更.平均=20分钟"]);
  assert.equal(withUnit("≤4×10⁻⁶", "%"), "≤4×10⁻⁶");
  assert.equal(withUnit("0.02", "%"), "0.02%");
});

test("a figure that takes another's place is told from one that fills a blank", () => {
  const is = (before, value) => replaces({ before, value });
  assert.deepEqual([is("99%", "98%"), is("99%", "99%"), is("【00.00】%", "98%"), is("", "98%")], [true, false, false, false]);
});

test("0.99 may be 99% or 0.99%: no sign is added", () => {
  assert.equal(pastedUnit("0.99", "%"), null);
  assert.equal(pastedUnit("99.1", "%"), "%");
  assert.equal(withUnit("0.02", "%"), "0.02%");
  assert.equal(withUnit("4.01分钟", "小时"), "4.01分钟");
  assert.equal(withUnit("９０．７７", "%"), "９０．７７%");
  assert.equal(unitOf(row([], "", "≤【4×10⁻⁶】")), null);
});

test("what Excel could not show is not taken", () => {
  const { plan } = placed("####\n#N/A");
  assert.ok(plan.fills.every(({ wrong }) => wrong));
});

test("cells in quotation marks may have line ends and marks in them", () => {
  assert.deepEqual(ofTabs('"业务变更\n平均"\t"a""b"\r\nc\t'), [["业务变更 平均", 'a"b'], ["c", ""]]);
});

test("a cell that is cleared is a prompt, or nothing beside the figure", () => {
  assert.deepEqual(opFor(here[0], "value", ""), { op: "figure", path: here[0].row.path, value: "" });
  assert.deepEqual(opFor(here[1], "分子", ""), { op: "beside", path: here[1].row.path, key: "分子", value: null });
});

test("a limit is short enough for a column", () => {
  assert.deepEqual(limitOf("平均不超过15天（未对照原文）"), ["≤15天", "（未对照原文）"]);
  assert.deepEqual(limitOf("最长不超过72小时"), ["最长≤72小时", ""]);
});

test("a name that begins like a word for nothing is a name", () => {
  assert.equal(isFigure("无线信道拥塞率"), false);
  for (const cell of ["无", "—", "不适用", "99.9%", "≤4×10⁻⁶", "【0.00】小时"]) assert.equal(isFigure(cell), true, cell);
});
