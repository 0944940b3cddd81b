// A dialog: modal, closed by Esc, its head the name of it. It stands at the page's end, so that
// neither keys nor styles of where it was asked for reach it. Focus goes back where it came from.

import { render } from "preact";
import { html, useLayoutEffect, useRef } from "./html.js";

let count = 0;

export const Dialog = (props) => {
  const host = useRef(null);
  useLayoutEffect(() => {
    host.current = document.body.appendChild(document.createElement("div"));
    return () => {
      render(null, host.current);
      host.current.remove();
    };
  }, []);
  useLayoutEffect(() => render(html`<${Shown} ...${props} />`, host.current));
  return null;
};

const Shown = ({ title, onClose, wide, children, alert }) => {
  const node = useRef(null);
  const id = useRef(null);
  id.current ??= `dialog-${(count += 1)}`;
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
      onCancel=${(event) => { if (event.target !== node.current) return; event.preventDefault(); onClose?.(); }}>
      <header>
        <h2 id=${id.current}>${title}</h2>
        ${onClose && html`<button type="button" class="quiet close" aria-label="关闭" onClick=${onClose}>×</button>`}
      </header>
      ${children}
    </dialog>
  `;
};
