// A group's table, with the manners of a spreadsheet. Every cell that may be written is a field
// with all of its text chosen: what is typed replaces it, composition included, without anything
// being moved under the keyboard.

import { classes, html, useEffect, useLayoutEffect, useRef, useState } from "./html.js";
import { COUNTS, isWritable, nameOf, opFor, pathOf, textOf } from "./figures-lines.js";
import { isBare, pastedUnit, trim, unitOf, unusable, withUnit } from "./figures-value.js";
import * as clipboard from "./figures-clipboard.js";
import { isPlain, reportPeriod, placing } from "./figures-placing.js";
import { findingCell, nameCell, plainCell, writableCell } from "./figures-cells.js";
import { keyOf } from "./identity.js";
import { unique } from "./net.js";

const inDialog = (event) => Boolean(event.target.closest?.("dialog"));

/// Whether another button stands in the same cell, that way.
const hasNext = (target, back) => {
  const buttons = [...(target.closest?.("td.found")?.querySelectorAll("button") ?? [])];
  const at = buttons.indexOf(target);
  return at >= 0 && Boolean(buttons[at + (back ? -1 : 1)]);
};

const isTyping = (edit) => edit !== null;

/// What a cell shows: what was typed and is on its way, or what the file has.
const shownIn = (store, line, column) =>
  (isWritable(line, column) ? store.typed(keyOf(pathOf(line, column))).value : undefined) ?? textOf(line, column);

export const Grid = ({ store, group, lines, columns, findings, allLines, onPlan, onMenu, onMove, wish }) => {
  const table = useRef(null);
  const [at, setAtState] = useState({ key: lines[0]?.key, column: "value" });
  const [anchor, setAnchor] = useState(null);
  const [edit, setEditState] = useState(null);
  const now = useRef({ at, edit: null, want: false, drag: null });
  const ids = columns.map(({ id }) => id);
  const setAt = (next, { want = true, keep = false } = {}) => {
    now.current.at = next;
    now.current.want = want;
    setAtState(next);
    if (!keep) setAnchor(null);
  };
  const setEdit = (next) => {
    now.current.edit = next;
    setEditState(next);
  };

  const lineAt = Math.max(0, lines.findIndex(({ key }) => key === at.key));
  const columnAt = Math.max(0, ids.indexOf(at.column));
  const nodeOf = (key, column) =>
    [...(table.current?.querySelectorAll("[data-line]") ?? [])].find((td) => td.dataset.line === key && td.dataset.column === column);
  const focusIn = (td) => {
    const target = td?.querySelector("input, button") ?? td;
    target?.focus();
    if (target instanceof HTMLInputElement && !now.current.edit) target.select();
  };

  useLayoutEffect(() => {
    if (!now.current.want) return;
    now.current.want = false;
    focusIn(nodeOf(now.current.at.key, now.current.at.column));
  });
  // A line that was asked for: it gets the focus once it is there.
  useLayoutEffect(() => {
    const wished = wish.current;
    if (!wished || performance.now() > wished.until) return;
    const line = wished.group === group.name ? lines[0] : lines.find(({ key }) => key === wished.key || (wished.path && keyOf(wished.path) === keyOf(nameless(key, lines))));
    if (!line) return;
    const td = nodeOf(line.key, wished.column ?? "value");
    if (!td || td.contains(document.activeElement)) return;
    if (!wished.stays) wish.current = null;
    setAt({ key: line.key, column: wished.column ?? "value" }, { want: false });
    focusIn(td);
    td.scrollIntoView({ block: "nearest" });
  });

  // ── Writing ────────────────────────────────────────────────────────────────

  /// `seen` is what somebody saw who began to type: the version of the file, and the cell.
  const typeInto = (line, column, value, step, seen = {}) => {
    const key = keyOf(pathOf(line, column));
    const field = store.field(key) ?? { key, path: pathOf(line, column), value: textOf(line, column) || null };
    store.type(field, value, { make: (path) => [opFor(line, column, value, path)], group: step ?? unique(), ...seen });
  };
  const commit = () => {
    const { edit } = now.current;
    if (!edit) return;
    setEdit(null);
    const line = lines.find(({ key }) => key === edit.key);
    if (!line) return;
    const text = edit.mode === "replace" ? withUnit(edit.text, edit.unit) : trim(edit.text);
    if (text === shownIn(store, line, edit.column)) return;
    if (text === "" && line.row?.blank && edit.column === "value") return;
    typeInto(line, edit.column, text, unique(), edit.seen);
  };
  const cancel = (input) => {
    setEdit(null);
    now.current.want = true;
    if (input) input.value = shownIn(store, lines[lineAt], at.column);
  };
  // What is on its way already is our own, and no other's change of the cell.
  const seenIn = (line, column) => {
    const isOwn = store.typed?.(keyOf(pathOf(line, column))).value !== undefined;
    return isOwn ? {} : { base: store.version?.value, from: textOf(line, column) || null };
  };
  const begin = (line, column, mode, text) =>
    setEdit({ key: line.key, column, mode, text, seen: seenIn(line, column), unit: column === "value" && line.kind === "row" ? unitOf(line.row) : null });

  // ── The block ──────────────────────────────────────────────────────────────

  const block = () => {
    const other = anchor ?? at;
    const a = Math.max(0, lines.findIndex(({ key }) => key === other.key));
    const b = Math.max(0, ids.indexOf(other.column));
    return {
      lines: lines.slice(Math.min(a, lineAt), Math.max(a, lineAt) + 1),
      columns: ids.slice(Math.min(b, columnAt), Math.max(b, columnAt) + 1),
    };
  };
  const chosen = anchor ? block() : null;
  const isChosen = (line, column) => Boolean(chosen?.lines.includes(line) && chosen.columns.includes(column));
  const clear = async () => {
    const { lines: those, columns: within } = block();
    const step = unique();
    let n = 0;
    for (const line of those) for (const column of within) {
      if (!isWritable(line, column) || shownIn(store, line, column) === "") continue;
      if (column === "value" && line.row?.blank) continue;
      typeInto(line, column, "", step);
      n += 1;
    }
    if (n) store.app.say(`清空了 ${n} 格`);
  };
  const copy = (event) => {
    const { lines: those, columns: within } = block();
    const rows = those.map((line) => within.filter((c) => c !== "finding").map((column) => shownIn(store, line, column)));
    clipboard.write(event.clipboardData, rows);
    event.preventDefault();
    return rows;
  };
  const fillIn = (plan) => {
    const step = unique();
    plan.fills.forEach(({ line, column, after }) => typeInto(line, column, after, step));
    store.app.say(`填入了 ${plan.fills.length} 格`);
  };
  const paste = (event) => {
    const rows = clipboard.read(event.clipboardData);
    if (!rows) return;
    event.preventDefault();
    const line = lines[lineAt];
    const [[only]] = rows;
    if (rows.length === 1 && rows[0].length === 1 && !unusable(only)) {
      if (!isWritable(line, at.column)) return store.app.say("这一格不能填");
      const unit = at.column === "value" && line.row ? pastedUnit(only, unitOf(line.row)) : null;
      return typeInto(line, at.column, unit && isBare(only) ? `${only}${unit}` : only);
    }
    const from = { line: lineAt, column: at.column === "name" ? "value" : at.column };
    const plan = placing(rows, { here: lines, all: allLines, columns: ids, from, period: reportPeriod(store) });
    if (isPlain(plan)) return fillIn(plan);
    onPlan(plan);
  };

  // ── Keys ───────────────────────────────────────────────────────────────────

  const seen = (line, column) => {
    const td = nodeOf(line.key, column);
    return td && (td.offsetParent !== null || td.getClientRects().length > 0);
  };
  const step = (down, right, { extend = false, far = false } = {}) => {
    if (extend && !anchor) setAnchor(at);
    let [r, c] = [lineAt, columnAt];
    let found = null;
    for (;;) {
      r += down;
      c += right;
      if (r < 0 || r >= lines.length || c < 0 || c >= ids.length) break;
      if (!seen(lines[r], ids[c])) continue;
      found = { key: lines[r].key, column: ids[c] };
      if (!far) break;
    }
    if (found) setAt(found, { keep: extend });
    else now.current.want = true;
  };
  /// The next cell that may be written; false where there is none, so that Tab leaves the table.
  const tab = (by) => {
    const cells = lines.flatMap((line) => ids.filter((id) => isWritable(line, id) && seen(line, id)).map((column) => ({ key: line.key, column, r: lines.indexOf(line), c: ids.indexOf(column) })));
    const here = lineAt * 100 + columnAt;
    const ahead = by > 0 ? cells.find(({ r, c }) => r * 100 + c > here) : cells.reverse().find(({ r, c }) => r * 100 + c < here);
    if (!ahead) return false;
    setAt({ key: ahead.key, column: ahead.column });
    return true;
  };
  const end = (column, event) => {
    const last = [...ids].reverse().find((id) => seen(lines[lineAt], id) && isWritable(lines[lineAt], id)) ?? "value";
    const line = event.ctrlKey || event.metaKey ? (column < 0 ? lines[0] : lines.at(-1)) : lines[lineAt];
    if (event.shiftKey && !anchor) setAnchor(at);
    setAt({ key: line.key, column: column < 0 ? "name" : last }, { keep: event.shiftKey });
  };
  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const keys = (event) => {
    if (event.isComposing || event.keyCode === 229 || inDialog(event)) return;
    const { key, shiftKey, altKey } = event;
    const far = event.ctrlKey || event.metaKey;
    const { edit } = now.current;
    const line = lines[lineAt];
    const isField = event.target instanceof HTMLInputElement;
    const done = () => { event.preventDefault(); event.stopPropagation(); };
    if (!altKey && key.length > 1) wish.current = null;
    if (altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      commit();
      onMove(line.indicator, key === "ArrowUp" ? -1 : 1, { key: line.key, column: at.column });
      return done();
    }
    if (key === "Escape" && isTyping(edit)) { cancel(event.target); return done(); }
    if (key === "Escape" && anchor) { setAnchor(null); return done(); }
    if (key === "Tab") {
      // Among what can be done about a line's findings it goes as everywhere.
      if (hasNext(event.target, shiftKey)) return;
      commit();
      if (tab(shiftKey ? -1 : 1)) done();
      return;
    }
    if (key === "Enter" && isField) {
      commit();
      step(shiftKey ? -1 : 1, 0);
      return done();
    }
    if (ARROWS[key] && edit?.mode !== "edit") {
      commit();
      step(...ARROWS[key], { extend: shiftKey, far });
      return done();
    }
    if (isTyping(edit)) return;
    if (key === "F2" && isField) {
      begin(line, at.column, "edit", event.target.value);
      const blank = /【[^】]*】/.exec(event.target.value);
      if (blank) event.target.setSelectionRange(blank.index, blank.index + blank[0].length);
      else event.target.setSelectionRange(event.target.value.length, event.target.value.length);
    } else if (key === "Home") end(-1, event);
    else if (key === "End") end(1, event);
    else if (key === "Delete") clear();
    else if (key === "ContextMenu" || (key === "F10" && shiftKey)) onMenu(line, event.target.getBoundingClientRect());
    else if (far && key.toLowerCase() === "a") {
      setAnchor({ key: lines[0].key, column: "name" });
      setAt({ key: lines.at(-1).key, column: ids.at(-2) }, { keep: true });
    } else if (far && key.toLowerCase() === "z") store.undo?.(shiftKey ? "redo" : "undo");
    else if (far && key.toLowerCase() === "y") store.undo?.("redo");
    else return;
    done();
  };

  // ── The pointer ────────────────────────────────────────────────────────────

  const cellAt = (target) => {
    const td = target.closest?.("dialog") ? null : target.closest?.("[data-line]");
    return td ? { key: td.dataset.line, column: td.dataset.column, td } : null;
  };
  const pressed = (event) => {
    const cell = cellAt(event.target);
    now.current.pointer = event.pointerType;
    if (!cell || event.button !== 0 || event.target.closest("button")) return;
    const { edit } = now.current;
    wish.current = null;
    if (edit && edit.key === cell.key && edit.column === cell.column) return;
    // A finger brings the focus by itself, and with it the keyboard; its second touch sets the cursor.
    if (event.pointerType !== "mouse") {
      if (event.target instanceof HTMLInputElement && event.target === document.activeElement) begin(lines[lineAt], cell.column, "edit", event.target.value);
      return;
    }
    commit();
    if (event.shiftKey && !anchor) setAnchor(at);
    setAt({ key: cell.key, column: cell.column }, { keep: event.shiftKey });
    now.current.drag = { key: cell.key, column: cell.column };
  };
  const dragged = (event) => {
    const { drag } = now.current;
    if (!drag) return;
    if (!(event.buttons & 1)) { now.current.drag = null; return; }
    const cell = cellAt(event.target);
    if (!cell || (cell.key === at.key && cell.column === at.column)) return;
    setAnchor(drag);
    setAt({ key: cell.key, column: cell.column }, { keep: true });
  };
  // A mouse chooses the cell and not a place in its text.
  const held = (event) => {
    const isCell = event.target instanceof HTMLInputElement && cellAt(event.target);
    if (event.button === 0 && isCell && now.current.pointer === "mouse" && !now.current.edit) event.preventDefault();
  };
  // A finger that chooses a text asks for a menu, too: that is the system's.
  const asked = (event) => {
    const line = lines.find(({ key }) => key === cellAt(event.target)?.key);
    if (!line || isTyping(now.current.edit) || now.current.pointer !== "mouse") return;
    event.preventDefault();
    onMenu(line, new DOMRect(event.clientX, event.clientY, 0, 0));
  };
  useEffect(() => {
    const leave = () => {
      commit();
      store.flush();
    };
    const hide = () => document.hidden && leave();
    document.addEventListener("visibilitychange", hide);
    addEventListener("pagehide", leave);
    return () => {
      document.removeEventListener("visibilitychange", hide);
      removeEventListener("pagehide", leave);
    };
  });

  const events = {
    onInput: (event) => {
      const { edit } = now.current;
      if (edit) setEdit({ ...edit, text: event.target.value });
      else begin(lines[lineAt], at.column, "replace", event.target.value);
    },
    onFocus: (line, column) => (event) => {
      const { at } = now.current;
      if (at.key !== line.key || at.column !== column) setAt({ key: line.key, column }, { want: false, keep: Boolean(now.current.drag) });
      if (!now.current.edit && event.target.select) event.target.select();
      store.point?.(isWritable(line, column) ? pathOf(line, column) : line.indicator.path);
    },
    onBlur: commit,
    onDblClick: (line, column) => (event) => {
      if (now.current.edit?.mode === "edit") return;
      const { value } = event.target;
      begin(line, column, "edit", value);
    },
  };

  const cell = (line, column) => {
    const isAt = line.key === lines[lineAt]?.key && column.id === ids[columnAt];
    const found = findings.cells.get(`${line.key} ${column.id}`) ?? [];
    const shared = {
      line, column, isAt, isChosen: isChosen(line, column.id), store, findings: found, events,
      edit: edit && edit.key === line.key && edit.column === column.id ? edit : null,
      shown: shownIn(store, line, column.id), group,
      refusal: isWritable(line, column.id) ? store.refusals?.value[keyOf(pathOf(line, column.id))] : null,
    };
    if (column.id === "name") return nameCell({ ...shared, onMenu });
    if (column.id === "finding") {
      const all = columns.flatMap(({ id }) => findings.cells.get(`${line.key} ${id}`) ?? []);
      const refusals = columns.map(({ id }) => isWritable(line, id) && store.refusals?.value[keyOf(pathOf(line, id))]).filter(Boolean);
      return findingCell({ ...shared, findings: all, refusals });
    }
    if (isWritable(line, column.id)) return writableCell(shared);
    return plainCell(shared);
  };
  /// Whether the clipboard is for cells: not while a text is typed or chosen.
  const isFree = (event) => !isTyping(now.current.edit) && !inDialog(event)
    && (event.target instanceof HTMLInputElement || getSelection().isCollapsed);
  return html`
    <table ref=${table} role="grid" class=${classes("figures-grid", `beside-${columns.filter(({ id, writes }) => writes && id !== "value").length}`)}
      aria-label=${group.name} aria-multiselectable="true" style=${{ "--columns": template(columns), "--narrow": template(columns.filter(({ id }) => id !== "finding")),
        "--writing": template(columns.filter(({ id, writes }) => id === "name" || writes)) }}
      onKeyDown=${keys} onPointerDown=${pressed} onPointerOver=${dragged}
      onMouseDown=${held} onContextMenu=${asked}
      onCopy=${(event) => isFree(event) && copy(event)}
      onCut=${(event) => { if (!isFree(event)) return; copy(event); clear(); }}
      onPaste=${(event) => isFree(event) && paste(event)}>
      <thead role="rowgroup"><tr role="row">
        ${columns.map(({ id, label }) => html`<th key=${id} role="columnheader" scope="col" class=${HEADS[id] ?? `is-${kindOf(id)}`}>${label}</th>`)}
      </tr></thead>
      <tbody role="rowgroup">
        ${lines.map((line) => html`
          <tr key=${line.key} role="row" class=${classes(line.first && "first", line.kind === "note" && "grid-note")}>
            ${columns.filter(({ id }) => line.kind === "row" || id === "name" || id === "value").map((column) => cell(line, column))}
          </tr>`)}
      </tbody>
    </table>
  `;
};

const HEADS = { name: "named", value: "value", finding: "found" };

const nameless = (key, lines) => lines.find((line) => line.key === key)?.indicator.path ?? [];

export const kindOf = (id) => ({ last: "last", limit: "limit", change: "change" })[id] ?? "beside";

const WIDTHS = {
  name: "minmax(6.5rem, 1.6fr)", value: "minmax(6rem, 1.15fr)", last: "minmax(3.75rem, .95fr)",
  limit: "minmax(3.75rem, .85fr)", change: "minmax(3.75rem, .95fr)", finding: "minmax(0, 2fr)",
};
const template = (columns) => columns.map(({ id }) => WIDTHS[id] ?? (COUNTS.includes(id) ? "minmax(3.75rem, .8fr)" : "minmax(4.75rem, 1fr)")).join(" ");
export { nameOf };
