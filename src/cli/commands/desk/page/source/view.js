// One filing: its form, its pages, what is to be mended.

import { html, classes, useEffect, useMemo, useRef } from "./html.js";
import { Head } from "./head.js";
import { SectionView } from "./sections.js";
import { Contents } from "./toc.js";
import { Pages } from "./pages.js";
import { Panel } from "./panel.js";
import { Banners } from "./banners.js";
import { Dialogs } from "./dialogs.js";
import { TextView } from "./text-view.js";
import { Ui } from "./ui.js";
import { useKeys } from "./keys.js";
import { tabs } from "./keep.js";
import { Work } from "./work.js";

export const Filing = ({ store, app }) => {
  const ui = useMemo(() => new Ui(store), [store]);
  const pane = useRef(null);
  useKeys(store, ui);
  useTitle(store);
  useNews(store, app);
  const { form, version } = { form: store.form.value, version: store.version.value };
  const asText = ui.asText.value || (version !== null && !form);
  const { all } = store.findings.value;
  const tab = ui.tab.value;
  const tabName = (id) => classes("tab", tab === id && "on");
  return html`
    <div class="filing-page">
      <${Head} store=${store} ui=${ui} app=${app} onSkip=${() => document.getElementById("form")?.focus()} />
      <${Banners} store=${store} ui=${ui} app=${app} />
      <main class="below">
        <div class="tabs" role="tablist" aria-label="看哪一部分" onKeyDown=${tabKeys}>
          ${[["form", "填写"], ["pages", "页面"], ["panel", html`问题 ${all.length ? html`<span class=${classes("number", all[0].severity)}>${all.length}</span>` : ""}`]].map(([id, name]) => html`
            <button key=${id} type="button" role="tab" id=${`tab-${id}`} aria-selected=${tab === id ? "true" : "false"} aria-controls=${`part-${id}`} tabindex=${tab === id ? 0 : -1}
              class=${tabName(id)} onClick=${() => { ui.tab.value = id; if (id === "panel") ui.openPanel(true); }}>${name}</button>`)}
        </div>
        <div class=${classes("parts", `show-${tab}`, store.comparing.value && "comparing")}>
        <div class="form-part" id="part-form">
          ${form && !asText && html`<${Contents} form=${form} store=${store} pane=${pane} />`}
          ${asText
            ? html`<${TextView} store=${store} ui=${ui} />`
            : html`<${Form} form=${form} store=${store} pane=${pane} />`}
        </div>
        <div class=${classes("side", ui.panel.value && "with-panel")}>
          <div id="part-pages" class="side-pages"><${Pages} store=${store} ui=${ui} /></div>
          <div id="part-panel" class="side-panel"><${Panel} store=${store} ui=${ui} /></div>
        </div>
        </div>
      </main>
    </div>
    <${Dialogs} store=${store} ui=${ui} app=${app} />
    ${ui.working.value && html`<${Work} store=${store} begin=${ui.working.value === true ? null : ui.working.value} onClose=${() => { ui.working.value = false; }} />`}
  `;
};

const Form = ({ form, store, pane }) => {
  const kept = useRef(tabs.read(`填 ${store.name}`));
  useEffect(() => {
    const node = pane.current;
    if (!node || !form) return undefined;
    if (kept.current) node.scrollTop = kept.current;
    kept.current = null;
    let later = 0;
    const keep = () => {
      clearTimeout(later);
      later = setTimeout(() => tabs.write(`填 ${store.name}`, node.scrollTop), 150);
    };
    node.addEventListener("scroll", keep, { passive: true });
    return () => {
      clearTimeout(later);
      node.removeEventListener("scroll", keep);
    };
  }, [Boolean(form)]);
  return html`
    <div class="scroller form-scroller" id="form" ref=${pane} tabindex="-1" role="region" aria-label="填写">
      ${form
        ? html`<div class="form">${form.sections.map((section) => html`<${SectionView} key=${section.id} section=${section} store=${store} />`)}</div>`
        : html`<p class="waiting">正在打开…</p>`}
    </div>
  `;
};

const tabKeys = (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const all = [...event.currentTarget.querySelectorAll("[role=tab]")];
  const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
  next.focus();
  next.click();
};

const useTitle = (store) => {
  const title = store.view.value?.title || store.name;
  const fault = store.view.value?.fault;
  useEffect(() => {
    document.title = `${fault ? "✗ " : ""}${title} · 呈报`;
    return () => { document.title = "呈报"; };
  }, [title, Boolean(fault)]);
};

/// Tells who listens that findings came or went, when it has been quiet for a while.
const useNews = (store, app) => {
  const told = useRef(null);
  const { all } = store.findings.value;
  const count = store.view.value?.count;
  useEffect(() => {
    if (!store.view.value) return undefined;
    const later = setTimeout(() => {
      const now = all.map(({ code, message }) => `${code} ${message}`);
      if (told.current) {
        const fresh = all.filter(({ code, message }) => !told.current.includes(`${code} ${message}`));
        const gone = told.current.filter((one) => !now.includes(one)).length;
        if (fresh.length) app.say(fresh.length === 1 ? `新的问题：${fresh[0].message}` : `新的问题 ${fresh.length} 处`);
        else if (gone) app.say(`少了 ${gone} 处问题，${count ?? ""}`);
      }
      told.current = now;
    }, 900);
    return () => clearTimeout(later);
  }, [all]);
};
