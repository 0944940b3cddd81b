// A dialog: modal, closed by Esc, its head the name of it. Focus goes back where it came from.

import { html, useLayoutEffect, useRef } from "./html.js";

let count = 0;

export const Dialog = ({ title, onClose, wide, children, alert }) => {
  const node = useRef(null);
  const id = useRef(`dialog-${(count += 1)}`);
  useLayoutEffect(() => {
    const dialog = node.current;
    const before = document.activeElement;
    dialog.showModal();
    const first = dialog.querySelector("[data-first]") ?? dialog.querySelector("input:not(.unseen, [type=file]), select, textarea") ?? dialog.querySelector(".primary");
    first?.focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return html`
    <dialog ref=${node} class=${wide ? "wide" : ""} aria-labelledby=${id.current} role=${alert ? "alertdialog" : undefined}
      onCancel=${(event) => { event.preventDefault(); onClose?.(); }}>
      <header>
        <h2 id=${id.current}>${title}</h2>
        ${onClose && html`<button type="button" class="quiet close" aria-label="关闭" onClick=${onClose}>×</button>`}
      </header>
      ${children}
    </dialog>
  `;
};
