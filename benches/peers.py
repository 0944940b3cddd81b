"""What the program costs beside its peers, and whether its cost grows with the work alone.

    cargo build --release
    python3 benches/peers.py                      # everything but --many; some minutes
    python3 benches/peers.py --only cold,start    # parts: cold, batch, scale, start
    python3 benches/peers.py --many 10000         # memory over so many filings in one run

Ours and the peers are run in turn, so that what else a machine does meets all alike: look at the
ratios. CPU time is user and system time of the process; memory is its largest resident size.

The peers (PyPI: typst; jinja2 pyyaml markdown weasyprint) and their text are in ../shared/peers;
without them ours is measured alone, on a filing of this repository. All set the same text in the
faces of `fonts/`. Ours makes Markdown, HTML and the tagged PDF/A; the peers make the PDF.
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ROOT.parent / "shared" / "peers"
FONTS = ROOT / "fonts"
# The peers' faces are Debian's; here they take ours.
FACES = [
    ("FandolSong", "Noto Serif SC"),
    ("FandolHei", "Noto Sans SC"),
    ("FandolKai", "Chengbao Kai"),
    ("FandolFang R", "FandolFang R"),
]
FILINGS = 100
# Fontconfig for WeasyPrint: our folder and nothing else.
FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


class Run:
    """What one call took."""

    def __init__(self, call, environment=None):
        with subprocess.Popen(
            [str(part) for part in call],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=dict(os.environ, **(environment or {})),
        ) as process:
            said = process.stderr.read()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{call[0]} … failed ({process.returncode}):\n{said.decode()}")
        self.cpu = used.ru_utime + used.ru_stime
        # Kilobytes on Linux.
        self.peak = used.ru_maxrss / 1024


class Pipeline:
    """A program that makes reports, and what it took."""

    def __init__(self, name, call, environment=None):
        self.name, self.call, self.environment = name, call, environment
        self.runs = []

    def run(self, sources, output):
        self.runs.append(Run(self.call(sources, output), self.environment))

    def median(self, what):
        return statistics.median(getattr(run, what) for run in self.runs)


def in_turn(pipelines, rounds, sources, folder):
    """Each pipeline once, then each again; what was measured before is forgotten."""
    for pipeline in pipelines:
        pipeline.runs = []
    for _ in range(rounds):
        for pipeline in pipelines:
            pipeline.run(sources[pipeline.name], folder / pipeline.name)


def table(pipelines, folder, stem):
    first = next((p for p in pipelines if p.name == "typst"), pipelines[0])
    size = lambda p: (folder / p.name / f"{stem}.pdf").stat().st_size
    print(f"| | CPU s | of {first.name} | peak MB | of {first.name} | PDF bytes | of {first.name} |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for p in pipelines:
        cells = [p.name]
        for value, whole, shown in [
            (p.median("cpu"), first.median("cpu"), "{:.3f}"),
            (p.median("peak"), first.median("peak"), "{:.0f}"),
            (size(p), size(first), "{:,}"),
        ]:
            cells += [shown.format(value), f"{value / whole:.2f}"]
        print(f"| {' | '.join(cells)} |")


# ── The text ────────────────────────────────────────────────────────────────


def quoted(text):
    """A text as YAML: JSON's strings are."""
    return json.dumps(str(text), ensure_ascii=False)


def block(text, indent):
    lines = ["" if not line else " " * indent + line for line in text.strip().split("\n")]
    return "|\n" + "\n".join(lines) + "\n"


def figure(part):
    if "exponent" in part:
        minus = {"-": "⁻"} | dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
        power = "".join(minus[c] for c in part["exponent"])
        return f"{part.get('op', '')}{part['mantissa']}×10{power}"
    return f"{part.get('op', '')}{part['value']}{part.get('unit', '')}"


def indicator(item):
    if len(item["parts"]) == 1:
        return quoted(figure(item["parts"][0]))
    return "{ " + ", ".join(f"{p['label']}: {quoted(figure(p))}" for p in item["parts"]) + " }"


def converted(text, times=1):
    """The peers' file as a filing; with its initiatives and indicators so many times."""
    import yaml

    # Everything stays text, as it is written.
    data = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    company, (profile, overview) = data["carrier"], data["sections"]
    out = [
        "企业:",
        f"  名称: {company['name']}",
        f"  简称: {company['short']}",
        f"  集团: {company['group']}",
        "  省份: 山西省",
        "  经营业务: [移动电话, 因特网业务]",
        f"报告期: {data['period']['label']}",
        f"公司简介: {block(profile['body'], 2)}",
        "电信服务质量状况:",
        f"  概述: {block(overview['body'], 4)}",
        "  举措:",
    ]
    for n in range(times):
        for part in overview["subsections"]:
            title = part["title"] + (f"（{n + 1}）" if times > 1 else "")
            out += [f"    - 标题: {title}", f"      内容: {block(part['body'], 8)}"]
    out.append("主要服务指标完成情况:")
    for group in data["indicators"]["groups"]:
        out.append(f"  {group['name']}:")
        for n in range(times):
            for item in group["items"]:
                name = item["name"] if n == 0 else f"第{n + 1}分公司{item['name']}"
                out.append(f"    {name}: {indicator(item)}")
    out += [
        f"结语: {block(data['closing'], 2)}",
        f"声明: {data['declaration']}",
        "签署: { 单位: 中国移动通信集团山西有限公司, 日期: 2021年1月31日 }",
    ]
    return "\n".join(out) + "\n"


def variant(text, number):
    """The peers' file with another name and other figures, none of them impossible."""
    text = text.replace("name: 中国移动山西公司", f"name: 中国移动山西公司第{number:03d}分公司")
    nudged = lambda m: f"value: {float(m.group(1)) * (1 - number / 10000):.4f},"
    return re.sub(r"value: (\d+\.\d+),", nudged, text)


# ── What is measured ────────────────────────────────────────────────────────


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.text = None
        if (PEERS / "mobile-2020h2.yaml").exists():
            self.text = (PEERS / "mobile-2020h2.yaml").read_text(encoding="utf-8")
        self.pipelines = [Pipeline("ours", self.ours)] + (self.peers() if self.text else [])

    def ours(self, sources, output, command="build"):
        out = ["-o", output] if command == "build" else []
        return [self.options.program, command, "--no-system-fonts", *out, *sources]

    def peers(self):
        """The peers that are installed, with their files in our faces."""
        place = self.folder / "peers"
        place.mkdir()
        for name in ["peer.py", "report.typ", "report.html.j2"]:
            text = (PEERS / name).read_text(encoding="utf-8")
            for theirs, here in FACES:
                text = text.replace(f'"{theirs}"', f'"{here}"')
                text = re.sub(rf"(pt|family:) {theirs}\b(?! R)", rf'\1 "{here}"', text)
            (place / name).write_text(text, encoding="utf-8")
        config = place / "fonts.conf"
        config.write_text(FONTCONFIG.format(fonts=FONTS, cache=place / "cache"))
        script = [sys.executable, place / "peer.py"]
        known = {
            "typst": (lambda i, o: [*script, "typst", FONTS, o, *i], "typst", {}),
            "weasyprint": (
                lambda i, o: [*script, "weasy", o, *i],
                "weasyprint, jinja2, markdown, yaml",
                {"FONTCONFIG_FILE": str(config)},
            ),
        }
        found = []
        for name, (call, modules, environment) in known.items():
            if subprocess.run([sys.executable, "-c", f"import {modules}"], capture_output=True).returncode:
                print(f"({modules}: not installed, so {name} is left out)")
            elif name not in self.options.without:
                found.append(Pipeline(name, call, environment))
        return found

    def sources(self, count):
        """So many filings in each pipeline's form."""
        theirs, ours = self.folder / "theirs", self.folder / "filings"
        theirs.mkdir(exist_ok=True)
        ours.mkdir(exist_ok=True)
        files = {"ours": [], "theirs": []}
        for n in range(count):
            mine, other = ours / f"r{n:05d}.yaml", theirs / f"r{n:05d}.yaml"
            if not mine.exists():
                if self.text:
                    text = variant(self.text, n % FILINGS) if n else self.text
                    other.write_text(text, encoding="utf-8")
                    mine.write_text(converted(text), encoding="utf-8")
                else:
                    mine.write_bytes((ROOT / "data/shanxi-mobile-2020h2.yaml").read_bytes())
            files["ours"].append(mine)
            files["theirs"].append(other)
        return {p.name: files["ours" if p.name == "ours" else "theirs"] for p in self.pipelines}

    def cold(self):
        print("\n## One filing, cold\n")
        in_turn(self.pipelines, self.options.rounds, self.sources(1), self.folder / "cold")
        table(self.pipelines, self.folder / "cold", "r00000")

    def batch(self):
        print(f"\n## {FILINGS} filings in one process\n")
        in_turn(self.pipelines, self.options.batch_rounds, self.sources(FILINGS), self.folder / "batch")
        table(self.pipelines, self.folder / "batch", "r00000")

    def scale(self):
        print("\n## One filing, longer\n")
        if not self.text:
            return print("(the text is not there)")
        print("| times | build, CPU s | of so many | peak MB | check, CPU s | of so many |")
        print("| --- | --- | --- | --- | --- | --- |")
        files = {}
        for times in [1, 10, 100]:
            files[times] = self.folder / f"long-{times}.yaml"
            files[times].write_text(converted(self.text, times), encoding="utf-8")
        first = {}
        for times, file in files.items():
            cells = [f"{times}"]
            for command in ["build", "check"]:
                call = self.ours([file], self.folder / "long", command)
                runs = [Run(call) for _ in range(self.options.rounds if times < 100 else 3)]
                cpu = statistics.median(run.cpu for run in runs)
                of = cpu / (first.setdefault(command, cpu) * times)
                cells += [f"{cpu:.3f}", f"{of:.2f}"]
                if command == "build":
                    cells.append(f"{statistics.median(run.peak for run in runs):.0f}")
            print(f"| {' | '.join(cells)} |")

    def start(self):
        print("\n## Start\n")
        runs = [Run([self.options.program, "--version"]) for _ in range(self.options.rounds)]
        print(f"CPU {statistics.median(run.cpu for run in runs) * 1000:.1f} ms")

    def many(self, count):
        print(f"\n## Memory over {count} filings\n")
        few = Run(self.ours(self.sources(FILINGS)["ours"], self.folder / "few"))
        many = Run(self.ours(self.sources(count)["ours"], self.folder / "many"))
        print(f"{FILINGS} filings: {few.peak:.0f} MB; {count}: {many.peak:.0f} MB, CPU {many.cpu:.1f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=ROOT / "target/release/chengbao", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=11, help="of everything but the batch")
    parser.add_argument("--batch-rounds", type=int, default=11)
    parser.add_argument("--only", default="cold,batch,scale,start")
    parser.add_argument("--without", default="", help="peers that are left out: typst,weasyprint")
    parser.add_argument("--many", type=int, default=0, metavar="COUNT")
    options = parser.parse_args()
    options.without = options.without.split(",")
    os.environ["CHENGBAO_FONTS"] = str(FONTS)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, pathlib.Path(folder))
        if options.many:
            return bench.many(options.many)
        for part in options.only.split(","):
            getattr(bench, part)()


main()
