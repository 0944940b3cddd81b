// From a place in the file to the part of the form that stands there, and back: what leads from a
// page to a field and from a field to a page.

/// A path in words: 电信服务质量状况 › 第2条 › 标题.
export const wordsOf = (path) =>
  path.filter((step) => step !== "举措").map((step) => (typeof step === "number" ? `第${step + 1}条` : step)).join(" › ");

/// The fields and texts of a form, each with its section.
export const fieldsOf = (form) => {
  const found = [];
  const add = (field) => field && field.value !== null && field.place && found.push(field);
  const initiatives = (list) => {
    for (const one of list ?? []) {
      add(one.title);
      add(one.body);
      initiatives(one.initiatives);
    }
  };
  for (const section of form?.sections ?? []) {
    section.fields?.forEach(add);
    section.texts?.forEach(add);
    add(section.overview);
    for (const list of section.lists ?? []) {
      add(list.title);
      add(list.overview);
      initiatives(list.initiatives);
    }
    for (const group of section.groups ?? []) {
      for (const indicator of group.indicators) {
        indicator.rows.forEach(add);
        add(indicator.note);
      }
    }
    for (const item of section.items ?? []) {
      add(item.title);
      add(item.body);
      add(item.reason);
    }
  }
  return found;
};

/// The field that a place in the file belongs to: the last one that begins before it. A key stands
/// before its own value, and behind the one before.
export const fieldAt = (form, line, column) => {
  let best = null;
  let next = null;
  for (const field of fieldsOf(form)) {
    const [l, c] = field.place;
    if (l === line && c > column && (!next || c < next.place[1])) next = field;
    if (l > line || (l === line && c > column)) continue;
    if (!best || l > best.place[0] || (l === best.place[0] && c >= best.place[1])) best = field;
  }
  const isInside = best?.place[0] === line && column < best.place[1] + [...String(best.value)].length;
  return next && !isInside ? next : best;
};

const flat = (text) => text.replace(/\s+/g, "");

/// The field and the letters of it that a spot of a page shows.
export const fieldOfSpot = ({ form, text, line, from, to }) => {
  const field = fieldAt(form, line, from);
  if (!field) return null;
  if (typeof field.value !== "string") return { field, range: null };
  const lines = text.split("\n");
  const shown = [...(lines[line - 1] ?? "")].slice(from - 1, to - 1).join("");
  if (!shown.trim()) return { field, range: null };
  // A spot before the text's own place is its key or title.
  const before = lines.slice(field.place[0] - 1, line - 1).map(flat).join("").length + flat([...(lines[line - 1] ?? "")].slice(0, from - 1).join("")).length;
  const at = nearest(field.value, shown, before);
  return { field, range: at < 0 ? null : [at, at + shown.length] };
};

/// Where `part` stands in `value`, of several places the one about `letters` letters in.
const nearest = (value, part, letters) => {
  let [best, off] = [-1, Infinity];
  for (let at = value.indexOf(part); at >= 0; at = value.indexOf(part, at + 1)) {
    const far = Math.abs(flat(value.slice(0, at)).length - letters);
    if (far < off) [best, off] = [at, far];
  }
  return best;
};

/// The line of the file on which a letter of a field's text stands.
export const lineOf = ({ text, field, offset }) => {
  const [start] = field.place;
  if (typeof field.value !== "string") return start;
  const lines = text.split("\n");
  const begins = field.value.lastIndexOf("\n", Math.max(0, offset - 1)) + 1;
  const ends = field.value.indexOf("\n", begins);
  const wanted = field.value.slice(begins, ends < 0 ? undefined : ends).trim();
  if (!wanted) return start;
  const number = field.value.slice(0, begins).split("\n").length - 1;
  for (let n = start - 1; n < Math.min(lines.length, start + number + 12); n += 1) {
    if (n + 1 >= start + number && lines[n].includes(wanted)) return n + 1;
  }
  return start;
};
