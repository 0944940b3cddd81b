// Last period's text beside this one's, and whether somebody has looked it over.

import { html } from "./html.js";
import { sentences } from "./changes.js";
import { keyOf } from "./identity.js";

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

/// The texts of a form that came from the last period.
export const rolled = (form) => {
  const found = [];
  const add = (text) => text && typeof text.last === "string" && text.value && found.push(text);
  const walk = (list) => list.forEach((one) => {
    add(one.body);
    walk(one.initiatives ?? []);
  });
  for (const section of form?.sections ?? []) {
    section.texts?.forEach(add);
    add(section.overview);
    for (const list of section.lists ?? []) {
      add(list.overview);
      walk(list.initiatives);
    }
    for (const item of section.items ?? []) add(item.body);
  }
  return found;
};

export const isLooked = (text, seen) => seen[keyOf(text.path)] === text.hash;

/// Remembers that a text as it now stands was looked over.
export const look = async (store, key) => {
  await store.flush();
  const now = store.field(key);
  if (now) store.look(keyOf(now.path), now.hash);
};

/// `edited` says that who is typing had looked it over.
export const LookedOver = ({ text, name, store, edited }) => {
  if (typeof text.last !== "string" || !text.value) return null;
  const looked = isLooked(text, store.seen.value) || edited;
  const change = async (event) => {
    const checked = event.target.checked;
    await store.flush();
    const now = store.field(text.key) ?? text;
    if (checked && now.mark) store.type(now, now.value.slice(now.mark.length).trimStart());
    if (checked) await look(store, text.key);
    else store.look(keyOf(now.path), null);
    const left = rolled(store.form.value).filter((one) => !isLooked(one, store.seen.value)).length;
    store.app.say(left ? `还有 ${left} 段没有看过` : "都看过了");
  };
  return html`<label class="looked"><input type="checkbox" checked=${looked} onChange=${change} aria-label=${`${name}看过了`} /> 看过了</label>`;
};
