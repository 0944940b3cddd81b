// The folder's filings, and how a new one begins.

import { html } from "./html.js";

export const Folder = ({ store }) => {
  const folder = store.folder.value;
  if (!folder) return html`<p class="waiting">正在打开…</p>`;
  return html`
    <main class="folder">
      <h1>${folder.folder}</h1>
      <ul>
        ${folder.filings.map(
          (one) => html`<li key=${one.name}>
            <button type="button" onClick=${() => store.openFiling(one.name)}>${one.title ?? one.name}</button>
          </li>`,
        )}
      </ul>
    </main>
  `;
};
