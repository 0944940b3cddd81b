// A field of the form, by its kind: label, control, what is open, and the findings about it.

import { html, classes, useLayoutEffect, useRef } from "./html.js";
import { prompted, visible } from "./prompts.js";
import { FindingLines } from "./finding.js";
import { Day } from "./field-day.js";
import { Names, Ticks } from "./field-lists.js";
import { FileField } from "./field-file.js";

const ids = new Map();
/// An id for elements that belong to a field: keys may hold anything.
export const domId = (key) => {
  if (!ids.has(key)) ids.set(key, `f${ids.size + 1}`);
  return ids.get(key);
};

/// Whether somebody is just now led to a place. What is drawn later is not meant any more.
export const isFor = (goal, path) =>
  Boolean(goal) && performance.now() - goal.at < 2000 && goal.key === path.join("/");

/// Whether a field is still to fill in.
export const isBlank = (field, value) => {
  if (typeof value === "string" && value.includes("【")) return true;
  const nothing = value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);
  return nothing ? field.required : Array.isArray(value) ? field.blank : false;
};

export const Blank = ({ field, value }) => {
  if (isBlank(field, value)) return html`<span class="tag open">还没填</span>`;
  return null;
};

/// What the program refused to put into the file.
export const NotTaken = ({ store, field }) => {
  const said = store.refusals.value[field.key];
  return said ? html`<p class="fault" role="alert">没有存上：${said}</p>` : null;
};

/// What a control has to know: its value, how it tells of changes, its ties for screen readers.
const useControl = (field, store, findings, called) => {
  const node = useRef(null);
  const id = domId(field.key);
  const value = store.shown(field);
  const goal = store.goal.value;
  useLayoutEffect(() => {
    if (!isFor(goal, field.path) || !node.current) return;
    const control = node.current;
    control.focus({ preventScroll: true });
    control.scrollIntoView({ block: "center", behavior: "instant" });
    if (goal.range && control.setSelectionRange) control.setSelectionRange(...goal.range);
  }, [goal]);
  const wrong = findings.some((one) => one.severity === "error");
  const described = [findings.length && `${id}-findings`, field.hint && `${id}-hint`].filter(Boolean).join(" ");
  return {
    id, node, value,
    ties: {
      id, ref: node,
      "aria-label": called,
      "aria-invalid": wrong ? "true" : undefined,
      "aria-describedby": described || undefined,
      "aria-required": field.required ? "true" : undefined,
      onFocus: () => store.point(field.path),
      onBlur: () => store.left(field.key),
      onCompositionStart: () => store.queue.compose(true),
      onCompositionEnd: () => store.queue.compose(false),
    },
    set: (text) => store.type(field, text),
  };
};

export const FieldView = ({ field, store, level, called }) => {
  const findings = store.findingsAt(field.path);
  const control = useControl(field, store, findings, called);
  const { id, value } = control;
  const several = field.kind === "names" || field.kind === "choices" || field.kind === "files";
  const Label = several ? "span" : "label";
  return html`
    <div class=${classes("field", `kind-${field.kind}`, level)} role=${several ? "group" : undefined} aria-labelledby=${several ? `${id}-label` : undefined}>
      <div class="field-head">
        <${Label} class="label" id=${`${id}-label`} for=${several ? undefined : id}>${field.label}<//>
        <${Blank} field=${field} value=${value} />
      </div>
      <${Control} field=${field} store=${store} control=${control} />
      <${Meaning} field=${field} value=${value} />
      ${field.hint && html`<p class="hint" id=${`${id}-hint`}>${field.hint}</p>`}
      <${NotTaken} store=${store} field=${field} />
      <${FindingLines} id=${`${id}-findings`} findings=${findings} store=${store} shown=${field.value} />
    </div>
  `;
};

/// What the choice means that is made.
const Meaning = ({ field, value }) => {
  const at = field.choice_hints?.length ? field.choices.indexOf(value) : -1;
  return at >= 0 && field.kind === "choice" ? html`<p class="hint">${value}：${field.choice_hints[at]}</p>` : null;
};

const Control = ({ field, store, control }) => {
  switch (field.kind) {
    case "period":
      return html`<${Period} field=${field} store=${store} control=${control} />`;
    case "choice":
      return field.choices?.length ? html`<${Choice} field=${field} control=${control} />` : html`<${Line} field=${field} control=${control} />`;
    case "names":
      return html`<${Names} field=${field} store=${store} control=${control} />`;
    case "choices":
      return html`<${Ticks} field=${field} store=${store} control=${control} />`;
    case "day":
      return html`<${Day} field=${field} control=${control} line=${Line} />`;
    case "file":
    case "files":
      return html`<${FileField} field=${field} store=${store} control=${control} line=${Line} />`;
    default:
      return html`<${Line} field=${field} control=${control} />`;
  }
};

const one = (value) => visible(Array.isArray(value) ? value.join("、") : value ?? "");

/// What an empty field says in grey: its prompt, what counts where it stays empty, an example.
const hintOf = (field) => {
  const prompt = prompted(Array.isArray(field.value) ? field.value[0] : field.value);
  if (prompt) return prompt;
  return field.default ? `不填就是“${field.default}”` : field.example ?? "";
};

/// A line of text. What the file does not keep (a blank at the end) stays while somebody types.
export const Line = ({ field, control, list }) => {
  const draft = useRef(null);
  const { ties, set } = control;
  const known = one(control.value);
  if (draft.current !== null && draft.current.trim() !== known.trim()) draft.current = null;
  const empties = field.required ? "" : null;
  return html`<input ...${ties} type="text" autocomplete="off" list=${list} value=${draft.current ?? known}
    placeholder=${hintOf(field)} lang="zh-CN"
    onFocus=${(event) => {
      ties.onFocus();
      // What is to be replaced is chosen, so that typing replaces it.
      const open = /【[^【】]*】/.exec(event.target.value);
      if (open) event.target.setSelectionRange(open.index, open.index + open[0].length);
    }}
    onInput=${(event) => {
      draft.current = event.target.value;
      set(event.target.value === "" ? empties : event.target.value);
    }}
    onBlur=${() => {
      draft.current = null;
      ties.onBlur();
    }} />`;
};

const Period = ({ field, store, control }) => {
  const periods = field.choices?.length ? field.choices : store.app.folder.value?.catalogue?.periods ?? [];
  const list = `${control.id}-periods`;
  return html`
    <${Line} field=${{ ...field, example: "如 2026年下半年" }} control=${control} list=${list} />
    <datalist id=${list}>${periods.map((name) => html`<option key=${name} value=${name} />`)}</datalist>
  `;
};

const Choice = ({ field, control }) => {
  const { ties, set } = control;
  const value = one(control.value);
  const known = field.choices.includes(value);
  return html`
    <select ...${ties} value=${value} onChange=${(event) => set(event.target.value === "" ? (field.required ? "" : null) : event.target.value)}>
      ${(!field.required || !value) && html`<option value="">${field.default ? `不写（就是“${field.default}”）` : field.required ? `请选择${prompted(field.value) ? `（如 ${prompted(field.value)}）` : ""}` : "不写"}</option>`}
      ${value && !known && html`<option value=${value}>${value}</option>`}
      ${field.choices.map((choice) => html`<option key=${choice} value=${choice}>${choice}</option>`)}
    </select>
  `;
};
