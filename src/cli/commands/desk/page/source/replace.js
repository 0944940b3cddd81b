// Finding and replacing in all texts of a report at once, as Ctrl+H does in Word: each place is seen
// before it is done.

import { html, useMemo, useState } from "./html.js";
import { Dialog } from "./dialog.js";
import { fieldsOf, wordsOf } from "./places.js";

/// Letters around a place that are shown.
const AROUND = 14;
/// More places than these nobody looks through one by one.
const MOST_SHOWN = 200;

const isText = ({ path, value }) => typeof value === "string" && path[0] !== "主要服务指标完成情况" && path[0] !== "豁免";

/// Every place of some letters: `[{ field, at }]`, in the report's order. None where a text's letters
/// overlap: the first of them counts.
export const placesOf = (form, letters) => {
  if (!letters) return [];
  return fieldsOf(form).filter(isText).flatMap((field) => {
    const places = [];
    for (let at = field.value.indexOf(letters); at >= 0; at = field.value.indexOf(letters, at + letters.length)) places.push({ field, at });
    return places;
  });
};

/// The texts as they are when those places are replaced: `[{ field, value }]`.
export const replaced = (places, letters, by) => {
  const of = new Map();
  for (const { field, at } of places) of.set(field, [...(of.get(field) ?? []), at]);
  return [...of].map(([field, ats]) => {
    let value = "";
    let end = 0;
    for (const at of ats) {
      value += field.value.slice(end, at) + by;
      end = at + letters.length;
    }
    return { field, value: value + field.value.slice(end) };
  });
};

const Place = ({ place: { field, at }, letters, by, taken, onToggle }) => {
  const text = field.value.replace(/\s/g, " ");
  const [from, to] = [Math.max(0, at - AROUND), at + letters.length + AROUND];
  return html`
    <li><label><input type="checkbox" checked=${taken} onChange=${onToggle} />
      <span>${from > 0 ? "…" : ""}${text.slice(from, at)}<del>${letters}</del>${by && html`<ins>${by}</ins>`}${text.slice(at + letters.length, to)}${to < text.length ? "…" : ""}
        <small class="soft">${wordsOf(field.path)}</small></span></label></li>`;
};

export const ReplaceDialog = ({ store, onClose }) => {
  const [letters, setLetters] = useState("");
  const [by, setBy] = useState("");
  const [without, setWithout] = useState(new Set());
  const form = store.form.value;
  const places = useMemo(() => placesOf(form, letters), [form, letters]);
  const taken = places.filter((_, n) => !without.has(n));
  const toggle = (n) => {
    const next = new Set(without);
    if (!next.delete(n)) next.add(n);
    setWithout(next);
  };
  const replace = async (event) => {
    event.preventDefault();
    if (!taken.length || letters === by) return;
    onClose();
    await store.flush();
    const ops = replaced(taken, letters, by).map(({ field, value }) => ({ op: "set", path: field.path, value: value.trim() || field.required ? value : null }));
    if (await store.do(ops)) store.undoable(`替换了 ${taken.length} 处`);
  };
  return html`
    <${Dialog} title="查找和替换" wide onClose=${onClose}>
      <form class="begin" onSubmit=${replace}>
        <div class="pair">
          <label class="titled">查找 <input type="text" value=${letters} autofocus onInput=${(event) => { setLetters(event.target.value); setWithout(new Set()); }} /></label>
          <label class="titled">换成 <input type="text" value=${by} onInput=${(event) => setBy(event.target.value)} /></label>
        </div>
        <p class="aside" role="status">${!letters ? "在整份报告的标题和正文里找；指标的数不在内。" : places.length ? `找到 ${places.length} 处。不想换的，去掉钩。` : "没有找到。"}</p>
        ${places.length > 0 && html`<ul class="scrolls replacing" tabindex="0" aria-label="找到的地方">
          ${places.slice(0, MOST_SHOWN).map((place, n) => html`<${Place} key=${n} place=${place} letters=${letters} by=${by} taken=${!without.has(n)} onToggle=${() => toggle(n)} />`)}
        </ul>`}
        ${places.length > MOST_SHOWN && html`<p class="aside">只列出了前 ${MOST_SHOWN} 处，其余的也会换。</p>`}
        <div class="actions"><button type="button" onClick=${onClose}>不换了</button>
          <button type="submit" class="primary" disabled=${!taken.length || letters === by}>替换 ${taken.length} 处</button></div>
      </form>
    <//>`;
};
