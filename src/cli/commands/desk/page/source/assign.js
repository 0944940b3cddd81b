// Which finding is shown under which field.

import { keyOf } from "./identity.js";

const RANK = { error: 0, warning: 1 };
const rank = ({ severity }) => RANK[severity] ?? 2;

/// All paths of a form that can show a finding, each with its section.
export const places = (form) => {
  const found = new Map();
  for (const section of form?.sections ?? []) {
    const add = (field) => field && found.set(keyOf(field.path), section.id);
    section.fields?.forEach(add);
    section.texts?.forEach(add);
    add(section.overview);
    const initiatives = (list) => {
      for (const one of list ?? []) {
        add(one);
        add(one.title);
        add(one.body);
        initiatives(one.initiatives);
      }
    };
    for (const list of section.lists ?? []) {
      add(list.title);
      add(list.overview);
      add(list);
      initiatives(list.initiatives);
    }
    for (const group of section.groups ?? []) {
      add(group);
      for (const indicator of group.indicators) {
        add(indicator);
        indicator.rows.forEach(add);
        add(indicator.note);
        for (const row of indicator.rows) {
          add(row.numerator);
          add(row.denominator);
          add(row.movement);
        }
      }
    }
    for (const item of section.items ?? []) {
      add(item);
      add(item.title);
      add(item.body);
      add(item.reason);
    }
    if (section.path) add(section);
  }
  return found;
};

/// The findings by the place that shows each (`at`), by section (`sections`), and those that have
/// no place in the form (`elsewhere`), errors first.
export const assigned = (form, view) => {
  const at = new Map();
  const sections = new Map();
  const elsewhere = [];
  const where = new Map();
  const known = places(form);
  const all = [...(view?.findings ?? [])].sort((a, b) => rank(a) - rank(b));
  for (const finding of all) {
    let path = finding.path;
    while (path?.length && !known.has(keyOf(path))) path = path.slice(0, -1);
    if (!path?.length) {
      elsewhere.push(finding);
      continue;
    }
    const key = keyOf(path);
    where.set(finding.id, path);
    at.set(key, [...(at.get(key) ?? []), finding]);
    const section = known.get(key);
    sections.set(section, [...(sections.get(section) ?? []), finding]);
  }
  return { all, at, sections, elsewhere, where };
};
