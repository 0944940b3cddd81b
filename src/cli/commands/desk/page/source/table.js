// Tables: of Markdown, of a spreadsheet's cells, of Word's HTML; as rows of texts.

/// The cells of a row of Markdown. A bar behind a backslash is a bar.
const cells = (line) => {
  const inner = line.trim().replace(/^\|/, "").replace(/(^|[^\\])\|$/, "$1");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\\|/g, "|"));
};

const DELIMITER = /^\s*\|?\s*:?-{1,}:?\s*(\|\s*:?-{1,}:?\s*)*\|?\s*$/;
const isRow = (line) => line.includes("|") && line.trim() !== "";

const sideOf = (cell) => {
  const [left, right] = [cell.startsWith(":"), cell.endsWith(":")];
  return left && right ? "center" : right ? "right" : "left";
};

/// The table that the line `at` (from 0) of a text belongs to: its first and last line, rows and
/// sides; null where there is none.
export const tableAt = (lines, at) => {
  if (!isRow(lines[at] ?? "")) return null;
  let first = at;
  while (first > 0 && isRow(lines[first - 1])) first -= 1;
  let last = at;
  while (last + 1 < lines.length && isRow(lines[last + 1])) last += 1;
  if (!DELIMITER.test(lines[first + 1] ?? "")) return null;
  const rows = [lines[first], ...lines.slice(first + 2, last + 1)].map(cells);
  return { first, last, rows: even(rows), sides: cells(lines[first + 1]).map(sideOf) };
};

/// All rows as long as the longest.
export const even = (rows) => {
  const width = Math.max(1, ...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array(width - row.length).fill("")]);
};

/// How many narrow letters a text is wide.
const widthOf = (text) =>
  [...text].reduce((sum, sign) => sum + (/[\u1100-\u115f\u2014-\u2027\u2030-\u206f\u2e80-\uffdc\u{20000}-\u{3ffff}“”‘’…—]/u.test(sign) ? 2 : 1), 0);

const padded = (text, width, side) => {
  const room = width - widthOf(text);
  if (room <= 0) return text;
  if (side === "right") return " ".repeat(room) + text;
  return text + " ".repeat(room);
};

/// Markdown of a table, in columns that stand below each other.
export const markdownTable = (rows, sides = []) => {
  const cut = even(rows).map((row) => row.map((cell) => cell.replace(/\s*\n\s*/g, "").replace(/\|/g, "\\|").trim()));
  const widths = cut[0].map((_, i) => Math.max(3, ...cut.map((row) => widthOf(row[i]))));
  const line = (row) => `| ${row.map((cell, i) => padded(cell, widths[i], sides[i])).join(" | ")} |`;
  const rule = widths.map((width, i) => {
    const side = sides[i] ?? "left";
    if (side === "center") return `:${"-".repeat(width - 2)}:`;
    return side === "right" ? `${"-".repeat(width - 1)}:` : "-".repeat(width);
  });
  return [line(cut[0]), `| ${rule.join(" | ")} |`, ...cut.slice(1).map(line)].join("\n");
};

/// Cells that a spreadsheet put on the clipboard as text: tabs between them, quotation marks
/// around what has line ends. Null where it is no table.
export const rowsOfTabs = (text) => {
  if (!text.includes("\t")) return null;
  const rows = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\r?\n|$)/gy;
  let match;
  while (pattern.lastIndex < text.length && (match = pattern.exec(text))) {
    rows.at(-1).push((match[1]?.replace(/""/g, '"') ?? match[2] ?? "").replace(/\r/g, "").trim());
    if (match[3] !== "\t" && pattern.lastIndex < text.length) rows.push([]);
    if (match[3] === "") break;
  }
  const full = rows.filter((row) => row.some(Boolean));
  return full.length && Math.max(...full.map((row) => row.length)) > 1 ? even(full) : null;
};

/// The rows of an HTML table; a cell over several columns or rows is followed by empty ones.
export const rowsOfTable = (table) => {
  const rows = [];
  [...table.rows].forEach((row, y) => {
    rows[y] ??= [];
    let x = 0;
    for (const cell of row.cells) {
      while (rows[y][x] !== undefined) x += 1;
      const [wide, high] = [Math.min(cell.colSpan || 1, 60), Math.min(cell.rowSpan || 1, table.rows.length - y)];
      for (let j = 0; j < high; j += 1) {
        rows[y + j] ??= [];
        for (let i = 0; i < wide; i += 1) rows[y + j][x + i] = i === 0 && j === 0 ? wordsOf(cell) : "";
      }
      x += wide;
    }
  });
  return even(rows.map((row) => Array.from(row, (cell) => cell ?? "")));
};

const wordsOf = (node) => node.textContent.replace(/\s+/g, " ").replace(/(?<=[\u2e80-\uffdc]) (?=[\u2e80-\uffdc])/g, "").trim();
