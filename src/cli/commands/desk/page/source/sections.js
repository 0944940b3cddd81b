// The form's chapters, each by its kind.

import { html, classes } from "./html.js";
import { FieldView } from "./field.js";
import { Prose } from "./prose.js";
import { Figures } from "./figures.js";
import { Quality } from "./quality.js";
import { Annexes, Waivers } from "./items.js";
import { FindingLines } from "./finding.js";

const KINDS = {
  fields: ({ section, store }) => html`<div class="fields">
    ${section.fields.map((field) => html`<${FieldView} key=${field.key} field=${field} store=${store} />`)}
  </div>`,
  prose: ({ section, store }) => section.texts.map((text) => html`<${Prose} key=${text.key} text=${text} store=${store} />`),
  quality: Quality,
  figures: Figures,
  annexes: Annexes,
  waivers: Waivers,
};

export const SectionView = ({ section, store }) => {
  const Kind = KINDS[section.kind];
  const own = section.path ? store.findingsAt(section.path) : [];
  return html`
    <section class=${classes("chapter", `of-${section.kind}`)} id=${`section-${section.id}`} aria-labelledby=${`head-${section.id}`} tabindex="-1">
      <h2 id=${`head-${section.id}`}>${section.title}</h2>
      <${FindingLines} id=${`own-${section.id}`} findings=${own} store=${store} />
      ${Kind && html`<${Kind} section=${section} store=${store} />`}
    </section>
  `;
};
