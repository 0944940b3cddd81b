// All findings in one list, errors first; a click leads to the place in the form and on the page.

import { html, classes } from "./html.js";
import { Answers } from "./finding.js";

export const Panel = ({ store, ui }) => {
  const view = store.view.value;
  const { all } = store.findings.value;
  const chosen = ui.chosen.value.finding;
  const sought = chosen && (all.find(({ id }) => id === chosen.id) ?? all.find((one) => same(chosen, one)));
  const mendable = all.filter(({ fix }) => fix);
  return html`
    <section class="panel" aria-labelledby="panel-head">
      <div class="panel-bar">
        <h2 id="panel-head"><button type="button" class="quiet" aria-expanded=${ui.panel.value ? "true" : "false"} aria-controls="panel-list"
          onClick=${() => ui.openPanel(!ui.panel.value)}>${ui.panel.value ? "▾" : "▸"} 问题 <${Counts} all=${all} /></button></h2>
        ${ui.panel.value && mendable.length > 1 && html`<button type="button" class="quiet" onClick=${() => ui.dialog.value = { kind: "mend", findings: mendable }}>把有把握的 ${mendable.length} 处都改好…</button>`}
      </div>
      <div class="scroller panel-scroller" id="panel-list" hidden=${!ui.panel.value} tabindex="0" role="group" aria-label="问题的列表">
        ${!all.length && html`<p class="soft none">${view ? "没有问题。" : "正在检查…"}</p>`}
        <ol class="findings">
          ${all.map((one) => html`<${Item} key=${one.id} finding=${one} chosen=${one === sought} store=${store} ui=${ui} />`)}
        </ol>
        ${view?.waived?.length > 0 && html`
          <h3>已说明的</h3>
          <ul class="findings waived">${view.waived.map((one, i) => html`<li key=${i}><p>${one.code} ${one.message}</p><p class="soft">理由：${one.reason}</p></li>`)}</ul>`}
      </div>
    </section>
  `;
};

/// The same finding stays chosen, though its place may have moved.
export const same = (a, b) => a.id === b.id || (a.code === b.code && a.message === b.message);

const Counts = ({ all }) => {
  const errors = all.filter(({ severity }) => severity === "error").length;
  const warnings = all.filter(({ severity }) => severity === "warning").length;
  const others = all.length - errors - warnings;
  return html`<span class="counts">
    ${errors > 0 && html`<span class="number error">${errors} 处错误</span>`}
    ${warnings > 0 && html`<span class="number warning">${warnings} 处警告</span>`}
    ${others > 0 && html`<span class="number info">${others} 处提示</span>`}
    ${!all.length && html`<span class="number good">没有</span>`}
  </span>`;
};

const Item = ({ finding, chosen, store, ui }) => {
  const pages = [...new Set((finding.marks ?? []).map(([page]) => page))];
  const where = store.whereIs(finding);
  return html`
    <li class=${classes("finding", finding.severity, chosen && "chosen")} aria-current=${chosen ? "true" : undefined}>
      <button type="button" class="goes" onClick=${() => ui.choose(finding)}>
        <span><b class="kind">${finding.label} ${finding.code}</b> ${finding.message}</span>
        <span class="where">${[where, pages.length ? `第${pages.join("、")}页` : ""].filter(Boolean).join(" · ")}</span>
      </button>
      ${chosen && finding.help && html`<p class="help">怎么改：${finding.help}</p>`}
      ${chosen && html`<${Answers} finding=${finding} store=${store} />`}
    </li>
  `;
};
