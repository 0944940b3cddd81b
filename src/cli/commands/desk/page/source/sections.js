// The form's chapters, each by its kind.

import { html, classes, useRef } from "./html.js";
import { FieldView } from "./field.js";
import { Prose } from "./prose.js";
import { Figures } from "./figures.js";
import { Quality } from "./quality.js";
import { Annexes, Waivers } from "./items.js";
import { FindingLines } from "./finding.js";

/// Fields that may stay empty, and were when the page was opened, stand behind a line that names
/// them: what has to be filled in is seen at once. None moves while somebody writes.
const Fields = ({ section, store }) => {
  const details = useRef(null);
  const rare = useRef(null);
  rare.current ??= new Set(section.fields.filter((one) => !one.required && one.value === null).map((one) => one.key));
  const [front, behind] = [false, true].map((is) => section.fields.filter((one) => rare.current.has(one.key) === is));
  const trouble = behind.some((one) => store.findingsAt(one.path).length);
  const goal = store.goal.value;
  // Opened before the field itself is led to, which a closed one cannot be.
  if (details.current && goal && behind.some((one) => one.path.join("/") === goal.key)) details.current.open = true;
  const list = (fields) => html`<div class="fields">${fields.map((field) => html`<${FieldView} key=${field.key} field=${field} store=${store} />`)}</div>`;
  return html`
    ${list(front)}
    ${behind.length > 0 && html`<details class="rare" ref=${details} open=${trouble || undefined}>
      <summary>${front.length ? "还可以填" : "可以改"}：${behind.map(({ label }) => label).join("、")}</summary>
      ${list(behind)}
    </details>`}
  `;
};

const KINDS = {
  fields: Fields,
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
