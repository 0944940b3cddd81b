// 附件 and 豁免: lists of a title and a text, and of errors that the filer answers for.

import { html } from "./html.js";
import { FieldView } from "./field.js";
import { Prose } from "./prose.js";
import { FindingLines } from "./finding.js";

const Moves = ({ section, index, store, name, what }) => {
  const { path, items } = section;
  const item = items[index];
  const now = (form, does) => {
    const list = form.sections.find((one) => one.id === section.id)?.items ?? [];
    const at = list.findIndex((one) => one.key === item.key);
    return at < 0 ? null : does(at);
  };
  const move = (by) => () => store.act((form) => now(form, (at) => [{ op: "move", path: [...path, at], to: at + by, into: null }]));
  const remove = async () => {
    if (await store.act((form) => now(form, (at) => [{ op: "remove", path: [...path, at] }]))) store.undoable(`删除了${what}“${name}”`);
  };
  return html`
    <span class="moves">
      <button type="button" class="quiet" aria-label=${`${name}上移`} title="上移" disabled=${index === 0} onClick=${move(-1)}>↑</button>
      <button type="button" class="quiet" aria-label=${`${name}下移`} title="下移" disabled=${index + 1 === items.length} onClick=${move(1)}>↓</button>
      <button type="button" class="quiet" aria-label=${`删除${what}${name}`} onClick=${remove}>删除</button>
    </span>
  `;
};

export const Annexes = ({ section, store }) => {
  const { items, path } = section;
  const add = async () => {
    const index = items.length;
    if (await store.do([{ op: "insert", path, index, value: { 标题: "", 内容: "" } }])) store.go([...path, index, "标题"]);
  };
  return html`
    ${!items.length && html`<p class="soft">没有附件。</p>`}
    <ol class="initiatives">
      ${items.map((item, i) => {
        const name = items.length > 1 ? `附件${i + 1}` : "附件";
        return html`<li class="initiative" key=${item.key}>
          <div class="bar"><span class="number">${name}</span><${Moves} section=${section} index=${i} store=${store} name=${name} what="" /></div>
          <div class="inside">
            <${FindingLines} id=${`${item.key}-own`} findings=${store.findingsAt(item.path)} store=${store} />
            <${FieldView} field=${item.title} store=${store} called=${`${name}${item.title.label}`} level="initiative-title" />
            <${Prose} text=${item.body} store=${store} called=${`${name}${item.body.label}`} />
          </div>
        </li>`;
      })}
    </ol>
    <button type="button" class="add" onClick=${add}>＋ 加一个附件</button>
  `;
};

export const Waivers = ({ section, store }) => {
  const { items } = section;
  return html`
    <p class="soft">查出的错误，情况属实、不用改的，在这里说明理由；不印进报告。新的说明从问题旁边的“说明情况”写。</p>
    <ul class="initiatives">
      ${items.map((item, i) => html`<li class="initiative" key=${item.key}>
        <div class="bar"><span class="number">${item.rule}</span><span class="folded-title">${[item.about, item.place || "全文"].filter(Boolean).join("，")}</span>
          <${Moves} section=${section} index=${i} store=${store} name=${`${item.rule} ${item.place ?? ""}`} what="说明" /></div>
        <div class="inside">
          <${FindingLines} id=${`${item.key}-own`} findings=${store.findingsAt(item.path)} store=${store} />
          <${FieldView} field=${item.reason} store=${store} />
        </div>
      </li>`)}
    </ul>
  `;
};
