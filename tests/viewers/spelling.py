"""Instructions of pages spelled so that readers may read them otherwise, before a signature."""

import re

from content import sheet
from kinds import kind
from pikepdf import Array
from raw import NoPlace

NUMBERS = (
    b"--%s",
    b"%s-5",
    b"%s.5.5",
    b"+%s",
    b"%se1",
    b"16#%s",
    b"%s%%5\n",
    b"0%s",
    b"- %s",
    b"++%s",
    b"-+%s",
    b"%s#30",
    b"%s,5",
    b"%s\0",
    b"%s\x0c",
    b"%s/X pop",
    b"%s]",
    b"%s}",
)


@kind("pages", len(NUMBERS))
def number_spelled(pdf, chance):
    """A number that every reader reads otherwise."""
    page, (_, matrix, _, _) = sheet(pdf, chance)
    y = b"%.3f" % float(page.ops[matrix][0][5])
    content = page.page.Contents.read_bytes()
    tail = re.search(rb"%s\d*(?= Tm)" % re.escape(y.rstrip(b"0").rstrip(b".")), content)
    if not tail:
        raise NoPlace
    odd = NUMBERS[chance.turn] % tail.group()
    page.page.Contents = pdf.make_stream(content[: tail.start()] + odd + content[tail.end() :])


OPERANDS = (
    ("Tm", b"7 7 %s"),
    ("Tm", b"1 0 0 1 300 300 %s"),
    ("Tf", b"/F0 40 %s"),
    ("TJ", b"[<0012>] %s"),
    ("TJ", b"(x) %s"),
    ("Tm", b"[ ] %s"),
    ("Tf", b"%s 30"),
    ("Tm", b"%s 5"),
    ("TJ", b"%s 5"),
    ("TJ", b"%s []"),
)


@kind("pages", len(OPERANDS))
def operands_more(pdf, chance):
    """An instruction with more than it takes: some readers take the first, some the last."""
    page, _ = sheet(pdf, chance)
    operator, form = OPERANDS[chance.turn]
    lines = page.page.Contents.read_bytes().split(b"\n")
    found = [n for n, line in enumerate(lines) if line.endswith(b" " + operator.encode())]
    line = chance.choice(found)
    operands = lines[line][: -len(operator) - 1]
    lines[line] = form % operands + b" " + operator.encode()
    page.page.Contents = pdf.make_stream(b"\n".join(lines))


@kind("pages", 8)
def strings_spelled(pdf, chance):
    """Codes written with odd digits, spaces, escapes."""
    page, _ = sheet(pdf, chance)
    content = page.page.Contents.read_bytes()
    strings = list(re.finditer(rb"<([0-9A-Fa-f]{8,})>", content))
    if not strings:
        raise NoPlace
    one = chance.choice(strings)
    digits = one.group(1)
    odd = (
        b"<" + digits[:-1] + b">",
        b"<" + digits + b"0>",
        b"<" + digits[:3] + b" \n" + digits[3:] + b">",
        b"<" + digits[:4] + b"x" + digits[4:] + b">",
        b"<" + digits[:-4] + b">",
        b"(" + b"".join(b"\\%03o" % n for n in bytes.fromhex(digits.decode())) + b")",
        b"<" + digits + b">> ",
        b"<" + digits[:4] + b"%\n" + digits[4:] + b">",
    )[chance.turn]
    page.page.Contents = pdf.make_stream(content[: one.start()] + odd + content[one.end() :])


@kind("pages", 8)
def content_in_parts(pdf, chance):
    """The content as several streams, cut in a word, with more behind its end, or packed oddly."""
    page, _ = sheet(pdf, chance)
    content = page.page.Contents.read_bytes()
    words = [m.start() for m in re.finditer(rb"\d{3}\.\d", content)]
    cut = chance.choice(words) + 2
    parts = [pdf.make_stream(one) for one in (content[:cut], content[cut:])]
    cover = pdf.make_stream(b"0 0 0 rg 100 100 300 300 re f")
    arrays = (
        [*parts],
        [parts[0], pdf.make_stream(b""), parts[1]],
        [page.page.Contents, cover],
        [page.page.Contents, None],
        [page.page.Contents],
        [cover, page.page.Contents],
        [page.page.Contents, page.page.Contents],
        [],
    )
    page.page.Contents = Array([one for one in arrays[chance.turn]])
