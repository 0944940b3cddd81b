// Last period's text beside this one's, and whether somebody has looked it over.

import { html } from "./html.js";
import { sentences } from "./changes.js";
import { numbered } from "./numbers.js";

/// What a text said in the last period. Sentences that stand in this one, too, are marked.
export const Last = ({ text, name, value }) => {
  const now = new Set(sentences(value).map(({ said }) => said));
  const parts = [];
  let at = 0;
  for (const { said, from, to } of sentences(text.last)) {
    if (from > at) parts.push(text.last.slice(at, from));
    parts.push(now.has(said) ? html`<span class="unchanged">${said}</span>` : html`<mark>${said}</mark>`);
    at = to;
  }
  parts.push(text.last.slice(at));
  return html`
    <div class="last" role="group" aria-label=${`${name}：上期`}>
      <p class="last-head">上期 <span class="soft">灰色的句子没有改，标黄的这期没有了</span></p>
      <div class="last-text" tabindex="0">${parts}</div>
    </div>
  `;
};

/// Whether something in a text still stands as it did in the last period.
const isRolled = (text) => typeof text.last === "string" && Boolean(text.value) && (Boolean(text.mark) || text.unchanged.length > 0);

/// The texts of a form, by the names that a reader knows.
const named = (form) => {
  const found = [];
  const add = (text, name) => text && found.push({ text, name });
  const walk = (list, depth) => list.forEach((one, i) => {
    add(one.body, `${numbered(i + 1, depth)}${one.title?.value || one.body.label}`);
    walk(one.initiatives ?? [], depth + 1);
  });
  for (const section of form?.sections ?? []) {
    section.texts?.forEach((text) => add(text, text.label));
    add(section.overview, section.overview?.label);
    for (const list of section.lists ?? []) {
      add(list.overview, [list.title?.value, list.overview?.label].filter(Boolean).join("："));
      walk(list.initiatives, 0);
    }
    for (const item of section.items ?? []) add(item.body, item.title?.value || item.body?.label);
  }
  return found;
};

export const hasLast = (store) => named(store.form.value).some(({ text }) => typeof text.last === "string");

/// The texts with something of the last period's that nobody has looked over, in the report's order.
export const unlooked = (store) => named(store.form.value).filter(({ text }) => isRolled(text) && !store.looked.is(text));

export const LookedOver = ({ text, name, store }) => {
  const looked = store.looked.is(text);
  if (typeof text.last !== "string" || !text.value || (!looked && !isRolled(text))) return null;
  const change = async (event) => {
    const { checked } = event.target;
    await store.flush();
    const now = store.field(text.key) ?? text;
    if (checked && now.mark) {
      // Without the mark it is another text: the one that was looked over.
      store.type(now, now.value.slice(now.mark.length).trimStart(), { looked: true });
      await store.flush();
    } else await store.look(now, checked);
    const left = unlooked(store).length;
    store.app.say(left ? `还有 ${left} 段没有看过` : "都看过了");
  };
  return html`<label class="looked"><input type="checkbox" checked=${looked} onChange=${change} aria-label=${`${name}看过了`} /> 看过了</label>`;
};
