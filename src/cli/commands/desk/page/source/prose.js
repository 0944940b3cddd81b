// A text of the report with its editor. Editors are made when they come near the screen, so that a
// long report is as quick as a short one; until then the text stands there as it is.

import { html, classes, useEffect, useLayoutEffect, useRef, useState } from "./html.js";
import { alike, sentences } from "./changes.js";
import { become, proseEditor, setShown, setUnchanged, underline } from "./editor.js";
import { FindingLines } from "./finding.js";
import { Toolbar } from "./toolbar.js";
import { Last, LookedOver } from "./last.js";
import { insertBlock } from "./insert.js";
import { markdownOf, picturesOf } from "./clipboard.js";
import { prompted, visible } from "./prompts.js";
import { Blank, domId, isFor, NotTaken } from "./field.js";

/// Which texts are near the screen: one watcher for all of a form.
const near = new Map();
let watcher = null;
const watch = (node, tell) => {
  watcher ??= new IntersectionObserver(
    (entries) => entries.forEach(({ target, isIntersecting }) => near.get(target)?.(isIntersecting)),
    { rootMargin: "900px 0px" },
  );
  near.set(node, tell);
  watcher.observe(node);
  return () => {
    near.delete(node);
    watcher.unobserve(node);
  };
};

/// The editor's tie to the store: what is typed goes there, what comes from there goes in.
const useEditor = ({ text, store, mounted, frame, latest }) => {
  const view = useRef(null);
  const late = useRef(0);

  const bring = () => {
    const editor = view.current;
    if (!editor) return;
    const { text } = latest.current;
    const target = visible(store.shown(text) ?? "");
    const now = editor.state.doc.toString();
    // What the file does not keep (a blank at the end) stays while somebody is typing.
    const settled = now === target || (editor.hasFocus && alike(now, target));
    if (!settled && !become(editor, target)) {
      clearTimeout(late.current);
      late.current = setTimeout(bring, 60);
    }
  };

  useLayoutEffect(() => {
    if (!mounted) return undefined;
    const way = {
      label: latest.current.name,
      placeholder: prompted(text.value) ?? text.hint ?? "",
      described: () => latest.current.described(),
      onChange: (value) => store.type(latest.current.text, value.trim() || text.required ? value : null),
      onCompose: (begins) => {
        store.queue.compose(begins);
        if (!begins) setTimeout(bring, 60);
      },
      onCursor: (editor, changed) => latest.current.onCursor(editor, changed),
      onFocus: () => latest.current.onFocus(),
      onBlur: () => {
        store.left(text.key);
        setTimeout(bring, 0);
      },
      onUndo: (which) => store.undo(which),
      onPaste: (event, editor) => latest.current.onPaste(event, editor),
      onDrop: (event, editor) => latest.current.onDrop(event, editor),
    };
    const editor = proseEditor(frame.current, visible(store.shown(latest.current.text) ?? ""), way);
    view.current = editor;
    return () => {
      clearTimeout(late.current);
      view.current = null;
      editor.destroy();
    };
  }, [mounted]);

  return { view, bring };
};

/// `called` is its name where the label alone does not tell it from others.
export const Prose = ({ text, store, called }) => {
  const name = called ?? text.label;
  const [mounted, setMounted] = useState(false);
  const [height, setHeight] = useState(0);
  const [dialog, setDialog] = useState(null);
  const [cursor, setCursor] = useState(null);
  const box = useRef(null);
  const frame = useRef(null);
  const wish = useRef(null);
  const latest = useRef({});
  const findings = store.findingsAt(text.path);
  const whole = store.shown(text) ?? "";
  const value = visible(whole);
  const id = domId(text.key);
  const comparing = store.comparing.value && text.last !== null && text.last !== undefined;

  const paste = (data, editor, event) => {
    const pictures = picturesOf(data);
    const words = data.getData("text/html") || data.getData("text/plain");
    if (pictures.length && !/<(table|p)\b/i.test(words)) {
      event.preventDefault();
      setDialog({ kind: "picture", file: pictures[0] });
      return true;
    }
    const written = markdownOf(data);
    if (!written) return false;
    event.preventDefault();
    insertBlock(editor, written);
    return true;
  };

  latest.current = {
    text, name,
    described: () => ({
      id: `${id}-editor`,
      ...(findings.length ? { "aria-describedby": `${id}-findings` } : {}),
      ...(findings.some((one) => one.severity === "error") ? { "aria-invalid": "true" } : {}),
      ...(text.required ? { "aria-required": "true" } : {}),
    }),
    onCursor: (editor, changed) => {
      const { head } = editor.state.selection.main;
      setCursor(head);
      if (!changed && editor.hasFocus) store.point(text.path, head);
    },
    onFocus: () => {
      store.point(text.path, view.current?.state.selection.main.head ?? 0);
    },
    onPaste: (event, editor) => paste(event.clipboardData, editor, event),
    onDrop: (event, editor) => {
      if (!picturesOf(event.dataTransfer).length) return false;
      const at = editor.posAtCoords({ x: event.clientX, y: event.clientY });
      if (at !== null) editor.dispatch({ selection: { anchor: at } });
      return paste(event.dataTransfer, editor, event);
    },
  };
  const { view, bring } = useEditor({ text, store, mounted, frame, latest });

  // Near the screen, or looked for.
  useEffect(() => watch(box.current, (isNear) => {
    if (isNear) return setMounted(true);
    if (view.current?.hasFocus) return undefined;
    if (frame.current) setHeight(frame.current.offsetHeight);
    return setMounted(false);
  }), []);

  const goal = store.goal.value;
  useLayoutEffect(() => {
    if (!isFor(goal, text.path)) return;
    wish.current = goal;
    setMounted(true);
  }, [goal]);

  useLayoutEffect(() => {
    const editor = view.current;
    if (!editor || !wish.current) return;
    const { range } = wish.current;
    wish.current = null;
    const end = editor.state.doc.length;
    const [from, to] = range ? range.map((at) => Math.min(at, end)) : [end, end];
    editor.dispatch({ selection: { anchor: from, head: to }, effects: setShown.of(range ? { from, to } : null) });
    editor.focus();
    requestAnimationFrame(() => reveal(editor, from));
  }, [mounted, goal]);

  useLayoutEffect(bring, [value, mounted]);
  useLayoutEffect(() => {
    if (view.current) underline(view.current, prompted(text.value) ? [] : findings, text.value ?? "");
  }, [findings, mounted, text]);
  useLayoutEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const old = comparing ? new Set(sentences(text.last).map(({ said }) => said)) : new Set();
    const same = comparing ? sentences(editor.state.doc.toString()).filter(({ said }) => old.has(said)) : [];
    editor.dispatch({ effects: setUnchanged.of(same) });
  }, [comparing, value, mounted, text.last]);

  const letters = [...value.replace(/\s/g, "")].length;
  return html`
    <div class="prose" ref=${box} data-key=${text.path.join("/")}>
      <div class="prose-head">
        <span class="label">${text.label}</span>
        <${Blank} field=${text} value=${whole} />
        <${LookedOver} text=${text} name=${name} store=${store} />
        <span class="count">${letters} 字</span>
      </div>
      <div class=${classes("editing", comparing && "comparing")}>
        <div class="sheet-of-text">
          <${Toolbar} view=${view} mounted=${mounted} store=${store} label=${name} dialog=${dialog} cursor=${cursor}
            onDialog=${setDialog} onNeed=${() => setMounted(true)} />
          <div class="frame" ref=${frame} style=${mounted ? undefined : { minHeight: `${height}px` }}>
            ${!mounted && html`<${Still} id=${id} text=${text} name=${name} value=${value} onEnter=${() => {
              wish.current = { range: null };
              setMounted(true);
            }} />`}
          </div>
        </div>
        ${comparing && html`<${Last} text=${text} name=${name} value=${value} />`}
      </div>
      <${NotTaken} store=${store} field=${text} />
      <${FindingLines} id=${`${id}-findings`} findings=${findings} store=${store} cursor=${cursor}
        shown=${text.value ?? ""} />
    </div>
  `;
};

/// The text before its editor is made.
const Still = ({ id, text, name, value, onEnter }) => html`
  <div class="still" id=${`${id}-editor`} role="textbox" aria-multiline="true" tabindex="0" aria-label=${name}
    onFocus=${onEnter} onClick=${onEnter}>${value || html`<span class="soft">${prompted(text.value) ?? text.hint}</span>`}</div>
`;

const reveal = (editor, at) => {
  const place = editor.coordsAtPos(at);
  const pane = editor.dom.closest(".scroller");
  if (!place || !pane) return;
  const around = pane.getBoundingClientRect();
  if (place.top > around.top + 90 && place.bottom < around.bottom - 90) return;
  pane.scrollBy({ top: place.top - (around.top + around.height * 0.4), behavior: "instant" });
};
