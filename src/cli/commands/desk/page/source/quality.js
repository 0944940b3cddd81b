// 电信服务质量状况: an overview and the initiatives, in one list or in chapters.

import { html } from "./html.js";
import { Prose } from "./prose.js";
import { FieldView } from "./field.js";
import { Initiatives } from "./initiatives.js";
import { FindingLines } from "./finding.js";

export const Quality = ({ section, store }) => html`
  ${section.overview && html`<${Prose} text=${section.overview} store=${store} />`}
  ${section.lists.map((list, i) => html`
    <div class="list" key=${list.key ?? i} role="group" aria-label=${list.title ? `分章${i + 1}` : "举措"}>
      ${list.title && html`<${FieldView} field=${list.title} store=${store} level="chapter-title" />`}
      ${list.overview && html`<${Prose} text=${list.overview} store=${store} />`}
      <${FindingLines} id=${`list-${i}`} findings=${store.findingsAt(list.path)} store=${store} />
      <${Initiatives} list=${list.initiatives} path=${list.path} listKey=${list.key} store=${store} depth=${0} />
    </div>`)}
`;
