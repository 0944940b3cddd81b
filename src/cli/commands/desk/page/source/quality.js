// 电信服务质量状况: an overview and the initiatives, in one list or in chapters.

import { html } from "./html.js";
import { Prose } from "./prose.js";
import { FieldView } from "./field.js";
import { Initiatives } from "./initiatives.js";
import { FindingLines } from "./finding.js";

export const Quality = ({ section, store }) => {
  const parts = section.lists.filter(({ part }) => part);
  const add = async () => {
    const index = parts.length;
    if (await store.do([{ op: "insert", path: section.parts_path, index, value: { 标题: "" } }])) store.go([...section.parts_path, index, "标题"]);
  };
  return html`
    ${section.overview && html`<${Prose} text=${section.overview} store=${store} />`}
    ${section.lists.map((list, i) => html`<${List} key=${list.key ?? i} list=${list} index=${i} count=${parts.length} section=${section} store=${store} />`)}
    ${parts.length > 0 && html`<button type="button" class="add" onClick=${add}>＋ 加一章</button>`}
  `;
};

const List = ({ list, index, count, section, store }) => {
  const name = `第${index + 1}章`;
  const act = (ops) => () => store.act((form) => {
    const lists = form.sections.find(({ id }) => id === section.id)?.lists ?? [];
    const at = lists.findIndex(({ key }) => key === list.key);
    return at < 0 ? null : ops([...section.parts_path, at], at);
  });
  const remove = async () => {
    if (await act((path) => [{ op: "remove", path }])()) store.undoable(`删除了“${list.title?.value || name}”`);
  };
  return html`
    <div class="list" role="group" aria-label=${list.part ? name : "举措"}>
      ${list.part && html`<div class="bar part"><span class="number">${name}</span><span class="moves">
        <button type="button" class="quiet" aria-label=${`${name}上移`} title="上移" disabled=${index === 0} onClick=${act((path, at) => [{ op: "move", path, to: at - 1, into: null }])}>↑</button>
        <button type="button" class="quiet" aria-label=${`${name}下移`} title="下移" disabled=${index + 1 === count} onClick=${act((path, at) => [{ op: "move", path, to: at + 1, into: null }])}>↓</button>
        <button type="button" class="quiet" aria-label=${`删除${name}`} onClick=${remove}>删除</button>
      </span></div>`}
      ${list.title && html`<${FieldView} field=${list.title} store=${store} called=${`${name}${list.title.label}`} level="chapter-title" />`}
      ${list.overview && html`<${Prose} text=${list.overview} store=${store} called=${`${name}${list.overview.label}`} />`}
      <${FindingLines} id=${`list-${list.key}`} findings=${store.findingsAt(list.path)} store=${store} />
      <${Initiatives} list=${list.initiatives} path=${list.path} store=${store} depth=${0} />
    </div>
  `;
};
