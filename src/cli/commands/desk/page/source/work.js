// What is made of a filing: draft, review sheet, Word, the final build, the signature.

import { html } from "./html.js";

export const Work = ({ store, onClose }) => html`<p>办理</p>`;
