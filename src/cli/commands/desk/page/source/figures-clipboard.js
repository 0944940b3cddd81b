// Tables as spreadsheets put them on the clipboard, and as they take them.

import { parsed } from "./clipboard.js";
import { trim } from "./figures-value.js";

const RAISED = new Map([..."0123456789+-−"].map((c, i) => [c, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"][i]]));

/// A cell's text as it is seen: a raised exponent stays raised, a line's end is a blank.
const seen = (cell) => {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll("style, script, rt").forEach((node) => node.remove());
  copy.querySelectorAll("br").forEach((node) => node.replaceWith(" "));
  copy.querySelectorAll("sup").forEach((node) =>
    node.replaceWith([...node.textContent].map((c) => RAISED.get(c) ?? c).join("")));
  return trim(copy.textContent.replace(/[ \t\r\n]+/g, " "));
};

/// The rows of the first table of a piece of HTML; cells that are joined have their text once.
const ofHtml = (html) => {
  const table = parsed(html).querySelector("table");
  if (!table) return null;
  const rows = [];
  [...table.rows].slice(0, 2000).forEach((tr, r) => {
    rows[r] ??= [];
    let c = 0;
    for (const cell of tr.cells) {
      while (rows[r][c] !== undefined) c += 1;
      const wide = Math.min(cell.colSpan || 1, 200);
      const high = Math.min(cell.rowSpan || 1, 2000 - r);
      for (let y = 0; y < high; y += 1) {
        rows[r + y] ??= [];
        for (let x = 0; x < wide; x += 1) rows[r + y][c + x] = x || y ? "" : seen(cell);
      }
      c += wide;
    }
  });
  return rows.map((row) => Array.from(row, (cell) => cell ?? ""));
};

/// Rows of text parted by tabs; a cell in quotation marks may have line ends and tabs in it.
export const ofTabs = (text) => {
  const rows = [[]];
  let at = 0;
  const source = text.replace(/\r\n?/g, "\n");
  while (at < source.length) {
    let cell = null;
    if (source[at] === '"') {
      const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(source.slice(at));
      if (quoted) {
        cell = quoted[1].replace(/""/g, '"').replace(/\n/g, " ");
        at += quoted[0].length;
      }
    }
    if (cell === null) {
      const end = /[\t\n]/.exec(source.slice(at))?.index ?? source.length - at;
      cell = source.slice(at, at + end);
      at += end;
    }
    rows.at(-1).push(trim(cell));
    if (source[at] === "\n") {
      if (at + 1 < source.length) rows.push([]);
    } else if (source[at] === "\t" && at + 1 >= source.length) rows.at(-1).push("");
    at += 1;
  }
  return rows;
};

/// A block of cells from the clipboard; null where there is nothing.
export const read = (clipboard) => {
  const html = clipboard.getData("text/html");
  const rows = (/<table/i.test(html) && ofHtml(html)) || ofTabs(clipboard.getData("text/plain"));
  while (rows.length && rows.at(-1).every((cell) => cell === "")) rows.pop();
  const wide = Math.max(0, ...rows.map((row) => row.length));
  if (!rows.length || !wide) return null;
  return rows.map((row) => Array.from({ length: wide }, (_, c) => row[c] ?? ""));
};

const quoted = (cell) => (/[\t\n"]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);
const escaped = (cell) => cell.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);

/// Puts a block onto the clipboard, for spreadsheets and for Word. `mso-number-format` keeps Excel
/// from making numbers of it.
export const write = (clipboard, rows) => {
  clipboard.setData("text/plain", rows.map((row) => row.map(quoted).join("\t")).join("\r\n"));
  const cells = (row) => row.map((cell) => `<td style="mso-number-format:'\\@'">${escaped(cell)}</td>`).join("");
  clipboard.setData("text/html", `<table>${rows.map((row) => `<tr>${cells(row)}</tr>`).join("")}</table>`);
};
