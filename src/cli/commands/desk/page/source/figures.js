// The figures of a report, a table a group.

import { html } from "./html.js";

export const Figures = ({ section, store }) => html`<p>${section.groups.length} 组</p>`;
