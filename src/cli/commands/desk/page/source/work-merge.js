// What was changed in Word, put back into the filing: first seen, then done.

import { html, useState } from "./html.js";
import { Lines, Progress } from "./job.js";
import { Tick, TickAll, useTicks } from "./ticks.js";
import { ChooseFiles, Name, named, Outcome, useWork } from "./work-parts.js";
import { List } from "./work-fill.js";

const KINDS = {
  edited: "改", added: "加一段", removed: "删一段", moved: "移一段", initiative_added: "加举措", initiative_removed: "删举措",
  initiative_moved: "移举措", indicator_added: "加指标", indicator_removed: "删指标", comment: "批注",
};

/// Two texts with what differs in their middle marked; `whole`, with all that stands around it.
const Differing = ({ before, after, whole }) => {
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
  const [from, to] = whole ? [0, tail] : [Math.max(0, head - 16), Math.min(tail, 16)];
  const [gone, come] = [a.slice(head, a.length - tail).join(""), b.slice(head, b.length - tail).join("")];
  return html`${from > 0 ? "…" : ""}${a.slice(from, head).join("")}${gone && html`<del>${gone}</del>`}${come && html`<ins>${come}</ins>`}${a.slice(a.length - tail, a.length - tail + to).join("")}${to < tail ? "…" : ""}`;
};

/// `ticks` where it is still to be chosen which are taken.
const Changes = ({ changes, ticks }) => html`
  <div class="scrolls" tabindex="0" role="group" aria-label="Word 里的修改"><table class="plan">
    <thead><tr>${ticks && html`<${TickAll} ticks=${ticks} keys=${changes.map(({ mark }) => mark)} says="全部并入" />`}
      <th scope="col">哪里</th><th scope="col">怎么改</th><th scope="col">内容</th></tr></thead>
    <tbody>${changes.map(({ kind, key, place, before, after, mark }, n) => html`
      <tr key=${mark} class=${ticks && !ticks.takes(mark) ? "off" : ""}>${ticks && html`<${Tick} ticks=${ticks} of=${mark} says=${`并入第 ${n + 1} 处：${named(key).join(" ")}`} />`}
        <th scope="row"><${Name} of=${key} />${place && html`<small>Word ${place}</small>`}</th><td>${KINDS[kind] ?? kind}</td>
        <td class="differing"><${Differing} before=${before} after=${after} /></td></tr>`)}</tbody></table></div>`;

/// What both sides changed, each to be decided: as it is here, until Word's is chosen.
const Conflicts = ({ conflicts, words, onWords }) => html`
  <section class="conflicts" aria-label="两边都改了的"><h3>两边都改了的（${conflicts.length}）</h3>
    <p class="aside">这份 Word 送出去以后，这里也改过同一处。照谁的，由您定。</p>
    <ul>${conflicts.map(({ key, place, file, word, mark }, n) => html`
      <li key=${mark ?? n}><fieldset><legend><${Name} of=${key} />${place && html` <small>Word ${place}</small>`}</legend>
        <p class="differing"><${Differing} before=${file} after=${word} whole /></p>
        ${mark && onWords ? html`<div class="picks">
          <label class="pick"><input type="radio" name=${`of-${mark}`} checked=${!words.has(mark)} onChange=${() => onWords(mark, false)} /> 照这里的</label>
          <label class="pick"><input type="radio" name=${`of-${mark}`} checked=${words.has(mark)} onChange=${() => onWords(mark, true)} /> 照 Word 的</label></div>`
          : html`<p class="aside">${onWords ? "这一处只能自己改。" : "没有并入，这里的没有动。"}</p>`}</fieldset></li>`)}</ul></section>`;

/// What was done, or would be.
const Head = ({ data, dry, n }) => {
  if (!dry) return html`<${Outcome} key="done" kind="good" head=${n ? `并入了 ${n} 处` : "没有要并入的"}>${n > 0 && html`<p>可以撤销。</p>`}<//>`;
  const both = data.conflicts.length ? `，另有 ${data.conflicts.length} 处两边都改了` : "";
  return html`<${Outcome} key="dry" kind=${n || both ? "good" : "warning"} head=${n || both ? `Word 里改了 ${n} 处${both}` : "没有要并入的修改"} />`;
};

export const Merge = ({ store }) => {
  const [chosen, setChosen] = useState([]);
  const [tracked, setTracked] = useState("accept");
  const [dry, setDry] = useState(true);
  const [words, setWords] = useState(() => new Set());
  const ticks = useTicks();
  const { job, run, stop, forget } = useWork(store);
  const names = (store.app.folder.value?.files.word ?? []).filter((name) => /\.docx$/i.test(name));
  const again = () => { forget(); setDry(true); };
  const over = job && !job.running;
  const data = over && job.code !== 2 ? job.data : null;
  const { changes = [], conflicts = [] } = data ?? {};
  const except = changes.map(({ mark }) => mark).filter((mark) => !ticks.takes(mark));
  const [n, taken] = [changes.length, changes.length - except.length + words.size];
  const choosing = Boolean(data && dry && (n || conflicts.some(({ mark }) => mark)));
  const look = () => {
    setDry(true);
    ticks.reset();
    setWords(new Set());
    return run({ kind: "merge", from: chosen[0], dry: true, tracked });
  };
  const merge = () => { setDry(false); return run({ kind: "merge", from: chosen[0], tracked, except, words: [...words], look: data.look }); };
  const onWords = (mark, on) => {
    const next = new Set(words);
    if (on) next.add(mark); else next.delete(mark);
    setWords(next);
  };
  return html`
    <p>由这份报告做出、在 Word 里改过的文件。改了哪里就收回哪里，您这边后来的改动都留着；两边都改了的，由您定照谁的。</p>
    <${ChooseFiles} legend="返回的 Word 文件" names=${names} accept=".docx" chosen=${chosen} onChosen=${(next) => { setChosen(next); again(); }} />
    <fieldset><legend>Word 里的修订</legend><div class="picks">
      <label class="pick"><input type="radio" name="tracked" checked=${tracked === "accept"} onChange=${() => { setTracked("accept"); again(); }} /> 都接受</label>
      <label class="pick"><input type="radio" name="tracked" checked=${tracked === "reject"} onChange=${() => { setTracked("reject"); again(); }} /> 都不接受</label></div></fieldset>
    ${!job?.running && !choosing && html`<div class="actions start"><button type="button" class="primary" disabled=${!chosen.length} onClick=${look}>${over ? "再看一遍" : "先看看改了什么"}</button></div>`}
    ${job?.running && html`<${Progress} job=${job} stop=${stop} says=${dry ? "正在比对" : "正在并入"} />`}
    ${over && !data && html`<${Outcome} kind="error" head="没有并入" /><${Lines} lines=${job.lines} />`}
    ${data && html`<${Head} data=${data} dry=${dry} n=${n} />`}
    ${n > 0 && html`<${Changes} changes=${changes} ticks=${dry ? ticks : null} />`}
    ${conflicts.length > 0 && html`<${Conflicts} conflicts=${conflicts} words=${words} onWords=${dry ? onWords : null} />`}
    ${choosing && html`<div class="actions"><button type="button" onClick=${again}>不并了</button><button type="button" class="primary" disabled=${!taken} onClick=${merge}>${words.size ? `并入${taken > words.size ? `打钩的 ${taken - words.size} 处，` : ""} ${words.size} 处照 Word 的` : `并入${except.length ? "打钩的" : "这"} ${taken} 处`}</button></div>`}
    ${data && html`
      <${List} title="没有地方放的" items=${data.left_over} open>
        ${({ key, why, place, text }) => html`<li key=${key + text}>${place && html`<b>Word ${place}</b> `}${key}（${why}）：${text}</li>`}<//>`}`;
};
