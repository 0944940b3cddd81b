// Findings where they belong: under a field, with what can be done about each.

import { html, classes, useState } from "./html.js";
import { Dialog } from "./dialog.js";
import { plainly } from "./program-words.js";
import { get, part } from "./net.js";
import { prompted } from "./prompts.js";

/// The findings of a field. `cursor` is where somebody stands in its text: the one there is marked.
/// Where the file has nothing but a prompt the field is `shown` empty, and there is no 【】 to be seen.
export const FindingLines = ({ id, findings, store, cursor, shown }) => {
  if (!findings.length) return null;
  const here = ({ range }) => range && cursor !== null && cursor !== undefined && cursor >= range[0] && cursor <= range[1];
  return html`
    <ul class="under" id=${id}>
      ${findings.map((one) => html`<li key=${one.id} class=${classes("note", one.severity, here(one) && "here")}>
        <span class="says"><b class="kind">${one.label}</b> ${one.message}</span>
        ${one.help && html`<span class="help">${one.code === "Y19" && prompted(shown) ? "在这里填上" : one.help}</span>`}
        <${Answers} finding=${one} store=${store} />
      </li>`)}
    </ul>
  `;
};

/// What can be done about a finding.
export const Answers = ({ finding, store, children }) => {
  const [open, setOpen] = useState(null);
  const close = () => setOpen(null);
  const about = finding.message;
  return html`
    <span class="answers">
      ${children}
      ${finding.fix && html`<button type="button" class="quiet mend" aria-label=${`改好：${about}`}
        onClick=${() => setOpen("fix")}>改好…</button>`}
      ${finding.waivable && html`<button type="button" class="quiet" aria-label=${`说明情况：${about}`} onClick=${() => setOpen("waive")}>说明情况…</button>`}
      <button type="button" class="quiet" aria-label=${`为什么：${about}`} onClick=${() => setOpen("explain")}>为什么</button>
    </span>
    ${open === "fix" && html`<${FixDialog} finding=${finding} store=${store} onClose=${close} />`}
    ${open === "waive" && html`<${WaiveDialog} finding=${finding} store=${store} onClose=${close} />`}
    ${open === "explain" && html`<${ExplainDialog} finding=${finding} onClose=${close} />`}
  `;
};

const FixDialog = ({ finding, store, onClose }) => {
  const mend = async () => {
    onClose();
    if (!await store.do([{ op: "fix", finding: finding.id }])) return;
    store.app.say("改好了");
    // The button is gone with the finding: whoever goes by keys goes on where it was.
    if (finding.path && document.activeElement === document.body) store.go(finding.path);
  };
  return html`
    <${Dialog} title="改好" onClose=${onClose}>
      <p>${finding.message}</p>
      <p class="soft">会这样改：</p>
      <ul class="fix-says">${finding.fix.says.map((says, i) => html`<li key=${i}>${says}</li>`)}</ul>
      <div class="actions">
        <button type="button" onClick=${onClose}>不改</button>
        <button type="button" class="primary" onClick=${mend}>改</button>
      </div>
    <//>
  `;
};

const WaiveDialog = ({ finding, store, onClose }) => {
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState(null);
  const waive = async (event) => {
    event.preventDefault();
    if (!reason.trim()) return setFault("写上理由。");
    onClose();
    if (await store.do([{ op: "waive", ...finding.waiver, reason: reason.trim() }])) store.app.say("记下了说明");
    return undefined;
  };
  return html`
    <${Dialog} title="说明情况" onClose=${onClose}>
      <form onSubmit=${waive}>
        <p>${finding.code} ${finding.message}</p>
        <p class="soft">情况属实、不用改的，写明理由，这一条就不再算错误。理由记在“说明过的问题”里，不印在页面上；PDF 里带着的填报文件有它，核验的人看得到。</p>
        <label class="stacked">理由<textarea rows="3" value=${reason} aria-invalid=${fault ? "true" : undefined} onInput=${(e) => setReason(e.target.value)}></textarea></label>
        ${fault && html`<p class="fault" role="alert">${fault}</p>`}
        <div class="actions">
          <button type="button" onClick=${onClose}>取消</button>
          <button type="submit" class="primary">记下</button>
        </div>
      </form>
    <//>
  `;
};

/// A rule's page: a little Markdown (headings, paragraphs, code) as elements.
const ExplainDialog = ({ finding, onClose }) => {
  const [text, setText] = useState(null);
  if (text === null) {
    setText("");
    get(`explain/${part(finding.code)}`).then((told) => setText(plainly(told.text)), (error) => setText(error.message));
  }
  return html`<${Dialog} title=${`为什么：${finding.code}`} wide onClose=${onClose}><div class="explained">${blocks(text ?? "")}</div><//>`;
};

export const blocks = (text) => {
  const parts = text.split(/(```[^\n]*\n[\s\S]*?```)/g);
  return parts.flatMap((piece) => {
    if (piece.startsWith("```")) return [html`<pre tabindex="0">${piece.replace(/^```[^\n]*\n|```$/g, "")}</pre>`];
    return piece.split(/\n{2,}/).filter((one) => one.trim()).map((one) => {
      const heading = one.match(/^#+\s+(.*)/);
      if (heading) return html`<h3>${heading[1]}</h3>`;
      return html`<p>${inline(one)}</p>`;
    });
  });
};

const inline = (text) =>
  text.split(/(\*\*[^*]+\*\*|`[^`]+`)/g).map((piece) => {
    if (piece.startsWith("**")) return html`<b>${piece.slice(2, -2)}</b>`;
    return piece.startsWith("`") ? html`<code>${piece.slice(1, -1)}</code>` : piece;
  });
