// Small questions about an indicator or a group: its name, what it is parted by.

import { html, useState } from "./html.js";
import { Dialog } from "./dialog.js";

export const AskName = ({ title, name, fault, button = "改名", onDone, onClose }) => {
  const [text, setText] = useState(name);
  const wanted = text.trim();
  const why = wanted && wanted !== name ? fault(wanted) : null;
  const done = (event) => {
    event.preventDefault();
    if (!wanted || why) return;
    onClose();
    if (wanted !== name) onDone(wanted);
  };
  return html`
    <${Dialog} title=${title} onClose=${onClose}>
      <form onSubmit=${done}>
        <label class="titled">名称 <input type="text" value=${text} autofocus onInput=${(event) => setText(event.target.value)}
          aria-invalid=${why ? "true" : undefined} aria-describedby="name-why" /></label>
        <p id="name-why" class="error aside" role="alert">${why}</p>
        <div class="actions"><button type="button" onClick=${onClose}>取消</button>
          <button type="submit" class="primary" disabled=${!wanted || Boolean(why)}>${button}</button></div>
      </form>
    <//>`;
};

export const partsOf = (text) => [...new Set(text.split(/[、，,;；/\s]+/).map((part) => part.trim()).filter(Boolean))];

export const AskLabels = ({ title, labels, onDone, onClose }) => {
  const [text, setText] = useState(labels.join("、"));
  const parts = partsOf(text);
  const done = (event) => {
    event.preventDefault();
    if (parts.length < 2) return;
    onClose();
    onDone(parts);
  };
  return html`
    <${Dialog} title=${title} onClose=${onClose}>
      <form onSubmit=${done}>
        <label class="titled">分成哪几个数，用顿号隔开 <input type="text" value=${text} autofocus placeholder="如 城市、农村，或 平均、最长"
          onInput=${(event) => setText(event.target.value)} aria-describedby="parts-says" /></label>
        <p id="parts-says" class="aside">${parts.length > 1 ? `分成 ${parts.length} 个数：${parts.join("，")}。名称相同的，数会留着。` : "至少两个。"}</p>
        <div class="actions"><button type="button" onClick=${onClose}>不分了</button>
          <button type="submit" class="primary" disabled=${parts.length < 2}>分开</button></div>
      </form>
    <//>`;
};
