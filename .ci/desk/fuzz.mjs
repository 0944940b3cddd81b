// Edits of nonsense: sound ones mutated, ops and paths at random, wrong types, deep nesting, huge
// numbers. Each is done whole, or refused and nothing done; none brings the program down.

import { chance } from "./chance.mjs";
import { version } from "./program.mjs";
import { fault, holds } from "./told.mjs";

const KEYS = [
  "企业", "名称", "简称", "集团", "省份", "经营业务", "报告期", "标题", "上期", "附表", "公司简介", "电信服务质量状况", "概述", "举措", "内容", "分章",
  "主要服务指标完成情况", "移动电话", "业务变更", "平均", "及时率", "网络质量", "网络接通率", "客户投诉", "投诉受理热线", "结语", "声明", "签署", "单位",
  "日期", "盖章", "印章", "版式", "页码", "豁免", "附件", "分工", "值", "分子", "分母", "同比", "备注", "__proto__", "constructor", "", " ", "a: b", "- x",
  "#", "\u0000", "｛", "【】", "\ud800", "很".repeat(3000), "y", "null", "~", "&a", "*a", "!!str", "%", "@", "`", "? x",
];
const TEXTS = [
  "", " ", "\n", "甲", "甲: 乙", "# 甲", "- 甲", "{", "}", "[", "]", "【", "】", "|", ">", "&a", "*a", "!!x", "%YAML", "---", "...", "'", '"', '\\"', "a'b\"c", "\t甲",
  "甲\n\n乙", "甲\n---\n乙", "  缩进\n    更多\n", "\r\n\r", "99%", "９９％", "≤4×10⁻⁶", "1e400", "NaN", "null", "true", "~", "是", "\u202e反", "\u0007", "\ufeff甲",
  "\u2028", "\ud800", "😀", "<script>alert(1)</script>", "${移动电话.业务变更}", "{{ x }}", "{% for x in y %}", "![图](图/a.png)", "|甲|乙|\n|---|---|\n|1|2|", "长".repeat(5000),
  `${"> ".repeat(500)}甲`, `${"- ".repeat(300)}甲`, "[".repeat(2000), "*".repeat(3000), "=====", "a".repeat(2001),
];
const NUMBERS = [0, 1, 2, 3, -1, 0.5, 1e3, 2 ** 31, 2 ** 53, 1e308, -0];
const OPS = ["set", "names", "figure", "beside", "note", "parts", "insert", "add", "remove", "move", "rename", "text", "fix", "waive", "shell", ""];
const FIELDS = ["op", "path", "value", "values", "key", "labels", "index", "to", "into", "from", "insert", "finding", "code", "place", "reason"];

/// Paths that are there, of a form, by what is done to what stands there.
const pathsOf = (form) => {
  const paths = { texts: [], figures: [], indicators: [], groups: [], lists: [], items: [], all: [[]] };
  const walk = (value) => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (!value || typeof value !== "object") return undefined;
    const { path } = value;
    if (Array.isArray(path)) {
      paths.all.push(path);
      if ("numerator" in value) paths.figures.push(path);
      else if (value.rows) paths.indicators.push(path);
      else if (value.indicators) paths.groups.push(path);
      else if (value.body) paths.items.push(path);
      else if (value.initiatives || value.items) paths.lists.push(path);
      else if ("value" in value) paths.texts.push(path);
    }
    if (Array.isArray(value.list_path)) paths.lists.push(value.list_path);
    return Object.values(value).forEach(walk);
  };
  walk(form);
  return paths;
};

const FOR = {
  set: "texts", names: "texts", figure: "figures", beside: "figures", note: "indicators", parts: "indicators", insert: "lists",
  add: "groups", remove: "items", move: "items", rename: "indicators",
};

const requests = ({ random, below, oneOf, some }) => {
  const path = (paths, op) => {
    const fitting = paths[FOR[op]];
    const found = [...oneOf(fitting?.length && random() < 0.8 ? fitting : paths.all)];
    if (random() < 0.1) found.push(random() < 0.5 ? oneOf(KEYS) : below(9));
    if (random() < 0.05) found.splice(below(found.length + 1), 1, random() < 0.5 ? oneOf(KEYS) : oneOf(NUMBERS));
    return random() < 0.02 ? some(40, () => oneOf(KEYS)) : found;
  };
  const value = () => (random() < 0.1 ? null : oneOf(TEXTS));
  const item = () => oneOf([oneOf(TEXTS), some(4, () => oneOf(TEXTS)), { 标题: oneOf(TEXTS), 内容: oneOf(TEXTS) }, { [oneOf(KEYS)]: oneOf(TEXTS) }, {}]);
  const sound = (paths, text) => {
    const from = below(text.length);
    const of = {
      set: () => ({ path: path(paths, "set"), value: value() }),
      names: () => ({ path: path(paths, "names"), values: some(5, () => oneOf(TEXTS)) }),
      figure: () => ({ path: path(paths, "figure"), value: oneOf(TEXTS) }),
      beside: () => ({ path: path(paths, "beside"), key: oneOf(["分子", "分母", "同比", "环比", "上期", "值"]), value: value() }),
      note: () => ({ path: path(paths, "note"), value: value() }),
      parts: () => ({ path: path(paths, "parts"), labels: some(3, () => oneOf(["城市", "农村", "平均", "及时率", ...TEXTS])) }),
      insert: () => ({ path: path(paths, "insert"), index: oneOf(NUMBERS.slice(0, 4)), value: item() }),
      add: () => ({ path: path(paths, "add"), key: oneOf(KEYS), value: item(), index: oneOf([null, 0, 1, 5]) }),
      remove: () => ({ path: path(paths, "remove") }),
      move: () => ({ path: path(paths, "move"), to: below(5), into: random() < 0.3 ? path(paths, "insert") : null }),
      rename: () => ({ path: path(paths, "rename"), key: oneOf(KEYS) }),
      text: () => ({ from, to: random() < 0.9 ? from + below(3) : below(text.length * 2), insert: oneOf(TEXTS) }),
      fix: () => ({ finding: oneOf(["F01-x", "", "Y02-0000"]) }),
      waive: () => ({ code: oneOf(["F07", "Y01", "", "x"]), place: oneOf([null, "客户投诉.投诉处理及时率", ""]), reason: oneOf(TEXTS) }),
    };
    // A file without its chapters has little left to try: those two are rarer.
    const op = random() < 0.15 ? oneOf(["remove", "text"]) : oneOf(Object.keys(of).filter((op) => op !== "remove" && op !== "text"));
    return { op, ...of[op]() };
  };
  const nonsense = () => Object.fromEntries(some(5, () => [oneOf(FIELDS), oneOf([oneOf(TEXTS), oneOf(NUMBERS), null, true, [], {}, [[]], some(4, () => oneOf(KEYS))])]).concat([["op", oneOf(OPS)]]));
  /// Bytes of JSON changed, so that it is none, or another.
  const mutated = (json) => {
    const letters = [...json];
    for (let n = 1 + below(4); n > 0; n -= 1) {
      const at = below(letters.length);
      oneOf([
        () => letters.splice(at, 1),
        () => letters.splice(at, 0, oneOf([..."{}[]\",:0-e\\", "\\u0000", "\\ud800", "1e999", "null"])),
        () => letters.splice(at, below(20)),
        () => letters.splice(at, 0, ...letters.slice(at, at + below(30))),
      ])();
    }
    return letters.join("");
  };
  const deep = () => `{"id":"x","base":"y","group":"","ops":[{"op":"insert","path":${"[".repeat(below(3000))}`;
  return { sound, nonsense, mutated, deep };
};

export const fuzz = async ({ desk, name, own, edits }) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const dice = chance(seed);
  const { random, below, oneOf, some } = dice;
  const { sound, nonsense, mutated, deep } = requests(dice);
  console.log(`  SEED=${seed}`);
  const first = own();
  let now = first;
  let form = (await desk.get(`filing/${name}/state`)).json.form;
  const counts = {};
  for (let n = 0; n < edits; n += 1) {
    // Back to where it began, now and then: little is left of it by then.
    if (n % 50 === 49 || !form) {
      const whole = [{ op: "text", from: 0, to: now.length, insert: first }];
      const answer = await desk.post(`filing/${name}/edit`, { id: `f${seed}-${n}`, base: version(now), group: "", ops: whole });
      if (answer.status !== 200) fault(`回不到原来：${answer.status} ${answer.text.slice(0, 300)}`);
      else [now, form] = [answer.json.text, answer.json.form];
      if (now !== own()) fault("回到原来以后，文件和回答的不一样");
    }
    const paths = pathsOf(form);
    const ops = [null, ...some(2, () => null)].map(() => (random() < 0.85 ? sound(paths, now) : nonsense()));
    const base = random() < 0.95 ? version(now) : oneOf([version(first), "", "0".repeat(16), "长".repeat(300)]);
    const request = { id: `f${seed}-${n}`, base, group: random() < 0.02 ? "g".repeat(300) : oneOf(["", "一组"]), ops };
    const whole = JSON.stringify(request);
    const body = random() < 0.1 ? mutated(whole) : random() < 0.02 ? deep() : whole;
    const path = random() < 0.9 ? "edit" : oneOf(["undo", "redo", "looked"]);
    let answer;
    try {
      answer = await desk.post(`filing/${name}/${path}`, body);
    } catch (error) {
      fault(`没有回答：${error.message} ← ${path} ${body.slice(0, 300)}`);
      if (!desk.runs) break;
      continue;
    }
    const { status, json } = answer;
    counts[status] = (counts[status] ?? 0) + 1;
    if (status >= 500 || ![200, 400, 409, 422].includes(status)) fault(`${status} ${answer.text.slice(0, 200)} ← ${path} ${body.slice(0, 300)}`);
    if (status !== 200 && !json?.message && !json?.conflict) fault(`${status} 没有说为什么：${answer.text.slice(0, 200)}`);
    const after = own();
    if (status === 200 && path !== "looked") {
      [now, form] = [json.text, json.form];
      if (after !== now) fault(`文件和回答的不一样 ← ${path} ${body.slice(0, 300)}`);
    } else if (after !== now) {
      fault(`${status}，文件却变了 ← ${path} ${body.slice(0, 300)}`);
    }
    now = after;
    if (below(100) === 0) {
      const state = await desk.get(`filing/${name}/state`);
      if (state.status !== 200) fault(`看不了：${state.status}`);
    }
  }
  holds(desk.runs, `${edits} 次乱写的改动以后程序还在：${Object.entries(counts).map(([status, times]) => `${status} ${times} 次`).join("，")}`);
  return first;
};
