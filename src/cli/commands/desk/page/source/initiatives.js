// Initiatives: written, added, moved, put below another, folded, removed.

import { html, classes, useLayoutEffect, useRef } from "./html.js";
import { FieldView } from "./field.js";
import { Prose } from "./prose.js";
import { FindingLines } from "./finding.js";
import { numbered } from "./numbers.js";
import { dragging, useDrop } from "./drag.js";

/// The list that holds the initiative with a key, and where in it, in a form.
export const whereIs = (form, key) => {
  const look = (list, path, parent, depth) => {
    for (let i = 0; i < list.length; i += 1) {
      if (list[i].key === key) return { list, path, index: i, one: list[i], parent, depth };
      const found = look(list[i].initiatives ?? [], list[i].list_path, { one: list[i], list, path, index: i }, depth + 1);
      if (found) return found;
    }
    return null;
  };
  for (const section of form?.sections ?? []) {
    for (const { initiatives, path } of section.lists ?? []) {
      const found = look(initiatives, path, null, 0);
      if (found) return found;
    }
  }
  return null;
};

const EMPTY = { 标题: "", 内容: "" };

export const Initiatives = ({ list, path, store, depth }) => {
  const add = async () => {
    const index = list.length;
    if (await store.do([{ op: "insert", path, index, value: EMPTY }])) store.go([...path, index, "标题"]);
  };
  const keys = list.map(({ key }) => key);
  const open = keys.filter((key) => !store.folds.value.has(key));
  return html`
    ${depth === 0 && list.length > 1 && html`<button type="button" class="quiet add" onClick=${() => store.fold(keys, open.length > 0)}>${open.length ? "全部折起" : "全部展开"}</button>`}
    <ol class=${classes("initiatives", depth > 0 && "inner")}>
      ${list.map((one, i) => html`<${InitiativeView} key=${one.key} one=${one} index=${i} count=${list.length} above=${list[i - 1]} store=${store} depth=${depth} />`)}
    </ol>
    <button type="button" class="add" onClick=${add}>＋ ${depth ? "加一条下级举措" : "在最后加一条举措"}</button>
  `;
};

const InitiativeView = ({ one, index, count, above, store, depth }) => {
  const folded = store.folds.value.has(one.key);
  const item = useRef(null);
  const number = numbered(index + 1, depth);
  const title = store.shown(one.title) || "（没有标题）";
  const drop = useDrop({ key: one.key, store });

  const fold = (now) => store.fold([one.key], now);
  // Whoever is led to a place in it sees it.
  const goal = store.goal.value;
  useLayoutEffect(() => {
    if (goal && performance.now() - goal.at < 2000 && goal.path.length > one.path.length && one.path.every((step, i) => goal.path[i] === step)) fold(false);
  }, [goal]);

  const after = (does, says) => async () => {
    const focused = document.activeElement;
    if (!(await store.act((form) => {
      const here = whereIs(form, one.key);
      return here && does(here);
    }))) return;
    store.app.say(says);
    // The button went along with its initiative; the eye, too.
    requestAnimationFrame(() => {
      if (focused?.isConnected && !focused.disabled) focused.focus({ preventScroll: true });
      const here = whereIs(store.form.value, one.key);
      if (!focused?.isConnected && here) store.go([...here.path, here.index, "标题"]);
      item.current?.scrollIntoView({ block: "nearest", behavior: "instant" });
    });
  };
  const up = after(({ path, index }) => (index > 0 ? [{ op: "move", path: [...path, index], to: index - 1, into: null }] : null), "上移了");
  const down = after(({ path, index, list }) => (index + 1 < list.length ? [{ op: "move", path: [...path, index], to: index + 1, into: null }] : null), "下移了");
  const below = after(({ path, index, list }) => {
    const above = list[index - 1];
    return above?.may_hold ? [{ op: "move", path: [...path, index], to: above.initiatives.length, into: above.list_path }] : null;
  }, "降了一级");
  const out = after(({ path, index, parent }) => (parent ? [{ op: "move", path: [...path, index], to: parent.index + 1, into: parent.path }] : null), "升了一级");
  const add = async () => {
    if (await store.act((form) => {
      const here = whereIs(form, one.key);
      return here && [{ op: "insert", path: here.path, index: here.index + 1, value: EMPTY }];
    })) {
      const here = whereIs(store.form.value, one.key);
      if (here) store.go([...here.path, here.index + 1, "标题"]);
    }
  };
  const remove = async () => {
    const done = await store.act((form) => {
      const here = whereIs(form, one.key);
      return here && [{ op: "remove", path: [...here.path, here.index] }];
    });
    if (done) store.undoable(`删除了“${title}”`);
  };
  const inner = async () => {
    if (await store.do([{ op: "insert", path: one.list_path, index: 0, value: EMPTY }])) store.go([...one.list_path, 0, "标题"]);
  };

  const keys = (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
    const way = { ArrowUp: up, ArrowDown: down, ArrowRight: below, ArrowLeft: out }[event.key];
    // Alt+← and Alt+→ are the browser's unless the initiative can be moved so.
    if (!way || (event.key === "ArrowLeft" && depth === 0) || (event.key === "ArrowRight" && index === 0)) return;
    event.preventDefault();
    event.stopPropagation();
    way();
  };

  const button = (name, label, act, able = true) => html`
    <button type="button" class="quiet" title=${label} aria-label=${`${number}${label}`} disabled=${!able} onClick=${act}>${name}</button>
  `;
  const hold = Boolean(above?.may_hold);
  return html`
    <li class=${classes("initiative", folded && "folded", drop.over && `over-${drop.over}`)} ref=${item} onKeyDown=${keys} ...${drop.events}>
      <div class="bar">
        <span class="grip" title="拖动" draggable="true" aria-hidden="true" ...${dragging(one.key)}>⠿</span>
        <button type="button" class="quiet fold" aria-expanded=${folded ? "false" : "true"} aria-label=${`${number}${title}：${folded ? "展开" : "折起"}`} onClick=${() => fold(!folded)}>${folded ? "▸" : "▾"}</button>
        <span class="number">${number}</span>
        ${folded && html`<span class="folded-title">${title}</span>`}
        ${folded && html`<${Trouble} one=${one} store=${store} />`}
        <span class="moves">
          ${button("↑", "上移（Alt+↑）", up, index > 0)}
          ${button("↓", "下移（Alt+↓）", down, index + 1 < count)}
          ${(depth > 0 || hold) && button("⇤", "升一级", out, depth > 0)}
          ${(depth > 0 || hold) && button("⇥", "降一级，归到上一条下面", below, hold)}
          ${button("＋", "在下面加一条", add)}
          ${button("删除", "删除", remove)}
        </span>
      </div>
      ${!folded && html`
        <div class="inside">
          <${FindingLines} id=${`${one.key}-own`} findings=${store.findingsAt(one.path)} store=${store} />
          <${FieldView} field=${one.title} store=${store} called=${`${number}${one.title.label}`} level="initiative-title" />
          ${one.body && html`<${Prose} text=${one.body} store=${store} called=${`${number}${one.body.label}`} />`}
          ${one.initiatives.length > 0 && html`<${Initiatives} list=${one.initiatives} path=${one.list_path} store=${store} depth=${depth + 1} />`}
          ${one.may_hold && !one.initiatives.length && html`<button type="button" class="quiet add" onClick=${inner}>＋ 加下级举措</button>`}
        </div>`}
    </li>
  `;
};

/// What is wrong inside a folded initiative, as a number.
const Trouble = ({ one, store }) => {
  const within = store.findings.value.all.filter(({ path }) => path && one.path.every((step, i) => path[i] === step));
  return within.length ? html`<span class="tag open">${within.length} 处问题</span>` : null;
};
