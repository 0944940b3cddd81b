// What was changed in Word, put back into the filing: first seen, then done.

import { html, useState } from "./html.js";
import { Lines, Progress } from "./job.js";
import { ChooseFiles, Name, Outcome, useWork } from "./work-parts.js";
import { List } from "./work-fill.js";

const KINDS = {
  edited: "改", added: "加一段", removed: "删一段", moved: "移一段", initiative_added: "加举措", initiative_removed: "删举措",
  initiative_moved: "移举措", indicator_added: "加指标", indicator_removed: "删指标", comment: "批注",
};

/// Two texts with what differs in their middle marked.
const Differing = ({ before, after }) => {
  if (!before || !after) return html`${before && html`<del>${before}</del>`}${after && html`<ins>${after}</ins>`}`;
  const [a, b] = [[...before], [...after]];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  // Of a figure all digits are shown: 90 → 91, not 0 → 1.
  const isDigit = (c) => c !== undefined && /[\d.%]/.test(c);
  while (head > 0 && isDigit(a[head - 1])) head -= 1;
  while (tail > 0 && isDigit(a[a.length - tail])) tail -= 1;
  const [from, to] = [Math.max(0, head - 16), Math.min(tail, 16)];
  const [gone, come] = [a.slice(head, a.length - tail).join(""), b.slice(head, b.length - tail).join("")];
  return html`${from > 0 ? "…" : ""}${a.slice(from, head).join("")}${gone && html`<del>${gone}</del>`}${come && html`<ins>${come}</ins>`}${a.slice(a.length - tail, a.length - tail + to).join("")}${to < tail ? "…" : ""}`;
};

const Changes = ({ changes }) => html`
  <div class="scrolls" tabindex="0" role="group" aria-label="Word 里的修改"><table class="plan">
    <thead><tr><th scope="col">哪里</th><th scope="col">怎么改</th><th scope="col">内容</th></tr></thead>
    <tbody>${changes.map(({ kind, key, place, before, after }, n) => html`
      <tr key=${n}><th scope="row"><${Name} of=${key} />${place && html`<small>Word ${place}</small>`}</th><td>${KINDS[kind] ?? kind}</td>
        <td class="differing"><${Differing} before=${before} after=${after} /></td></tr>`)}</tbody></table></div>`;

export const Merge = ({ store }) => {
  const [chosen, setChosen] = useState([]);
  const [tracked, setTracked] = useState("accept");
  const [dry, setDry] = useState(true);
  const { job, run, stop, forget } = useWork(store);
  const names = (store.app.folder.value?.files.word ?? []).filter((name) => /\.docx$/i.test(name));
  const again = () => { forget(); setDry(true); };
  const go = (look) => { setDry(look); return run({ kind: "merge", from: chosen[0], dry: look, tracked }); };
  const over = job && !job.running;
  const data = over && job.code !== 2 ? job.data : null;
  const n = data?.changes.length ?? 0;
  return html`
    <p>由这份报告做出、在 Word 里改过的文件。改了哪里就收回哪里，您这边后来的改动都留着；两边都改了的不替您定，列出来。</p>
    <${ChooseFiles} legend="返回的 Word 文件" names=${names} accept=".docx" chosen=${chosen} onChosen=${(next) => { setChosen(next); again(); }} />
    <fieldset><legend>Word 里的修订</legend><div class="picks">
      <label class="pick"><input type="radio" name="tracked" checked=${tracked === "accept"} onChange=${() => { setTracked("accept"); again(); }} /> 都接受</label>
      <label class="pick"><input type="radio" name="tracked" checked=${tracked === "reject"} onChange=${() => { setTracked("reject"); again(); }} /> 都不接受</label></div></fieldset>
    ${!job?.running && !(data && dry && n) && html`<div class="actions start"><button type="button" class="primary" disabled=${!chosen.length} onClick=${() => go(true)}>${over ? "再看一遍" : "先看看改了什么"}</button></div>`}
    ${job?.running && html`<${Progress} job=${job} stop=${stop} says=${dry ? "正在比对" : "正在并入"} />`}
    ${over && !data && html`<${Outcome} kind="error" head="没有并入" /><${Lines} lines=${job.lines} />`}
    ${data && !dry && html`<${Outcome} key="done" kind="good" head=${n ? `并入了 ${n} 处` : "没有要并入的"}>${n > 0 && html`<p>可以撤销。</p>`}<//>`}
    ${data && dry && html`<${Outcome} key="dry" kind=${n ? "good" : "warning"} head=${n ? `Word 里改了 ${n} 处` : "没有要并入的修改"} />`}
    ${n > 0 && html`<${Changes} changes=${data.changes} />`}
    ${data && dry && n > 0 && html`<div class="actions"><button type="button" onClick=${again}>不并了</button><button type="button" class="primary" onClick=${() => go(false)}>并入这 ${n} 处</button></div>`}
    ${data && html`
      <${List} title="两边都改了，没有并入" items=${data.conflicts} open>
        ${({ key, file, word }) => html`<li key=${key + file}><b><${Name} of=${key} /></b><br />这里：${file}<br />Word：${word}</li>`}<//>
      <${List} title="没有地方放的" items=${data.left_over} open>
        ${({ key, why, place, text }) => html`<li key=${key + text}>${place && html`<b>Word ${place}</b> `}${key}（${why}）：${text}</li>`}<//>`}`;
};
