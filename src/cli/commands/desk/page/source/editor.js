// A text's editor: CodeMirror, without a history of its own (undo is the session's), with Word's
// way of Enter. It never disturbs a composition: what comes from outside waits for its end.

import { defaultKeymap } from "@codemirror/commands";
import { insertNewlineContinueMarkup, markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { yaml } from "@codemirror/lang-yaml";
import { indentUnit, syntaxHighlighting } from "@codemirror/language";
import { nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorSelection, EditorState, StateEffect, StateField } from "@codemirror/state";
import { tagHighlighter, tags } from "@lezer/highlight";
import { Decoration, EditorView, highlightActiveLine, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { difference } from "./changes.js";
import { pictures } from "./editor-pictures.js";
import { markdownMarks } from "./markdown-marks.js";
import { WORDS } from "./editor-words.js";

/// Colours are the style sheet's, for light and dark.
const colours = tagHighlighter([
  { tag: tags.comment, class: "tok-comment" },
  { tag: [tags.definition(tags.propertyName), tags.propertyName], class: "tok-key" },
  { tag: [tags.string, tags.content], class: "tok-text" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace, tags.meta], class: "tok-sign" },
]);

/// A change that is not the user's.
const remote = Annotation.define();

/// Sentences that are as they were in the last period.
export const setUnchanged = StateEffect.define();
const unchanged = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    let now = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setUnchanged)) continue;
      const mark = Decoration.mark({ class: "md-unchanged" });
      now = Decoration.set(effect.value.map(({ from, to }) => mark.range(from, to)), true);
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/// The letters that somebody was led to, until the next change or click.
export const setShown = StateEffect.define();
const shown = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setShown)) {
        const { from, to } = effect.value ?? {};
        return to > from ? Decoration.set([Decoration.mark({ class: "md-shown" }).range(from, to)]) : Decoration.none;
      }
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/// Enter makes a new paragraph, as in Word; in a list the next item, in a table the next row.
const enter = (view) => {
  const { state } = view;
  const { head, empty } = state.selection.main;
  if (!empty || state.readOnly) return false;
  const line = state.doc.lineAt(head);
  if (/^\s*(([-*+]|\d+[.)])\s|\||>)/.test(line.text) || !line.text.trim() || !line.text.slice(0, head - line.from).trim()) {
    return insertNewlineContinueMarkup(view);
  }
  // Behind the line there may be the space of the next paragraph already.
  const next = line.number < state.doc.lines ? state.doc.line(line.number + 1) : null;
  const insert = "\n\n";
  const to = head === line.to && next && !next.text.trim() && line.number + 1 === state.doc.lines ? next.to : head;
  view.dispatch({ changes: { from: head, to, insert }, selection: { anchor: head + 2 }, scrollIntoView: true, userEvent: "input" });
  return true;
};

/// At the beginning of a paragraph Backspace joins it to the one before.
const join = (view) => {
  const { head, empty } = view.state.selection.main;
  const line = view.state.doc.lineAt(head);
  if (!empty || head !== line.from || line.number < 3) return false;
  const before = view.state.doc.line(line.number - 1);
  const above = view.state.doc.line(line.number - 2);
  if (before.text.trim() || !above.text.trim() || /^\s*([-*+|>]|\d+[.)])/.test(above.text)) return false;
  view.dispatch({ changes: { from: above.to, to: head }, scrollIntoView: true, userEvent: "delete" });
  return true;
};

const surround = (sign) => (view) => {
  const { from, to } = view.state.selection.main;
  const chosen = view.state.sliceDoc(from, to);
  const around = view.state.sliceDoc(from - sign.length, from) === sign && view.state.sliceDoc(to, to + sign.length) === sign;
  const inside = chosen.length > 2 * sign.length && chosen.startsWith(sign) && chosen.endsWith(sign);
  if (around) {
    view.dispatch({
      changes: [{ from: from - sign.length, to: from }, { from: to, to: to + sign.length }],
      selection: { anchor: from - sign.length, head: to - sign.length },
    });
  } else if (inside) {
    const insert = chosen.slice(sign.length, -sign.length);
    view.dispatch({ changes: { from, to, insert }, selection: { anchor: from, head: from + insert.length } });
  } else {
    view.dispatch({
      changes: [{ from, insert: sign }, { from: to, insert: sign }],
      selection: { anchor: from + sign.length, head: to + sign.length },
    });
  }
  view.focus();
  return true;
};
export const strong = surround("**");

/// Puts a sign before each chosen line, or takes it away where all have it. Items of one list
/// stand below each other without empty lines.
export const list = (numbered) => (view) => {
  const { state } = view;
  const { from, to } = state.selection.main;
  const [first, last] = [state.doc.lineAt(from).number, state.doc.lineAt(to).number];
  const lines = [];
  for (let n = first; n <= last; n += 1) lines.push(state.doc.line(n).text);
  const full = lines.filter((text) => text.trim());
  const sign = numbered ? /^\s*\d+[.)]\s+/ : /^\s*[-*+]\s+/;
  const bare = (text) => text.replace(/^\s*([-*+]|\d+[.)])\s+/, "");
  const off = full.length > 0 && full.every((text) => sign.test(text));
  const rows = (full.length ? full : [""]).map((text, i) => (off ? bare(text) : `${numbered ? `${i + 1}.` : "-"} ${bare(text)}`));
  const start = state.doc.line(first).from;
  const end = state.doc.line(last).to;
  const above = first > 1 && state.doc.line(first - 1).text.trim() ? "\n" : "";
  const below = last < state.doc.lines && state.doc.line(last + 1).text.trim() ? "\n" : "";
  const insert = above + rows.join(off ? "\n\n" : "\n") + below;
  view.dispatch({ changes: { from: start, to: end, insert }, selection: { anchor: start + insert.length - below.length }, scrollIntoView: true });
  view.focus();
  return true;
};

const common = ({ label, described, onChange, onCursor, onCompose, onFocus, onBlur, onUndo, onPaste, onDrop }) => [
  WORDS,
  EditorState.tabSize.of(2),
  indentUnit.of("  "),
  EditorView.lineWrapping,
  unchanged,
  shown,
  search({ top: true }),
  highlightSelectionMatches({ minSelectionLength: 2 }),
  EditorView.contentAttributes.of((view) => ({
    "aria-label": label, spellcheck: "false", autocorrect: "off", autocapitalize: "off", lang: "zh-CN",
    ...(described?.(view) ?? {}),
  })),
  EditorView.updateListener.of((update) => {
    const ours = update.transactions.every((one) => one.annotation(remote));
    if (update.docChanged && !ours) onChange?.(update.state.doc.toString(), update.view);
    if (update.selectionSet || update.docChanged) onCursor?.(update.view, update.docChanged);
  }),
  EditorView.domEventHandlers({
    compositionstart: () => { onCompose?.(true); },
    compositionend: () => { onCompose?.(false); },
    focus: () => { onFocus?.(); },
    blur: (event, view) => {
      queueMicrotask(() => unbound(view));
      onBlur?.();
    },
    paste: (event, view) => onPaste?.(event, view) ?? false,
    drop: (event, view) => onDrop?.(event, view) ?? false,
    beforeinput: (event) => {
      if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return false;
      event.preventDefault();
      onUndo?.(event.inputType === "historyUndo" ? "undo" : "redo");
      return true;
    },
  }),
];

/// A cursor that belongs to a wrapped line's end belongs to none any more. CodeMirror (6.43) sets
/// the browser's selection for it once more when the focus has gone, and so takes the focus back.
const unbound = (view) => {
  const { main } = view.state.selection;
  if (main.empty && main.assoc && !view.hasFocus && view.dom.isConnected) view.dispatch({ selection: EditorSelection.cursor(main.head) });
};

const keys = [
  { key: "F8", run: nextDiagnostic }, { key: "Shift-F8", run: previousDiagnostic },
  ...searchKeymap.filter(({ key }) => key === "F3" || key === "Mod-g" || key === "Escape"),
];

/// An editor of Markdown in `parent`.
export const proseEditor = (parent, doc, way) =>
  new EditorView({
    parent,
    state: EditorState.create({
      doc,
      extensions: [
        keymap.of([
          { key: "Enter", run: enter },
          { key: "Shift-Enter", run: insertNewlineContinueMarkup },
          { key: "Backspace", run: join },
          { key: "Mod-b", run: strong },
          ...keys,
          ...defaultKeymap.filter(({ key, mac }) => !["Alt-ArrowUp", "Alt-ArrowDown", "Mod-i", "Mod-/"].includes(key ?? mac)),
        ]),
        markdown({ base: markdownLanguage, addKeymap: false, completeHTMLTags: false }),
        markdownMarks,
        pictures,
        placeholder(way.placeholder ?? ""),
        common(way),
      ],
    }),
  });

/// An editor of the file as a whole.
export const fileEditor = (parent, doc, way) =>
  new EditorView({
    parent,
    state: EditorState.create({
      doc,
      extensions: [
        keymap.of([{ key: "Mod-f", run: openSearchPanel }, { key: "Mod-h", run: openSearchPanel }, ...keys, ...defaultKeymap]),
        lineNumbers(),
        highlightActiveLine(),
        yaml(),
        syntaxHighlighting(colours),
        common(way),
      ],
    }),
  });

/// Makes the editor's text `target` by the least change, the cursor staying with its letters. False
/// while a composition goes on: then nothing is done.
export const become = (view, target) => {
  if (view.composing) return false;
  const change = difference(view.state.doc.toString(), target);
  if (change) view.dispatch({ changes: change, annotations: remote.of(true) });
  return true;
};

const SEVERITY = { error: "error", warning: "warning" };

/// Underlines findings. Their ranges are of the text `known`, which the editor may be ahead of.
export const underline = (view, findings, known) => {
  if (view.composing) return;
  const doc = view.state.doc.toString();
  const change = difference(known ?? "", doc);
  const by = change ? change.insert.length - (change.to - change.from) : 0;
  const moved = (at) => {
    if (!change || at <= change.from) return at;
    return at >= change.to ? at + by : change.from + change.insert.length;
  };
  const marks = findings
    .filter(({ range }) => range)
    .map(({ range, severity, message, help }) => ({
      from: Math.min(moved(range[0]), doc.length),
      to: Math.min(moved(range[1]), doc.length),
      severity: SEVERITY[severity] ?? "info",
      message: help ? `${message}。${help}` : message,
    }))
    .filter(({ from, to }) => to >= from);
  view.dispatch(setDiagnostics(view.state, marks));
};
