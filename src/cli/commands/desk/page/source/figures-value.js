// What a figure's text is made of, as far as the page has to know: a number, and its unit.

const blankMark = /【[^】]*】/g;
const bare = /^[≤≥＜＞<>≈约]?\s*[-+−]?[\d０-９][\d０-９.．,，]*(\s*[×xX*]\s*10[\^⁻⁰¹²³⁴⁵⁶⁷⁸⁹\d-]+)?$/;
const numbered = /^[≤≥＜＞<>≈约]*\s*[-+−]?\d[\d.,，]*(?:\s*[×xX*]\s*10[\^⁻⁰¹²³⁴⁵⁶⁷⁸⁹\d-]+)?\s*(.*)$/;

/// Blanks around a text that a spreadsheet or a web page puts there.
export const trim = (text) => (text ?? "").replace(/^[\s\u00a0\u3000\u200b\ufeff]+|[\s\u00a0\u3000\u200b\ufeff]+$/g, "");

/// Whether a text is a number with nothing behind it.
export const isBare = (text) => bare.test(trim(text));

/// Whether a cell of a pasted table is a figure and no name.
export const isFigure = (text) => /^[≤≥＜＞<>≈约]*\s*[-+−(（]?\s*[\d０-９]/.test(trim(text)) || /^(【.*】|—|-|\/|不适用|未发生|无$)/.test(trim(text));

const unitIn = (text) => {
  const found = numbered.exec((text ?? "").replace(blankMark, "0"));
  const unit = trim(found?.[1]);
  return unit && unit.length <= 10 && !/[\d，。；（(]/.test(unit) ? unit : null;
};

/// The unit that a row's figure has, or had the last time, or is measured by.
export const unitOf = (row) =>
  unitIn(row.value) ?? unitIn(row.last) ?? (row.unit && row.unit !== "比率" ? row.unit : null) ?? unitIn(row.limit);

/// Whether a number has room for a unit: one with a power of ten is a share by itself.
const takes = (text, unit) => Boolean(unit) && isBare(text) && !(/^[%％‰]$/.test(unit) && /10[\^⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/.test(text));

/// A typed number with the unit that stood beside it.
export const withUnit = (text, unit) => (takes(text, unit) ? `${trim(text)}${unit}` : trim(text));

/// The same of a pasted one. 0.991 may be 99.1% or 0.991%: that is not for us to say.
export const pastedUnit = (text, unit) => {
  if (!takes(text, unit)) return null;
  if (unit === "%" && !(Math.abs(Number(trim(text).replace(/[^\d.]/g, ""))) > 1)) return null;
  return unit;
};

/// What a cell of a spreadsheet shows that is no value at all, in words; null for anything else.
export const unusable = (text) => {
  if (/^#+$/.test(text)) return "这一格太窄，Excel 只显示了井号；拉宽了再复制";
  if (/^#(N\/A|DIV\/0!|REF!|VALUE!|NAME\?|NUM!|NULL!)/i.test(text)) return "这一格在 Excel 里是公式错误";
  return null;
};
