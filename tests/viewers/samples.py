"""The reports that the check begins with, and the signed files that have to pass."""

import re
import subprocess

import signers

REPORTS = {
    "mobile": "data/shanxi-mobile-2020h2.yaml",
    "unicom": "data/shanxi-unicom-2020h1.yaml",
    "tables": "tests/filings/tables.yaml",
    "torture": "tests/filings/torture.yaml",
}


def built(program, place):
    """The reports by name."""
    root = signers.ROOT
    made = place / "made"
    made.mkdir(parents=True, exist_ok=True)
    files = {name: root / file for name, file in REPORTS.items()}
    for name in ("2023h1", "2023h2"):
        (made / f"{name}.yaml").write_bytes((root / f"tests/compare/{name}.yaml").read_bytes())
    later = (made / "2023h2.yaml").read_text()
    with_annex = re.sub(r"(?m)^报告期: .*$", r"\g<0>\n上期: 2023h1.yaml\n附表: 对比", later)
    (made / "annex.yaml").write_text(with_annex)
    files["annex"] = made / "annex.yaml"
    words = ["build", "--formats", "pdf", "-o", made, *files.values()]
    subprocess.run([program, *words], check=True, capture_output=True)
    return {
        name: (made / file.with_suffix(".pdf").name).read_bytes() for name, file in files.items()
    }


def signed(program, reports):
    """Signed files by name; `REPORT-...` shows the pages of its report, `-sealed` a seal too."""
    files = {}
    for name, pdf in reports.items():
        for key in ("rsa2048", "p256", "p384"):
            files[f"{name}-{key}"] = signers.signed(program, pdf, key)
        files[f"{name}-rsa2048-sealed"] = signers.signed(program, pdf, "rsa2048", seal=True)
        one, sealed = files[f"{name}-rsa2048"], files[f"{name}-rsa2048-sealed"]
        files[f"{name}-twice"] = signers.signed(program, one, "p256", again=True)
        files[f"{name}-other"] = signers.other(pdf, "rsa2048")
        files[f"{name}-other-p384"] = signers.other(pdf, "p384")
        files[f"{name}-then-other"] = signers.other(one, "rsa4096")
        files[f"{name}-then-other-p256"] = signers.other(one, "p256")
        files[f"{name}-sealed-then-other"] = signers.other(sealed, "p256")
        files[f"{name}-validated"] = signers.validated(one)
        files[f"{name}-sealed-validated"] = signers.validated(sealed)
    return files


# What has a picture put on after signing, or was written anew.
REFUSED = ("-seen", "-qpdf")


def given(place):
    """Signed files that another check left in a folder, but for those that it holds to be refused."""
    files = sorted(place.glob("*.pdf")) if place else []
    return {file.stem: file.read_bytes() for file in files if not file.stem.endswith(REFUSED)}


def kept():
    """Signed samples of every version, which show what that version set; drafts are not signed."""
    place = signers.ROOT / "tests/versions"
    return {f"kept-{file.stem}": file.read_bytes() for file in sorted(place.glob("*.pdf"))}


def report_of(name):
    """The report that a signed file shows, by its name."""
    stems = {file.rsplit("/", 1)[1].removesuffix(".yaml"): one for one, file in REPORTS.items()}
    stems |= {one: one for one in (*REPORTS, "annex")}
    return next(one for stem, one in stems.items() if name.startswith(f"{stem}-"))


def is_sealed(name):
    """Whether a seal is seen on a page; the other check puts one on what is stamped."""
    return "sealed" in name or "stamped" in name
