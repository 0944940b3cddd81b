// The figures of a report, a table a group.

import { html, useEffect, useMemo, useRef, useState } from "./html.js";
import { columnsOf, columnsOfAll, findingsOf, linesOf, opFor, textOf } from "./figures-lines.js";
import { Answers } from "./finding.js";
import { Grid } from "./figures-grid.js";
import { groupItems, indicatorItems } from "./figures-menus.js";
import { PasteHere, PastePreview } from "./figures-paste.js";
import { AskLabels, AskName } from "./figures-ask.js";
import { reportPeriod, placing } from "./figures-placing.js";
import { read } from "./figures-clipboard.js";
import { Combobox } from "./combobox.js";
import { Menu } from "./menu.js";
import { tabs } from "./keep.js";
import { unique } from "./net.js";

/// A new line is waited for so long, to give it the focus.
const WAIT = 4000;

const nameFault = (taken) => (name) => {
  if (taken.includes(name)) return "已经有这一项了";
  if (/[:：{}[\]#&*!|>'"%@`\n]/.test(name)) return "名称里不能有冒号、引号、括号一类的符号";
  return name.length > 40 ? "名称太长了" : null;
};

/// A checklist of the catalogue's indicators, for a group that has none yet.
const FirstIndicators = ({ group, onAdd }) => {
  const [wanted, setWanted] = useState([]);
  const names = group.missing.filter((name) => wanted.includes(name));
  const all = names.length === group.missing.length;
  const toggle = (name) => setWanted(wanted.includes(name) ? wanted.filter((one) => one !== name) : [...wanted, name]);
  return html`
    <fieldset class="first-indicators">
      <legend>这一组还没有指标。要报哪些？</legend>
      <div class="checks">${group.missing.map((name) => html`
        <label key=${name} class="check"><input type="checkbox" checked=${wanted.includes(name)} onChange=${() => toggle(name)} /> ${name}</label>`)}</div>
      <div class="do"><button type="button" class="primary" disabled=${!names.length} onClick=${() => onAdd(names)}>${names.length ? `加上这 ${names.length} 项` : "加上"}</button>
        <button type="button" class="quiet" onClick=${() => setWanted(all ? [] : group.missing)}>${all ? "都不选" : "全选"}</button></div>
    </fieldset>`;
};

const Group = ({ store, section, group, place, all, allLines, ui, wish }) => {
  const [shown, setShownState] = useState(() => tabs.read(`栏 ${store.name} ${group.name}`) ?? []);
  const setShown = (next) => {
    setShownState(next);
    tabs.write(`栏 ${store.name} ${group.name}`, next.length ? next : null);
  };
  const [noting, setNoting] = useState([]);
  const lines = useMemo(() => linesOf(group, noting), [group, noting]);
  const columns = columnsOf(group, shown, all);
  const found = store.findings?.value.all ?? store.view.value?.findings ?? [];
  const findings = useMemo(() => findingsOf(group, lines, found), [group, lines, found]);
  const others = allLines.filter((line) => line.indicator.path.at(-2) !== group.name);
  const blanks = lines.filter(({ row }) => row?.blank).length;
  const goal = store.goal?.value;
  useEffect(() => {
    const path = goal?.path;
    if (!path || !group.path.every((key, i) => path[i] === key) || path.length <= group.path.length) return;
    const inside = lines.filter((line) => line.kind === "row" && line.indicator.path.every((key, i) => path[i] === key));
    const line = inside.find(({ row }) => row.path.every((key, i) => path[i] === key)) ?? inside[0];
    if (!line) return;
    const column = ["分子", "分母", "同比", "环比"].includes(path.at(-1)) ? path.at(-1) : "value";
    store.goal.value = null;
    wish.current = { key: line.key, column, until: performance.now() + WAIT };
    ui.tick();
  }, [goal?.at]);

  const add = async (names) => {
    // Where the catalogue has it; one of one's own comes last.
    const ops = names.map((name) => ({ op: "add", path: group.path, key: name, value: "", index: null }));
    wish.current = { path: [...group.path, names[0]], until: performance.now() + WAIT };
    if (await store.do(ops, unique())) store.app.say(`加上了${names.join("、")}`);
    ui.tick();
  };
  const move = (indicator, by, { key, column }) => {
    const at = group.indicators.indexOf(indicator);
    const to = at + by;
    if (to < 0 || to >= group.indicators.length) return store.app.say(by < 0 ? "已经是第一项了" : "已经是最后一项了");
    wish.current = { key, column, until: performance.now() + 1500, stays: true };
    store.do([{ op: "move", path: indicator.path, to, into: null }], unique()).then(() => store.app.say(`${indicator.name}：现在是第${to + 1}项`));
  };
  const onMenu = (line, near) => ui.menu({
    label: line.indicator.name, near,
    items: indicatorItems({ store, group, indicator: line.indicator, row: line.row, move, ui, wish,
      isNoting: noting.includes(line.indicator.name),
      note: (on) => setNoting(on ? [...noting, line.indicator.name] : noting.filter((name) => name !== line.indicator.name)),
      count: () => shown.includes("counts") || setShown([...shown, "counts"]),
    }),
  });
  const openGroup = (event) => ui.menu({
    label: group.name, near: event.currentTarget.getBoundingClientRect(),
    items: groupItems({ store, section, group, place, shown, setShown, ui }),
  });
  const taken = group.indicators.map(({ name }) => name);
  // What changed since the last filing (C02) stands in the table.
  return html`
    <section class="figures-group" aria-labelledby=${`group-${place}`}>
      <header>
        <h3 id=${`group-${place}`} tabindex="-1">${group.name}</h3>
        ${blanks > 0 && html`<span class="blanks">还有 ${blanks} 处没填</span>`}
        <button type="button" class="quiet" aria-haspopup="menu" aria-label=${`${group.name}：栏目、顺序、删去`} onClick=${openGroup}>⋯</button>
      </header>
      ${findings.whole.filter(({ code }) => code !== "C02").map((finding) => html`<p key=${finding.id} class=${`whole ${finding.severity}`}><b>${finding.label}</b> ${finding.message}${finding.help && html`<span class="advice">${finding.help}</span>`} <${Answers} finding=${finding} store=${store} /></p>`)}
      ${lines.length > 0 && html`
        <${Grid} store=${store} group=${group} lines=${lines} columns=${columns} findings=${findings}
          allLines=${[...lines, ...others]} onPlan=${ui.plan} onMenu=${onMenu} onMove=${move} wish=${wish} />`}
      ${!lines.length && group.missing.length > 0
        ? html`<${FirstIndicators} group=${group} onAdd=${add} />`
        : null}
      <${Combobox} label=${`给“${group.name}”加一项指标`} placeholder="加一项指标：写名称或从中选" names=${group.missing}
        own=${nameFault(taken)} onTake=${(name) => add([name])} />
    </section>`;
};

export const Figures = ({ section, store }) => {
  const [menu, setMenu] = useState(null);
  const [plan, setPlan] = useState(null);
  const [pasting, setPasting] = useState(false);
  const [ask, setAsk] = useState(null);
  const [undo, setUndo] = useState(null);
  /// Offered until something else is done: then it is that which would be undone.
  const undoable = (what) => setUndo({ what, version: store.version.value });
  const [, tick] = useState(0);
  const wish = useRef(null);
  const all = columnsOfAll(section.groups);
  const allLines = useMemo(() => section.groups.flatMap((group) => linesOf(group)), [section.groups]);
  const ui = {
    menu: setMenu, plan: setPlan, ask: setAsk, tick: () => tick((n) => n + 1),
    /// Something was removed: it can be had back.
    removed: (what) => { undoable(what); store.app.say(`${what}。可以撤销`); },
  };
  useEffect(() => {
    if (!undo) return undefined;
    const timer = setTimeout(() => setUndo(null), 20_000);
    return () => clearTimeout(timer);
  }, [undo]);
  const done = async (fills) => {
    setPlan(null);
    const ops = fills.filter(({ line, column, value }) => value !== textOf(line, column)).map(({ line, column, value }) => opFor(line, column, value));
    if (ops.length && !(await store.do(ops, unique()))) return;
    store.app.say(`填入了 ${fills.length} 格，可以撤销`);
    undoable(`填入了 ${fills.length} 格`);
  };
  const pasted = (clipboardData) => {
    const rows = read(clipboardData);
    if (!rows) return false;
    setPasting(false);
    setPlan(placing(rows, { here: allLines, all: allLines, columns: ["name", "value", "分子", "分母", "同比", "环比"], from: null, period: reportPeriod(store) }));
    return true;
  };
  const addGroup = async (name, first) => {
    // One of the catalogue comes with its usual indicators, one of one's own needs a first.
    if (!first && !section.missing.includes(name)) {
      return askFirst(name);
    }
    if (!(await store.do([{ op: "add", path: section.path, key: name, value: first ? [first] : [], index: null }], unique()))) return undefined;
    store.app.say(`加上了“${name}”这一组`);
    wish.current = { group: name, until: performance.now() + WAIT };
    return ui.tick();
  };
  const askFirst = (name) => setAsk({
    kind: "name", title: `“${name}”里的第一项指标`, name: "", button: "加上", fault: nameFault([]), onDone: (first) => addGroup(name, first),
  });
  const taken = section.groups.map(({ name }) => name);
  return html`
    <div class="figures">
      <div class="figures-tools">
        <button type="button" onClick=${() => setPasting(true)}>从 Excel 粘贴…</button>
        ${store.work && html`<button type="button" onClick=${() => store.work("fill")}>从表格文件填…</button>`}
        <details class="key-help"><summary>键盘</summary>
          <p><kbd>↑↓←→</kbd> 移动，<kbd>Enter</kbd> 下一行，<kbd>Tab</kbd> 下一格；直接打字就是重填，<kbd>F2</kbd> 改其中几个字，<kbd>Esc</kbd> 不改了；
          <kbd>Shift</kbd>+方向键选一块，<kbd>Delete</kbd> 清空，<kbd>Ctrl</kbd>+<kbd>C</kbd>、<kbd>Ctrl</kbd>+<kbd>V</kbd> 与 Excel 来回；
          <kbd>Alt</kbd>+<kbd>↑</kbd><kbd>↓</kbd> 换顺序，<kbd>Shift</kbd>+<kbd>F10</kbd> 更多。</p></details>
      </div>
      ${section.groups.map((group, place) => html`
        <${Group} key=${group.name} store=${store} section=${section} group=${group} place=${place} all=${all} allLines=${allLines} ui=${ui} wish=${wish} />`)}
      <section class="figures-group new">
        <h3>加一组指标</h3>
        <${Combobox} label="加一组指标" placeholder="写组名或从中选，如 携号转网" names=${section.missing} own=${nameFault(taken)} onTake=${(name) => addGroup(name)} />
      </section>
      ${undo?.version === store.version.value && undo && html`<div class="undo-hint"><span>${undo.what}</span>
        <button type="button" class="quiet" onClick=${() => { setUndo(null); store.undo(); }}>撤销</button>
        <button type="button" class="quiet" aria-label="不再提示" onClick=${() => setUndo(null)}>×</button></div>`}
      ${menu && html`<${Menu} ...${menu} onClose=${() => setMenu(null)} />`}
      ${plan && html`<${PastePreview} plan=${plan} lines=${allLines} onDone=${done} onClose=${() => setPlan(null)} />`}
      ${pasting && html`<${PasteHere} onRows=${pasted} onClose=${() => setPasting(false)} />`}
      ${ask?.kind === "labels" && html`<${AskLabels} ...${ask} onClose=${() => setAsk(null)} />`}
      ${ask?.kind === "name" && html`<${AskName} ...${ask} onClose=${() => setAsk(null)} />`}
    </div>`;
};


