// How a filing begins: new, from the last one, from a Word file.

import { html, useRef, useState } from "./html.js";
import { Dialog } from "./dialog.js";
import { Lines, Progress, useJob } from "./job.js";
import { upload } from "./net.js";
import { companyOf, fileFault, fileOf, filingName, freeName, nextFile, nextPeriod, periodOf, periodsAround, shortOf } from "./folder-words.js";

const namesIn = (folder) => folder.filings.map(({ name }) => name);

const FileName = ({ value, fault, onInput }) => html`
  <label class="titled">文件名
    <input type="text" value=${value} aria-invalid=${fault ? "true" : undefined} aria-describedby="file-fault"
      onInput=${(event) => onInput(event.target.value)} /></label>
  <p id="file-fault" class="aside error">${fault}</p>`;

/// What came of it, where it did not open by itself.
const Failed = ({ job }) => html`<div role="alert" class="outcome error"><p><b>没有做成。</b></p><${Lines} lines=${job.lines} /></div>`;

export const NewFiling = ({ folder, store, onClose }) => {
  const { catalogue } = folder;
  const last = folder.filings[0];
  const carriers = catalogue.carriers.map(({ group }) => group);
  const [form, setForm] = useState(() => ({
    carrier: carriers.includes(last?.carrier) ? last.carrier : "", services: [],
    province: catalogue.provinces.includes(last?.province) ? last.province : "", period: periodOf(new Date()),
    company: null, short: null, file: null,
  }));
  const { job, start } = useJob();
  const set = (more) => setForm({ ...form, ...more });
  const brand = catalogue.carriers.find(({ group }) => group === form.carrier)?.brand;
  const company = form.company ?? companyOf(form.carrier, form.province);
  const short = form.short ?? shortOf(brand, form.carrier, form.province);
  const file = form.file ?? freeName(fileOf(short, form.period), namesIn(folder));
  const fault = file ? fileFault(file, namesIn(folder)) : null;
  const ready = form.carrier && form.province && company.trim() && short.trim() && form.period && form.services.length && file && !fault;
  const missing = [
    !form.carrier && "集团", !form.province && "省份", !form.services.length && "经营业务",
  ].filter(Boolean);
  const toggle = (service) => set({
    services: catalogue.services.filter((one) => form.services.includes(one) !== (one === service)),
  });
  const make = async (event) => {
    event.preventDefault();
    if (!ready || job?.running) return;
    const { carrier, province, period, services } = form;
    const done = await start("work", { kind: "new", carrier, company: company.trim(), short: short.trim(), province, period, services, file: filingName(file) });
    if (done?.filing) { onClose(); store.openFiling(done.filing); }
  };
  return html`
    <${Dialog} title="新建一份报告" onClose=${onClose}>
      <form class="begin" onSubmit=${make}>
        <fieldset><legend>哪个集团</legend>
          <div class="picks">${catalogue.carriers.map(({ group }) => html`
            <label key=${group} class="pick"><input type="radio" name="carrier" checked=${form.carrier === group} onChange=${() => set({ carrier: group })} /> ${group}</label>`)}</div>
        </fieldset>
        <div class="pair">
          <label class="titled">省份
            <select value=${form.province} onChange=${(event) => set({ province: event.target.value })}>
              <option value="">请选择</option>
              ${catalogue.provinces.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}
            </select></label>
          <label class="titled">报告期
            <select value=${form.period} onChange=${(event) => set({ period: event.target.value })}>
              ${periodsAround(new Date()).map((one) => html`<option key=${one} value=${one}>${one}</option>`)}
            </select></label>
        </div>
        <div class="pair">
          <label class="titled">企业名称
            <input type="text" value=${company} aria-describedby="company-hint" onInput=${(event) => set({ company: event.target.value })} /></label>
          <label class="titled">简称
            <input type="text" value=${short} onInput=${(event) => set({ short: event.target.value })} /></label>
        </div>
        <p id="company-hint" class="aside">名称是照集团和省份拟的，请照以往报告核对。</p>
        <fieldset><legend>经营哪些业务（有几项选几项）</legend>
          <div class="picks">${catalogue.services.map((service) => html`
            <label key=${service} class="pick"><input type="checkbox" checked=${form.services.includes(service)} onChange=${() => toggle(service)} /> ${service}</label>`)}</div>
        </fieldset>
        <${FileName} value=${file} fault=${fault} onInput=${(value) => set({ file: value })} />
        ${job && !job.running && !job.filing && html`<${Failed} job=${job} />`}
        ${job?.running && html`<${Progress} job=${job} says="正在新建" />`}
        <div class="actions">
          ${missing.length > 0 && html`<span class="aside">还要选：${missing.join("、")}</span>`}
          <button type="button" onClick=${onClose}>取消</button>
          <button type="submit" class="primary" disabled=${!ready || job?.running}>新建并打开</button>
        </div>
      </form>
    <//>`;
};

export const RollForward = ({ folder, store, filing, onClose }) => {
  const next = nextPeriod(filing.period);
  const [typed, setTyped] = useState(null);
  const { job, start } = useJob();
  const file = typed ?? freeName(nextFile(filing, next), namesIn(folder));
  const fault = fileFault(file, namesIn(folder));
  const make = async (event) => {
    event.preventDefault();
    if (fault || job?.running) return;
    const done = await start("work", { kind: "roll", from: filing.name, file: filingName(file) });
    if (done?.filing) { onClose(); store.openFiling(done.filing); }
  };
  return html`
    <${Dialog} title=${`滚动到${next ?? "下一期"}`} onClose=${onClose}>
      <form class="begin" onSubmit=${make}>
        <p>照“${filing.name}”另做一份${next ?? "下一期"}的：</p>
        <ul class="plain">
          <li>企业、举措的标题和正文照抄过来，逐段提醒您改；</li>
          <li>指标的数清空，上期的数列在旁边对照；</li>
          <li>原来的文件不动。</li>
        </ul>
        <${FileName} value=${file} fault=${fault} onInput=${setTyped} />
        ${job && !job.running && !job.filing && html`<${Failed} job=${job} />`}
        ${job?.running && html`<${Progress} job=${job} says="正在滚动" />`}
        <div class="actions"><button type="button" onClick=${onClose}>取消</button>
          <button type="submit" class="primary" autofocus disabled=${Boolean(fault) || job?.running}>滚动并打开</button></div>
      </form>
    <//>`;
};

/// A file from this computer: chosen, or dropped onto the box.
export const FilePick = ({ label, accept, multiple, files, onFiles }) => {
  const [over, setOver] = useState(false);
  const kinds = accept.split(",");
  const fitting = (list) => [...list].filter(({ name }) => kinds.some((kind) => name.toLowerCase().endsWith(kind)));
  return html`
    <label class=${`file-pick${over ? " over" : ""}`}
      onDragOver=${(event) => { event.preventDefault(); setOver(true); }} onDragLeave=${() => setOver(false)}
      onDrop=${(event) => { event.preventDefault(); setOver(false); const found = fitting(event.dataTransfer.files); if (found.length) onFiles(multiple ? found : found.slice(0, 1)); }}>
      <span>${label}</span>
      <input type="file" accept=${accept} multiple=${multiple} onChange=${(event) => { onFiles([...event.target.files]); event.target.value = ""; }} />
      <span class="picked">${files.length ? files.map(({ name }) => name).join("、") : "选择文件，或拖到这里"}</span>
    </label>`;
};

/// What a report may have been written in, or made as.
const REPORTS = /\.(docx?|pdf|html|md|txt)$/i;

export const ImportReport = ({ folder, store, from, onRoll, onClose }) => {
  const [chosen, setChosen] = useState(from ?? null);
  const [file, setFile] = useState(null);
  const [tracked, setTracked] = useState("accept");
  const [typed, setTyped] = useState(null);
  const [why, setWhy] = useState(null);
  const { job, start } = useJob();
  const uploading = useRef(false);
  const source = file?.name ?? chosen;
  const name = typed ?? (source ? freeName(source.replace(REPORTS, ".yaml"), namesIn(folder)) : "");
  const fault = source ? fileFault(name, namesIn(folder)) : null;
  const make = async (event) => {
    event.preventDefault();
    if (!source || fault || job?.running || uploading.current) return;
    setWhy(null);
    uploading.current = true;
    try {
      const there = file ? (await upload("upload", file)).file : chosen;
      const done = await start("work", { kind: "import", from: there, file: filingName(name), tracked });
      if (done?.filing) store.reload();
    } catch (error) {
      setWhy(error.message);
    }
    uploading.current = false;
  };
  const done = job && !job.running && job.filing;
  const imported = done ? folder.filings.find((one) => one.name === job.filing) : null;
  const next = imported?.state.readable ? nextPeriod(imported.period) : null;
  return html`
    <${Dialog} title="导入以往的报告" onClose=${onClose}>
      ${done ? html`
        <div class="outcome good" role="status"><p><b>导入好了</b>：${job.filing}</p>
          ${job.code !== 0 && html`<p>有些话没有找到对应的地方，留在文件末尾的说明里，不会印出来。</p>`}
          <p>打开以后对照原文核对一遍，补上没有的。${next ? `要写${next}的，核对好再滚动过去：这里，或者打开以后在“更多”里。` : ""}</p></div>
        <${Lines} lines=${job.lines} />
        <div class="actions">
          ${next && html`<button type="button" onClick=${() => onRoll(imported)}>滚动到${next}…</button>`}
          <button type="button" class="primary" autofocus onClick=${() => { onClose(); store.openFiling(job.filing); }}>打开核对</button></div>`
      : html`<form class="begin" onSubmit=${make}>
        <p>以往用 Word 写的报告（.docx），企业、章节、举措、指标会各归各位；呈报生成的 PDF，里面带着填报文件，取出来就是。原来的文件不动。</p>
        ${folder.files.word.length > 0 && html`<fieldset><legend>文件夹里的 Word 文件</legend>
          <div class="picks column">${folder.files.word.map((one) => html`
            <label key=${one} class="pick"><input type="radio" name="word" checked=${!file && chosen === one} onChange=${() => { setFile(null); setChosen(one); setTyped(null); }} /> ${one}</label>`)}</div>
        </fieldset>`}
        <${FilePick} label=${folder.files.word.length ? "或者别处的文件" : "Word 文件，或呈报生成的 PDF"} accept=".docx,.doc,.pdf,.html,.md,.txt" files=${file ? [file] : []}
          onFiles=${([one]) => { if (one) { setFile(one); setTyped(null); } }} />
        <fieldset><legend>Word 里有修订标记的</legend>
          <div class="picks"><label class="pick"><input type="radio" name="tracked" checked=${tracked === "accept"} onChange=${() => setTracked("accept")} /> 按改了以后的</label>
            <label class="pick"><input type="radio" name="tracked" checked=${tracked === "reject"} onChange=${() => setTracked("reject")} /> 按改以前的</label></div>
        </fieldset>
        ${source && html`<${FileName} value=${name} fault=${fault} onInput=${setTyped} />`}
        ${why && html`<p role="alert" class="aside error">${why}</p>`}
        ${job && !job.running && !job.filing && html`<${Failed} job=${job} />`}
        ${job?.running && html`<${Progress} job=${job} says="正在导入" />`}
        <div class="actions"><button type="button" onClick=${onClose}>取消</button>
          <button type="submit" class="primary" disabled=${!source || Boolean(fault) || job?.running}>导入</button></div>
      </form>`}
    <//>`;
};
