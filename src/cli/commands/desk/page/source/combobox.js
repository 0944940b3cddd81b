// A text field with suggestions: what is typed is looked for in them, and what none of them is may
// be taken as it stands.

import { classes, html, useEffect, useRef, useState } from "./html.js";

let count = 0;

/// Whether the letters of `wanted` stand in `name`, in their order.
const fits = (name, wanted) => {
  let at = 0;
  for (const letter of wanted) {
    at = name.indexOf(letter, at) + 1;
    if (!at) return false;
  }
  return true;
};

const ranked = (names, wanted) => {
  if (!wanted) return names;
  const whole = names.filter((name) => name.includes(wanted));
  return [...whole, ...names.filter((name) => !whole.includes(name) && fits(name, wanted))];
};

/// `own(text)` says why a name of one's own cannot be taken, or null.
export const Combobox = ({ label, placeholder, names, onTake, own, button = "加上" }) => {
  const id = useRef(`combo-${(count += 1)}`).current;
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const list = useRef(null);
  const input = useRef(null);
  const wanted = text.trim();
  const found = ranked(names, wanted);
  const isOwn = wanted && !names.includes(wanted);
  const why = isOwn ? own(wanted) : null;
  const options = [...found, ...(isOwn && !why ? [{ own: wanted }] : [])];
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at, open]);

  const take = (option) => {
    const name = option?.own ?? option;
    if (!name) return;
    setText("");
    setOpen(false);
    setAt(-1);
    onTake(name, Boolean(option?.own));
  };
  const takeTyped = () => {
    if (at >= 0 && options[at]) return take(options[at]);
    if (names.includes(wanted)) return take(wanted);
    if (found.length === 1 && wanted) return take(found[0]);
    if (isOwn && !why) take({ own: wanted });
  };
  const keys = (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      const step = key === "ArrowDown" ? 1 : -1;
      if (!open) setOpen(true);
      const n = options.length;
      if (n) setAt(at < 0 ? (step > 0 ? 0 : n - 1) : (at + step + n) % n);
    } else if (key === "Enter") takeTyped();
    else if (key === "Escape" && (open || text)) {
      if (open) setOpen(false);
      else setText("");
      event.stopPropagation();
    } else return;
    event.preventDefault();
  };
  const option = (one, n) => html`
    <li key=${one.own ?? one} id=${`${id}-${n}`} role="option" aria-selected=${String(n === at)}
      class=${classes(one.own && "own")}
      onPointerDown=${(event) => event.preventDefault()} onClick=${() => take(one)}>
      ${one.own ? html`自己起名：<b>${one.own}</b>` : one}
    </li>`;
  const isShown = open && options.length > 0;
  return html`
    <div class="combobox" onFocusOut=${(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <input ref=${input} type="text" role="combobox" aria-label=${label} placeholder=${placeholder} autocomplete="off"
        aria-expanded=${String(isShown)} aria-controls=${`${id}-list`} aria-autocomplete="list"
        aria-activedescendant=${isShown && at >= 0 ? `${id}-${at}` : undefined}
        aria-describedby=${why ? `${id}-why` : undefined}
        value=${text} onKeyDown=${keys} onClick=${() => setOpen(true)}
        onInput=${(event) => { setText(event.target.value); setOpen(true); setAt(-1); }} />
      <button type="button" disabled=${!wanted || Boolean(why)} onClick=${takeTyped}>${button}</button>
      ${why && html`<p class="why" id=${`${id}-why`}>${why}</p>`}
      <ul ref=${list} id=${`${id}-list`} role="listbox" aria-label=${label} hidden=${!isShown}>
        ${options.map(option)}
      </ul>
    </div>
  `;
};
