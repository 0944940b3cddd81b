// What is made of a filing, in the order of a half-year: figures gathered, looked over, filed.

import { html, useEffect, useLayoutEffect, useRef, useState } from "./html.js";
import { Build, Draft, Review, Sheets, Word } from "./work-steps.js";
import { Fill } from "./work-fill.js";
import { Merge } from "./work-merge.js";
import { Sign, Verify } from "./work-sign.js";
import { isOf } from "./folder-words.js";
import { errorsOf, filedOf, Files, standing, unlookedWords } from "./work-parts.js";

const STEPS = {
  sheets: ["分发表格", Sheets], fill: ["从表格填数", Fill],
  draft: ["送审稿", Draft], review: ["审阅单", Review], word: ["Word 文件", Word], merge: ["并入 Word 修改", Merge],
  build: ["正式生成", Build], sign: ["签名", Sign], verify: ["核验", Verify],
};

/// Whether there is a report, signed or not, and whether it is of the filing as it is.
const made = (pdfs, signed) => {
  const reports = pdfs.filter(({ report }) => report && report.signed === signed);
  if (!reports.length) return "none";
  return reports.some(({ report }) => report.current) ? "current" : "stale";
};

const says = (store) => {
  const errors = errorsOf(store);
  const pdfs = filedOf(store);
  const [built, signed] = [made(pdfs, false), made(pdfs, true)];
  const sheets = store.app.folder.value?.files.sheets.length ?? 0;
  return {
    sheets: "给各部门填的 Excel 表", fill: sheets ? `文件夹里有 ${sheets} 个表格` : "收回的表一次填好",
    draft: "标明第几稿的 PDF、网页、Word", review: "问题、对比、改动和签字栏", word: "给要在 Word 里改的人", merge: "改过的 Word 收回来",
    build: [errors ? `还有 ${standing(store.view.value.findings)}，现在会被拒绝`
      : { none: "报送用的 PDF 和网页", stale: "生成以后又改过，要重新生成", current: "已生成，就是现在的内容" }[built], unlookedWords(store)].filter(Boolean).join("；"),
    sign: !pdfs.length ? "先要正式生成" : { none: "盖章、加电子签名", stale: "签过名的是改动以前的，要重新生成、签名", current: "已签名，就是现在的内容" }[signed],
    verify: pdfs.length ? "谁签的，改没改过" : "先要签名",
  };
};

const STAGES = [["收数", ["sheets", "fill"]], ["送审", ["draft", "review", "word", "merge"]], ["报送", ["build", "sign", "verify"]]];

const Home = ({ store, go }) => {
  const words = says(store);
  const errors = errorsOf(store);
  const files = (store.app.folder.value?.made ?? []).filter((file) => isOf(file, store.name));
  const blocked = (step) => (step === "build" && (errors > 0 || unlookedWords(store))) || (step === "sign" && !filedOf(store).length);
  return html`
    ${STAGES.map(([stage, steps]) => html`
      <section key=${stage} class="stage"><h3>${stage}</h3>
        <ul>${steps.map((step) => html`
          <li key=${step}><button type="button" data-step=${step} onClick=${() => go(step)}><b>${STEPS[step][0]}</b><span class=${blocked(step) ? "blocked" : ""}>${words[step]}</span><span class="arrow" aria-hidden="true">›</span></button></li>`)}</ul>
      </section>`)}
    ${files.length > 0 && html`<section class="stage"><h3>做好的文件</h3><${Files} files=${files} say=${(text) => store.app.say(text)} /></section>`}`;
};

/// `begin` is the step that was asked for, or null.
export const Work = ({ store, begin, onClose }) => {
  const [at, setAt] = useState({ step: begin, given: null });
  const node = useRef(null);
  const came = useRef(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = node.current;
    dialog.showModal();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => { store.app.reload?.(); }, []);
  const go = (step, given = null) => {
    if (step === null) came.current = at.step;
    setAt({ step, given });
  };
  useEffect(() => {
    node.current.scrollTop = 0;
    if (at.step) node.current.querySelector(".back")?.focus();
    else if (came.current) node.current.querySelector(`[data-step="${came.current}"]`)?.focus();
  }, [at.step]);
  const [title, Step] = at.step ? STEPS[at.step] : ["办理", null];
  return html`
    <dialog ref=${node} class="work-sheet" aria-labelledby="work-head"
      onCancel=${(event) => { if (event.target !== node.current) return; event.preventDefault(); if (at.step) go(null); else onClose(); }}
      onClick=${(event) => event.target === node.current && onClose()}>
      <div class="inner">
        <header>
          ${at.step && html`<button type="button" class="quiet back" aria-label="回到办理" onClick=${() => go(null)}>‹</button>`}
          <h2 id="work-head">${title}</h2>
          <button type="button" class="quiet close" aria-label="关闭" onClick=${onClose}>×</button>
        </header>
        ${Step ? html`<div class="step" key=${at.step}><${Step} store=${store} onClose=${onClose} go=${go} given=${at.given} /></div>` : html`<${Home} store=${store} go=${go} />`}
      </div>
    </dialog>`;
};
