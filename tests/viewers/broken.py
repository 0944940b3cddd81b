"""Updates after a signature with a sound table and something broken beside it, so that readers give
the table up and look for objects by themselves; and starts and trailers spelled in odd ways."""

import re

import signers
from kinds import kind
from raw import File, NoPlace, Update, stream
from tables import PLANTS, TABLES, begun


def put(update, number, written, shift=0):
    """An object as it is written, listed under a number."""
    update.listed[number] = len(update.out) + shift
    update.out += written


# What is put under the number of the file's own description, or under a new one that the catalog's
# /DSS leads to; the written form has the number in it.
BROKEN = (
    lambda n: b"%d 0 obj\n<< >>\nendobj\n" % (n + 1),
    lambda n: b"%d 0 obj\n<< /Title (x) >>\n" % n,
    lambda n: b"%d 0 obj\n<< /Title (x) >> junk\nendobj\n" % n,
    lambda n: b"%d 0 obj\n<< /Title (x\nendobj\n" % n,
    lambda n: b"%d 0 obj\n<< /Title\nendobj\n" % n,
    lambda n: b"%d 1 obj\n<< >>\nendobj\n" % n,
    lambda n: b"%d 0 obj\nendobj\n" % n,
    lambda n: b"0%d 0 obj\n<< >>\nendobj\n" % n,
    lambda n: b"%d 0 obj << /Length 3 >> stream\nxxxxxxxxxx\nendstream endobj\n" % n,
    lambda n: b"%d 0 obj << /Length 99999999 >> stream\nxxxxxxxxxx\nendstream endobj\n" % n,
    lambda n: b"%d 0 obj << /Length -1 >> stream\nxxxxxxxxxx\nendstream endobj\n" % n,
    lambda n: b"%d 0 obj << /Length 9 >> stream\nxxxx" % n,
    lambda n: b"%d 0 obj %d 0 R\nendobj\n" % (n, n),
    lambda n: b"xxxx\n",
)


@kind("signed", len(BROKEN))
def broken_description(data, chance):
    update = begun(data, chance.turn)
    number = update.file.pdf.trailer["/Info"].objgen[0]
    put(update, number, BROKEN[chance.turn](number))
    return update.table() if chance.turn % 2 else update.stream()


@kind("signed", len(BROKEN))
def broken_metadata(data, chance):
    update = begun(data, chance.turn)
    number = update.file.pdf.Root.Metadata.objgen[0]
    put(update, number, BROKEN[chance.turn](number))
    return update.table() if chance.turn % 2 else update.stream()


@kind("signed", len(BROKEN))
def broken_validation(data, chance):
    update = Update(File(data))
    file = update.file
    update.put(file.root, file.catalog(DSS=b"%d 0 R" % (file.size + 1)))
    update.put(*PLANTS[chance.turn % len(PLANTS)](file, chance.turn), listed=False)
    put(update, file.size + 1, BROKEN[chance.turn](file.size + 1))
    return (
        update.table(size=file.size + 2) if chance.turn % 2 else update.stream(number=file.size + 2)
    )


CATALOGS = (
    (b"%d 0 obj\n%s\n", 0),
    (b"%d 0 obj\n%s junk\nendobj\n", 0),
    (b"\n%d 0 obj\n%s\nendobj\n", 0),
    (b"%d 0 obj%s\nendobj\n", 0),
    (b" %d 0 obj\n%s\nendobj\n", 1),
    (b"x%d 0 obj\n%s\nendobj\n", 1),
    (b"9%d 0 obj\n%s\nendobj\n", 1),
    (b"%d  0  obj\n%s\nendobj\n", 0),
    (b"%d 0 obj %% x\n%s\nendobj\n", 0),
    (b"%d\n0\nobj\n%s\nendobj\n", 0),
    (b"%d 1 obj\n%s\nendobj\n", 0),
    (b"+%d 0 obj\n%s\nendobj\n", 0),
    (b"%% x\n%d 0 obj\n%s\nendobj\n", 0),
    (b"%d 0 obj\n%s\nendobj endobj\n", 0),
    (b"%d 0 obj\n%s\nendobject\n", 0),
    (b"%d 0 obj\n%s\nstream\nx\nendstream\nendobj\n", 0),
    (b"%d 0 obj\n[%s]\nendobj\n", 0),
)


@kind("signed", len(CATALOGS) * 2)
def broken_catalog(data, chance):
    file = File(data)
    update = Update(file)
    written, shift = CATALOGS[chance.turn % len(CATALOGS)]
    put(update, file.root, written % (file.root, file.catalog(DSS=b"<< >>")), shift)
    turn = chance.turn // len(CATALOGS)
    update.put(*PLANTS[turn % len(PLANTS)](file, chance.turn), listed=False)
    return update.table() if chance.turn % 2 else update.stream()


STARTS = (
    b"startxref\n+%d\n%%%%EOF\n",
    b"startxref %d %%%%EOF\n",
    b"startxref\n0000%d\n%%%%EOF\n",
    b"startxref\n%d.0\n%%%%EOF\n",
    b"startxref\n%% 5\n%d\n%%%%EOF\n",
    b"startxref\n%d\n",
    b"startxref\n%d\n%%%%EOF%%%%EOF",
    b"xstartxref\n%d\n%%%%EOF\n",
    b"startxref%d\n%%%%EOF\n",
    b"startxref\n%d 5\n%%%%EOF\n",
    b"startxref\n5\nstartxref\n%d\n%%%%EOF\n",
    b"startxref\n%d\n%%%%EOF\n%%%%EOF\n",
    b"startxref\n%d\n%%%%eof\n",
    b"startxref\n%d\n%%%%EO",
    b"%% startxref 5\nstartxref\n%d\n%%%%EOF\n",
    b"startxref\r%d\r%%%%EOF\r",
)


@kind("signed", len(STARTS) * 2)
def start_spelled(data, chance):
    update = begun(data, chance.turn)
    out = update.table() if chance.turn % 2 else update.stream()
    at = out.rindex(b"startxref")
    place = int(re.search(rb"\d+", out[at:]).group())
    return out[:at] + STARTS[chance.turn // 2] % place


TRAILERS = (
    b"/R#6fot 1 0 R",
    b"/S#69ze 5",
    b"%% /Root 1 0 R\n",
    b"/Info 1 0 R",
    b"/ID [<00> <00>]",
    b"/Prev#20 9",
    b"/X << /Root 1 0 R >>",
    b"/X (\\)) /Y (trailer << /Root 1 0 R >>)",
    b">> << /Root 1 0 R",
    b"/XRefSt#6d 9",
    b"/Encr#79pt << >>",
    b"/Type /XRef",
)


@kind("signed", len(TRAILERS) * 2)
def trailer_spelled(data, chance):
    more = TRAILERS[chance.turn // 2].replace(b"%%", b"%") + b" "
    update = begun(data, chance.turn)
    return update.table(more=more) if chance.turn % 2 else update.stream(more=more)


@kind("signed", 6)
def sections_in_a_circle(data, chance):
    """Places that lead to themselves, forwards, or past a further section with the planted one."""
    update = begun(data, chance.turn)
    file = update.file
    if chance.turn % 3 == 0:
        return update.table(prev=b"%d" % len(update.out))
    if chance.turn % 3 == 1:
        return update.table(prev=b"%d /X 0" % file.last, last=b"0 0\n")
    at = len(update.out)
    planted = update.out.rindex(b"%d 0 obj" % update.planted)
    update.out += b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< %s >>\n" % (
        update.planted,
        planted,
        update.trailer(None, b"%d 0 R", b"%d"),
    )
    return update.table(prev=b"%d" % at) if chance.turn < 3 else update.stream(prev=b"%d" % at)


@kind("signed", 6)
def generation_planted(data, chance):
    """The planted object under a later generation, listed as such or not."""
    file = File(data)
    update = Update(file)
    update.put(file.root, file.catalog(DSS=b"<< >>"))
    number, body = PLANTS[chance.turn % len(PLANTS)](file, chance.turn)
    at = len(update.out)
    update.put(number, body, listed=False, generation=1)
    if chance.turn % 2:
        return update.stream()
    return update.stream(extra=[(number, 1, at, 1)] if chance.turn else [(number, 0, 0, 1)])


@kind("signed", 4)
def stream_in_stream(data, chance):
    """A whole update, with a start and an end, inside of a stream of the update."""
    file = File(data)
    inner = begun(data, chance.turn, listed=True)
    hidden = (inner.table() if chance.turn % 2 else inner.stream())[len(data) :]
    update = Update(file)
    update.put(file.root, file.catalog(DSS=b"<< >>"))
    update.put(file.size, stream(hidden))
    return (
        update.table(size=file.size + 1) if chance.turn < 2 else update.stream(number=file.size + 1)
    )


def signed_again(data):
    """Signed by another's program, as far as that reads the file."""
    try:
        return signers.other(data, field="Again")
    # It raises whatever a broken file leads to.
    except Exception as error:  # noqa: BLE001
        raise NoPlace from error


@kind("signed", len(TABLES))
def odd_table_then_signed_again(data, chance):
    """A planted object and an odd table between two signatures."""
    odd = list(TABLES.values())[chance.turn]
    return signed_again(begun(data, chance.turn).table(**odd))


@kind("signed", 8)
def change_then_signed_again(data, chance):
    """A sound update that changes a page, and a further signature over it."""
    update = begun(data, chance.turn, listed=True)
    return signed_again(update.stream() if chance.turn % 2 else update.table())
