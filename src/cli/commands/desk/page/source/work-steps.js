// The steps that are one press of a button: draft, review sheet, Word file, final build, forms.

import { html, useState } from "./html.js";
import { Duties, hasDuties } from "./work-duties.js";
import { unlooked } from "./last.js";
import { Errors, errorsOf, pdfsOf, Simple, Unlooked, UnlookedLine } from "./work-parts.js";

export const Draft = ({ store, onClose }) => html`
  <${Simple} store=${store} order=${() => ({ kind: "draft" })} button="做送审稿" doing="正在做送审稿" done="送审稿做好了">
    <p>给领导和各部门看的稿子：PDF、网页和 Word，每页标明“送审稿”和第几稿。有错误也能做；没有改过，还是原来那一稿。</p>
    <${UnlookedLine} store=${store} onClose=${onClose} />
  <//>`;

export const Review = ({ store, onClose }) => {
  const [against, setAgainst] = useState("");
  const earlier = pdfsOf(store);
  return html`
    <${Simple} store=${store} button="做审阅单" doing="正在做审阅单" done="审阅单做好了" first=${/\.review\.html$/}
      order=${() => ({ kind: "review", draft: true, ...(against ? { against } : {}) })}>
      <p>一张可以打印的单子：问题、说明过的问题、指标与上期和限值的对比、正文改了什么，最后是签字栏。做好以后打开它，按 Ctrl+P 打印。附的是送审稿，正式的报告到“正式生成”再做。</p>
      <${UnlookedLine} store=${store} onClose=${onClose} />
      ${earlier.length > 0 && html`<label class="titled">与哪一稿比，逐处列出改了什么
        <select value=${against} onChange=${(event) => setAgainst(event.target.value)}>
          <option value="">不比</option>${earlier.map(({ name }) => html`<option key=${name} value=${name}>${name}</option>`)}
        </select></label>`}
    <//>`;
};

export const Word = ({ store, onClose }) => {
  const draft = errorsOf(store) > 0;
  return html`
    <${Simple} store=${store} order=${() => ({ kind: "word", draft })} button="做 Word 文件" doing="正在做 Word 文件" done="Word 文件做好了">
      <p>给要在 Word 里改的人：他们直接改，或者用修订、批注；改完返回，在“并入 Word 修改”里收回来，不用照着再打一遍。${draft ? "报告还没有完全写好，做成送审稿。" : ""}</p>
      <${UnlookedLine} store=${store} onClose=${onClose} />
    <//>`;
};

export const Build = ({ store, onClose, go }) => {
  const blocked = errorsOf(store) > 0
    ? html`<${Errors} store=${store} onClose=${onClose} says=${(what) => `还有 ${what}，正式生成会被拒绝。先改好：`} />` : null;
  const { length } = unlooked(store);
  const warnings = (store.view.value?.findings ?? []).filter(({ severity }) => severity === "warning").length;
  return html`
    <${Simple} store=${store} order=${() => ({ kind: "build" })} button="正式生成" doing="正在生成" done="正式的报告做好了" failed="没有生成" blocked=${blocked} unsure=${!blocked && length > 0 ? `不看了，正式生成（${length} 段没看过）` : null}
      after=${() => html`<p>下一步：<button type="button" class="quiet" onClick=${() => go("sign")}>签名</button></p>`}>
      <p>报送用的 PDF，和可以公布的网页；还有一份纯文字的（.md），供别的系统用。PDF 里带着填报文件和数据，说明的理由、数的来处，收到的人也看得到。</p>
      ${!blocked && warnings > 0 && html`<p class="aside">还有 ${warnings} 处警告，不妨碍生成；确认过就行。</p>`}
      ${blocked ? html`<${UnlookedLine} store=${store} onClose=${onClose} />` : html`<${Unlooked} store=${store} onClose=${onClose} />`}
    <//>`;
};

const WAYS = [[null, "全部在一张表里"], ["组", "每组一张工作表"], ["部门", "每个部门一个文件"]];

export const Sheets = ({ store }) => {
  const [by, setBy] = useState(null);
  const [told, setTold] = useState(false);
  const asks = by === "部门" && !told && !hasDuties(store.text.value);
  const choice = html`
    <p>发给各部门填的 Excel 表：每个数一行，写着单位、限值和上期的数，只有要填的格子能改。填好返回，在“从表格填数”里一次填好。</p>
    <fieldset><legend>怎么分</legend><div class="picks column">${WAYS.map(([way, words]) => html`
      <label key=${words} class="pick"><input type="radio" name="by" checked=${by === way} onChange=${() => setBy(way)} /> ${words}</label>`)}</div></fieldset>`;
  if (asks) return html`${choice}<${Duties} store=${store} onDone=${() => setTold(true)} />`;
  return html`
    <${Simple} key=${by} store=${store} order=${() => ({ kind: "sheets", ...(by ? { by } : {}) })} button="做表格" doing="正在做表格" done="表格做好了">${choice}<//>`;
};
