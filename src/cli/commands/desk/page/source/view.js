// One filing: its form, its pages, what is to be mended.

import { html } from "./html.js";
import { Figures } from "./figures.js";

export const Filing = ({ store }) => {
  const form = store.form.value;
  if (!form) return html`<p class="waiting">正在打开…</p>`;
  return html`<main class="filing">
    ${form.sections.map((section) => html`<section key=${section.id}>
      <h2>${section.title}</h2>
      ${section.kind === "figures" && html`<${Figures} section=${section} store=${store} />`}
    </section>`)}
  </main>`;
};
