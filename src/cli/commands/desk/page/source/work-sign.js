// The signature on a report, and whether a PDF is what it says it is. Key and password are read
// when the button is pressed, sent to the program on this computer, and forgotten.

import { html, useRef, useState } from "./html.js";
import { Lines, Progress } from "./job.js";
import { FilePick } from "./folder-dialogs.js";
import { ChooseFiles, Files, Outcome, UnlookedLine, filedOf, isStale, pdfsOf, useWork } from "./work-parts.js";
import { Labels } from "./labels.js";
import { linesOf } from "./program-words.js";
import { Verdict } from "./work-verdict.js";

const base64 = async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  bytes.fill(0);
  return btoa(text);
};

/// 甲-signed.pdf, and those that were signed later: 甲-signed-2.pdf.
const isSigned = (name) => /-signed(-\d+)?\.pdf$/i.test(name);

const LARGEST = 4 * 1024 * 1024;

const Pdfs = ({ store, legend, names, value, onChange }) => {
  const known = pdfsOf(store);
  const fileOf = (name) => known.find((file) => file.name === name) ?? { name };
  return html`
    <fieldset><legend>${legend}</legend><div class="picks column">${names.map((name) => html`
      <label key=${name} class="pick"><input type="radio" name=${legend} checked=${value === name} onChange=${() => onChange(name)} /> ${name}
        <${Labels} file=${fileOf(name)} all=${known} /></label>`)}</div></fieldset>`;
};

export const Sign = ({ store, go, onClose }) => {
  const made = filedOf(store).map(({ name }) => name);
  const unsigned = made.filter((name) => !isSigned(name));
  const [pdf, setPdf] = useState(null);
  const [key, setKey] = useState(null);
  const [seal, setSeal] = useState(null);
  const [more, setMore] = useState({ reason: "", location: "", tsa: "" });
  const [why, setWhy] = useState(null);
  const [other, setOther] = useState(false);
  const password = useRef(null);
  const { job, run, stop, forget } = useWork(store);
  const chosen = pdf && made.includes(pdf) ? pdf : unsigned.at(-1) ?? null;
  const again = isSigned(chosen ?? "");
  const set = (name) => (event) => setMore({ ...more, [name]: event.target.value });
  const sign = async (event) => {
    event.preventDefault();
    if (!chosen || !key || job?.running) return;
    setWhy(null);
    if (key.size > LARGEST || (seal?.size ?? 0) > LARGEST) return setWhy("文件太大了，不像是证书或印章图片");
    const secret = password.current.value;
    password.current.value = "";
    try {
      const done = await run({
        kind: "sign", pdf: chosen, key: await base64(key), password: secret, seal: seal && !again ? await base64(seal) : null,
        reason: more.reason.trim() || null, location: more.location.trim() || null, tsa: more.tsa.trim() || null,
        ...(again ? { again: true } : {}), ...(other ? { other: true } : {}),
      });
      setOther(false);
      if (done?.ok) setKey(null);
    } catch {
      setWhy("证书文件读不了，重新选一次");
      setKey(null);
    }
  };
  const over = job && !job.running;
  // Nothing was signed: it is to be said that this is meant.
  const asks = Boolean(over && job.data?.other);
  if (!made.length) {
    return html`<p>给正式生成的 PDF 签名盖章，另存一份，原来的不动。</p>
      <div class="outcome warning"><p><b>还没有可以签的 PDF。</b></p><p>先<button type="button" class="quiet" onClick=${() => go("build")}>正式生成</button>。</p></div>`;
  }
  return html`
    <p>给正式生成的 PDF 签名盖章，另存一份，原来的不动。送审稿签不了。</p>
    <${UnlookedLine} store=${store} onClose=${onClose} />
    <form class="begin" autocomplete="off" onSubmit=${sign}>
      <${Pdfs} store=${store} legend="签哪一份" names=${made} value=${chosen} onChange=${(name) => { setPdf(name); setOther(false); forget(); }} />
      ${isStale(store, chosen) && html`<p class="warning aside">这份 PDF 做好以后，填报文件又改过。要报送现在的内容，先<button type="button" class="quiet" onClick=${() => go("build")}>重新正式生成</button>。</p>`}
      ${again && html`<p class="aside">这一份签过名，会再加一个签名，前一个仍然有效。</p>`}
      <${FilePick} label="证书文件（.p12、.pfx）" accept=".p12,.pfx" files=${key ? [key] : []} onFiles=${([file]) => { if (file) { setKey(file); setOther(false); forget(); } }} />
      <label class="titled">证书的口令 <input ref=${password} type="password" autocomplete="off" spellcheck=${false} data-1p-ignore data-lpignore="true" /></label>
      <p class="aside">证书和口令只交给这台电脑上的呈报，签完就忘，哪里都不存。</p>
      ${!again && html`<${FilePick} label="印章图片（PNG，可以不要；盖在落款上，只供查看）" accept=".png" files=${seal ? [seal] : []} onFiles=${([file]) => setSeal(file ?? null)} />`}
      ${seal && !again && html`<button type="button" class="quiet" onClick=${() => setSeal(null)}>不盖这个章</button>`}
      <details class="more-fields"><summary>事由、地点、时间戳（都可以不写）</summary>
        <div class="begin">
          <label class="titled">事由 <input type="text" value=${more.reason} placeholder="如 报送服务质量状况报告" onInput=${set("reason")} /></label>
          <label class="titled">地点 <input type="text" value=${more.location} placeholder="如 太原" onInput=${set("location")} /></label>
          <label class="titled">时间戳服务的地址 <input type="text" inputmode="url" value=${more.tsa} placeholder="如 http://时间戳服务/tsa" onInput=${set("tsa")} /></label>
        </div></details>
      ${asks && html`<label class="check"><input type="checkbox" checked=${other} onChange=${(event) => setOther(event.target.checked)} /> 就是由证书上的这个单位签（再写一遍口令）</label>`}
      ${why && html`<p class="aside error" role="alert">${why}</p>`}
      ${!job?.running && html`<div class="actions"><button type="submit" class="primary" disabled=${!chosen || !key || (asks && !other)}>签名</button></div>`}
    </form>
    ${job?.running && html`<${Progress} job=${job} stop=${stop} says="正在签名" />`}
    ${over && html`
      <${Outcome} key=${job.lines.join()} kind=${job.ok ? "good" : "error"} head=${job.ok ? "签好了" : "没有签成"}>
        ${!job.ok && html`${linesOf(job.lines).map((line) => html`<p key=${line}>${line}</p>`)}<p>再签的时候，口令要重新输入。</p>`}<//>
      <${Files} files=${job.files} say=${(text) => store.app.say(text)} />
      ${job.ok && html`<${Lines} lines=${job.lines} />`}
      ${job.ok && html`<p>下一步：<button type="button" class="quiet" onClick=${() => go("verify", job.files.at(-1)?.name)}>核验这一份</button></p>`}`}`;
};

export const Verify = ({ store, given }) => {
  const folder = store.app.folder.value?.files;
  const names = [...new Set([...filedOf(store).map(({ name }) => name), ...(given ? [given] : []), ...(folder?.pdf ?? [])])];
  const [pdf, setPdf] = useState(given ?? null);
  const [signer, setSigner] = useState("");
  const [trust, setTrust] = useState([]);
  const { job, run, stop, forget } = useWork(store);
  const chosen = pdf ?? names.find((name) => isSigned(name) && !isStale(store, name)) ?? names.find(isSigned) ?? names[0] ?? null;
  const over = job && !job.running;
  const order = () => ({ kind: "verify", pdf: chosen, trust, ...(signer.trim() ? { signer: signer.trim() } : {}) });
  return html`
    <p>报送以前再看一眼：谁签的，签名以后改没改过，页面和数据是不是一回事。</p>
    ${names.length
      ? html`<${Pdfs} store=${store} legend="核验哪一份" names=${names} value=${chosen} onChange=${(name) => { setPdf(name); forget(); }} />`
      : html`<div class="outcome warning"><p><b>还没有可以核验的 PDF。</b></p></div>`}
    <details class="more-fields"><summary>签名人、根证书（都可以不写）</summary>
      <div class="begin">
        <label class="titled">应当由谁签名 <input type="text" value=${signer} placeholder="证书上的单位或姓名，写全；不写就是报告的企业" onInput=${(event) => { setSigner(event.target.value); forget(); }} /></label>
        <${ChooseFiles} legend="可信的根证书（PEM）" names=${folder?.certificates ?? []} accept=".pem,.crt,.cer" multiple chosen=${trust} onChosen=${(next) => { setTrust(next); forget(); }} brought=${() => store.app.reload?.()} />
        <p class="aside">根证书向发证书的机构要。不选，就只说出证书是谁的，不说可信不可信。</p>
      </div></details>
    ${!job?.running && html`<div class="actions start"><button type="button" class="primary" disabled=${!chosen} onClick=${() => run(order())}>${over ? "再核验一次" : "核验"}</button></div>`}
    ${job?.running && html`<${Progress} job=${job} stop=${stop} says="正在核验" />`}
    ${over && (job.data ? html`<${Verdict} data=${job.data} lines=${job.lines} stale=${isStale(store, chosen)} />` : html`<${Outcome} kind="error" head="没有核验成" /><${Lines} lines=${job.lines} />`)}`;
};
