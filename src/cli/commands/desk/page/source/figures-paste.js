// What a pasted block will do, shown before it is done; and the place to paste a whole table into.

import { html, useRef, useState } from "./html.js";
import { Dialog } from "./dialog.js";
import { nameOf } from "./figures-lines.js";
import { replaces, written } from "./figures-placing.js";
import { Tick, TickAll, useTicks } from "./ticks.js";

const COLUMN = { value: "数值" };
const titleOf = (column) => COLUMN[column] ?? column;

/// `lines` are all lines that may be chosen for what found no place. `onDone` gets
/// [{ line, column, value }].
export const PastePreview = ({ plan, lines, onDone, onClose }) => {
  const [units, setUnits] = useState(true);
  const ticks = useTicks(() => plan.fills.flatMap(({ guess }, n) => (guess ? [n] : [])));
  const [chosen, setChosen] = useState({});
  const bare = plan.fills.filter(({ unit }) => unit);
  const wanted = [...new Set(bare.map(({ unit }) => unit))];
  const fills = plan.fills.map((fill, n) => ({ ...fill, n, value: written(fill, units) }));
  const takes = (fill) => !fill.wrong && ticks.takes(fill.n);
  const guesses = fills.filter(({ guess }) => guess).length;
  const replaced = fills.filter((fill) => takes(fill) && replaces(fill)).length;
  const placed = plan.unplaced.flatMap(({ value, column }, n) => {
    const line = lines.find(({ key }) => key === chosen[n]);
    return line ? [{ line, column: column === "value" ? "value" : column, value }] : [];
  });
  const all = [...fills.filter(takes), ...placed];
  const free = lines.filter((line) => line.kind === "row" && !fills.some((fill) => takes(fill) && fill.line.key === line.key && fill.column === "value"));
  return html`
    <${Dialog} wide title="从表格填入：先看一看" onClose=${onClose}>
      <p>${plan.mode === "name" ? "按指标的名称对上的：" : "从选中的一格起，依次往下、往右填："}</p>
      ${fills.length > 0 && html`<div class="scrolls" tabindex="0" role="group" aria-label="要填入的数">
        <table class="plan">
          <thead><tr><${TickAll} ticks=${ticks} keys=${fills.filter(({ wrong }) => !wrong).map(({ n }) => n)} says="全部填入" /><th scope="col">指标</th><th scope="col">栏</th><th scope="col">现在</th><th scope="col">填入</th></tr></thead>
          <tbody>${fills.map((fill) => html`
            <tr key=${fill.n} class=${takes(fill) ? "" : "off"}>
              <${Tick} ticks=${ticks} of=${fill.n} disabled=${Boolean(fill.wrong)} says=${`填入 ${nameOf(fill.line)} ${titleOf(fill.column)}`} />
              <th scope="row">${nameOf(fill.line)}<small>${fill.line.indicator.path.at(-2)}${fill.guess && html` <span class="warning">${fill.guess}</span>`}</small></th>
              <td>${titleOf(fill.column)}</td>
              <td class=${replaces(fill) ? "before replaced" : "before"}>${fill.before || "—"}</td>
              <td class="after">${fill.value === fill.before ? html`${fill.value} <small>没有变</small>` : fill.value}${fill.wrong && html`<small class="error">${fill.wrong}</small>`}</td>
            </tr>`)}</tbody>
        </table>
      </div>`}
      ${guesses > 0 && html`<p class="warning aside">有 ${guesses} 格拿不准，没有打钩，原因写在名称旁边。对的打上钩。</p>`}
      ${replaced > 0 && html`<p class="warning aside">有 ${replaced} 格已经填了别的数，会被换掉。不想换的，去掉钩。</p>`}
      ${bare.length > 0 && html`<label class="check"><input type="checkbox" checked=${units} onChange=${(event) => setUnits(event.target.checked)} />
        有 ${bare.length} 个数没有单位：补上原来那一格的单位（${wanted.join("、")}）</label>`}
      ${plan.over > 0 && html`<p class="warning aside">有 ${plan.over} 格超出了这张表，没有地方填。</p>`}
      ${plan.ignored.size > 0 && html`<p class="aside">没有取这几栏：${[...plan.ignored].join("、")}</p>`}
      ${plan.unplaced.length > 0 && html`
        <h3>没有找到地方的 ${plan.unplaced.length} 个</h3>
        <p class="aside">名称和报告里的不一样。可以在这里指定填到哪一项，不指定的就不填。</p>
        <ul class="unplaced">${plan.unplaced.map(({ name, value, column }, n) => html`
          <li key=${n}><span><b>${name || "（没有名称）"}</b> ${value}${column !== "value" && html` <small>${titleOf(column)}</small>`}</span>
            <select aria-label=${`“${name}”的 ${value} 填到`} value=${chosen[n] ?? ""} onChange=${(event) => setChosen({ ...chosen, [n]: event.target.value })}>
              <option value="">不填</option>
              ${free.map((line) => html`<option key=${line.key} value=${line.key}>${line.indicator.path.at(-2)}：${nameOf(line)}</option>`)}
            </select></li>`)}
        </ul>`}
      <div class="actions">
        <button type="button" onClick=${onClose}>不填了</button>
        <button type="button" class="primary" autofocus disabled=${!all.length} onClick=${() => onDone(all)}>填入 ${all.length} 格</button>
      </div>
    <//>`;
};

/// Where a table is pasted that belongs to no cell.
export const PasteHere = ({ onRows, onClose }) => {
  const area = useRef(null);
  const [why, setWhy] = useState(null);
  return html`
    <${Dialog} title="从 Excel 粘贴" onClose=${onClose}>
      <ol class="steps">
        <li>在 Excel、WPS 表格或 Word 里选中表格，连同左边的指标名称，按 <kbd>Ctrl</kbd>+<kbd>C</kbd>。</li>
        <li>点一下面的方框，按 <kbd>Ctrl</kbd>+<kbd>V</kbd>。哪个数填到哪里，会先给您看。</li>
      </ol>
      <textarea ref=${area} class="paste-here" rows="4" aria-label="粘贴到这里" placeholder="粘贴到这里" autofocus
        onPaste=${(event) => { event.preventDefault(); if (!onRows(event.clipboardData)) setWhy("剪贴板里没有表格。先在 Excel 里复制。"); }}
        onInput=${(event) => { event.target.value = ""; setWhy("这里只能粘贴表格，不用打字。"); }}></textarea>
      ${why && html`<p class="warning aside" role="alert">${why}</p>`}
    <//>`;
};
