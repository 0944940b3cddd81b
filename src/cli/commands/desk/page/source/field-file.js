// A file of the folder, or several: chosen from what is there.

import { html } from "./html.js";
import { Names } from "./field-lists.js";

const filesOf = (folder, own) => {
  if (!folder) return [];
  const { word, sheets, pdf, pictures } = folder.files ?? {};
  const filings = folder.filings.map(({ name }) => name).filter((name) => name !== own);
  return [...filings, ...(word ?? []), ...(pdf ?? []), ...(sheets ?? []), ...(pictures ?? [])];
};

export const FileField = ({ field, store, control, line: Line }) => {
  const files = field.choices?.length ? field.choices : filesOf(store.app.folder.value, store.name);
  if (field.kind === "files") return html`<${Names} field=${{ ...field, choices: files }} store=${store} control=${control} />`;
  const list = `${control.id}-files`;
  return html`
    <div class="file">
      <${Line} field=${{ ...field, example: "点这里选，或写文件名" }} control=${control} list=${list} />
      <datalist id=${list}>${files.map((name) => html`<option key=${name} value=${name} />`)}</datalist>
    </div>
  `;
};
