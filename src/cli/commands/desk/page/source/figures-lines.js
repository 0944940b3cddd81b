// A group as lines and columns of a table, and what a change of one cell is to the file.

import { keyOf } from "./identity.js";

/// What may stand beside a figure, in the order of the columns.
export const BESIDE = ["分子", "分母", "同比", "环比"];
export const COUNTS = ["分子", "分母"];

/// A line for each figure, and one for each note; `noting` are the indicators that get one now.
export const linesOf = (group, noting = []) =>
  group.indicators.flatMap((indicator, at) => {
    const rows = indicator.rows.map((row, n) => ({
      key: keyOf(row.path), kind: "row", indicator, row, at, first: n === 0,
    }));
    if (indicator.note?.value == null && !noting.includes(indicator.name)) return rows;
    return [...rows, { key: keyOf([...indicator.path, "备注"]), kind: "note", indicator, row: null, at, first: false }];
  });

/// How a line is called by people who hear it.
export const nameOf = ({ indicator, row, kind }) =>
  kind === "note" ? `${indicator.name} 备注` : [indicator.name, row.label].filter(Boolean).join(" ");

const movementOf = (row, key) =>
  (row.stated ?? []).find(({ path }) => path.at(-1) === key)
    ?? row.movements?.[key] ?? (row.movement && row.movement.path.at(-1) === key ? row.movement : null);

const lastOf = (row) => row.last ?? movementOf(row, "上期")?.value;

/// A limit, short enough for a column: what it asks, and what is to be known of it.
export const limitOf = (limit) => {
  const [, asks, proviso = ""] = /^(.*?)(（.*）)?$/.exec(limit);
  return [asks.replace(/^平均(?=不)/, "").replace("不超过", "≤").replace("不低于", "≥"), proviso];
};

/// The cell of a line in a column that may be written; null where there is none yet.
export const besideOf = (row, column) => {
  if (column === "分子") return row.numerator;
  if (column === "分母") return row.denominator;
  return movementOf(row, column);
};

/// Which columns a group's table has. `shown` holds what was switched on and has nothing yet; `all`
/// says what any table of the report has, so that tables below each other look alike.
export const columnsOf = (group, shown, all) => {
  const rows = group.indicators.flatMap(({ rows }) => rows);
  const used = (column) => rows.some((row) => besideOf(row, column) != null);
  const counts = COUNTS.some((column) => used(column)) || shown.includes("counts");
  const beside = BESIDE.filter((column) =>
    COUNTS.includes(column) ? counts : used(column) || shown.includes(column));
  return [
    { id: "name", label: "指标" },
    { id: "value", label: "数值", writes: true },
    ...beside.map((id) => ({ id, label: id, writes: true })),
    ...(all.last ? [{ id: "last", label: "上期" }] : []),
    ...(all.limit ? [{ id: "limit", label: "限值" }] : []),
    ...(all.change ? [{ id: "change", label: "变化" }] : []),
    { id: "finding", label: "问题" },
  ];
};

/// What the tables of the section have.
export const columnsOfAll = (groups) => {
  const rows = groups.flatMap(({ indicators }) => indicators.flatMap(({ rows }) => rows));
  const any = (key) => rows.some((row) => row[key] != null);
  return { last: rows.some((row) => lastOf(row) != null), limit: any("limit"), change: any("change") };
};

/// What a cell holds.
export const textOf = (line, column) => {
  if (line.kind === "note") return column === "value" ? line.indicator.note?.value ?? "" : "";
  if (column === "name") return nameOf(line);
  if (column === "value") return line.row.value ?? "";
  if (BESIDE.includes(column)) return besideOf(line.row, column)?.value ?? "";
  if (column === "finding") return "";
  if (column === "last") return lastOf(line.row) ?? "";
  return line.row[column] ?? "";
};

/// Whether a cell may be written into.
export const isWritable = (line, column) => {
  if (line.kind === "note") return column === "value";
  if (column === "value") return true;
  if (!BESIDE.includes(column)) return false;
  return besideOf(line.row, column) != null || !COUNTS.includes(column) || line.row.counts_possible;
};

/// Where a cell stands in the file.
export const pathOf = (line, column) => {
  if (line.kind === "note") return [...line.indicator.path, "备注"];
  return column === "value" ? line.row.path : [...line.row.path, column];
};

/// The edit that writes a cell, wherever it stands by now.
export const opFor = (line, column, value, path = pathOf(line, column)) => {
  if (column === "value" && line.kind === "row") return { op: "figure", path, value };
  const of = path.slice(0, -1);
  if (line.kind === "note") return { op: "note", path: of, value: value === "" ? null : value };
  return { op: "beside", path: of, key: column, value: value === "" ? null : value };
};

const starts = (path, with_) => with_.every((key, i) => path[i] === key);
const same = (a, b) => a.length === b.length && starts(a, b);

/// The findings of each cell, by "line key, column", and those of the group as a whole.
export const findingsOf = (group, lines, findings) => {
  const cells = new Map();
  const whole = [];
  const put = (line, column, finding) => {
    const at = `${line.key} ${column}`;
    cells.set(at, [...(cells.get(at) ?? []), finding]);
  };
  for (const finding of findings) {
    const { path } = finding;
    if (!path || !starts(path, group.path)) continue;
    const inner = lines.filter((line) => starts(path, pathOf(line, "value")));
    const line = inner.sort((a, b) => pathOf(b, "value").length - pathOf(a, "value").length)[0]
      ?? lines.find((line) => same(path, line.indicator.path) || starts(path, line.indicator.path));
    if (!line) whole.push(finding);
    else put(line, BESIDE.includes(path.at(-1)) && path.length > pathOf(line, "value").length ? path.at(-1) : "value", finding);
  }
  return { cells, whole };
};
