// The verdict on a PDF, in words.

import { html } from "./html.js";
import { Lines } from "./job.js";
import { plainly } from "./program-words.js";
import { Outcome } from "./work-parts.js";

const day = (time) => {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(time ?? "");
  if (!found) return time ?? "";
  const [, year, month, date, clock] = found;
  return `${year}年${Number(month)}月${Number(date)}日${clock ? ` ${clock}` : ""}`;
};

const date = (time) => day(time).split(" ")[0];

const conclusion = ({ ok, trusted, signatures }) => {
  if (!ok) return ["error", signatures.length ? "不通过" : "不通过：没有签名"];
  return trusted ? ["good", "通过"] : ["good", "没有改动；证书可信不可信没有核对，要核对就在上面选根证书"];
};

const WHOSE = { expected: "证书上的名称相符", own_word: "名称只与报告自己写的落款或简称相符，请核对", other: "证书上的名称不是应当签名的一方" };

const Row = ({ name, children }) => html`<div><dt>${name}</dt><dd>${children}</dd></div>`;

const Signature = ({ one, n }) => {
  const { certificate, kind } = one;
  const stamped = one.time_from === "stamp";
  return html`
    <article class="signature">
      <h3>${one.ok ? "✓" : "✗"} ${kind === "timestamp" ? "时间戳" : `签名 ${n}`}${certificate && html`：${certificate.subject}`}</h3>
      <dl>
        ${certificate && html`<${Row} name="证书">由“${certificate.issuer}”颁发，${date(certificate.not_before)}至${date(certificate.not_after)}有效<//>`}
        ${one.time && html`<${Row} name="时间">${day(one.time)}${stamped ? `（时间戳${one.time_proven ? "，可信" : ""}）` : "（签名人的电脑说的）"}<//>`}
        ${one.whose && html`<${Row} name="签名人">${WHOSE[one.whose]}<//>`}
        ${one.reason && html`<${Row} name="事由">${one.reason}<//>`}
        ${one.location && html`<${Row} name="地点">${one.location}<//>`}
        ${one.page && html`<${Row} name="图章">在第${one.page}页<//>`}
        ${one.trusted !== null && kind === "signature" && html`<${Row} name="信任">${one.trusted ? "证书可信" : "证书不可信"}<//>`}
      </dl>
      ${one.problems.map(({ message }) => html`<p key=${message} class="wrong">✗ ${plainly(message)}</p>`)}
      ${one.notes.map(({ message }) => html`<p key=${message} class="aside">！ ${plainly(message)}</p>`)}
    </article>`;
};

/// `stale` says that the filing was changed since the PDF was made.
export const Verdict = ({ data, lines, stale }) => {
  const [kind, head] = conclusion(data);
  const { filing } = data;
  return html`
    <${Outcome} kind=${kind} head=${head}>
      ${data.problems.map(({ message }) => html`<p key=${message}>✗ ${plainly(message)}</p>`)}
      ${stale && html`<p class="warning">！ 这份 PDF 做好以后，填报文件又改过：它不是现在的内容。要报送现在的，重新正式生成、签名。</p>`}
    <//>
    ${data.signatures.map((one, n) => html`<${Signature} key=${n} one=${one} n=${n + 1} />`)}
    <article class="signature">
      <h3>${filing.ok ? "✓" : "✗"} 报告${filing.title ? `：${filing.title}` : ""}</h3>
      ${filing.ok && html`<p>页面、数据与 PDF 里带着的填报文件一致。</p>`}
      ${filing.draft && html`<p class="wrong">这是送审稿。</p>`}
      ${filing.problems.map(({ message }) => html`<p key=${message} class="wrong">✗ ${plainly(message)}</p>`)}
      ${filing.caveats.map(({ message, reason }) => html`<p key=${message} class="aside">！ ${plainly(message)}${reason ? `（理由：${reason}）` : ""}</p>`)}
      ${filing.later.map(({ message }) => html`<p key=${message} class="aside">！ 新的规则才查出来的：${plainly(message)}</p>`)}
    </article>
    ${lines.length > 0 && html`<details class="said"><summary>程序说的话</summary><${Lines} lines=${lines} /></details>`}`;
};
