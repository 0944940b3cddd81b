#!/usr/bin/env python3
"""Word files as another office program sees them.

    .ci/docx.py PROGRAM FOLDER REPORT.docx...

Each report stands beside its PDF and its Markdown, and REPORT.yaml is what it was made from.
LibreOffice lays each out and saves it anew, in FOLDER, with the repository's faces and no others.
Then

- a full page has 22 lines and a full line 28 characters, in those reports that have such;
- what it lays out has the letters of the Word file, but for the test sheet of all marks: of some
  justified lines LibreOffice 7.4 loses the mark at the end;
- the pages are as many as the PDF's, or one more or less;
- what was saved anew gives back the filing, byte for byte (PROGRAM extract), and so does
  reading it (PROGRAM import); merging it changes nothing (PROGRAM merge);
- words changed and a paragraph added in what was saved anew, and saved once more, come into the filing
  and nothing else does;
- every part of the text keeps to the schema of ECMA-376, where that stands beside the repository.

Needs soffice, PyMuPDF and lxml. Exits 1 at the first fault, and says what it is.
"""

import collections
import copy
import json
import os
import pathlib
import subprocess
import sys
import zipfile

import lxml.etree
import pymupdf
import same_text

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = ROOT.parent / "shared/word/xsd/wml.xsd"
# Which of the repository's faces stands for one that a Word file names, and how heavy it is.
FACES = {
    "仿宋_GB2312": ("FandolFang", None),
    "黑体": ("Noto Sans SC", None),
    "楷体_GB2312": ("FandolKai", None),
    "方正小标宋简体": ("Noto Serif SC", "bold"),
    "宋体": ("Noto Serif SC", "regular"),
    "Times New Roman": ("Tinos", None),
}
# Raised figures as LibreOffice draws them; hyphens at a line's end, which pdftotext takes for parted
# words, are left out with all others.
RAISED = str.maketrans(
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ₀₁₂₃₄₅₆₇₈₉₋₊", "0123456789−+n0123456789−+", "-\u2010"
)
# GB/T 9704-2012 5.2.3.
LINES, CHARACTERS = 22, 28
SIZE = 16
# The type area's right edge, from the page's left: 28 mm and 156 mm, in points.
EDGE = (28 + 156) / 25.4 * 72


def fail(text):
    sys.exit(f"不通过: {text}")


def fontconfig(folder):
    """A configuration of fontconfig that knows the repository's faces alone."""
    lines = [
        '<?xml version="1.0"?>',
        '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
        f"<fontconfig><dir>{ROOT / 'fonts'}</dir><cachedir>{folder / 'fontconfig'}</cachedir>",
    ]
    for name, (family, weight) in FACES.items():
        edit = f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit>'
        if weight:
            edit += f'<edit name="weight" mode="assign" binding="strong"><const>{weight}</const></edit>'
        test = f'<test name="family"><string>{name}</string></test>'
        lines.append(f'<match target="pattern">{test}{edit}</match>')
    lines.append("</fontconfig>")
    path = folder / "fonts.conf"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def convert(reports, kind, place, folder):
    """Has LibreOffice write all reports in another form, in one run."""
    environment = dict(os.environ, FONTCONFIG_FILE=str(folder / "fonts.conf"))
    call = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless"]
    call += ["--convert-to", kind, "--outdir", str(place), *map(str, reports)]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, timeout=300)
    ending = kind.split(":")[0]
    for report in reports:
        if not (place / report.with_suffix(f".{ending}").name).exists():
            fail(f"LibreOffice 没有写出 {report.stem}.{ending}：{done.stderr[-500:]}")


def lines(page):
    """The lines of the text on a page, each as its characters."""
    found = {}
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                if abs(span["size"] - SIZE) < 0.1:
                    baseline = round(span["origin"][1] if "origin" in span else span["bbox"][3])
                    found.setdefault(baseline, []).extend(span["chars"])
    return [line for line in found.values() if any(not c["c"].isspace() for c in line)]


def is_wide(c):
    return c >= "\u2e80" or c in "“”‘’—…"


def check_grid(report, document):
    pages = [lines(page) for page in document]
    most = max(len(page) for page in pages)
    # Lines without Latin; where marks are squeezed or a mark may not begin the next, one holds a
    # character more or less.
    wide = [line for page in pages for line in page if all(is_wide(c["c"]) for c in line)]
    full = [line for line in wide if abs(line[-1]["bbox"][2] - EDGE) < SIZE / 2]
    full = collections.Counter(map(len, full))
    (usual, count), *_ = full.most_common()
    print(f"{report.stem}: {len(pages)} 页，最多 {most} 行，满行 {usual} 字的有 {count} 行（{dict(full)}）")
    if most != LINES:
        fail(f"{report.stem}: 满页 {most} 行，不是 {LINES} 行")
    if usual != CHARACTERS:
        fail(f"{report.stem}: 满行 {usual} 字，不是 {CHARACTERS} 字")


def check_pages(report, document):
    with pymupdf.open(report.with_suffix(".pdf")) as own:
        if abs(len(own) - len(document)) > 1:
            fail(f"{report.stem}: LibreOffice 排成 {len(document)} 页，PDF 有 {len(own)} 页")


def check_letters(report, laid):
    """Of what LibreOffice laid out no letter is lost; it draws raised figures as ordinary ones."""
    shown = same_text.text_of(str(laid)).translate(RAISED)
    wanted = same_text.text_of(str(report)).translate(RAISED)
    # Tables' heads are shown again, and a frame stands where it stands: letters are counted.
    lost = collections.Counter(wanted) - collections.Counter(shown)
    if lost:
        fail(f"{report.stem}: LibreOffice 排出来少了 {dict(lost)}")


def check_filing(program, report, saved):
    source = report.with_suffix(".yaml").read_bytes()
    for file in (report, saved):
        given = subprocess.run([program, "extract", file], capture_output=True)
        if given.returncode != 0 or given.stdout != source:
            fail(f"{file}: 取不回原来的填报文件：{given.stderr.decode()}")


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ADDED = "这是另加的一段，由别的程序存过。"


def typed(saved, place):
    """The Word file with a word changed and a paragraph added behind its longest paragraph."""
    with zipfile.ZipFile(saved) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = lxml.etree.fromstring(parts["word/document.xml"])
    paragraphs = [p for p in body.iter(f"{WORD}p") if p.getparent().tag == f"{WORD}body"]
    longest = max(paragraphs, key=lambda p: len("".join(p.itertext(f"{WORD}t"))))
    texts = [t for t in longest.iter(f"{WORD}t") if "，" in (t.text or "")]
    old, new = "，", "，更"
    texts[0].text = texts[0].text.replace(old, new, 1)
    added = copy.deepcopy(longest)
    runs = [r for r in added.iter(f"{WORD}r") if r.find(f"{WORD}t") is not None]
    for run in runs[1:]:
        run.getparent().remove(run)
    runs[0].find(f"{WORD}t").text = ADDED
    longest.addnext(added)
    parts["word/document.xml"] = lxml.etree.tostring(body, encoding="UTF-8", standalone=True)
    path = place / saved.name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def merged(program, filing, word, *options):
    call = [program, "merge", filing, word, "--format", "json", *options]
    given = subprocess.run(call, capture_output=True, text=True)
    if given.returncode != 0:
        fail(f"{word}: 合并不全：{given.stdout}{given.stderr}")
    return json.loads(given.stdout)["changes"]


def check_merge(program, report, saved):
    changes = merged(program, report.with_suffix(".yaml"), saved, "--dry-run")
    if changes:
        fail(f"{saved}: 没有改过，却合并出 {changes}")
    imported = saved.with_suffix(".yaml")
    imported.unlink(missing_ok=True)
    given = subprocess.run([program, "import", saved], capture_output=True, text=True)
    source = report.with_suffix(".yaml").read_bytes()
    if given.returncode != 0 or imported.read_bytes() != source:
        fail(f"{saved}: 导入的不是原来的填报文件：{given.stdout}{given.stderr}")


def check_typed(program, report, word, place):
    source = report.with_suffix(".yaml").read_text(encoding="utf-8")
    filing = place / f"{report.stem}.yaml"
    filing.write_text(source, encoding="utf-8")
    changes = merged(program, filing, word)
    if [change["kind"] for change in changes] != ["edited", "added"]:
        fail(f"{word}: 改了两处，合并出 {changes}")
    now = filing.read_text(encoding="utf-8")
    if ADDED not in now or "，更" not in now:
        fail(f"{filing}: 改的没有放进去")
    gone = collections.Counter(source.splitlines()) - collections.Counter(now.splitlines())
    if sum(gone.values()) != 1:
        fail(f"{filing}: 别的行也变了：{dict(gone)}")


def check_schema(report):
    schema = lxml.etree.XMLSchema(lxml.etree.parse(str(SCHEMA)))
    with zipfile.ZipFile(report) as package:
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                if not schema.validate(lxml.etree.fromstring(package.read(name))):
                    fail(f"{report.name} 的 {name} 不合标准：{schema.error_log[0]}")


def main(program, folder, *reports):
    folder = pathlib.Path(folder).resolve()
    reports = [pathlib.Path(report).resolve() for report in reports]
    laid, saved = folder / "laid", folder / "saved"
    for place in (laid, saved):
        place.mkdir(parents=True, exist_ok=True)
    fontconfig(folder)
    convert(reports, "pdf", laid, folder)
    convert(reports, "docx:MS Word 2007 XML", saved, folder)
    for report in reports:
        with pymupdf.open(laid / f"{report.stem}.pdf") as document:
            check_pages(report, document)
            if len(document) >= 5 and report.stem.startswith("shanxi"):
                check_grid(report, document)
        if report.stem != "torture":
            check_letters(report, laid / f"{report.stem}.pdf")
        check_filing(program, report, saved / report.name)
        check_merge(program, report, saved / report.name)
        if SCHEMA.exists():
            check_schema(report)
    hand, again = folder / "hand", folder / "again"
    for place in (hand, again):
        place.mkdir(exist_ok=True)
    filings = [report for report in reports if report.stem.startswith("shanxi")]
    words = [typed(saved / report.name, hand) for report in filings]
    convert(words, "docx:MS Word 2007 XML", again, folder)
    for report in filings:
        check_typed(program, report, again / report.name, again)
    print(f"{len(reports)} 份 Word 文件，LibreOffice 排得一样，另存以后数据还在")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
