// Which part of a new form is which of the last one. Places in the file are counted (举措 2), and
// what stands above may have been added or removed, here or elsewhere; so each part gets a key that
// stays, by which it keeps its place on the screen, its cursor and what was typed.

let made = 0;

/// What was, for each list by its key: the items' keys and what they said.
export class Identity {
  constructor() {
    this.lists = new Map();
    this.fields = new Map();
  }

  /// Gives every part of a form its key, and keeps the very objects that did not change, so that
  /// what shows them need not look.
  take(form, last) {
    this.fields = new Map();
    if (!form) return null;
    this.used = new Set();
    this.before = [...this.lists.values()].flat();
    for (const section of form.sections) this.section(section);
    return shared(last, form);
  }

  section(section) {
    section.fields?.forEach((field) => this.field(field));
    section.texts?.forEach((text) => this.field(text));
    if (section.kind === "quality") this.quality(section);
    if (section.kind === "figures") section.groups.forEach((group) => this.group(group));
    if (section.kind === "annexes") this.items(section.items, section.path, annex, (item, key) => {
      this.field(item.title, key);
      this.field(item.body, key);
    });
    if (section.kind === "waivers") this.items(section.items, section.path, waiver, (item, key) => {
      this.field(item.reason, key);
    });
  }

  quality(section) {
    this.field(section.overview);
    const chapters = section.lists.map((list) => ({ list, title: list.title, overview: list.overview }));
    this.items(chapters, ["分章"], chapter, ({ list }, key) => {
      list.key = key;
      this.field(list.title, key);
      this.field(list.overview, key);
      this.initiatives(list.initiatives, key);
    });
  }

  initiatives(list, within) {
    this.items(list, [within, "举措"], initiative, (one, key) => {
      this.field(one.title, key);
      this.field(one.body, key);
      this.initiatives(one.initiatives ?? [], key);
    });
  }

  group(group) {
    group.key = keyOf(group.path);
    for (const indicator of group.indicators) {
      indicator.key = keyOf(indicator.path);
      this.field(indicator.note);
      for (const row of indicator.rows) {
        this.field(row);
        for (const side of ["numerator", "denominator", "movement"]) this.field(row[side]);
        row.stated?.forEach((cell) => this.field(cell));
        this.beside(row);
      }
    }
  }

  /// What may stand beside a figure and does not yet: it is typed into all the same.
  beside(row) {
    for (const name of ["分子", "分母", "同比", "环比"]) {
      const path = [...row.path, name];
      const key = keyOf(path);
      if (!this.fields.has(key)) this.fields.set(key, { key, path, value: null });
    }
  }

  /// A field's key: within an item its name there, otherwise its path.
  field(field, within) {
    if (!field) return;
    field.key = within ? `${within}/${field.path.at(-1)}` : keyOf(field.path);
    this.fields.set(field.key, field);
  }

  /// The keys of the items: those of the last ones that say the same, then of those that say half
  /// the same, then of what is left, in order. One that came from another list keeps its key, too.
  matched(before, says) {
    const keys = says.map(() => null);
    const pass = (old, fits) => {
      says.forEach((one, i) => {
        const found = keys[i] ? null : old.find(({ key, says }) => !this.used.has(key) && fits(says, one));
        if (!found) return;
        keys[i] = found.key;
        this.used.add(found.key);
      });
    };
    const alike = (a, b) => a[0] === b[0] && a[1] === b[1];
    pass(before, alike);
    pass(before, (a, b) => a[1] && a[1] === b[1]);
    pass(before, (a, b) => a[0] && a[0] === b[0]);
    // As many as before: what is left was changed. Otherwise the rest is new, or from elsewhere.
    if (before.length === says.length) pass(before, () => true);
    pass(this.before, alike);
    return keys.map((key) => key ?? `#${(made += 1)}`);
  }

  items(items, path, content, each) {
    const list = keyOf(path);
    const before = this.lists.get(list) ?? [];
    const keys = this.matched(before, items.map(content));
    this.lists.set(list, items.map((item, i) => ({ key: keys[i], says: content(item) })));
    items.forEach((item, i) => {
      item.key = keys[i];
      each(item, keys[i]);
    });
  }
}

export const keyOf = (path) => path.join("/");

const initiative = (one) => [one.title?.value, one.body?.value];
const chapter = ({ title, list, overview }) => [
  title?.value,
  overview?.value ?? list.initiatives.map((one) => one.title?.value).join("\n"),
];
const annex = (item) => [item.title?.value, item.body?.value];
const waiver = (item) => [`${item.rule} ${item.place ?? ""}`, item.reason?.value];

/// The new value, made of the old one's parts where they are alike.
export const shared = (old, now) => {
  if (old === now || old === null || now === null) return now;
  if (typeof old !== "object" || typeof now !== "object") return now;
  if (Array.isArray(old) !== Array.isArray(now)) return now;
  let alike = Object.keys(old).length === Object.keys(now).length;
  for (const name of Object.keys(now)) {
    now[name] = name in old ? shared(old[name], now[name]) : now[name];
    alike &&= now[name] === old[name];
  }
  return alike ? old : now;
};

