// What the steps of the work have in common: the files that were made, how it ended, what is chosen.

import { classes, html, useEffect, useRef, useState } from "./html.js";
import { FilePick } from "./folder-dialogs.js";
import { Lines, Progress, useJob } from "./job.js";
import { isOf } from "./folder-words.js";
import { Labels } from "./labels.js";
import { unlooked } from "./last.js";
import { ofFiling, upload } from "./net.js";
import { linesOf } from "./program-words.js";

const copy = async (text, say) => {
  try {
    await navigator.clipboard.writeText(text);
    say("复制好了");
  } catch {
    say("浏览器不让复制，请自己选中路径");
  }
};

const opens = (name) => /\.(pdf|html)$/i.test(name);

const KINDS = ["pdf", "docx", "xlsx", "html", "md"];
const rank = ({ name }, first) => {
  if (first?.test(name)) return -1;
  const at = KINDS.indexOf(name.split(".").at(-1).toLowerCase());
  return at < 0 ? KINDS.length : at;
};

/// Files that were made, each to be opened or fetched, and where it is. What was wanted comes `first`.
export const Files = ({ files, say, first }) => files.length ? html`
  <ul class="made-files" aria-label="做好的文件">${[...files].sort((a, b) => rank(a, first) - rank(b, first)).map(({ name, path, served, ...file }) => html`
    <li key=${path ?? name}>
      <span><b>${name}</b><${Labels} file=${{ name, ...file }} all=${files} /></span>
      ${served !== false && html`<span class="do">
        ${opens(name) && html`<a class="button" href=${`made/${encodeURIComponent(name)}`} target="_blank" rel="noopener" aria-label=${`打开 ${name}`}>打开</a>`}
        <a class="button" href=${`made/${encodeURIComponent(name)}`} download=${name} aria-label=${`下载 ${name}`}>下载</a></span>`}
      ${path && html`<span class="path"><code>${path}</code>
        <button type="button" class="quiet" aria-label=${`复制路径：${name}`} onClick=${() => copy(path, say)}>复制路径</button></span>`}
    </li>`)}</ul>` : null;

/// How a step ended. It takes the focus, so that whoever does not see the page is there.
export const Outcome = ({ kind, head, children }) => {
  const node = useRef(null);
  useEffect(() => node.current?.focus(), []);
  return html`<div ref=${node} tabindex="-1" role=${kind === "error" ? "alert" : "status"} class=${classes("outcome", kind)}><p><b>${head}</b></p>${children}</div>`;
};

/// Work on a filing: what is typed is saved before it begins.
export const useWork = (store) => {
  const { job, start, stop, forget } = useJob();
  const run = async (order) => {
    if (job?.running) return null;
    await store.flush();
    const done = await start(ofFiling(store.name, "work"), order);
    if (done) store.app.reload?.();
    return done;
  };
  return { job, run, stop, forget };
};

/// What a run that went well wants to be read all the same.
const noticesOf = (lines) => linesOf(lines).filter((line) => /^(提示|警告|注意)[:：]/.test(line));

/// A step that is one press of a button. `unsure` is what the button says where it is better not pressed yet.
export const Simple = ({ store, order, button, unsure, doing, done, failed, blocked, children, after, first }) => {
  const { job, run, stop } = useWork(store);
  const { say } = store.app;
  const over = job && !job.running;
  const well = over && (job.ok || (job.files.length > 0 && job.code !== 2));
  return html`
    ${children}
    ${blocked}
    ${!job?.running && html`<div class="actions start"><button type="button" class=${unsure ? "" : "primary"} disabled=${Boolean(blocked)} onClick=${() => run(order())}>${unsure ?? (over ? "再做一次" : button)}</button></div>`}
    ${job?.running && html`<${Progress} job=${job} stop=${stop} says=${doing} />`}
    ${over && html`
      <${Outcome} key=${job.lines.length} kind=${well ? "good" : "error"} head=${well ? done : failed ?? "没有做成"} />
      <${Files} files=${job.files} first=${first} say=${(text) => say.call(store.app, text)} />
      ${well && after?.(job)}
      ${well && noticesOf(job.lines).map((line) => html`<p key=${line} class="outcome warning">${line}</p>`)}
      ${well ? html`<details class="said"><summary>程序说的话</summary><${Lines} lines=${job.lines} /></details>` : html`<${Lines} lines=${job.lines} />`}`}
  `;
};

/// Files of the folder to choose from, and others brought in. `take(names)` gets the names in the folder.
export const ChooseFiles = ({ legend, names, accept, chosen, onChosen, multiple, brought }) => {
  const [why, setWhy] = useState(null);
  const [busy, setBusy] = useState(false);
  const toggle = (name) => onChosen(!multiple ? [name] : chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
  const bring = async (files) => {
    setWhy(null);
    setBusy(true);
    try {
      const there = [];
      for (const file of files) there.push((await upload("upload", file)).file);
      onChosen(multiple ? [...chosen, ...there] : there.slice(0, 1));
      brought?.();
    } catch (error) {
      setWhy(error.message);
    }
    setBusy(false);
  };
  const all = [...new Set([...names, ...chosen])];
  return html`
    ${all.length > 0 && html`<fieldset><legend>${legend}</legend>
      <div class="picks column">${all.map((name) => html`
        <label key=${name} class="pick"><input type=${multiple ? "checkbox" : "radio"} name=${legend} checked=${chosen.includes(name)} onChange=${() => toggle(name)} /> ${name}</label>`)}</div>
    </fieldset>`}
    <${FilePick} label=${all.length ? "别处的文件" : legend} accept=${accept} multiple=${multiple} files=${[]} onFiles=${bring} />
    ${busy && html`<p class="aside" role="status">正在放进文件夹…</p>`}
    ${why && html`<p class="aside error" role="alert">${why}</p>`}`;
};

const MOST_SHOWN = 5;

/// The first of several things to be seen to, each a way there: `{ key, words, go }`.
const Ways = ({ ways, rest }) => html`
  <ul class="blocking">${ways.slice(0, MOST_SHOWN).map(({ key, words, go }) => html`
    <li key=${key}><button type="button" class="quiet" onClick=${go}>${words}</button></li>`)}</ul>
  ${ways.length > MOST_SHOWN && html`<p class="aside">${rest(ways.length - MOST_SHOWN)}</p>`}`;

/// Errors that stand in the way, with a way to the first ones.
export const Errors = ({ store, onClose, says }) => {
  const errors = (store.view.value?.findings ?? []).filter(({ severity }) => severity === "error");
  if (!errors.length) return null;
  const go = (finding) => {
    onClose();
    requestAnimationFrame(() => (finding.path ? store.go(finding.path, finding.range) : finding.place && store.showLine?.(finding.place[0])));
  };
  return html`
    <div class="outcome warning">
      <p><b>${says(standing(errors))}</b></p>
      <${Ways} ways=${errors.map((finding) => ({ key: finding.id, words: finding.message, go: () => go(finding) }))} rest=${(n) => `还有 ${n} 处，改好上面的再看。`} />
    </div>`;
};

/// Leads to a text, with the last period's beside it.
const lookOver = (store, onClose, { text }) => {
  onClose();
  store.comparing.value = true;
  requestAnimationFrame(() => store.go(text.path, [0, 0]));
};

/// How many texts from the last period nobody has looked over, in words; null where there are none.
export const unlookedWords = (store) => {
  const { length } = unlooked(store);
  return length ? `${length} 段从上期带来的文字没有人看过` : null;
};

/// Texts from the last period that nobody has looked over, with a way to the first ones.
export const Unlooked = ({ store, onClose }) => {
  const words = unlookedWords(store);
  return words && html`
    <div class="outcome warning">
      <p><b>${words}。</b>看过的，在那一段的上面勾“看过了”：</p>
      <${Ways} ways=${unlooked(store).map((one) => ({ key: one.text.key, words: one.name, go: () => lookOver(store, onClose, one) }))} rest=${(n) => `还有 ${n} 段。`} />
    </div>`;
};

/// The same in a line, for steps that it matters less to.
export const UnlookedLine = ({ store, onClose }) => {
  const words = unlookedWords(store);
  return words && html`<p class="warning aside">${words}。<button type="button" class="quiet" onClick=${() => lookOver(store, onClose, unlooked(store)[0])}>去看第一段</button></p>`;
};

/// How many places are not written yet, and how many are wrong, in words.
export const standing = (findings) => {
  const errors = findings.filter(({ severity }) => severity === "error");
  const blanks = errors.filter(({ code }) => code === "Y19").length;
  return [blanks && `${blanks} 处没填`, errors.length > blanks && `${errors.length - blanks} 处错误`].filter(Boolean).join("、");
};

export const errorsOf = (store) => (store.view.value?.findings ?? []).filter(({ severity }) => severity === "error").length;

/// The PDFs that were made of a filing, the newest last as the program lists them.
export const pdfsOf = (store) => (store.app.folder.value?.made ?? [])
  .filter((file) => /\.pdf$/i.test(file.name) && isOf(file, store.name));

/// Whether the filing was changed since a PDF was made of it.
export const isStale = (store, name) => pdfsOf(store).find((file) => file.name === name)?.report?.current === false;

/// Those that may be filed: drafts stand in a folder of their own.
export const filedOf = (store) => pdfsOf(store).filter(({ name }) => !name.includes("/"));

/// 主要服务指标完成情况.移动电话.业务变更.平均 in two: what is meant, and where it stands.
export const named = (key) => {
  const parts = key.split(".").filter((part) => part !== "主要服务指标完成情况");
  return parts.length > 1 ? [parts.slice(1).join(" "), parts[0]] : [key, ""];
};

export const Name = ({ of }) => {
  const [name, group] = named(of);
  return html`${name}${group && html`<small>${group}</small>`}`;
};
