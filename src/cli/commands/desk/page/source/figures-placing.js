// Where the cells of a pasted block go: by the names at their left, or from a cell on.

import { BESIDE, isWritable, nameOf, textOf } from "./figures-lines.js";
import { half as halfYear } from "./folder-words.js";
import { isBare, isFigure, pastedUnit, trim, unitOf, unusable } from "./figures-value.js";

const HEADS = [
  ["value", /^(数值|本期|本期值|完成值|完成情况|实际|实际值|指标值|结果|数据|值|.*年[上下]半年)$/],
  ["分子", /^分子/],
  ["分母", /^分母/],
  ["同比", /^(同比|较?上?年同期)/],
  ["环比", /^(环比|较上期|比上期)/],
  ["unit", /^(计量)?单位$/],
  ["ignored", /^(上期|上年|去年|标准|限值|目标|要求|备注|说明|变化|序号|部门|责任部门|组|分组|类别|来源|依据)/],
];
const NAMES = /^(指标|指标名称|名称|项目|分项|口径|城乡|业务|服务指标|主要服务指标)$/;

/// Why it is not sure that a figure is meant for a cell.
const SEVERAL = "几组都有这一项";
const OTHER_PERIOD = "不知道是不是本期的";
const TWICE = "表里写了两次，不一样";

const groupOf = ({ indicator }) => indicator.path.at(-2);

/// A name without what people write differently.
const plain = (text) =>
  trim(text).normalize("NFKC").replace(/^[(（]?[\d一二三四五六七八九十]+[.、)）]\s*/, "")
    .replace(/[(（](%|％|[^)）]*(小时|分钟|天|秒|日|户|次|率|单位)[^)）]*)[)）]/g, "")
    .replace(/[\s:：,，、\-—－_/·()（）“”"【】]/g, "").replace(/平均(时限|时长|时间|历时)/g, "平均").replace(/^城镇|城镇$/g, "城市");

const labelled = ({ indicator, row }) => {
  const [name, label] = [plain(indicator.name), plain(row.label ?? "")];
  return label ? [name + label, label + name] : [name];
};

/// Lines by each of their names; those of the group that is pasted into come first.
const namesOf = (lines) => {
  const whole = new Map();
  const indicators = new Map();
  for (const line of lines) {
    if (line.kind !== "row") continue;
    for (const name of labelled(line)) whole.set(name, [...(whole.get(name) ?? []), line]);
    const name = plain(line.indicator.name);
    indicators.set(name, [...(indicators.get(name) ?? []), line]);
  }
  return { whole, indicators };
};

const headOf = (cell, labels) => {
  const text = plain(cell);
  if (!text) return null;
  if (labels.has(text)) return { label: text };
  const found = HEADS.find(([, pattern]) => pattern.test(text));
  const half = halfYear.exec(text)?.[0];
  if (found) return { column: found[0], half };
  return NAMES.test(text) ? { column: "names" } : null;
};

/// Heads with one column of values: of several the report's own half-year's is meant. Where none says
/// so, what stands below is a guess.
const ofPeriod = (heads, period) => {
  const values = heads.filter((head) => head?.column === "value");
  const own = values.find(({ half }) => half && half === period) ?? (values.some(({ half }) => half) && values.length > 1 ? values.find(({ half }) => !half) : null);
  const isSure = own || (values.length === 1 && (!values[0].half || !period));
  return heads.map((head) => {
    if (head?.column !== "value" || isSure && (!own || head === own)) return head;
    return own ? { column: "ignored" } : { ...head, guess: OTHER_PERIOD };
  });
};

/// The first row as a head, where it is one: no figures, and words that heads have.
const headsOf = (rows, labels, period) => {
  const [first] = rows;
  if (rows.length < 2 || first.some((cell) => /^\d/.test(cell) && !/年/.test(cell))) return null;
  const heads = first.map((cell) => headOf(cell, labels));
  const known = heads.filter(Boolean);
  return known.some(({ column, label }) => label || column !== "names") || known.length > 1 ? ofPeriod(heads, period) : null;
};

/// Without a column of running numbers at the left.
const unnumbered = (rows) => {
  const [first, ...rest] = rows;
  if (!first || first.length < 2) return rows;
  const data = /^\d/.test(first[0]) ? rows : rest;
  const numbers = data.map((row) => row[0]).filter((cell) => cell !== "");
  const runs = numbers.length > 1 || plain(first[0]) === "序号";
  const counts = numbers.every((cell, i) => cell === String(i + 1));
  if (!runs || !counts || !data.some((row) => row[1] && !isFigure(row[1]))) return rows;
  return rows.map((row) => row.slice(1));
};

/// The line that the names at a row's left mean, and how many cells they took. A name in a joined
/// cell stands for the rows below it. Of a name that several groups have, the group at hand is meant;
/// where that has none of it, it is a guess.
const lineOf = (row, names, { above, group }, heads) => {
  const best = (hits) => {
    const mine = hits.filter((line) => groupOf(line) === group);
    return mine.length ? mine : hits;
  };
  const isGuess = (hits) => new Set(best(hits).map(groupOf)).size > 1;
  let taken = 0;
  while (taken < row.length && (row[taken] === "" || !isFigure(row[taken])) && heads?.[taken]?.column !== "value"
    && !BESIDE.includes(heads?.[taken]?.column) && !heads?.[taken]?.label) taken += 1;
  const texts = row.slice(0, taken).map(plain).filter(Boolean);
  const tries = texts.flatMap((text, i) => [texts.slice(i, i + 3).join(""), texts.slice(i, i + 2).join(""), text]);
  for (const name of tries) {
    const all = names.whole.get(name);
    if (all) return { line: best(all)[0], indicator: best(all)[0].indicator, taken, hits: best(all), guess: isGuess(all) };
  }
  for (const name of above ? texts : []) {
    const under = names.whole.get(plain(above.name) + name)?.find(({ indicator }) => indicator === above);
    if (under) return { line: under, indicator: above, taken };
  }
  for (const name of texts) {
    const all = names.indicators.get(name);
    if (!all) continue;
    const [first] = best(all);
    return { line: first.indicator.rows.length === 1 ? first : null, indicator: first.indicator, taken, guess: isGuess(all) };
  }
  return { line: null, indicator: null, taken };
};

const fill = (line, column, cell, unit) => {
  const written = unit && isBare(cell) ? `${cell}${unit}` : cell;
  const proposed = column === "value" && written === cell ? pastedUnit(cell, unitOf(line.row)) : null;
  return { line, column, before: textOf(line, column), after: written, unit: proposed, wrong: unusable(cell) };
};

/// A row's figures, each under its column.
const cellsOf = (row, taken, heads, columns) => {
  const cells = [];
  let n = 0;
  for (let c = taken; c < row.length; c += 1) {
    const head = heads?.[c];
    if (heads) {
      if (row[c] !== "" && head && head.column !== "names") cells.push({ ...head, text: row[c], c });
    } else {
      const column = columns[n];
      if (row[c] !== "") cells.push({ column: column ?? "ignored", text: row[c], c });
      n += 1;
    }
  }
  return cells;
};

/// `into` is the group that is pasted into, where it is one.
const byName = (rows, lines, { columns, into, period }) => {
  const names = namesOf(lines);
  const groups = new Map(lines.map((line) => [plain(groupOf(line)), groupOf(line)]));
  const labels = new Set(lines.flatMap(({ row }) => (row?.label ? [plain(row.label)] : [])));
  const heads = headsOf(rows, labels, period);
  const unitAt = heads?.findIndex((head) => head?.column === "unit") ?? -1;
  const plan = { mode: "name", fills: [], unplaced: [], ignored: new Set(), matched: 0, over: 0 };
  const used = new Set();
  let above = null;
  let group = into;
  rows.slice(heads ? 1 : 0).forEach((row) => {
    const heading = row.map(plain).map((text) => groups.get(text)).find(Boolean);
    if (heading) [group, above] = [heading, null];
    const found = lineOf(row, names, { above, group }, heads);
    // What is sure says whose the names below it are.
    if (found.indicator && !found.guess) group = found.indicator.path.at(-2);
    above = found.indicator ?? (row[0] === "" ? above : null);
    const cells = cellsOf(row, found.taken, heads, columns);
    const unit = row[unitAt] || cells.find(({ column }) => column === "unit")?.text;
    const said = row.slice(0, found.taken).filter(Boolean).join(" ");
    if (found.line || found.indicator) plan.matched += 1;
    // One name may stand in several groups: the next of them is the next row's.
    const free = found.hits?.find((line) => !used.has(line)) ?? found.line;
    let placed = 0;
    for (const { column, label, text, c, guess } of cells) {
      if (column === "unit") continue;
      if (column === "ignored") {
        plan.ignored.add(heads ? trim(rows[0][c]) : `第${c + 1}栏`);
        continue;
      }
      const under = label && names.whole.get(plain(found.indicator?.name ?? "") + label)
        ?.find(({ indicator }) => indicator === found.indicator);
      const line = label ? under : free;
      if (!line || !isWritable(line, column ?? "value")) {
        plan.unplaced.push({ name: [said, label].filter(Boolean).join(" "), value: text, column: column ?? "value" });
        continue;
      }
      used.add(line);
      placed += 1;
      const known = isBareUnit(unit, column) ? unit : null;
      plan.fills.push({ ...fill(line, column ?? "value", text, known), guess: found.guess ? SEVERAL : guess ?? null });
    }
    if (!placed && !cells.length && said && !found.indicator) plan.unplaced.push({ name: said, value: "", column: "value" });
  });
  plan.fills = once(plan.fills);
  plan.unplaced = plan.unplaced.filter(({ value }) => value !== "");
  return plan;
};

/// Each cell once: the same figure again says nothing, another one makes both a guess.
const once = (fills) => {
  const of = new Map();
  for (const one of fills) of.set(`${one.line.key} ${one.column}`, [...(of.get(`${one.line.key} ${one.column}`) ?? []), one]);
  return [...of.values()].flatMap((those) => {
    const different = those.filter((one, n) => those.findIndex(({ after }) => after === one.after) === n);
    return different.length > 1 ? different.map((one) => ({ ...one, guess: one.guess ?? TWICE })) : different;
  });
};

const isBareUnit = (unit, column) => Boolean(unit) && (column ?? "value") === "value" && !/[-—/无]/.test(unit);

/// From a cell on, to the right and down, over the cells that may be written.
const byPlace = (rows, { lines, columns, from }) => {
  const plan = { mode: "place", fills: [], unplaced: [], ignored: new Set(), matched: 0, over: 0 };
  const at = Math.max(0, columns.indexOf(from.column));
  rows.forEach((row, r) => {
    const line = lines[from.line + r];
    row.forEach((cell, c) => {
      const column = columns[at + c];
      if (cell === "") return;
      if (!line || !column || !isWritable(line, column)) plan.over += 1;
      else plan.fills.push(line.kind === "row" ? fill(line, column, cell, null) : { line, column, before: textOf(line, column), after: cell, unit: null, wrong: unusable(cell) });
    });
  });
  return plan;
};

/// The report's half-year, as its form has it.
export const reportPeriod = (store) => {
  const fields = store.form?.value?.sections.flatMap(({ fields }) => fields ?? []) ?? [];
  return fields.find(({ path }) => path.join() === "报告期")?.value ?? null;
};

/// What a pasted block would do. `here` are the lines of the table that is pasted into, `all` those
/// of every table, these first; `from` is the cell that has the focus, or null; `period` is the
/// report's half-year.
export const placing = (block, { here, all, columns, from, period }) => {
  const rows = unnumbered(block);
  const writable = columns.filter((column) => column === "value" || BESIDE.includes(column));
  const named = byName(rows, all, { columns: writable, into: from ? groupOf(here[0]) : null, period });
  const texts = rows.filter((row) => row[0] !== "" && !isFigure(row[0])).length;
  if (!from || (named.matched && named.matched * 2 >= texts)) return named;
  return byPlace(rows, { lines: here, columns: writable, from });
};

/// Whether a plan may be done without being shown: nothing is left over, doubtful or by name.
export const isPlain = (plan) =>
  plan.mode === "place" && !plan.over && plan.fills.every(({ unit, wrong }) => !unit && !wrong);

/// Whether a figure takes the place of another one.
export const replaces = ({ before, value }) => isFigure(before) && !before.includes("【") && before !== value;

/// The text that is written in the end.
export const written = ({ after, unit }, withUnits) => (unit && withUnits ? `${trim(after)}${unit}` : after);

export { nameOf };
