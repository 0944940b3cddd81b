// The cells of a group's table.

import { classes, html } from "./html.js";
import { limitOf, nameOf } from "./figures-lines.js";
import { Answers } from "./finding.js";

const td = ({ line, column, isAt, isChosen }, more, content) => html`
  <td key=${column.id} role="gridcell" data-line=${line.key} data-column=${column.id}
    aria-selected=${String(isChosen)} tabindex=${more.holds ? undefined : isAt ? 0 : -1}
    class=${classes(more.class, isChosen && "chosen")} aria-readonly=${more.readonly ? "true" : undefined}
    aria-label=${more.label} onFocus=${more.onFocus}>${content}</td>`;

const onFocus = ({ events, line, column }) => (event) =>
  event.target === event.currentTarget && events.onFocus(line, column.id)(event);

const idOf = (line, column) => `cell-${[...`${line.key}/${column}`].map((c) => c.codePointAt(0).toString(36)).join("")}`;

/// That a blank is a blank is seen: of it no more is said than that.
const isBlankSaid = ({ row }, { code }) => row?.blank && code === "Y19";

/// An indicator's name; of those that follow it only the label.
export const nameCell = (cell) => {
  const { line, isAt, isChosen, column, onMenu, events } = cell;
  const { indicator, row, first, kind } = line;
  const label = kind === "note" ? "备注" : row.label;
  return html`
    <th key="name" role="rowheader" scope="row" data-line=${line.key} data-column="name"
      class=${classes("named", !first && "grid-sub", isChosen && "chosen")}
      tabindex=${first ? undefined : isAt ? 0 : -1} onFocus=${onFocus(cell)}>
      <span><span class=${classes("indicator", !first && "unseen")}>${indicator.name}</span>${" "}
        ${label && html`<span class="part">${label}</span>`}</span>
      ${first && html`<button type="button" class="quiet more" tabindex=${isAt ? 0 : -1}
        aria-label=${`${indicator.name}：更多`} aria-haspopup="menu" title="更多"
        onFocus=${events.onFocus(line, column.id)}
        onClick=${(event) => onMenu(line, event.currentTarget.getBoundingClientRect())}>⋯</button>`}
    </th>`;
};

/// A cell that may be written.
export const writableCell = (cell) => {
  const { line, column, isAt, edit, shown, findings, events, refusal } = cell;
  const said = findings.filter((finding) => !isBlankSaid(line, finding));
  const worst = said.some(({ severity }) => severity === "error") || refusal ? "error" : said.length ? "warning" : null;
  const isBlank = column.id === "value" && line.kind === "row" && line.row.blank && shown === line.row.value;
  const name = line.kind === "note" ? nameOf(line) : `${nameOf(line)}，${column.label}`;
  const printed = column.id === "value" && line.row?.printed && shown === line.row.value && line.row.printed !== shown ? line.row.printed : null;
  const origin = column.id === "value" && shown === line.row?.value ? line.row.origin : null;
  const ghost = edit?.mode === "replace" && edit.unit && /\d$/.test(edit.text.trim()) ? edit.unit : null;
  const described = findings.length || refusal ? idOf(line, "finding") : undefined;
  return td(cell, { holds: true, class: classes("writes", column.id === "value" ? "value" : "is-beside", isBlank && "blank", worst, edit && "typing") }, html`
    <span class="cell-field">
      <input type="text" value=${edit ? edit.text : shown} aria-label=${name} tabindex=${isAt ? 0 : -1}
        aria-invalid=${worst === "error" || findings.length > said.length ? "true" : undefined} aria-describedby=${described}
        autocomplete="off" autocapitalize="off" spellcheck=${false} enterkeyhint="next"
        data-mode=${edit?.mode ?? "move"} placeholder=${line.kind === "note" || column.id !== "value" ? "" : "没有填"}
        onInput=${events.onInput} onFocus=${events.onFocus(line, column.id)} onBlur=${events.onBlur}
        onDblClick=${events.onDblClick(line, column.id)} />
      ${ghost && html`<span class="ghost" aria-hidden="true">${ghost}</span>`}
      ${worst && html`<span class="flag" aria-hidden="true">${worst === "error" ? "✗" : "!"}</span>`}
    </span>
    ${printed && html`<small class="printed">印作 ${printed}</small>`}
    ${origin && html`<small class="printed origin" title=${origin}>${origin}</small>`}`);
};

const Limit = (limit) => {
  const [asks, proviso] = limitOf(limit);
  return html`<span title=${limit}>${asks}${proviso && html`<span class="proviso">${proviso}</span><span class="starred" aria-hidden="true">*</span>`}</span>`;
};

/// A cell that is only read.
export const plainCell = (cell) => {
  const { line, column, shown } = cell;
  const kind = ["last", "limit", "change"].includes(column.id) ? column.id : "beside";
  return td(cell, { class: classes(`is-${kind}`, !shown && "none", kind === "change" && line.row?.verdict), readonly: true, onFocus: onFocus(cell) },
    shown ? html`<span class="what" aria-hidden="true">${column.label} </span>${kind === "limit" ? Limit(shown) : shown}${kind === "change" && line.row?.verdict === "worse" && html`<span class="unseen">，变差</span>`}` : html`<span class="nothing" aria-label=${line.kind === "row" ? "没有" : ""}>${kind === "beside" ? "—" : ""}</span>`);
};

/// What is found about a line, in words.
export const findingCell = (cell) => {
  const { line, findings, refusals, store } = cell;
  const said = findings.filter((finding) => !isBlankSaid(line, finding));
  return td(cell, { holds: said.length > 0, class: classes("found", !said.length && !refusals.length && "quiet", !findings.length && !refusals.length && "none"), readonly: true, onFocus: onFocus(cell) }, html`
    <div id=${idOf(line, "finding")}>
      ${refusals.map((text) => html`<p key=${text} class="error"><b>没有存</b> ${text}</p>`)}
      ${said.length < findings.length && html`<p class="blank-aside">还没有填</p>`}
      ${said.map((finding) => html`
        <div key=${finding.id} class=${classes("one", finding.severity)}>
          <b>${finding.label}</b> ${finding.message}${finding.help && html`<span class="advice">${finding.help}</span>`}
          <${Answers} finding=${finding} store=${store} />
        </div>`)}
    </div>`);
};
