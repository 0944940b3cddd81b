#!/usr/bin/env python3
"""Turns the documents of a folder into pages that a browser opens with a click.

    scripts/manual.py FOLDER

Every .md below the folder becomes an .html beside it, README.zh-CN.md becomes 说明.html, and links
between them are kept. A link to what is not in the folder becomes its text. Knows what our documents
are written in (headings, paragraphs, flat lists, tables, code, links, pictures, bold) and refuses
anything else rather than to show it wrong.
"""

import html
import os
import re
import sys
from pathlib import Path

NAMES = {"README.zh-CN.md": "说明.html"}

STYLE = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.7; color: #1a1a1a;
  font-family: "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif; }
h1, h2, h3 { line-height: 1.3; margin-top: 2em; }
code, pre { font-family: Consolas, "Microsoft YaHei", monospace; background: #f3f3f3; }
code { padding: 0 .2em; }
pre { padding: .8em 1em; overflow-x: auto; line-height: 1.5; }
pre code { padding: 0; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { border: 1px solid #ccc; padding: .3em .6em; text-align: left; vertical-align: top; }
img { max-width: 100%; }
"""

LINK = r"\[((?:[^\]\\`]|\\.|`[^`]*`)*)\]\(([^) ]*)(?: \"[^\"]*\")?\)"
INLINE = re.compile(r"(?P<code>`[^`]+`)|(?P<escape>\\[!-/:-@\[-`{-~])|(?P<break><br>)"
                    rf"|!{LINK}|{LINK}"
                    r"|\*\*(?P<bold>(?:[^*`]|`[^`]*`)+)\*\*")


def page_of(name):
    return NAMES.get(name, re.sub(r"\.md$", ".html", name))


def slug(heading, seen):
    """The anchor that GitHub gives a heading, to which the documents' links lead."""
    text = re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading)).strip().lower().replace(" ", "-")
    seen[text] = seen.get(text, -1) + 1
    return f"{text}-{seen[text]}" if seen[text] else text


class Page:
    def __init__(self, path, root):
        self.path, self.root = path, root

    def fail(self, line):
        sys.exit(f"{self.path.relative_to(self.root)}: 不会转这一行：{line}")

    def address(self, link):
        """Where a link leads in the folder; None where that is not there."""
        if re.match(r"https?:", link) or link.startswith("#"):
            return link
        file, _, anchor = link.partition("#")
        target = Path(os.path.normpath(self.path.parent / file))
        if self.root not in [target, *target.parents] or not target.exists():
            return None
        parts = file.rsplit("/", 1)
        parts[-1] = page_of(parts[-1])
        return "/".join(parts) + (f"#{anchor}" if anchor else "")

    def inline(self, text):
        out, at = [], 0
        for m in INLINE.finditer(text):
            out.append(html.escape(text[at:m.start()], quote=False))
            at = m.end()
            alt, picture, words, link = m.group(4, 5, 6, 7)
            if m["code"]:
                out.append(f"<code>{html.escape(m['code'][1:-1], quote=False)}</code>")
            elif m["escape"]:
                out.append(html.escape(m["escape"][1], quote=False))
            elif m["break"]:
                out.append("<br>")
            elif m["bold"]:
                out.append(f"<strong>{self.inline(m['bold'])}</strong>")
            elif picture is not None:
                address = self.address(picture) or self.fail(text)
                out.append(f'<img src="{html.escape(address)}" alt="{html.escape(alt)}">')
            else:
                address = self.address(link)
                words = self.inline(words)
                out.append(f'<a href="{html.escape(address)}">{words}</a>' if address else words)
        out.append(html.escape(text[at:], quote=False))
        return "".join(out)

    def table(self, lines):
        rows = [[cell.strip().replace(r"\|", "|") for cell in
                 re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))]
                for line in lines]
        head, marks, *body = rows
        if not all(re.fullmatch(r":?-+:?", mark) for mark in marks):
            self.fail(lines[1])
        row = lambda tag, cells: "".join(f"<{tag}>{self.inline(cell)}</{tag}>" for cell in cells)
        out = ["<table>"]
        if any(head):
            out.append(f'<thead><tr>{row("th", head)}</tr></thead>')
        out += ["<tbody>", *(f'<tr>{row("td", cells)}</tr>' for cells in body), "</tbody>", "</table>"]
        return "\n".join(out)

    def items(self, lines, mark):
        items = []
        for line in lines:
            if re.match(mark, line):
                items.append(re.sub(mark, "", line))
            elif line.startswith("  ") and not re.match(r"\s+([-*] |\d+\. )", line):
                items[-1] += " " + line.strip()
            else:
                self.fail(line)
        return "\n".join(f"<li>{self.inline(item)}</li>" for item in items)

    def body(self, text):
        lines, out, seen, title, at = text.split("\n"), [], {}, "", 0

        def block(goes_on):
            nonlocal at
            begin = at
            while at < len(lines) and lines[at].strip() and goes_on(lines[at]):
                at += 1
            return lines[begin:at]

        while at < len(lines):
            line = lines[at]
            if not line.strip():
                at += 1
            elif line.startswith("```"):
                end = next((n for n in range(at + 1, len(lines)) if lines[n] == "```"), None)
                code = "\n".join(lines[at + 1:end or self.fail(line)])
                out.append(f"<pre><code>{html.escape(code, quote=False)}</code></pre>")
                at = end + 1
            elif m := re.match(r"(#{1,6}) (.*)", line):
                title = title or re.sub(r"[`*]", "", m[2])
                level = len(m[1])
                out.append(f'<h{level} id="{html.escape(slug(m[2], seen))}">'
                           f"{self.inline(m[2])}</h{level}>")
                at += 1
            elif line.startswith("|"):
                out.append(self.table(block(lambda l: l.startswith("|"))))
            elif re.match(r"[-*] ", line):
                out.append(f'<ul>\n{self.items(block(lambda l: True), r"[-*] ")}\n</ul>')
            elif re.match(r"\d+\. ", line):
                out.append(f'<ol>\n{self.items(block(lambda l: True), chr(92) + "d+. ")}\n</ol>')
            elif line[0] in " \t>" or re.match(r"<[a-z]", line):
                self.fail(line)
            else:
                out.append(f'<p>{self.inline(chr(10).join(block(lambda l: not re.match("#+ |```", l))))}</p>')
        language = "zh-CN" if len(re.findall("[一-鿿]", text)) * 4 > len(text) else "en"
        return (f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
                '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
                f"<title>{html.escape(title, quote=False)}</title>\n<style>{STYLE}</style>\n</head>\n"
                f"<body>\n<main>\n" + "\n".join(out) + "\n</main>\n</body>\n</html>\n")


def main():
    root = Path(sys.argv[1]).resolve()
    documents = sorted(root.rglob("*.md"))
    pages = [(path, Page(path, root).body(path.read_text("utf-8"))) for path in documents]
    for path, page in pages:
        path.with_name(page_of(path.name)).write_bytes(page.encode("utf-8"))
        path.unlink()


main()
