"""Files signed by the program and by pyHanko, with the keys of `tests/keys`."""

import contextlib
import io
import os
import subprocess
import tempfile
from datetime import datetime, timezone
from pathlib import Path
from unittest import mock

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko.stamp import StaticStampStyle

ROOT = Path(__file__).resolve().parents[2]
KEYS = ROOT / "tests/keys"
# Who the test keys say signs.
SIGNERS = ["某某通信有限公司", "Example Telecom"]
PASSWORD = "chengbao"
# 2025-01-12 09:05 in China, as in the other tests.
NOW = "1736643900"
SEAL = """<svg xmlns='http://www.w3.org/2000/svg' width='42mm' height='42mm' viewBox='0 0 42 42'>
<circle cx='21' cy='21' r='20' fill='none' stroke='#d00' stroke-width='1.2'/>
<path d='M21 11l3 7h7l-6 4 3 8-7-5-7 5 3-8-6-4h7z' fill='#d00'/></svg>"""
TIME = 60


class Refused(Exception):
    """The program does not sign the file."""


def call(program, *words, place, **more):
    environment = os.environ | {"CHENGBAO_P12_PASSWORD": PASSWORD} | more
    return subprocess.run(
        [program, *words], cwd=place, env=environment, capture_output=True, timeout=TIME
    )


def signed(program, pdf, key="rsa2048", seal=False, again=False, tsa=None):
    """The file signed by the program; `Refused` where it does not."""
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        place.joinpath("a.pdf").write_bytes(pdf)
        words = ["sign", "--p12", KEYS / f"{key}.p12", "-o", "b.pdf", "a.pdf"]
        if seal:
            place.joinpath("seal.svg").write_text(SEAL)
            words[1:1] = ["--seal", "seal.svg"]
        if again:
            words.insert(1, "--again")
        if tsa:
            words[1:1] = ["--tsa", tsa]
        done = call(program, *words, place=place, SOURCE_DATE_EPOCH=NOW)
        if done.returncode != 0:
            raise Refused(done.stderr.decode())
        return place.joinpath("b.pdf").read_bytes()


def passes(program, pdf, trust=KEYS / "ca.pem"):
    """Whether `verify` passes the file."""
    with tempfile.TemporaryDirectory() as place:
        Path(place, "a.pdf").write_bytes(pdf)
        words = ["verify", "--format", "json", "--trust", trust]
        for signer in SIGNERS:
            words += ["--signer", signer]
        words.append("a.pdf")
        done = call(program, *words, place=place)
        if done.returncode not in (0, 1, 2):
            raise RuntimeError(f"verify ended with {done.returncode}: {done.stderr.decode()}")
        return done.returncode == 0


class Still(datetime):
    """A clock that does not go."""

    @classmethod
    def now(cls, tz=None):
        return datetime.fromtimestamp(int(NOW), timezone.utc)


CLOCKS = ("sign.signers.pdf_signer", "pdf_utils.metadata.xmp_xml", "pdf_utils.metadata.info")


@contextlib.contextmanager
def still():
    """pyHanko writes the same bytes each time, an ECDSA signature's own aside."""
    with contextlib.ExitStack() as held:
        held.enter_context(mock.patch("os.urandom", lambda count: b"\x12" * count))
        for clock in CLOCKS:
            held.enter_context(mock.patch(f"pyhanko.{clock}.datetime", Still))
        yield


@still()
def other(pdf, key="rsa2048", field="Other", page=-1, box=None, look=None):
    """The file signed by pyHanko; with a box it shows a picture there."""
    signer = signers.SimpleSigner.load_pkcs12(KEYS / f"{key}.p12", passphrase=PASSWORD.encode())
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    spec = fields.SigFieldSpec(field, on_page=page, box=box)
    about = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha384" if key == "p384" else "sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    style = None
    if box:
        ratio = BoxConstraints(width=box[2] - box[0], height=box[3] - box[1])
        style = StaticStampStyle(
            background=PdfImage(look, box=ratio), background_opacity=1, border_width=0
        )
    signing = signers.PdfSigner(about, signer, stamp_style=style, new_field_spec=spec)
    return signing.sign_pdf(writer, bytes_reserved=16384).getvalue()


@still()
def validated(pdf):
    """The file with a certificate for validation added by pyHanko, as an update."""
    out = io.BytesIO(pdf)
    certificate = load_cert_from_pemder(KEYS / "ca.pem")
    DocumentSecurityStore.add_dss(out, None, certs=[certificate], force_write=True, strict=False)
    return out.getvalue()
