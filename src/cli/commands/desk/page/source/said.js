// What is said to those who listen to the page.

import { html } from "./html.js";

export const Said = ({ store }) => {
  const { text, count } = store.message.value;
  // The same words twice are two messages.
  return html`<p class="unseen" role="status" aria-live="polite">${text}${count % 2 ? "\u00a0" : ""}</p>`;
};
