#!/usr/bin/env python3
"""Does a PDF read aloud as its report was written?

    .ci/structure.py REPORT.md REPORT.pdf

Walks the structure tree with pdfinfo (Debian poppler-utils) and compares its text, without white
space, with the Markdown's. Exits 1 at the first difference, and shows it.

pdfinfo takes the characters that are drawn and knows no ActualText: a raised figure is the figure
to it. Pictures are left out, their captions are not.
"""

import re
import subprocess
import sys

import same_text

# What is drawn in the place of characters that the faces have not.
DRAWN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉", "0123456789+−0123456789")


def read_aloud(path):
    call = ["pdfinfo", "-enc", "UTF-8", "-struct-text", path]
    tree = subprocess.run(call, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    return "".join(re.findall(r'^ +"(.*?)"$', tree, flags=re.MULTILINE | re.DOTALL))


def from_markdown(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"^(\|( :?-+:? \|)+|---)$", "", text, flags=re.MULTILINE)
    text = re.sub(r'!\[.*?\]\(.*?(?: "(.*?)")?\)', r"\1", text)
    text = re.sub(r"^ *- ", "•", text, flags=re.MULTILINE)
    text = re.sub(r"^> ?", "", text, flags=re.MULTILINE)
    return same_text.plain(re.sub(r"(?<!\\)[*|]", "", text))


def bare(text):
    return re.sub(r"\s+", "", text).translate(DRAWN)


def main(markdown, pdf):
    wanted, found = bare(from_markdown(markdown)), bare(read_aloud(pdf))
    if not wanted:
        sys.exit(f"{markdown}: 没有文字")
    if found != wanted:
        pairs = enumerate(zip(wanted, found))
        at = next((n for n, (a, b) in pairs if a != b), min(len(wanted), len(found)))
        here = slice(max(0, at - 12), at + 24)
        sys.exit(f"{pdf} 读到第 {at + 1} 字起不同：\n  {wanted[here]}\n  {found[here]}")
    print(f"{len(wanted)} 字，读屏次序和原文相同")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
