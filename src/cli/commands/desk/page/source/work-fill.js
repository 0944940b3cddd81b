// Figures out of spreadsheets: first what would be taken, then it is.

import { html, useState } from "./html.js";
import { Lines, Progress } from "./job.js";
import { Tick, TickAll, useTicks } from "./ticks.js";
import { ChooseFiles, Name, named, Outcome, useWork } from "./work-parts.js";

/// Whether a figure stands there that is no blank.
const isReplaced = ({ before }) => Boolean(before) && !before.includes("【");

/// `ticks` where it is still to be chosen which are taken.
const Taken = ({ filled, ticks }) => html`
  <div class="scrolls" tabindex="0" role="group" aria-label="取到的数">
    <table class="plan"><thead><tr>${ticks && html`<${TickAll} ticks=${ticks} keys=${filled.map(({ key }) => key)} says="全部填入" />`}
      <th scope="col">指标</th><th scope="col">${ticks ? "现在" : "原来"}</th><th scope="col">填入</th><th scope="col">来自</th></tr></thead>
      <tbody>${filled.map(({ key, before, after, numerator, denominator, computed, places }) => html`
        <tr key=${key} class=${ticks && !ticks.takes(key) ? "off" : ""}>${ticks && html`<${Tick} ticks=${ticks} of=${key} says=${`填入 ${named(key).join(" ")}`} />`}
          <th scope="row"><${Name} of=${key} /></th><td class=${isReplaced({ before }) ? "before replaced" : "before"}>${before || "—"}</td>
          <td class="after">${after}${numerator && html`<small>${numerator}/${denominator}${computed ? "，照它们算的" : ""}</small>`}</td>
          <td class="from">${places.join("、")}</td></tr>`)}</tbody></table>
  </div>`;

const List = ({ title, items, open, children }) => items.length ? html`
  <details class="left" open=${open}><summary>${title}（${items.length}）</summary><ul>${items.map(children)}</ul></details>` : null;

/// What was not taken, and why.
const Left = ({ data }) => html`
  <${List} title="没有取的：要改了表格再来" items=${data.refused} open>
    ${({ key, place, shown, why }) => html`<li key=${place}><b>${place}</b> “${shown}”（<${Name} of=${key} />）：${why}</li>`}<//>
  <${List} title="同一个数写得不一样，没有取" items=${data.contradictory} open>
    ${({ key, values }) => html`<li key=${key}><b><${Name} of=${key} /></b>：${values.map(({ place, value }) => `${place} 是 ${value}`).join("，")}</li>`}<//>
  <${List} title="没有对上名称的" items=${data.unmatched} open>
    ${({ place, name, shown, why }) => html`<li key=${place}><b>${place}</b> ${name}“${shown}”：${why}</li>`}<//>
  <${List} title="说明" items=${data.notes} open>
    ${({ place, text }) => html`<li key=${place + text}><b>${place}</b> ${text}</li>`}<//>
  <${List} title="还缺的" items=${data.missing}>
    ${({ key, department }) => html`<li key=${key}><${Name} of=${key} />${department && html` <small>${department}</small>`}</li>`}<//>`;

/// How many are taken, of those that could be.
const Head = ({ data, dry, n, replaced }) => {
  const left = data.refused.length + data.contradictory.length + data.unmatched.length;
  if (!dry) return html`<${Outcome} key="done" kind="good" head=${n ? `填入了 ${n} 个数` : "没有要填的"}><p>表里看得到每个数从哪里来。可以撤销。</p><//>`;
  return html`<${Outcome} key="dry" kind=${n ? "good" : "warning"} head=${n ? `可以填 ${n} 个数` : "没有可以填的数"}>
    <p>${data.unchanged ? `另有 ${data.unchanged} 个和现在一样。` : ""}${left ? `有 ${left} 处没有取，见下面。` : ""}</p>
    ${replaced > 0 && html`<p>有 ${replaced} 个数现在已经填了别的，会被换掉；不想换的，去掉前面的钩。</p>`}<//>`;
};

export const Fill = ({ store }) => {
  const [chosen, setChosen] = useState([]);
  const { job, run, stop, forget } = useWork(store);
  const [dry, setDry] = useState(true);
  const ticks = useTicks();
  const names = store.app.folder.value?.files.sheets ?? [];
  const choose = (next) => { setChosen(next); forget(); setDry(true); };
  const over = job && !job.running;
  const data = over && job.code !== 2 ? job.data : null;
  const filled = data?.filled ?? [];
  const [n, taken] = [filled.length, filled.filter(({ key }) => ticks.takes(key))];
  const look = () => { setDry(true); ticks.reset(); return run({ kind: "fill", sheets: chosen, dry: true }); };
  const fill = () => {
    const except = filled.map(({ key }) => key).filter((key) => !ticks.takes(key));
    setDry(false);
    return run({ kind: "fill", sheets: chosen, except, look: data.look });
  };
  return html`
    <p>各部门返回的表，或任何有名称和数的 Excel、WPS、CSV 表格。照名称对号入座，一个数字都不改；拿不准的不取，说明原因。</p>
    <${ChooseFiles} legend="文件夹里的表格" names=${names} accept=".xlsx,.xls,.ods,.csv" multiple chosen=${chosen} onChosen=${choose} />
    ${!job?.running && !(data && dry && n) && html`<div class="actions start"><button type="button" class="primary" disabled=${!chosen.length} onClick=${look}>${over ? "再看一遍" : "先看看能填哪些"}</button></div>`}
    ${job?.running && html`<${Progress} job=${job} stop=${stop} says=${dry ? "正在看表格" : "正在填入"} />`}
    ${over && !data && html`<${Outcome} kind="error" head="没有填" /><${Lines} lines=${job.lines} />`}
    ${data && html`<${Head} data=${data} dry=${dry} n=${n} replaced=${taken.filter(isReplaced).length} />`}
    ${n > 0 && html`<${Taken} filled=${filled} ticks=${dry ? ticks : null} />`}
    ${data && dry && n > 0 && html`<div class="actions"><button type="button" onClick=${forget}>不填了</button><button type="button" class="primary" disabled=${!taken.length} onClick=${fill}>填入${taken.length < n ? "打钩的" : "这"} ${taken.length} 个数</button></div>`}
    ${data && html`<${Left} data=${data} />`}`;
};

export { List };
