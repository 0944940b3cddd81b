// The versions kept before the first change of each day: looked at, brought back.

import { html, useEffect, useState } from "./html.js";
import { Dialog } from "./dialog.js";
import { difference, lineChanges } from "./changes.js";
import { get, ofFiling, part } from "./net.js";

export const Versions = ({ store, onClose }) => {
  const [versions, setVersions] = useState(null);
  const [chosen, setChosen] = useState(null);
  const [text, setText] = useState(null);
  const [fault, setFault] = useState(null);
  useEffect(() => {
    get(ofFiling(store.name, "versions")).then(setVersions, (error) => setFault(error.message));
  }, []);
  const look = async (one) => {
    setChosen(one);
    setText(null);
    try {
      setText((await get(ofFiling(store.name, `version/${part(one.id)}`))).text);
    } catch (error) {
      setFault(error.message);
    }
  };
  const restore = async () => {
    onClose();
    const done = await store.act(() => {
      const change = difference(store.text.value, text);
      return change ? [{ op: "text", ...change }] : null;
    });
    if (done) store.undoable(`换回了${chosen.day}的版本`);
  };
  return html`
    <${Dialog} title="以前的版本" wide onClose=${onClose}>
      <p class="soft">每天第一次改之前，留一份当时的。换回以前的版本也可以撤销。</p>
      ${fault && html`<p class="fault" role="alert">${fault}</p>`}
      ${versions && !versions.length && html`<p>还没有以前的版本。</p>`}
      <div class="versions">
        <ul>${versions?.map((one) => html`<li key=${one.id}><button type="button" class="quiet" aria-pressed=${chosen?.id === one.id ? "true" : "false"} onClick=${() => look(one)}>${one.day}</button></li>`)}</ul>
        ${text !== null && html`<${Changes} before=${text} after=${store.text.value} />`}
      </div>
      <div class="actions">
        <button type="button" onClick=${onClose}>关闭</button>
        <button type="button" class="primary" disabled=${text === null || text === store.text.value} onClick=${restore}>换回这个版本</button>
      </div>
    <//>
  `;
};

/// So many lines of what did not change are shown about what did.
const AROUND = 2;
const SIGNS = { same: " ", gone: "－", new: "＋" };
const SAYS = { gone: "那时有", new: "现在有" };

const Changes = ({ before, after }) => {
  const rows = lineChanges(before, after);
  const near = rows.map((_, i) => rows.slice(Math.max(0, i - AROUND), i + AROUND + 1).some(([kind]) => kind !== "same"));
  if (!near.includes(true)) return html`<p>和现在的一样。</p>`;
  return html`
    <div class="changes" tabindex="0" role="group" aria-label="从那时到现在改了什么">
      <p class="soft"><span class="row gone">－ 那时有、现在没有</span> <span class="row new">＋ 现在有、那时没有</span></p>
      ${rows.map(([kind, line], i) => (near[i]
        ? html`<div key=${i} class=${`row ${kind}`}><span aria-hidden="true">${SIGNS[kind]}</span>${kind !== "same" && html`<span class="unseen">${SAYS[kind]}</span>`} ${line}</div>`
        : i > 0 && near[i - 1] ? html`<div key=${i} class="row gap">⋯</div>` : null))}
    </div>
  `;
};
