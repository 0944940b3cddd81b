// Fields of several values: names on lines of their own, and boxes to tick.

import { prompted, visible } from "./prompts.js";
import { html, useLayoutEffect, useRef, useState } from "./html.js";

const many = (value) => (Array.isArray(value) ? value : value ? [value] : []).filter((one) => visible(one) !== "");
const asNames = (values) => (path) => [{ op: "names", path, values }];

/// One line a name. An empty line more than there are names is kept here, not in the file.
export const Names = ({ field, store, control }) => {
  const names = many(control.value);
  const [more, setMore] = useState(0);
  const box = useRef(null);
  const next = useRef(null);
  useLayoutEffect(() => {
    if (next.current === null) return;
    box.current.querySelectorAll("input")[next.current]?.focus();
    next.current = null;
  });
  const put = (values) => {
    const kept = values.map((name) => name.trimStart()).filter((name) => name !== "");
    store.type(field, kept.length || field.required ? kept : null, { make: kept.length ? asNames(kept) : (path) => [{ op: "set", path, value: field.required ? "" : null }] });
  };
  const rows = [...names, ...Array(Math.max(more, names.length ? 0 : 1)).fill("")];
  const change = (i, value) => {
    const values = rows.map((name, n) => (n === i ? value : name));
    if (i >= names.length && value) setMore(Math.max(0, more - 1));
    put(values);
  };
  const add = () => {
    setMore(more + 1);
    next.current = rows.length;
  };
  const { id, node, ...ties } = control.ties;
  return html`
    <div class="names" ref=${box}>
      ${rows.map((name, i) => html`
        <div class="name" key=${i}>
          <input ...${ties} ref=${i === 0 ? control.node : undefined} type="text" value=${name} autocomplete="off" aria-label=${`${field.label}，第${i + 1}个`}
            list=${field.choices?.length ? `${control.id}-list` : undefined} placeholder=${prompted(Array.isArray(field.value) ? field.value[0] : field.value) ?? (field.default ? `不填就是“${field.default}”` : "")}
            onInput=${(event) => change(i, event.target.value)}
            onKeyDown=${(event) => { if (event.key === "Enter" && !event.isComposing) add(); }} />
          ${rows.length > 1 && html`<button type="button" class="quiet" aria-label=${`去掉“${name}”`} onClick=${() => {
            if (i >= names.length) setMore(more - 1);
            else put(names.filter((_, n) => n !== i));
          }}>×</button>`}
        </div>`)}
      <button type="button" class="quiet add" onClick=${add}>＋ 再加一个</button>
      ${field.choices?.length ? html`<datalist id=${`${control.id}-list`}>${field.choices.map((choice) => html`<option key=${choice} value=${choice} />`)}</datalist>` : null}
    </div>
  `;
};

export const Ticks = ({ field, store, control }) => {
  const chosen = many(control.value);
  const all = [...field.choices, ...chosen.filter((one) => !field.choices.includes(one))];
  const change = (choice, on) => {
    const values = all.filter((one) => (one === choice ? on : chosen.includes(one)));
    store.type(field, values, { make: values.length ? asNames(values) : (path) => [{ op: "set", path, value: field.required ? "" : null }] });
  };
  const { ref, id, ...ties } = control.ties;
  delete ties["aria-required"];
  return html`
    <div class="ticks">
      ${all.map((choice, i) => html`
        <label class="choice" key=${choice}><input ...${ties} ref=${i === 0 ? control.node : undefined} type="checkbox" checked=${chosen.includes(choice)}
          onChange=${(event) => change(choice, event.target.checked)} /> <span title=${field.choice_hints?.[field.choices.indexOf(choice)]}>${choice}</span></label>`)}
    </div>
  `;
};
