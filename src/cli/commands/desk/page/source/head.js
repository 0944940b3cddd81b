// The head of a filing's page: where one is, whether all is saved, what can be done.

import { html, classes, useEffect, useRef, useState } from "./html.js";
import { hasLast, unlooked } from "./last.js";
import { nextPeriod } from "./folder-words.js";
import { ofFiling } from "./net.js";
import { ThemeButton } from "./theme.js";

export const Head = ({ store, ui, app, onSkip }) => {
  const view = store.view.value;
  const { undo, redo } = store.undoes.value;
  const single = app.folder.value?.one;
  const next = nextPeriod(app.folder.value?.filings.find(({ name }) => name === store.name)?.period);
  return html`
    <header class="head">
      <a class="skip" href="#form" onClick=${(event) => { event.preventDefault(); onSkip(); }}>跳到填写</a>
      <div class="head-name">
        <button type="button" class="quiet back" onClick=${() => app.openFolder()} aria-label="回到文件夹" title=${single ? "看这个文件夹里的全部" : "回到文件夹"}>‹ 文件夹</button>
        <div>
          <h1>${view?.title || store.name}</h1>
          <p class="soft file-name">${store.name}</p>
        </div>
        <${Saved} store=${store} />
      </div>
      <div class="head-tools" role="toolbar" aria-label="填报文件">
        <button type="button" class="quiet" disabled=${!undo} title=${undo ? `撤销：${undo}（Ctrl+Z）` : "没有可以撤销的"} onClick=${() => store.undo("undo")}>↶<span class="word"> 撤销</span><span class="what">${undo ? ` ${undo}` : ""}</span></button>
        <button type="button" class="quiet" disabled=${!redo} title=${redo ? `重做：${redo}（Ctrl+Y）` : "没有可以重做的"} onClick=${() => store.undo("redo")}>↷<span class="word"> 重做</span><span class="what">${redo ? ` ${redo}` : ""}</span></button>
        <${Compare} store=${store} />
        <${Menu} label="下载" items=${(view?.downloads ?? []).map(({ label, file, shows_draft: marked }) => ({
          label: view.draft && marked ? `${label}（送审稿）` : label, href: ofFiling(store.name, file), off: Boolean(view.fault),
        }))} />
        <${Menu} label="更多" items=${[
          { label: ui.asText.value ? "看表单" : "看文件原文", act: () => { ui.asText.value = !ui.asText.value; }, off: !store.form.value },
          ...(next ? [{ label: `滚动到${next}…`, act: async () => { await store.flush(); await app.reload(); ui.dialog.value = { kind: "roll" }; } }] : []),
          { label: "查找和替换…（Ctrl+H）", act: () => { ui.dialog.value = { kind: "replace" }; }, off: !store.form.value },
          { label: "以前的版本…", act: () => { ui.dialog.value = { kind: "versions" }; } },
          ...(view?.editor ? [{ label: "用 VS Code（编程的编辑器）打开", href: view.editor }] : []),
          { label: "怎么用…（?）", act: () => { ui.dialog.value = { kind: "help" }; } },
        ]} />
        <${ThemeButton} />
        <button type="button" class="primary" onClick=${() => { ui.working.value = true; }}>办理</button>
      </div>
    </header>
  `;
};

const Saved = ({ store }) => {
  const unsaved = store.unsaved.value;
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!unsaved) return setSlow(false);
    const later = setTimeout(() => setSlow(true), 400);
    return () => clearTimeout(later);
  }, [unsaved > 0]);
  // What takes no time is not worth a flicker.
  const saving = unsaved > 0 && slow;
  const away = saving && (store.away.value || store.isVoid.value);
  return html`<span class=${classes("saved", saving && "saving")} role="status">${away ? "还没存上" : saving ? "正在存…" : "✓ 已存"}</span>`;
};

const Compare = ({ store }) => {
  if (!hasLast(store)) return null;
  const left = unlooked(store);
  const on = store.comparing.value;
  return html`
    <button type="button" class="quiet" aria-pressed=${on ? "true" : "false"} onClick=${() => { store.comparing.value = !on; }}>对照上期</button>
    ${on && html`<button type="button" class="quiet" disabled=${!left.length} onClick=${() => store.go(left[0].text.path, [0, 0])}>${left.length ? `还有 ${left.length} 段没看过` : "都看过了"}</button>`}
  `;
};

/// A button that opens a few things to do or to fetch.
export const Menu = ({ label, items }) => {
  const [open, setOpen] = useState(false);
  const box = useRef(null);
  useEffect(() => {
    if (!open) return undefined;
    const away = (event) => { if (!box.current.contains(event.target)) setOpen(false); };
    document.addEventListener("pointerdown", away);
    box.current.querySelector("[role=menuitem]")?.focus();
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);
  const close = () => {
    setOpen(false);
    box.current.querySelector("button").focus();
  };
  const keys = (event) => {
    if (!open) return;
    const all = [...box.current.querySelectorAll("[role=menuitem]")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") setOpen(false);
  };
  if (!items.length) return null;
  return html`
    <div class="menu" ref=${box} onKeyDown=${keys}>
      <button type="button" class="quiet" aria-haspopup="menu" aria-expanded=${open ? "true" : "false"} onClick=${() => setOpen(!open)}>${label} ▾</button>
      ${open && html`<div role="menu" aria-label=${label} class="menu-items">
        ${items.map(({ label: name, act, href, off }) => (href
          ? html`<a role="menuitem" tabindex="-1" aria-disabled=${off ? "true" : undefined} href=${off ? undefined : href} download=${href.startsWith("filing/") ? "" : undefined} onClick=${() => setOpen(false)}>${name}</a>`
          : html`<button type="button" role="menuitem" tabindex="-1" disabled=${off} onClick=${() => { close(); act(); }}>${name}</button>`))}
      </div>`}
    </div>
  `;
};
