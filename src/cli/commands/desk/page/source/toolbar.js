// What a text's buttons do: strong, lists, tables, pictures, references.

import { html } from "./html.js";
import { list, strong } from "./editor.js";
import { insertBlock } from "./insert.js";
import { tableAt } from "./table.js";
import { TableDialog } from "./table-dialog.js";
import { PictureDialog } from "./picture-dialog.js";
import { ReferenceDialog } from "./reference-dialog.js";

const FIRST = "把选中的字加粗";

export const Toolbar = ({ view, mounted, store, label, dialog, onDialog, onNeed, cursor }) => {
  const run = (command) => () => {
    onNeed();
    // An editor that is only now made is there after the next drawing.
    setTimeout(() => view.current && command(view.current), mounted ? 0 : 50);
  };
  const close = () => {
    onDialog(null);
    setTimeout(() => view.current?.focus(), 0);
  };
  // One stop of Tab for all; arrows lead from tool to tool.
  const tool = (name, title, command, keys) => html`
    <button type="button" class="quiet" tabindex=${title === FIRST ? 0 : -1} title=${keys ? `${title}（${keys}）` : title} onMouseDown=${keepFocus}
      onClick=${run(command)}>${name}</button>
  `;
  const inTable = cursor !== null && view.current && tableHere(view.current).table;
  return html`
    <div class="tools" role="toolbar" aria-label=${`${label}：工具`} onKeyDown=${arrows}>
      ${tool(html`<b>加粗</b>`, FIRST, strong, "Ctrl+B")}
      ${tool("列表", "前面加圆点", list(false))}
      ${tool("编号", "前面加 1. 2. 3.", list(true))}
      ${tool(inTable ? html`<b>改表格</b>` : "表格", inTable ? "改光标所在的表格" : "插入表格", (editor) => onDialog({ kind: "table", ...tableHere(editor) }))}
      ${tool("图片", "插入图片", () => onDialog({ kind: "picture", file: null }))}
      ${tool("引用数据", "印出一项指标的数，数改了这里跟着改", () => onDialog({ kind: "reference" }))}
    </div>
    ${dialog?.kind === "table" && html`<${TableDialog} table=${dialog.table} onClose=${close}
      onDone=${(written) => {
        putTable(view.current, dialog, written);
        close();
      }} />`}
    ${dialog?.kind === "picture" && html`<${PictureDialog} store=${store} file=${dialog.file} onClose=${close}
      onDone=${(written) => {
        insertBlock(view.current, written);
        close();
      }} />`}
    ${dialog?.kind === "reference" && html`<${ReferenceDialog} store=${store} onClose=${close}
      onDone=${(written) => {
        insertBlock(view.current, written);
        close();
      }} />`}
  `;
};

/// A click on a tool leaves the cursor in the text.
const keepFocus = (event) => event.preventDefault();

const arrows = (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tools = [...event.currentTarget.querySelectorAll("button")];
  const at = tools.indexOf(document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  tools[(at + step + tools.length) % tools.length].focus();
};

const tableHere = (editor) => {
  const { doc, selection } = editor.state;
  const lines = doc.toString().split("\n");
  const found = tableAt(lines, doc.lineAt(selection.main.head).number - 1);
  if (!found) return { table: null };
  return { table: found, from: doc.line(found.first + 1).from, to: doc.line(found.last + 1).to };
};

const putTable = (editor, { table, from, to }, written) => {
  if (!table) return insertBlock(editor, written);
  editor.dispatch({ changes: { from, to, insert: written }, selection: { anchor: from } });
  return undefined;
};
