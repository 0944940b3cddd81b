// How a report's Markdown looks while it is written: strong is bold, lists hang, tables stand in
// columns, an empty line is the space between two paragraphs, references and blanks are seen.

import { syntaxTree } from "@codemirror/language";
import { Decoration, ViewPlugin } from "@codemirror/view";
import { RangeSetBuilder } from "@codemirror/state";

const line = (name) => Decoration.line({ class: name });
const mark = (name) => Decoration.mark({ class: name });

const LINES = {
  blank: line("md-blank"), table: line("md-table"), list: line("md-list"), heading: line("md-heading"),
};
const MARKS = {
  StrongEmphasis: mark("md-strong"), Emphasis: mark("md-emphasis"), EmphasisMark: mark("md-sign"),
  ListMark: mark("md-mark"), HeaderMark: mark("md-sign"), TableDelimiter: mark("md-sign"),
  TableHeader: mark("md-strong"), Image: mark("md-picture"), Link: mark("md-link"),
};
const REFERENCE = mark("md-reference");
const BLANK = mark("md-open");
const PATTERN = /\$\{[^{}\n]{0,200}\}|【[^【】\n]{0,200}】/g;

const decorate = (view) => {
  const found = [];
  const add = (from, to, value) => found.push({ from, to, value });
  const { doc } = view.state;
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const one = doc.lineAt(at);
      if (!one.text.trim() && doc.lines > 1) add(one.from, one.from, LINES.blank);
      for (const match of one.text.matchAll(PATTERN)) {
        const start = one.from + match.index;
        add(start, start + match[0].length, match[0].startsWith("$") ? REFERENCE : BLANK);
      }
      at = one.to + 1;
    }
    syntaxTree(view.state).iterate({
      from, to,
      enter: ({ name, from: start, to: end }) => {
        if (MARKS[name] && end > start) add(start, end, MARKS[name]);
        const kind = name === "Table" ? "table" : name === "ListItem" ? "list" : name.startsWith("ATXHeading") ? "heading" : null;
        if (!kind) return;
        for (let at = start; at <= end;) {
          const one = doc.lineAt(at);
          if (one.text.trim()) add(one.from, one.from, LINES[kind]);
          at = one.to + 1;
        }
      },
    });
  }
  found.sort((a, b) => a.from - b.from || a.value.startSide - b.value.startSide || b.to - a.to);
  const builder = new RangeSetBuilder();
  let last = null;
  for (const { from, to, value } of found) {
    // A line within two lists is marked once.
    if (last && from === to && last.from === from && last.value === value) continue;
    builder.add(from, to, value);
    last = { from, value };
  }
  return builder.finish();
};

/// What is drawn over a text, anew when the text, what is seen of it, or its syntax is another.
export const drawn = (decorate) => ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = decorate(view);
    }

    update(update) {
      const grown = syntaxTree(update.startState) !== syntaxTree(update.state);
      if (update.docChanged || update.viewportChanged || grown) this.decorations = decorate(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

export const markdownMarks = drawn(decorate);
