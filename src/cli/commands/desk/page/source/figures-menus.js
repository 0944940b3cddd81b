// What may be done to an indicator and to a group, as items of a menu.

import { besideOf, COUNTS } from "./figures-lines.js";
import { unique } from "./net.js";

const fault = (taken) => (name) => {
  if (taken.includes(name)) return "已经有这个名称了";
  return /[:：{}[\]#&*!|>'"%@`\n]/.test(name) ? "名称里不能有冒号、引号、括号一类的符号" : null;
};

const alike = (rows, labels) => rows.length === labels.length && rows.every(({ label }, i) => label === labels[i]);

/// `note(on)` and `count()` show the line and the columns that are to be written into.
export const indicatorItems = ({ store, group, indicator, row, move, ui, wish, isNoting, note, count }) => {
  const at = group.indicators.indexOf(indicator);
  const here = { key: indicator.rows[0].path.join("/"), column: "value" };
  const wishAt = (key, column = "value") => { wish.current = { key, column, until: performance.now() + 4000 }; };
  const parts = (labels) => ({
    label: labels.length ? `分成“${labels.join("、")}”` : "合成一个数",
    act: () => {
      wishAt([...indicator.path, ...labels.slice(0, 1)].join("/"));
      store.do([{ op: "parts", path: indicator.path, labels }], unique());
    },
  });
  const ways = [["城市", "农村"], ["平均", "及时率"], ["平均", "最长"]].filter((labels) => !alike(indicator.rows, labels));
  const nested = indicator.rows.some(({ path }) => path.length > indicator.path.length + 1);
  const hasNote = indicator.note?.value != null;
  const counted = row && COUNTS.some((key) => (key === "分子" ? row.numerator : row.denominator));
  return [
    { label: "上移", keys: "Alt+↑", disabled: at === 0, act: () => move(indicator, -1, here) },
    { label: "下移", keys: "Alt+↓", disabled: at === group.indicators.length - 1, act: () => move(indicator, 1, here) },
    null,
    hasNote || isNoting
      ? { label: "去掉备注", act: () => { note(false); if (hasNote) store.do([{ op: "note", path: indicator.path, value: null }], unique()); } }
      : { label: "加备注", act: () => { note(true); wishAt([...indicator.path, "备注"].join("/")); ui.tick(); } },
    ...(row && row.counts_possible && !counted ? [{ label: "写明分子、分母", act: () => { count(); wishAt(row.path.join("/"), "分子"); ui.tick(); } }] : []),
    ...(counted ? [{ label: "去掉这一行的分子、分母", act: () => store.do(COUNTS.map((key) => ({ op: "beside", path: row.path, key, value: null })), unique()) }] : []),
    null,
    ...(nested ? [] : ways.map(parts)),
    ...(nested ? [] : [{ label: "别的分法…", act: () => ui.ask({ kind: "labels", title: `${indicator.name}：分成几个数`, labels: indicator.rows.length > 1 ? indicator.rows.map(({ label }) => label) : [], onDone: (labels) => parts(labels).act() }) }]),
    ...(indicator.rows.length > 1 ? [parts([])] : []),
    null,
    ...(indicator.known ? [] : [{ label: "改名…", act: () => ui.ask({ kind: "name", title: `给“${indicator.name}”改名`, name: indicator.name, fault: fault(group.indicators.map(({ name }) => name)), onDone: (key) => store.do([{ op: "rename", path: indicator.path, key }], unique()) }) }]),
    { label: "删去这一项", danger: true, disabled: group.indicators.length === 1, act: async () => {
      const next = group.indicators[at + 1] ?? group.indicators[at - 1];
      if (next) wishAt(next.rows[0].path.join("/"));
      if (await store.do([{ op: "remove", path: indicator.path }], unique())) ui.removed(`删去了“${indicator.name}”`);
    } },
  ];
};

export const groupItems = ({ store, section, group, place, shown, setShown, ui }) => {
  const rows = group.indicators.flatMap(({ rows }) => rows);
  const has = (key) => rows.filter((row) => besideOf(row, key));
  const column = (id, label, keys) => {
    const filled = keys.flatMap((key) => has(key).map((row) => ({ op: "beside", path: row.path, key, value: null })));
    const on = filled.length > 0 || shown.includes(id);
    return {
      label, checked: on,
      act: async () => {
        if (!on) return setShown([...shown, id]);
        setShown(shown.filter((one) => one !== id));
        if (filled.length && await store.do(filled, unique())) ui.removed(`去掉了“${group.name}”的${keys.join("、")}`);
      },
    };
  };
  const known = section.groups.length;
  return [
    column("counts", "分子、分母栏", COUNTS),
    column("环比", "环比栏", ["环比"]),
    column("同比", "同比栏", ["同比"]),
    null,
    { label: "整组上移", disabled: place === 0, act: () => store.do([{ op: "move", path: group.path, to: place - 1, into: null }], unique()) },
    { label: "整组下移", disabled: place === known - 1, act: () => store.do([{ op: "move", path: group.path, to: place + 1, into: null }], unique()) },
    { label: "组改名…", act: () => ui.ask({ kind: "name", title: `给“${group.name}”这一组改名`, name: group.name, fault: fault(section.groups.map(({ name }) => name)), onDone: (key) => store.do([{ op: "rename", path: group.path, key }], unique()) }) },
    null,
    { label: "删去整组", danger: true, act: async () => {
      if (await store.do([{ op: "remove", path: group.path }], unique())) ui.removed(`删去了“${group.name}”这一组，连同 ${rows.length} 个数`);
    } },
  ];
};
