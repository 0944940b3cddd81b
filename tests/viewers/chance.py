"""Bytes changed by chance, before and after a signature."""

import re

import pikepdf
import signers
from kinds import kind
from raw import NoPlace

MARKS = [
    b"<<",
    b">>",
    b"[",
    b"]",
    b"(",
    b")",
    b"/",
    b"%",
    b"\0",
    b"\n",
    b"obj",
    b"endobj",
    b"stream",
    b"endstream",
    b"xref",
    b"trailer",
    b"startxref",
    b"%%EOF",
    b"0 0 R",
    b"1 0 R",
    b"null",
    b"true",
    b"-",
    b"+",
    b"9",
    b"/Type",
    b"/Kids",
    b"/Contents",
    b"/Rotate 90",
]


def changed(data, chance, within=None):
    """One to three changes of bytes in a range."""
    start, end = within or (0, len(data))
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at = chance.randrange(start, end)
        how = chance.randrange(5)
        if how == 0:
            out[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            out[at:at] = chance.choice(MARKS)
        elif how == 2:
            del out[at : at + chance.choice((1, 1, 2, 8))]
        elif how == 3:
            out[at] = chance.choice(b"0123456789 /<>()\0\n")
        else:
            out[at : at + 1] = out[at : at + 1] * 2
        end = min(end, len(out) - 1)
    return bytes(out)


@kind("signed", 40)
def chance_in_signed(data, chance):
    return changed(data, chance)


@kind("signed", 24)
def chance_in_end(data, chance):
    """In the last bytes: dictionary of the places, start."""
    return changed(data, chance, (len(data) - 300, len(data)))


@kind("signed", 30)
def chance_in_signature(data, chance):
    """Where the signature stands, which it does not cover."""
    found = list(re.finditer(rb"/Contents <([0-9A-Fa-f]{1000,})>", data))[-1]
    return changed(data, chance, (found.start(1), found.end(1)))


@kind("signed", 30)
def chance_behind_signature(data, chance):
    """In the zeros that fill up a signature's room: a byte for a byte, so that all stays in place."""
    found = list(re.finditer(rb"/Contents <([0-9A-Fa-f]{1000,})>", data))[-1]
    at = chance.randrange(found.end(1) - 40, found.end(1))
    return data[:at] + bytes([chance.choice(b"123456789ABCDEF >%(")]) + data[at + 1 :]


@kind("signed", 130)
def chance_in_validation(data, chance):
    """In an update that brings what validation needs, which no signature covers."""
    data_now = signers.validated(data)
    return changed(data_now, chance, (len(data), len(data_now)))


@kind("signed", 40)
def chance_in_second_signature(data, chance):
    """In the update of a second signature by another program."""
    now = signers.other(data, key="rsa2048")
    return changed(now, chance, (len(data), len(now)))


@kind("bytes", 50)
def chance_in_bytes(data, chance):
    return changed(data, chance)


@kind("bytes", 20)
def chance_in_last_bytes(data, chance):
    return changed(data, chance, (len(data) - 1500, len(data)))


def flattened(pdf):
    """The content of each page unpacked, so that single numbers can be changed."""
    return [(page, page.Contents.read_bytes()) for page in pdf.pages]


@kind("pages", 90)
def chance_digit_in_content(pdf, chance):
    page, content = chance.choice(flattened(pdf))
    digits = [m.start() for m in re.finditer(rb"\d", content)]
    out = bytearray(content)
    out[chance.choice(digits)] = chance.choice(b"0123456789")
    page.Contents = pdf.make_stream(bytes(out))


@kind("pages", 60)
def chance_operator_in_content(pdf, chance):
    """An instruction left out, doubled, or changed with the one behind it."""
    page = chance.choice(pdf.pages)
    ops = list(pikepdf.parse_content_stream(page))
    at = chance.randrange(len(ops) - 1)
    how = chance.randrange(3)
    if how == 0:
        del ops[at]
    elif how == 1:
        ops.insert(at, ops[at])
    else:
        ops[at], ops[at + 1] = ops[at + 1], ops[at]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(ops))


@kind("pages", 60)
def chance_number_in_object(pdf, chance):
    """A number anywhere in the dictionaries."""
    found = []

    def walk(value, depth=0):
        items = []
        if isinstance(value, pikepdf.Dictionary):
            items = list(value.items())
        elif isinstance(value, pikepdf.Array):
            items = list(enumerate(value))
        for key, item in items:
            if isinstance(item, pikepdf.Object):
                if not item.is_indirect and depth < 8:
                    walk(item, depth + 1)
            elif item is not None and not isinstance(item, bool):
                found.append((value, key, item))

    for one in pdf.objects:
        walk(one)
    if not found:
        raise NoPlace
    holder, key, item = chance.choice(found)
    holder[key] = chance.choice((0, 1, -1, int(item) + 1, int(item) - 1, int(item) * 2, 600))
