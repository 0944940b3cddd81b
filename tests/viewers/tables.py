"""Updates after a signature that seem to bring what validation needs, with a planted object, and
whose table of places is such that readers find the one or the other."""

import zlib

from kinds import kind
from raw import File, Update, dictionary, replaced, stream, text

COVER = b"0 0 0 rg 80 300 430 260 re f"


# ── What is planted ──────────────────────────────────────────────────────────


def content(file, n):
    page = file.page(n % len(file.pdf.pages)).Contents
    before = page.read_bytes()
    return page.objgen[0], stream(before + b"\n" + COVER if n % 2 else COVER)


def leaf(file, n):
    page = file.page(n % len(file.pdf.pages))
    return page.objgen[0], dictionary(page, {"Rotate": b"180"})


def face(file, n):
    fonts = [font for _, font in sorted(file.page(0).Resources.Font.items())]
    about = [font.DescendantFonts[0].FontDescriptor for font in fonts]
    files = [one[key] for one in about for key in ("/FontFile2", "/FontFile3") if key in one]
    return files[n % 2].objgen[0], replaced(files[n % 2], files[(n + 1) % len(files)].read_bytes())


def tree(file, n):
    pages = file.pdf.Root.Pages
    kids = b"[" + text(pages.Kids[0]) + b"]"
    return pages.objgen[0], dictionary({}, {"Type": b"/Pages", "Count": b"1", "Kids": kids})


def resources(file, n):
    found = file.page(0).Resources
    if not found.is_indirect:
        return content(file, n)
    return found.objgen[0], b"<< >>"


PLANTS = (content, leaf, face, tree, resources)


def begun(data, turn, listed=False):
    """An update with a catalog for validation, and a planted object behind it."""
    file = File(data)
    update = Update(file)
    update.put(file.root, file.catalog(DSS=b"<< >>"))
    number, body = PLANTS[turn % len(PLANTS)](file, turn)
    update.put(number, body, listed=listed)
    update.planted = number
    return update


# ── Tables ───────────────────────────────────────────────────────────────────

TABLES = {
    "sound": {},
    "entry-19": {"entry": b"%010d %05d n\n"},
    "entry-21": {"entry": b"%010d %05d n  \n"},
    "entry-cr": {"entry": b"%010d %05d n\r "},
    "entry-short-number": {"entry": b"%d %d n \n"},
    "entry-tab": {"entry": b"%010d\t%05d n \n"},
    "comment-before": {"head": b"% a comment\nxref\n"},
    "comment-after-xref": {"head": b"xref % a comment\n"},
    "comment-in-table": {"section": b"%d %d %% a comment\n"},
    "comment-in-entry": {"entry": b"%010d %05d n %% \n"},
    "comment-before-trailer": {"last": b"% a comment\n"},
    "plus-entry": {"entry": b"+%09d %05d n \n"},
    "plus-section": {"section": b"+%d +%d\n"},
    "plus-generation": {"entry": b"%010d +%04d n \n"},
    "minus-generation": {"entry": b"%010d -%04d n \n"},
    "section-on-line": {"section": b"%d %d "},
    "section-zeros": {"section": b"%010d %05d\n"},
    "size-small": {"size": 3},
    "size-one": {"size": 1},
    "size-absent": {"size": 0},
    "size-huge": {"size": 2_000_000_000},
    "root-generation": {"root": b"%d 1 R"},
    "entry-generation": {"generation": 1},
    "entry-generation-most": {"generation": 65535},
    "number-9000000": {"first": b"9000000 1\n0000000000 00000 n \n"},
    "number-8388608": {"first": b"8388608 1\n0000000000 65535 f \n"},
    "number-4294967296": {"first": b"4294967296 1\n0000000000 65535 f \n"},
    "zero-free": {"first": b"0 1\n0000000000 65535 f \n"},
    "zero-used": {"first": b"0 1\n0000000017 00000 n \n"},
    "section-empty": {"first": b"5 0\n"},
    "prev-off": {"prev": b"17"},
    "prev-absent": {"prev": b"null"},
    "prev-real": {"prev": b"%d.0"},
    "prev-twice": {"prev": b"17 /Prev %d"},
    "root-twice": {"root": b"1 0 R /Root %d 0 R"},
    "head-spaces": {"head": b"  \n xref \n", "at": 0},
    "head-nul": {"head": b"\0\0xref\n"},
    "head-form-feed": {"head": b"xref\f"},
    "start-later": {"head": b"     xref\n", "at": 2},
    "start-earlier": {"at": -1},
    "start-inside": {"at": 1},
    "trailer-junk": {"more": b"/Junk (%%EOF startxref 0) "},
    "trailer-encrypt-null": {"more": b"/Encrypt null "},
    "trailer-stream-0": {"more": b"/XRefStm 0 "},
    "tail-nul": {"tail": b"\0\0\0\n"},
    "tail-none": {"tail": b""},
    "tail-garbage": {"tail": b"\nxxxxxxxx\n"},
    "tail-second-start": {"tail": b"\nstartxref\n9\n%%EOF\n"},
    "tail-comment": {"tail": b"\n% nothing\n"},
    "tail-spaces": {"tail": b"\n" + b" " * 3000},
}


def of_table(odd, sound):
    def make(data, chance):
        return begun(data, chance.turn, listed=sound).table(**odd)

    return make


for _name, _odd in TABLES.items():
    kind("signed", 4 if _name != "sound" else 8, name=f"table-{_name}")(of_table(_odd, False))
kind("signed", name="table-listed")(of_table({}, True))


# ── Streams of places ────────────────────────────────────────────────────────

STREAMS = {
    "sound": {},
    "wide": {"widths": (1, 8, 2)},
    "kind-absent": {"widths": (0, 4, 2)},
    "unlisted-itself": {"own": False},
    "size-small": {"size": 3},
    "size-absent": {"size": 0},
    "size-huge": {"size": 2_000_000_000},
    "root-generation": {"root": b"%d 1 R"},
    "number-far": {"number": 9_000_000},
    "type-absent": {"about": b""},
    "type-other": {"about": b"/Type /ObjStm"},
    "rows-more": {"rows": lambda rows: rows + b"\1\0\0\0\x11\0\0" * 3},
    "rows-fewer": {"rows": lambda rows: rows[:-1]},
    "widths-twice": {"more": b"/W [1 2 1]"},
    "index-twice": {"more": b"/Index [0 1]"},
    "encrypt-null": {"more": b"/Encrypt null"},
    "prev-real": {"prev": b"%d.0"},
    "prev-off": {"prev": b"9"},
    "parms": {"more": b"/DecodeParms << /Predictor 1 >>"},
    "name-escaped": {"more": b"/#57 [1 2 1]"},
    "tail-garbage": {"tail": b"\nxxxx\n"},
}


def of_stream(odd, sound):
    def make(data, chance):
        return begun(data, chance.turn, listed=sound).stream(**odd)

    return make


for _name, _odd in STREAMS.items():
    kind("signed", 4, name=f"stream-{_name}")(of_stream(_odd, False))
kind("signed", name="stream-listed")(of_stream({}, True))


@kind("signed", 4)
def stream_generations(data, chance):
    """An entry whose generation is not the object's."""
    update = begun(data, chance.turn)
    place = update.listed.pop(update.file.root)
    return update.stream(extra=[(update.file.root, 1, place, 7)])


@kind("signed", 4)
def stream_unknown_kind(data, chance):
    update = begun(data, chance.turn)
    return update.stream(extra=[(update.planted, 3, 0, 0)])


@kind("signed", 4)
def table_twice_listed(data, chance):
    """Of two entries of one number readers take the first or the last."""
    update = begun(data, chance.turn, listed=True)
    before = update.listed.pop(update.planted)
    old = place_of(update.file, update.planted)
    entries = [b"%010d 00000 n \n" % at for at in (old, before)][:: 1 if chance.turn % 2 else -1]
    return update.table(last=b"".join(b"%d 1\n%s" % (update.planted, one) for one in entries))


@kind("signed", 4)
def stream_twice_listed(data, chance):
    update = begun(data, chance.turn, listed=True)
    before = update.listed.pop(update.planted)
    old = place_of(update.file, update.planted)
    rows = [(update.planted, 1, at, 0) for at in (old, before)][:: 1 if chance.turn % 2 else -1]
    return update.stream(extra=rows)


def place_of(file, number):
    """Where an object stands, by what its first bytes are."""
    at = file.data.rfind(b"\n%d 0 obj" % number)
    return at + 1 if at >= 0 else 17


@kind("signed", 4)
def table_freed(data, chance):
    """The planted object's number is free in the update; some readers then scan for it."""
    update = begun(data, chance.turn)
    return update.table(last=b"%d 1\n0000000000 00001 f \n" % update.planted)


@kind("signed", 6)
def table_hybrid(data, chance):
    """A stream beside the table, which only newer readers follow."""
    update = begun(data, chance.turn, listed=True)
    planted = update.listed.pop(update.planted)
    at = len(update.out)
    row = zlib.compress(b"\1" + planted.to_bytes(4, "big") + b"\0")
    update.out += b"%d 0 obj\n<< /Type /XRef /W [1 4 1] /Index [%d 1] /Size %d " % (
        update.file.size,
        update.planted,
        update.file.size + 1,
    )
    update.out += b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        len(row),
        row,
    )
    return update.table(more=b"/XRefStm %d " % (at if chance.turn % 2 else at + 1))


@kind("signed", 4)
def appended_object(data, chance):
    """An object alone behind the file's end."""
    file = File(data)
    number, body = PLANTS[chance.turn % len(PLANTS)](file, chance.turn)
    return data + b"\n%d 0 obj\n%s\nendobj\n" % (number, body)


@kind("signed", 4)
def appended_trailer(data, chance):
    """Objects and a trailer without a table, the old start again."""
    file = File(data)
    update = Update(file)
    update.put(*PLANTS[chance.turn % len(PLANTS)](file, chance.turn))
    update.out += b"trailer\n<< " + update.trailer(None, b"%d 0 R", b"%d") + b" >>\n"
    return update.end(file.last, b"\n")


@kind("signed", 4)
def planted_in_comment(data, chance):
    """An object in a comment and one in a string, which who scans lines may take for objects."""
    file = File(data)
    update = Update(file)
    update.put(file.root, file.catalog(DSS=b"<< >>"))
    number, body = PLANTS[chance.turn % len(PLANTS)](file, chance.turn)
    hidden = b"%d 0 obj\n%s\nendobj\n" % (number, body)
    inside = hidden.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    if chance.turn % 2:
        update.put(file.size, b"(\n" + inside + b")")
    else:
        update.put(file.size, stream(hidden))
    return update.table(entry=b"%010d %05d n\n")
