// A day: written as the report has it (2021年1月12日), or picked.

import { html, useRef } from "./html.js";

const toPicker = (text) => {
  const match = /^\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/.exec(text ?? "");
  return match ? `${match[1]}-${match[2].padStart(2, "0")}-${match[3].padStart(2, "0")}` : "";
};

const fromPicker = (day) => {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
};

export const Day = ({ field, control, line: Line }) => {
  const picker = useRef(null);
  const open = () => {
    // Firefox and old browsers have no such call, or refuse it; the field itself can be used there.
    try {
      picker.current.showPicker();
    } catch {
      picker.current.focus();
    }
  };
  return html`
    <div class="day">
      <${Line} field=${{ ...field, example: "如 2026年1月12日" }} control=${control} />
      <button type="button" onClick=${open} aria-label=${`${field.label}：选日期`}>选日期</button>
      <input ref=${picker} class="picker" type="date" tabindex="-1" aria-label=${`${field.label}：日历`} value=${toPicker(control.value)}
        onChange=${(event) => event.target.value && control.set(fromPicker(event.target.value))} />
    </div>
  `;
};
