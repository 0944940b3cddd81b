// Dialogs about the filing as a whole.

import { html } from "./html.js";
import { Dialog } from "./dialog.js";
import { difference } from "./changes.js";
import { RollForward } from "./folder-dialogs.js";
import { wordsOf } from "./places.js";
import { ReplaceDialog } from "./replace.js";
import { Versions } from "./versions.js";

export const Dialogs = ({ store, ui, app }) => {
  const open = ui.dialog.value;
  const folder = app.folder.value;
  const filing = folder?.filings.find(({ name }) => name === store.name);
  const close = () => { ui.dialog.value = null; };
  return html`
    ${store.conflict.value && html`<${Conflict} store=${store} />`}
    ${open?.kind === "versions" && html`<${Versions} store=${store} onClose=${close} />`}
    ${open?.kind === "roll" && filing && html`<${RollForward} folder=${folder} store=${app} filing=${filing} onClose=${close} />`}
    ${open?.kind === "replace" && html`<${ReplaceDialog} store=${store} onClose=${close} />`}
    ${open?.kind === "help" && html`<${Help} onClose=${close} />`}
    ${open?.kind === "mend" && html`<${MendAll} store=${store} findings=${open.findings} onClose=${close} />`}
  `;
};

const said = (value) => {
  if (value === null || value === undefined || value === "") return "（空的）";
  return Array.isArray(value) ? value.join("、") : typeof value === "object" ? JSON.stringify(value) : String(value);
};

/// A value with what the other one has otherwise marked.
const marked = (value, other) => {
  if (typeof value !== "string" || typeof other !== "string" || !value) return said(value);
  const change = difference(other, value);
  if (!change) return value;
  const end = change.from + change.insert.length;
  return [value.slice(0, change.from), html`<mark>${value.slice(change.from, end)}</mark>`, value.slice(end)];
};

const Conflict = ({ store }) => {
  const { path, theirs, yours, entries } = store.conflict.value;
  const mine = yours || entries.find(({ value }) => value !== undefined)?.value;
  return html`
    <${Dialog} title="这里两边都改了" wide alert>
      <p>“${wordsOf(path ?? [])}”在别的窗口或程序里也改过。用哪一个？</p>
      <div class="both">
        <section><h3>我的</h3><div class="text" tabindex="0">${marked(mine, theirs)}</div>
          <button type="button" onClick=${() => store.decide(true)}>用我的</button></section>
        <section><h3>文件里的</h3><div class="text" tabindex="0">${marked(theirs, mine)}</div>
          <button type="button" onClick=${() => store.decide(false)}>用文件里的</button></section>
      </div>
    <//>
  `;
};

const MendAll = ({ store, findings, onClose }) => {
  const mend = async () => {
    onClose();
    if (await store.do(findings.map(({ id }) => ({ op: "fix", finding: id })))) store.app.say("改好了");
  };
  return html`
    <${Dialog} title=${`改好 ${findings.length} 处`} wide onClose=${onClose}>
      <p class="soft">这些改法都有把握。改了可以撤销。</p>
      <ul class="fix-says">${findings.flatMap((one) => one.fix.says.map((says, i) => html`<li key=${`${one.id}${i}`}>${says} <small class="soft">${store.whereIs(one)}</small></li>`))}</ul>
      <div class="actions"><button type="button" onClick=${onClose}>不改</button><button type="button" class="primary" onClick=${mend}>都改</button></div>
    <//>
  `;
};

const KEYS = [
  [["Ctrl", "Z"], "撤销（关了再打开也可以）"],
  [["Ctrl", "Y"], "重做"],
  [["F9"], "下一处问题；Shift+F9 上一处"],
  [["Ctrl", "B"], "加粗选中的字"],
  [["Ctrl", "H"], "在整份报告里查找、替换"],
  [["F8"], "正文里下一处划线的地方"],
  [["Alt", "↑"], "举措上移；Alt+↓ 下移，Alt+→ 降一级，Alt+← 升一级"],
  [["?"], "这份说明"],
  [["Esc"], "关闭，去掉标记"],
];

const Help = ({ onClose }) => html`
  <${Dialog} title="怎么用" onClose=${onClose}>
    <p>左边填写，右边是排好的页面，问题列在页面下面。改了什么都自己存，不用按“保存”。</p>
    <p>点页面上的字，就到左边填它的地方；点一条问题，就到出问题的字。</p>
    <p>正文里按一次回车另起一段。从 Word、Excel 复制的表格直接粘贴；图片可以粘贴或拖进来。</p>
    <p>同一个文件还可以用别的编辑器打开，两边随时一致。</p>
    <dl class="keys">${KEYS.map(([keys, says]) => html`<div key=${says}><dt>${keys.map((key, i) => html`${i > 0 && "+"}<kbd>${key}</kbd>`)}</dt><dd>${says}</dd></div>`)}</dl>
  <//>
`;
