"""Whole files written by hand before they are signed, with what readers take one way or the other:
odd tables, objects twice, keys twice, streams of another length, a file said to be linearized; and
files prepared so that a later update shows another object."""

import io
import zlib

import pikepdf
from kinds import kind
from raw import File, Update, dictionary, stream
from written import Plain

COVER = b"0.5 g 80 300 430 260 re f"


# ── Tables, with an object twice ─────────────────────────────────────────────

WRITTEN = {
    "sound": {},
    "entry-19": {"entry": b"%010d %05d n\n", "free": b"%010d %05d f\n"},
    "entry-one-19": {"free": b"%010d %05d f\n"},
    "comment": {"section": b"0 %d %% a comment\n"},
    "plus": {"entry": b"%010d +%04d n \n"},
    "first-1": {"section": b"1 %d\n"},
    "section-short": {"section": b"0 %d\n0 0\n"},
    "junk-before": {"head": b"junk\n%%PDF-1.7\n%%\xbb\xad\xc0\xde\n", "shift": -5},
    "junk-before-counted": {"head": b"junk\n%%PDF-1.7\n%%\xbb\xad\xc0\xde\n"},
    "nul-before": {"head": b"\0\0\0\n%%PDF-1.7\n", "shift": -4},
    "header-twice": {"head": b"%%PDF-1.4\n%%PDF-1.7\n"},
    "header-version": {"head": b"%%PDF-9.9\n"},
    "size-small": {"size": 5},
    "size-huge": {"size": 8_000_000},
    "start-off": {"start": -3},
    "generations": {"generation": 1},
    "offsets-early": {"before": b"\n", "off": 0},
    "offsets-late": {"before": b"  ", "off": 1},
    "offsets-inside": {"off": 1},
    "comment-objects": {"before": b"% x\n"},
    "trailer-prev-0": {"more": b"/Prev 0"},
    "trailer-root-twice": {"more": b"/Root 1 0 R"},
    "trailer-stream": {"more": b"/XRefStm 9"},
}


def of_written(odd):
    def make(data, chance):
        plain = Plain(data)
        number = (plain.content, plain.page, plain.pages)[chance.turn % 3]
        leaf = plain.leaf
        evil = (
            stream(COVER),
            dictionary(leaf, {"Rotate": b"90"}),
            b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % plain.page,
        )[chance.turn % 3]
        plain.planted.append((number, evil))
        return plain.write(**odd)

    return make


for _name, _odd in WRITTEN.items():
    kind("bytes", 3, bases=("unicom", "tables"), name=f"written-{_name}")(of_written(_odd))


@kind("bytes", 6)
def written_anew(data, chance):
    """Control: the same objects written by another program, or by hand."""
    if chance.turn < 3:
        return (Plain(data).write, Plain(data).write_as_built)[chance.turn % 2]()
    out = io.BytesIO()
    mode = list(pikepdf.ObjectStreamMode.__members__.values())[chance.turn - 3]
    pikepdf.open(io.BytesIO(data)).save(
        out, static_id=True, object_stream_mode=mode, linearize=chance.turn == 4
    )
    return out.getvalue()


# ── Objects ──────────────────────────────────────────────────────────────────


def edits(plain):
    cover = plain.size
    plain.objects[cover] = stream(COVER)
    plain.size += 1
    page, content, pages = plain.page, plain.content, plain.pages
    at = b"/Contents %d 0 R" % content
    evil = b"/Contents %d 0 R" % cover
    return (
        (page, at, at + b" " + evil),
        (page, at, evil + b" " + at),
        (page, at, at + b" " + evil.replace(b"/Contents", b"/#43ontents")),
        (page, at, evil.replace(b"/Contents", b"/C#6Fntents") + b" " + at),
        (page, at, b"/Contents %d 1 R" % content),
        (page, at, b"/Contents %d 65536 R" % content),
        (page, at, b"/Contents 0%d 0 R" % content),
        (page, at, b"/Contents +%d 0 R" % content),
        (page, at, b"/Contents %d %% %d 0 R\n0 R" % (content, cover)),
        (page, at, at + b" %% %s\n" % evil),
        (page, at, at + b" /Rotate 90 /Rotate 0"),
        (page, at, at + b" /Rotate 0 /Rotate 90"),
        (page, at, at + b" /Rotate null"),
        (page, at, at + b" /CropBox [0 0 100 100]"),
        (page, at, b"/CropBox [0 0 100 100] " + at),
        (page, at, at + b" /Contents null"),
        (page, at, at + b" /Parent null"),
        (page, at, at + b" /Type /Pages"),
        (page, at, at + b" /Resources << >>"),
        (page, at, b"/Resources << >> " + at),
        (page, at, at + b" >> junk"),
        (page, at, at + b" /X (\\" + b") /Y (" + evil + b") "),
        (page, at, at + b" /X <4"),
        (page, at, at + b"\0/Tabs\0/S"),
        (page, at, at + b" /X [ 1 0 R"),
        (pages, b"/Type", b"/Count 1 /Type"),
        (pages, b"/Type", b"/Kids [] /Type"),
        (pages, b"/Type", b"/Rotate 90 /Type"),
        (pages, b"/Type", b"/#4bids [%d 0 R] /Type" % page),
        (content, b"/Length", b"/Length 3 /Length"),
        (content, b"/Length", b"/F (x) /Length"),
        (content, b"/Length", b"/DL 3 /Length"),
        (content, b"/Length", b"/Filter /ASCIIHexDecode /Length"),
        (content, b">>\nstream\n", b">>\nstream\r"),
        (content, b">>\nstream\n", b">>stream \n"),
        (content, b">>\nstream\n", b">>\n%% x\nstream\n"),
        (content, b"/Length", b"/Length 12 0 R /L"),
        (content, b"/Length", b"/FFilter /Crypt /Length"),
        (content, b"\nendstream", b"\nendstreamx"),
        (content, b"\nendstream", b"endstream"),
        (content, b"\nendstream", b"\n%\nendstream"),
    )


@kind("bytes", 41, bases=("unicom",))
def object_written(data, chance):
    plain = Plain(data)
    number, before, after = edits(plain)[chance.turn]
    plain.edit(number, before, after)
    return plain.write()


@kind("bytes", 41, bases=("tables",))
def object_written_too(data, chance):
    return object_written(data, chance)


PACKED = (
    lambda c: (zlib.compress(c)[:-1], b"/FlateDecode"),
    lambda c: (zlib.compress(c)[:-4] + b"xxxx", b"/FlateDecode"),
    lambda c: (zlib.compress(c) + b"tail", b"/FlateDecode"),
    lambda c: (zlib.compress(c) + zlib.compress(b"\n" + COVER), b"/FlateDecode"),
    lambda c: (zlib.compress(c)[: len(c) // 6], b"/FlateDecode"),
    lambda c: (c.hex().encode() + b">", b"/ASCIIHexDecode"),
    lambda c: (c.hex().encode() + b"> 20", b"/AHx"),
    lambda c: (zlib.compress(zlib.compress(c)), b"[/FlateDecode /FlateDecode]"),
    lambda c: (zlib.compress(c), b"[/FlateDecode null]"),
    lambda c: (zlib.compress(c), b"/Fl"),
    lambda c: (zlib.compress(c), b"/FlateDecode /DecodeParms << /Predictor 2 /Colors 1 >>"),
    lambda c: (zlib.compress(c), b"/FlateDecode /DecodeParms << /Predictor 12 /Columns 9 >>"),
    lambda c: (zlib.compress(c), b"/FlateDecode /DP << /Predictor 12 >>"),
    lambda c: (c, b"/RunLengthDecode"),
    lambda c: (c, b"/LZWDecode"),
    lambda c: (c, b"null"),
    lambda c: (c, b"[]"),
    lambda c: (c + b"\nendstream\n" + COVER, b"null"),
    lambda c: (b"\x78\x9c\1\0\0\xff\xff" + zlib.compress(c)[2:], b"/FlateDecode"),
)


@kind("bytes", len(PACKED))
def content_packed(data, chance):
    """A page's content packed otherwise, cut, or followed by more."""
    plain = Plain(data)
    content = plain.leaf.Contents.read_bytes()
    packed, filters = PACKED[chance.turn](content)
    plain.objects[plain.content] = stream(packed, b"/Filter " + filters)
    return plain.write()


# ── Prepared before, shown later ─────────────────────────────────────────────


def packed_objects(pairs, about=b""):
    """A stream of objects (ISO 32000-1 7.5.7)."""
    numbers, bodies = [], b""
    for number, one in pairs:
        numbers.append(b"%d %d" % (number, len(bodies)))
        bodies += one + b"\n"
    head = b" ".join(numbers) + b" "
    return stream(
        head + bodies, b"/Type /ObjStm /N %d /First %d %s" % (len(pairs), len(head), about)
    )


def prepared(data, chance, order):
    """An update, before the signature, with a stream of objects that has one number twice."""
    file = File(data)
    update = Update(file)
    leaf = file.page(chance.turn % len(file.pdf.pages))
    number, container = leaf.objgen[0], file.size
    evil = dictionary(leaf, {"Contents": b"%d 0 R" % (container + 1)})
    objects = [(number, dictionary(leaf)), (number, evil)]
    update.put(container, packed_objects([objects[n] for n in order]))
    update.put(container + 1, stream(COVER))
    rows = [(number, 2, container, 0 if order[0] == 0 else 1)]
    return number, container, update.stream(extra=rows, number=container + 2)


@kind("whole", 12)
def index_moved_later(data, chance, sign):
    """The entry of a packed object moved to another of its number, in an update for validation."""
    number, container, before = prepared(data, chance, (0, 1) if chance.turn % 2 else (1, 0))
    file = File(sign(before))
    update = Update(file)
    update.put(file.root, file.catalog(DSS=b"<< >>"))
    index = (1 if chance.turn % 2 else 0, 7, 65535)[chance.turn // 2 % 3]
    return update.stream(extra=[(number, 2, container, index)], number=file.size)


@kind("whole", 4)
def container_twice_later(data, chance, sign):
    """The stream of objects itself a second time, listed or not."""
    number, container, before = prepared(data, chance, (0, 1))
    file = File(sign(before))
    update = Update(file)
    update.put(file.root, file.catalog(DSS=b"<< >>"))
    leaf = file.pdf.get_object(number, 0)
    evil = dictionary(leaf, {"Contents": b"%d 0 R" % (container + 1)})
    update.put(container, packed_objects([(number, evil)]), listed=chance.turn % 2 == 0)
    return update.stream(number=file.size) if chance.turn < 2 else update.table(size=3)


@kind("bytes", 8)
def packed_oddly(data, chance):
    """Before the signature: an entry's index, number or offset that does not fit."""
    file = File(data)
    update = Update(file)
    leaf = file.page(0)
    number, container = leaf.objgen[0], file.size
    evil = dictionary(leaf, {"Contents": b"%d 0 R" % (container + 1)})
    pairs = [(number, dictionary(leaf)), (number, evil), (container + 3, b"<< >>")]
    orders = (
        pairs,
        pairs[1::-1] + pairs[2:],
        [(container + 3, evil), pairs[0]],
        pairs[:2],
        pairs[:2],
        pairs[:2],
        [pairs[0], (container + 3, evil)],
        pairs,
    )
    about = (b"", b"", b"", b"/N 1", b"/Extends %d 0 R" % container, b"/First 4", b"/N 99", b"/N 0")
    index = (1, 0, 0, 0, 0, 0, 1, 5)[chance.turn]
    update.put(container, packed_objects(orders[chance.turn], about[chance.turn]))
    update.put(container + 1, stream(COVER))
    return update.stream(extra=[(number, 2, container, index)], number=container + 2)


@kind("whole", 6)
def said_to_be_linearized(data, chance, sign):
    """A first object that says how many pages there are and where the places begin (annex F)."""
    said = b"<< /Linearized 1 /L %010d /H [ 20 30 ] /O %d /E 500 /N %d /T 00 >>"
    count = (1, 99, 0)[chance.turn % 3]

    def written(length):
        plain = Plain(data)
        number = plain.size
        plain.size += 1
        head = b"%%PDF-1.7\n" + b"%d 0 obj\n" % number + said % (length, plain.page, count)
        return plain.write(head=head + b"\nendobj\n")

    return sign(written(len(sign(written(0))) if chance.turn < 3 else 0))


@kind("whole", 6)
def table_odd_then_signed(data, chance, sign):
    """What was odd before the signature, and an update after it that makes readers look again."""
    plain = Plain(data)
    evil = (stream(COVER), dictionary(plain.leaf, {"Rotate": b"90"}))[chance.turn % 2]
    plain.planted.append(((plain.content, plain.page)[chance.turn % 2], evil))
    file = File(sign(plain.write()))
    update = Update(file)
    update.put(file.root, file.catalog(DSS=b"<< >>"))
    odd = ({"size": 3}, {"entry": b"%010d +%04d n \n"}, {"entry": b"%010d %05d n\n"})[
        chance.turn // 2
    ]
    return update.table(**odd)
