// What is pasted or dropped into a text: Word's and a web page's HTML, a spreadsheet's cells, plain
// lines, pictures; as Markdown. Of the styles only strong, lists, headings and tables are kept.

import { markdownTable, rowsOfTable, rowsOfTabs } from "./table.js";

/// The pictures that came along.
export const picturesOf = (data) =>
  [...(data?.files ?? [])].filter((file) => /^image\/(png|jpeg|svg\+xml|bmp|gif|webp)$/.test(file.type));

/// Markdown of what came, or null where there is nothing but plain text that goes in as it is.
export const markdownOf = (data) => {
  const code = data.getData("text/html");
  if (code && /<(table|p|li|h[1-6]|b|strong)\b/i.test(code)) {
    const page = parsed(code);
    const text = blocksOf(page.body).join("\n\n").trim();
    if (text) return text;
  }
  const plain = data.getData("text/plain").replace(/\r\n?/g, "\n");
  const rows = rowsOfTabs(plain);
  if (rows) return markdownTable(rows);
  return paragraphs(plain);
};

/// A page of pasted HTML. Its styles would be refused by our own policy, loudly; what little is
/// asked of them is read from elsewhere.
export const parsed = (code) => {
  const bare = code.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle=/gi, " data-style=");
  return new DOMParser().parseFromString(bare, "text/html");
};

/// Word puts each paragraph on a line of its own; Markdown has an empty line between them. What
/// has such lines already, or lists and tables, stays.
const paragraphs = (plain) => {
  const text = plain.replace(/[ \t\u00a0]+$/gm, "").replace(/^[\u3000 ]+/gm, "");
  if (!text.includes("\n") || /\n\n/.test(text) || /^\s*([-*+]|\d+[.)]|\|)/m.test(text)) return text;
  return text.replace(/\n+/g, "\n\n");
};

const BLOCKS = /^(P|DIV|SECTION|ARTICLE|H[1-6]|UL|OL|TABLE|BLOCKQUOTE|PRE|MAIN|HEADER|FOOTER)$/;

const blocksOf = (node) => {
  const blocks = [];
  let running = "";
  const close = () => {
    const text = tidy(running);
    if (text) blocks.push(text);
    running = "";
  };
  for (const child of node.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE && BLOCKS.test(child.nodeName)) {
      close();
      blocks.push(...blockOf(child));
    } else {
      running += inlineOf(child);
    }
  }
  close();
  return listed(blocks);
};

const blockOf = (node) => {
  const name = node.nodeName;
  if (name === "TABLE") {
    const rows = rowsOfTable(node);
    if (!rows.length) return [];
    // Word makes frames of tables with one cell.
    return rows[0].length === 1 ? rows.map((row) => row[0]).filter(Boolean) : [markdownTable(rows)];
  }
  if (name === "UL" || name === "OL") return [listOf(node, 0)];
  if (/^H[1-6]$/.test(name)) return [`**${tidy(node.textContent)}**`];
  return blocksOf(node);
};

const listOf = (list, depth) =>
  [...list.children]
    .filter((item) => item.nodeName === "LI")
    .map((item, i) => {
      const sign = list.nodeName === "OL" ? `${i + 1}.` : "-";
      const own = [...item.childNodes].filter((child) => !/^(UL|OL)$/.test(child.nodeName));
      const inner = [...item.children].filter((child) => /^(UL|OL)$/.test(child.nodeName));
      const text = `${"   ".repeat(depth)}${sign} ${tidy(own.map(inlineOf).join(""))}`;
      return [text, ...inner.map((one) => listOf(one, depth + 1))].join("\n");
    })
    .join("\n");

/// Word writes a list as paragraphs that begin with a sign of its own.
const listed = (blocks) => {
  const rows = blocks.map((text) => text.replace(/^[·•●■◆\uf06c\uf0b7\uf0d8\u00b7]\s+/, "- "));
  return rows.reduce((all, text) => {
    const last = all.at(-1);
    if (last?.startsWith("- ") && text.startsWith("- ")) all[all.length - 1] = `${last}\n${text}`;
    else all.push(text);
    return all;
  }, []);
};

const inlineOf = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent.replace(/\s+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  if (/^(STYLE|SCRIPT|META|TITLE|IMG|O:P|XML)$/.test(node.nodeName)) return "";
  if (node.nodeName === "BR") return "\n";
  const inner = [...node.childNodes].map(inlineOf).join("");
  const strong = /^(B|STRONG)$/.test(node.nodeName) && !/font-weight:\s*(normal|[1-4]00)/.test(node.dataset.style ?? "");
  const word = inner.trim();
  return strong && word && !word.includes("**") ? inner.replace(word, `**${word}**`) : inner;
};

const tidy = (text) =>
  text
    .replace(/[ \u00a0]+/g, " ")
    .replace(/ *\n */g, "\n")
    .replace(/(?<=[\u2e80-\uffdc]) (?=[\u2e80-\uffdc])/g, "")
    .replace(/\*\*\*\*/g, "")
    .trim();
