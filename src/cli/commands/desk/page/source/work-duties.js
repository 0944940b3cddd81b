// Which department fills in what, asked where the filing does not say yet.

import { html, useState } from "./html.js";
import { unique } from "./net.js";

const plain = /^[\p{Script=Han}A-Za-z0-9（）()·-]+$/u;

export const hasDuties = (text) => /^分工\s*[:：]/m.test(text);

/// The lines that say it, for the file's end.
export const dutyLines = (of) => {
  const departments = new Map();
  for (const [group, department] of of) departments.set(department, [...(departments.get(department) ?? []), group]);
  return `分工:\n${[...departments].map(([department, groups]) => `  ${department}: [${groups.join(", ")}]\n`).join("")}`;
};

export const Duties = ({ store, onDone }) => {
  const groups = (store.form.value?.sections.find(({ kind }) => kind === "figures")?.groups ?? []).map(({ name }) => name);
  const [of, setOf] = useState({});
  const [fault, setFault] = useState(null);
  const written = groups.map((group) => [group, (of[group] ?? "").trim()]).filter(([, department]) => department);
  const known = [...new Set(written.map(([, department]) => department))];
  const save = async (event) => {
    event.preventDefault();
    const bad = [...known, ...written.map(([group]) => group)].find((name) => !plain.test(name));
    if (bad) return setFault(`“${bad}”里有不能用的符号；只用汉字、字母和数字`);
    setFault(null);
    const saved = await store.act(() => {
      const text = store.text.value;
      return [{ op: "text", from: text.length, to: text.length, insert: `${text.endsWith("\n") ? "" : "\n"}\n${dutyLines(written)}` }];
    }, unique());
    if (saved) onDone();
    return undefined;
  };
  return html`
    <form class="begin duties" onSubmit=${save}>
      <p>报告里还没有写“分工”。哪一组归哪个部门填？写一次就行，以后还用它，不印进报告。</p>
      <datalist id="departments">${known.map((name) => html`<option key=${name} value=${name}></option>`)}</datalist>
      ${groups.map((group) => html`
        <label key=${group} class="duty"><span>${group}</span>
          <input type="text" list="departments" value=${of[group] ?? ""} placeholder="部门，如 网络部" onInput=${(event) => setOf({ ...of, [group]: event.target.value })} /></label>`)}
      ${fault && html`<p class="aside error" role="alert">${fault}</p>`}
      <div class="actions start"><button type="submit" class="primary" disabled=${!written.length}>记下分工</button></div>
    </form>`;
};
