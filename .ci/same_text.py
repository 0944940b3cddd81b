#!/usr/bin/env python3
"""Do a report's files say the same?

    .ci/same_text.py REPORT.md REPORT.html REPORT.pdf REPORT.docx

Takes the text of each without markup and white space and compares it with the first one's.
A PDF is read with pdftotext (Debian poppler-utils), its page numbers and the lines that say
which draft it is left out; of an HTML file what stands in <main> and in no <nav>; of a Word file its body, raised
figures as the characters that Unicode has. Exits 1 at the first difference, and shows it.
"""

import html.parser
import re
import subprocess
import sys
import xml.etree.ElementTree
import zipfile


class Main(html.parser.HTMLParser):
    """The text in <main>, without what only leads around in it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.inside = 0
        self.around = 0
        self.text = []

    def handle_starttag(self, tag, attrs):
        self.inside += tag == "main"
        self.around += tag == "nav"

    def handle_endtag(self, tag):
        self.inside -= tag == "main"
        self.around -= tag == "nav"

    def handle_data(self, data):
        if self.inside and not self.around:
            self.text.append(data)


def from_html(path):
    reader = Main()
    with open(path, encoding="utf-8") as file:
        reader.feed(file.read())
    return "".join(reader.text)


def from_markdown(path):
    with open(path, encoding="utf-8") as file:
        return plain(file.read())


def plain(text):
    text = re.sub(r"^#{1,6} ", "", text, flags=re.MULTILINE)
    text = re.sub(r"(?<!\\)\*\*", "", text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def from_pdf(path):
    call = ["pdftotext", "-enc", "UTF-8", path, "-"]
    text = subprocess.run(call, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    text = re.sub(r"^[ \f]*送审稿 .*[0-9a-f]{8}$", "", text, flags=re.MULTILINE)
    return re.sub(r"^[ \f]*— ?\d+ ?—$", "", text, flags=re.MULTILINE)


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHIFTED = {
    "superscript": str.maketrans("0123456789−+n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ"),
    "subscript": str.maketrans("0123456789−+", "₀₁₂₃₄₅₆₇₈₉₋₊"),
}


def from_docx(path):
    with zipfile.ZipFile(path) as package:
        body = xml.etree.ElementTree.fromstring(package.read("word/document.xml"))
    text = []
    for run in body.iter(f"{WORD}r"):
        words = "".join(part.text or "" for part in run.iter(f"{WORD}t"))
        shift = run.find(f"{WORD}rPr/{WORD}vertAlign")
        text.append(words if shift is None else words.translate(SHIFTED[shift.get(f"{WORD}val")]))
    return "".join(text)


READERS = {"md": from_markdown, "html": from_html, "pdf": from_pdf, "docx": from_docx}


def text_of(path):
    return re.sub(r"\s+", "", READERS[path.rsplit(".", 1)[-1]](path))


def main(first, *others):
    wanted = text_of(first)
    if not wanted:
        sys.exit(f"{first}: 没有文字")
    for path in others:
        found = text_of(path)
        if found != wanted:
            at = next(
                (n for n, (a, b) in enumerate(zip(wanted, found)) if a != b),
                min(len(wanted), len(found)),
            )
            here = slice(max(0, at - 12), at + 24)
            sys.exit(f"{path} 从第 {at + 1} 字起不同：\n  {wanted[here]}\n  {found[here]}")
    print(f"{len(wanted)} 字，{len(others) + 1} 个文件相同")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
