// A menu over the page: a modal dialog, so that nothing cuts it off and Esc and a click beside it
// close it. Items: { label, act, checked, disabled, danger } or null for a line between them.

import { classes, html, useLayoutEffect, useRef } from "./html.js";

const place = (dialog, near) => {
  const { width, height } = dialog.getBoundingClientRect();
  const right = Math.min(near.right, innerWidth - 8);
  dialog.style.left = `${Math.max(8, right - width)}px`;
  const below = near.bottom + 4;
  dialog.style.top = `${below + height > innerHeight - 8 ? Math.max(8, near.top - height - 4) : below}px`;
};

export const Menu = ({ label, items, near, onClose }) => {
  const node = useRef(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    node.current.showModal();
    place(node.current, near);
    node.current.querySelector('[role^="menuitem"]:not(:disabled)')?.focus();
    const dialog = node.current;
    return () => {
      dialog.close();
      if (before?.isConnected && document.activeElement === document.body) before.focus({ preventScroll: true });
    };
  }, []);
  const move = (event) => {
    const all = [...node.current.querySelectorAll('[role^="menuitem"]:not(:disabled)')];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Tab") onClose();
    else if (to === undefined) return;
    else all[to]?.focus();
    event.preventDefault();
  };
  const item = (one, n) => one === null
    ? html`<div key=${n} class="between" role="separator"></div>`
    : html`<button key=${one.label} type="button" tabindex="-1" disabled=${one.disabled}
        role=${one.checked === undefined ? "menuitem" : "menuitemcheckbox"} aria-checked=${one.checked === undefined ? undefined : String(one.checked)}
        class=${classes("quiet", one.danger && "danger")}
        onClick=${() => { onClose(); one.act(); }}>
        <span class="tick" aria-hidden="true">${one.checked ? "✓" : ""}</span>
        <span class="what">${one.label}</span>${one.keys && html`<kbd>${one.keys}</kbd>`}
      </button>`;
  return html`
    <dialog ref=${node} class="popup-menu" aria-label=${label}
      onCancel=${(event) => { event.preventDefault(); onClose(); }}
      onClick=${(event) => event.target === node.current && onClose()}>
      <div role="menu" aria-label=${label} onKeyDown=${move}>${items.map(item)}</div>
    </dialog>
  `;
};
