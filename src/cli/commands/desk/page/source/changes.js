// What differs between two texts: as one change, and changes of two sides put together.

/// The one change that makes `after` of `before`: `{from, to, insert}`, or null. It never parts a
/// pair of surrogates.
export const difference = (before, after) => {
  if (before === after) return null;
  const least = Math.min(before.length, after.length);
  let from = 0;
  while (from < least && before.charCodeAt(from) === after.charCodeAt(from)) from += 1;
  if (from > 0 && isHigh(before.charCodeAt(from - 1))) from -= 1;
  let end = 0;
  while (end < least - from && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) {
    end += 1;
  }
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end -= 1;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
};

const isHigh = (unit) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit) => unit >= 0xdc00 && unit < 0xe000;

/// `mine`, made of `base`, with what `theirs` changed of it elsewhere. Where both changed the same
/// letters it is mine.
export const merged = (base, theirs, mine) => {
  const a = difference(base, theirs);
  const b = difference(base, mine);
  if (!a) return mine;
  if (!b) return theirs;
  const by = b.insert.length - (b.to - b.from);
  if (a.to < b.from) return mine.slice(0, a.from) + a.insert + mine.slice(a.to);
  if (a.from > b.to) return mine.slice(0, a.from + by) + a.insert + mine.slice(a.to + by);
  return mine;
};

/// Whether two texts say the same in the file, where blanks at a line's end and further empty
/// lines are not kept.
export const alike = (a, b) => a === b || tidy(a) === tidy(b);

const tidy = (text) =>
  (text ?? "").replace(/[ \t\u3000]+$/gm, "").replace(/\n{3,}/g, "\n\n").replace(/^\n+|\n+$/g, "");

/// The lines of two texts side by side: `[kind, line]` with "same", "gone", "new".
export const lineChanges = (before, after) => {
  const [a, b] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const same = (line) => ["same", line];
  return [...a.slice(0, start).map(same), ...middle, ...a.slice(a.length - end).map(same)];
};

/// The longest common row of lines, by a table: the lines of a filing are some hundreds.
const between = (a, b) => {
  if (a.length * b.length > 4_000_000) {
    return [...a.map((line) => ["gone", line]), ...b.map((line) => ["new", line])];
  }
  const width = b.length + 1;
  const best = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      best[i * width + j] = a[i] === b[j]
        ? best[(i + 1) * width + j + 1] + 1
        : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  const rows = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      rows.push(["same", a[i]]);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && best[(i + 1) * width + j] >= best[i * width + j + 1])) {
      rows.push(["gone", a[i]]);
      i += 1;
    } else {
      rows.push(["new", b[j]]);
      j += 1;
    }
  }
  return rows;
};

/// The sentences of a text, each with where it stands.
export const sentences = (text) => {
  const found = [];
  const pattern = /[^。！？；\n]+[。！？；]?[”’」』）]?/g;
  for (const match of text.matchAll(pattern)) {
    const said = match[0].trim();
    if (said.length < 4) continue;
    const from = match.index + match[0].indexOf(said);
    found.push({ said, from, to: from + said.length });
  }
  return found;
};
