// A table of a text as a grid of cells: made, changed, pasted into.

import { html, useLayoutEffect, useRef, useState } from "./html.js";
import { Dialog } from "./dialog.js";
import { parsed } from "./clipboard.js";
import { even, markdownTable, rowsOfTable, rowsOfTabs } from "./table.js";

const empty = (height, width) => Array.from({ length: height }, () => Array(width).fill(""));
const SIDES = [["left", "靠左"], ["center", "居中"], ["right", "靠右"]];

/// Without the rows and columns at the end in which nothing is.
const trimmed = (rows) => {
  const high = Math.max(2, rows.findLastIndex((row) => row.some((text) => text.trim())) + 1);
  const wide = Math.max(1, ...rows.map((row) => row.findLastIndex((text) => text.trim()) + 1));
  return rows.slice(0, high).map((row) => row.slice(0, wide));
};

export const TableDialog = ({ table, onDone, onClose }) => {
  const [rows, setRows] = useState(table?.rows ?? empty(3, 3));
  const [sides, setSides] = useState(table?.sides ?? []);
  const grid = useRef(null);
  const next = useRef(null);
  const [height, width] = [rows.length, rows[0].length];

  const cell = (y, x) => grid.current.querySelector(`[data-cell="${y},${x}"]`);
  useLayoutEffect(() => {
    if (next.current) cell(...next.current)?.focus();
    next.current = null;
  });

  const put = (y, x, value) => setRows(rows.map((row, j) => (j === y ? row.map((old, i) => (i === x ? value : old)) : row)));
  const size = (high, wide) =>
    setRows(Array.from({ length: Math.max(2, high) }, (_, y) => Array.from({ length: Math.max(1, wide) }, (_, x) => rows[y]?.[x] ?? "")));

  const paste = (event, y, x) => {
    const code = event.clipboardData.getData("text/html");
    const node = /<table/i.test(code) && parsed(code).querySelector("table");
    const pasted = node ? rowsOfTable(node) : rowsOfTabs(event.clipboardData.getData("text/plain"));
    if (!pasted) return;
    event.preventDefault();
    const wide = Math.max(width, x + pasted[0].length);
    const high = Math.max(height, y + pasted.length);
    setRows(even(Array.from({ length: high }, (_, j) =>
      Array.from({ length: wide }, (_, i) => pasted[j - y]?.[i - x] ?? rows[j]?.[i] ?? ""))));
  };

  const keys = (event, y, x) => {
    if (event.isComposing) return;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [event.shiftKey ? -1 : 1, 0] };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey && y === height - 1) {
      size(height + 1, width);
      next.current = [y + 1, x];
      return;
    }
    cell(y + step[0], x + step[1])?.focus();
  };

  const full = trimmed(rows);
  const written = markdownTable(full, sides);
  const filled = rows.some((row) => row.some((text) => text.trim()));
  return html`
    <${Dialog} title=${table ? "改表格" : "插入表格"} wide onClose=${onClose}>
      <p class="soft">从 Word 或 Excel 复制的表格，点一格后按 Ctrl+V 整块贴进来。第一行是表头。</p>
      <div class="sizes">
        <label>行 <input type="number" min="2" max="200" value=${height} onInput=${(e) => e.target.value && size(Math.min(200, Number(e.target.value)), width)} /></label>
        <label>列 <input type="number" min="1" max="20" value=${width} onInput=${(e) => e.target.value && size(height, Math.min(20, Number(e.target.value)))} /></label>
      </div>
      <div class="grid-scroller" tabindex="0" role="group" aria-label="表格">
        <table class="grid" ref=${grid}>
          <thead><tr>${rows[0].map((_, x) => html`
            <th key=${x} scope="col"><select aria-label=${`第${x + 1}列对齐`} value=${sides[x] ?? "left"}
              onChange=${(e) => setSides(rows[0].map((_, i) => (i === x ? e.target.value : sides[i] ?? "left")))}>
              ${SIDES.map(([side, name]) => html`<option key=${side} value=${side}>${name}</option>`)}
            </select></th>`)}</tr></thead>
          <tbody>${rows.map((row, y) => html`
            <tr key=${y} class=${y === 0 ? "top-row" : ""}>${row.map((text, x) => html`
              <td key=${x}><input data-first=${y === 0 && x === 0 ? "" : undefined} data-cell=${`${y},${x}`} value=${text} aria-label=${y === 0 ? `表头，第${x + 1}列` : `第${y + 1}行第${x + 1}列`}
                onInput=${(e) => put(y, x, e.target.value)} onPaste=${(e) => paste(e, y, x)} onKeyDown=${(e) => keys(e, y, x)} /></td>`)}
            </tr>`)}</tbody>
        </table>
      </div>
      <div class="actions">
        <button type="button" onClick=${onClose}>取消</button>
        <button type="button" class="primary" disabled=${!filled} onClick=${() => onDone(written)}>${table ? "改好" : "插入"}</button>
      </div>
    <//>
  `;
};
