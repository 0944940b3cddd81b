// A figure of the report named in a text: what the indicator says is printed there.

import { html, useMemo, useState } from "./html.js";
import { Dialog } from "./dialog.js";

/// All figures of the form: the name that leads to each, and its value.
const figuresOf = (form) => {
  const rows = (form?.sections ?? [])
    .filter((section) => section.kind === "figures")
    .flatMap((section) => section.groups)
    .flatMap((group) => group.indicators.flatMap((indicator) => indicator.rows.map((row) => ({
      group: group.name,
      says: [indicator.name, row.label].filter(Boolean).join(" "),
      name: [group.name, indicator.name, ...row.path.slice(indicator.path.length)].join("."),
      value: row.printed ?? row.value,
      last: row.last,
    }))));
  return rows;
};

const WAYS = [
  ["", "数", (name) => name],
  ["last", "上期的数", (name) => `上期.${name}`],
  ["change", "变化，如“提高0.58个百分点”", (name) => `${name}.变化`],
  ["better", "优劣：“变好”或“变差”", (name) => `${name}.优劣`],
];

export const ReferenceDialog = ({ store, onDone, onClose }) => {
  const rows = useMemo(() => figuresOf(store.form.value), []);
  const [wanted, setWanted] = useState("");
  const [way, setWay] = useState("");
  const [chosen, setChosen] = useState(null);
  const words = wanted.trim().split(/\s+/).filter(Boolean);
  const fitting = rows.filter((row) => words.every((word) => `${row.group}${row.says}`.includes(word)));
  const pick = fitting.find((row) => row.name === chosen) ?? fitting[0];
  const written = pick && `\${${WAYS.find(([id]) => id === way)[2](pick.name)}}`;
  return html`
    <${Dialog} title="引用数据" onClose=${onClose}>
      <form onSubmit=${(event) => { event.preventDefault(); if (written) onDone(written); }}>
        <p class="soft">正文里印出指标的数；指标改了，这里自己跟着改。</p>
        <label class="stacked">找指标 <input value=${wanted} onInput=${(e) => setWanted(e.target.value)} placeholder="如：满意率" /></label>
        <label class="stacked">指标
          <select size="8" value=${pick?.name} onChange=${(e) => setChosen(e.target.value)} onDblClick=${() => written && onDone(written)}>
            ${fitting.map((row) => html`<option key=${row.name} value=${row.name}>${row.group}：${row.says}　${row.value ?? ""}</option>`)}
          </select>
        </label>
        <fieldset><legend>印什么</legend>
          ${WAYS.map(([id, name]) => html`<label key=${id} class="choice"><input type="radio" name="way" checked=${way === id} onChange=${() => setWay(id)} /> ${name}</label>`)}
        </fieldset>
        <div class="actions">
          <button type="button" onClick=${onClose}>取消</button>
          <button type="submit" class="primary" disabled=${!written}>插入</button>
        </div>
      </form>
    <//>
  `;
};
