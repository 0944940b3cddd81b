// The file as text: for what cannot be read as a form, and for whoever wants it so. Form and text
// are the same file, and in step.

import { html, useLayoutEffect, useRef } from "./html.js";
import { become, fileEditor, setShown } from "./editor.js";
import { TEXT } from "./filing.js";
import { EditorView } from "@codemirror/view";
import { setDiagnostics } from "@codemirror/lint";

export const TextView = ({ store, ui }) => {
  const frame = useRef(null);
  const view = useRef(null);
  const late = useRef(0);
  const field = { key: TEXT, path: [], value: store.text.value };
  const shown = store.shown(field);
  const latest = useRef(field);
  latest.current = field;

  const bring = () => {
    const editor = view.current;
    if (!editor || become(editor, store.shown(latest.current))) return;
    clearTimeout(late.current);
    late.current = setTimeout(bring, 60);
  };

  useLayoutEffect(() => {
    view.current = fileEditor(frame.current, shown, {
      label: `${store.name} 的文本`,
      onChange: (value) => store.typeText(value),
      onCompose: (begins) => {
        store.queue.compose(begins);
        if (!begins) setTimeout(bring, 60);
      },
      onBlur: () => store.left(TEXT),
      onUndo: (which) => store.undo(which),
    });
    return () => {
      clearTimeout(late.current);
      view.current.destroy();
      view.current = null;
    };
  }, []);

  useLayoutEffect(bring, [shown]);
  const findings = store.view.value?.findings;
  useLayoutEffect(() => {
    const editor = view.current;
    if (!editor || !findings) return;
    const fault = store.view.value.fault;
    const all = fault?.place && !findings.length ? [{ severity: "error", message: fault.message, help: fault.help, place: [...fault.place, ...fault.place] }] : findings;
    mark(editor, all);
  }, [findings, shown]);

  const goal = ui.line.value;
  useLayoutEffect(() => {
    const editor = view.current;
    if (!editor || !goal) return;
    const at = offsetOf(editor.state.doc, goal.line, goal.place?.[1] ?? 1);
    const end = goal.place?.[2] ? offsetOf(editor.state.doc, goal.place[2], goal.place[3]) : at;
    editor.dispatch({ selection: { anchor: at }, effects: [setShown.of({ from: at, to: end }), EditorView.scrollIntoView(at, { y: "center" })] });
    editor.focus();
  }, [goal]);

  return html`
    <section class="text-view scroller" id="form" tabindex="-1" aria-label="文本">
      <div class="text-head"><h2>文本</h2><p class="soft">这是文件本来的样子。和表单是同一份，改哪边都行。</p>
        ${store.form.value && html`<button type="button" onClick=${() => { ui.asText.value = false; }}>看表单</button>`}</div>
      <div class="file-frame" ref=${frame}></div>
    </section>
  `;
};

/// The place of a line and a column, both from 1, columns in characters.
const offsetOf = (doc, line, column) => {
  const one = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const letters = [...one.text].slice(0, Math.max(0, column - 1)).join("").length;
  return one.from + Math.min(letters, one.length);
};

const mark = (editor, findings) => {
  if (editor.composing) return;
  const { doc } = editor.state;
  const marks = findings.filter(({ place }) => place).map(({ place: [l, c, l2, c2], severity, message, help }) => {
    const from = offsetOf(doc, l, c);
    return {
      from, to: Math.max(from, offsetOf(doc, l2 ?? l, c2 ?? c)),
      severity: severity === "error" || severity === "warning" ? severity : "info",
      message: help ? `${message}。${help}` : message,
    };
  });
  editor.dispatch(setDiagnostics(editor.state, marks));
};
