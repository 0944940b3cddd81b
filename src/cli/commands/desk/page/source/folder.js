// The folder's filings, and how a new one begins.

import { html, useState } from "./html.js";
import { ImportReport, NewFiling, RollForward } from "./folder-dialogs.js";
import { byPeriod, isOf, known, nextPeriod, stateOf } from "./folder-words.js";
import { Labels } from "./labels.js";

const Filing = ({ one, made, store, onRoll }) => {
  const following = nextPeriod(one.period);
  const isThere = store.folder.value.filings.some(({ company, period }) => company === one.company && period === following);
  const next = isThere ? null : following;
  const title = [known(one.company), known(one.period)].filter(Boolean).join("　") || known(one.title) || one.name;
  const mine = made.filter((file) => isOf(file, one.name));
  return html`
    <li class="filing-card">
      <div class="about">
        <h2><a href=${`#/${encodeURIComponent(one.name)}`}>${title}</a></h2>
        <p class="file">${one.name}<span> · 改于 ${one.modified}</span></p>
        <ul class="chips" aria-label="状态">${stateOf(one.state).map(([kind, words]) => html`<li key=${words} class=${kind}>${words}</li>`)}</ul>
      </div>
      <div class="do">
        <button type="button" class="primary" onClick=${() => store.openFiling(one.name)} aria-label=${`打开 ${title}`}>打开</button>
        ${one.state.readable && next && html`<button type="button" onClick=${() => onRoll(one)} aria-label=${`把 ${title} 滚动到${next}`}>滚动到${next}</button>`}
      </div>
      ${mine.length > 0 && html`<p class="made"><span>已做好的：</span>${mine.map((file) => html`<span key=${file.name}><a href=${`made/${encodeURIComponent(file.name)}`} target="_blank" rel="noopener">${file.name}</a><${Labels} file=${file} all=${mine} only="warning" /></span>`)}</p>`}
    </li>`;
};

const Empty = ({ onNew, onImport, words }) => html`
  <section class="empty" aria-labelledby="empty-head">
    <h2 id="empty-head">这个文件夹里还没有报告。第一份怎么来？</h2>
    <div class="ways">
      <article>
        <h3>有以往的 Word 报告</h3>
        <p>导入它，企业、章节、举措、指标各归各位，再滚动到这一期，只改有变化的地方。最省事。</p>
        <button type="button" class="primary" onClick=${() => onImport(null)}>导入以往的报告…</button>
        ${words > 0 && html`<p class="aside">文件夹里有 ${words} 个 Word 文件。</p>`}
      </article>
      <article>
        <h3>从头写</h3>
        <p>选集团、省份和业务，就有一份空白的报告，要填哪些、怎么填都写在旁边。</p>
        <button type="button" onClick=${onNew}>新建一份…</button>
      </article>
    </div>
    <h3>然后</h3>
    <ol class="steps">
      <li>左边填，右边就是印出来的样子；哪里不对，当场标出来，多数按一下就能改好。</li>
      <li>指标可以从 Excel 整块粘贴，也可以把表格发给各部门，收回来一次填好。</li>
      <li>送审稿、审阅单、Word 给领导看；改完正式生成 PDF，签名，报送。</li>
    </ol>
    <p class="aside">每改一处马上存好，随时可以撤销，关掉浏览器也不会丢。</p>
  </section>`;

const Others = ({ folder, onImport }) => {
  const { word, sheets, pdf, pictures } = folder.files;
  const listed = [["表格", sheets, "打开报告，在“办理”里从表格填数"], ["PDF", pdf, null], ["图片", pictures, null]].filter(([, names]) => names.length);
  if (!word.length && !listed.length) return null;
  return html`
    <section class="others" aria-labelledby="others-head">
      <h2 id="others-head">文件夹里的其他文件</h2>
      <dl>
        ${word.length > 0 && html`<div><dt>Word</dt><dd><ul>${word.map((name) => html`
          <li key=${name}>${name} <button type="button" class="quiet" aria-label=${`导入 ${name}`} onClick=${() => onImport(name)}>导入…</button></li>`)}</ul></dd></div>`}
        ${listed.map(([kind, names, hint]) => html`<div key=${kind}><dt>${kind}</dt><dd><ul>${names.map((name) => html`<li key=${name}>${name}</li>`)}</ul>${hint && html`<p class="aside">${hint}</p>`}</dd></div>`)}
      </dl>
    </section>`;
};

export const Folder = ({ store }) => {
  const [dialog, setDialog] = useState(null);
  const folder = store.folder.value;
  if (!folder) return html`<main class="folder"><p class="waiting" role="status">${store.lost.value ? "连不上呈报：窗口关了吗？重新打开它，从新的地址进来。" : "正在打开…"}</p></main>`;
  const close = () => setDialog(null);
  const onNew = () => setDialog({ kind: "new" });
  const onImport = (from) => setDialog({ kind: "import", from });
  const filings = [...folder.filings].sort(byPeriod);
  return html`
    <main class="folder">
      <header>
        <div><h1>服务质量状况报告</h1><p class="file" title="报告所在的文件夹">${folder.folder}</p></div>
        ${filings.length > 0 && html`<div class="do">
          <button type="button" onClick=${() => onImport(null)}>导入以往的报告…</button>
          <button type="button" class="primary" onClick=${onNew}>新建…</button></div>`}
      </header>
      ${store.lost.value && html`<p class="lost" role="alert">连不上呈报：窗口关了吗？重新打开它，从新的地址进来。</p>`}
      ${filings.length
        ? html`<ul class="filings" aria-label="报告">${filings.map((one) => html`
            <${Filing} key=${one.name} one=${one} made=${folder.made ?? []} store=${store} onRoll=${(filing) => setDialog({ kind: "roll", filing })} />`)}</ul>`
        : html`<${Empty} onNew=${onNew} onImport=${onImport} words=${folder.files.word.length} />`}
      <${Others} folder=${folder} onImport=${onImport} />
      ${dialog?.kind === "new" && html`<${NewFiling} folder=${folder} store=${store} onClose=${close} />`}
      ${dialog?.kind === "roll" && html`<${RollForward} folder=${folder} store=${store} filing=${dialog.filing} onClose=${close} />`}
      ${dialog?.kind === "import" && html`<${ImportReport} folder=${folder} store=${store} from=${dialog.from} onClose=${close} onRoll=${(filing) => setDialog({ kind: "roll", filing })} />`}
    </main>`;
};
