// What has to be said above everything: no answer, nothing to be undone any more, a file that is
// gone.

import { html, useEffect, useState } from "./html.js";

export const Banners = ({ store, ui, app }) => {
  const unsaved = store.unsaved.value;
  const away = useLasting(store.away.value, 600);
  const isVoid = store.isVoid.value;
  const gone = isVoid ? null : store.gone.value;
  const notice = store.notice.value;
  const broken = store.version.value !== null && !store.form.value;
  return html`
    ${gone && html`<div class="banner error" role="alert"><span>${gone}${unsaved ? `（还有 ${unsaved} 处没存上）` : ""}</span>
      <button type="button" onClick=${() => app.openFolder()}>回到文件夹</button></div>`}
    ${isVoid && html`<div class="banner error" role="alert"><span><b>呈报重新打开过，这一页作废了</b>：请到新打开的那一页去。${
      unsaved ? `这里没存上的 ${unsaved} 处已经交给它，在那里打开这份报告就存上。` : ""}</span></div>`}
    ${away && !gone && !isVoid && html`<div class="banner warning" role="alert"><span><b>没有连上呈报</b>：它的窗口关了吗？${
      unsaved ? `还没存上 ${unsaved} 处，先别关这一页；呈报再打开以后接着存。` : "再打开它，这一页自己接上，或者打开新的一页。"}</span></div>`}
    ${notice && html`<div class="banner error" role="alert"><span>${notice}</span>
      <button type="button" onClick=${() => { store.notice.value = null; }}>知道了</button></div>`}
    ${broken && html`<div class="banner warning" role="status"><span>现在的文件排不成表单，先在文本里改：有问题的地方划了线，改好了表单自己回来。</span></div>`}
    <${Toast} store=${store} />
  `;
};

/// True only when it has been so for a while: what takes no time is not worth a flicker.
const useLasting = (now, wait) => {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!now) return setLasting(false);
    const later = setTimeout(() => setLasting(true), wait);
    return () => clearTimeout(later);
  }, [now]);
  return lasting;
};

const Toast = ({ store }) => {
  const toast = store.toast.value;
  useEffect(() => {
    if (!toast) return undefined;
    const later = setTimeout(() => { store.toast.value = null; }, 12_000);
    return () => clearTimeout(later);
  }, [toast]);
  // Once something else is done, it is that which would be undone.
  if (!toast || toast.version !== store.version.value) return null;
  const undo = () => {
    store.toast.value = null;
    store.undo("undo");
  };
  return html`<section class="toast" aria-label="可以撤销"><span>${toast.text}</span><button type="button" onClick=${undo}>撤销</button>
    <button type="button" class="quiet" aria-label="关闭" onClick=${() => { store.toast.value = null; }}>×</button></section>`;
};
