#!/usr/bin/env python3
"""What small files cost: commands on each of a list of patterns, repeated 10,000 and 100,000 times.

    .ci/bounds.py [--all | --part N] [pattern…]
    .ci/bounds.py --program FILE …

Counted are the parts of the program that run (the compiler's coverage counters, in the program and
in the crates that work on texts), not seconds: the numbers are the same on every machine, busy or
not. Ten times the pattern may cost thirty times the steps; and no run may take more than 300 MB, where
PDFs of a thousand pages are made 1 GB.

Each pattern goes through `check` and `check --fix`, and in turn through one of the other commands;
`--all`, or naming some patterns, tries each with all of them; `--part N` every Nth of the cases, which
is what there is time for at each change. Which of them goes by the number of changes, so that N changes
see all.

The program is built here, unless FILE is one that was: with this file for RUSTC_WRAPPER.
"""
import argparse
import concurrent.futures
import itertools
import os
import re
import struct
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGET = os.path.join(ROOT, os.environ.get("CARGO_TARGET_DIR", "target"))
PROGRAM = os.path.join(TARGET, "counted", "chengbao")
# Two runs at once, on the two processors of a small machine.
AT_ONCE = 2
SMALL, LARGE = 10_000, 100_000
MOST_TIMES = 30
MOST_BYTES = 300 << 20
# A report of a thousand pages is in memory at once, with a place for each gap in its lines.
MOST_OF_BUILD = 1 << 30
# A command that is this cheap is cheap enough, whatever a smaller file costs: for each of the
# repetitions it goes a few thousand steps, a hundredth of what it would if it went back each time.
FREE = 300_000_000
# Where texts are worked on: counted, and not too slow. The rest is built as quickly as can be.
COUNTED = """aho-corasick granit-parser memchr pulldown-cmark regex-automata regex roxmltree serde_json
similar simplecss strsim svgtypes tera usvg yaml_serde libyaml-rs encoding_rs annotate-snippets
unicode-bidi unicode-normalization unicode-width harfrust""".split()
QUICK = """allsorts-azul flate2 zlib-rs fdeflate miniz_oxide png skrifa read-fonts font-types sha2 kurbo
subsetter printpdf lopdf tiny-skia-path indexmap hashbrown brotli-decompressor md-5 rust_decimal
simd-adler32 crc32fast data-url serde serde_core rayon rayon-core fontdb smallvec weezl tinyvec
unicode-script unicode-properties bytemuck""".split()

FILING = """企业:
  名称: 中国移动山西公司
  简称: 山西移动
  集团: 中国移动
  省份: 山西省
  经营业务: [移动电话]
报告期: 2020年下半年
公司简介: |
  山西移动成立。
电信服务质量状况:
  举措:
    - 标题: {title}
      内容: |
{body}
主要服务指标完成情况:
  客户投诉:
    投诉处理平均时限: {figure}
    投诉处理及时率: 99.99%
声明: 本报告内容客观、真实、准确。
签署:
  单位: 中国移动山西公司
  日期: 2021年1月12日
"""
COMMANDS = {
    "check": ["check", "a.yaml"],
    "check, for programs": ["check", "--format", "sarif", "a.yaml"],
    "check --fix": ["check", "--fix", "a.yaml"],
    "build": ["build", "--draft", "a.yaml"],
    "init --from": ["init", "--from", "a.yaml", "b.yaml"],
    "compare": ["compare", "a.yaml", "b.yaml"],
    "import": ["import", "a.txt"],
}
ALWAYS = ["check", "check --fix"]
# A report as somebody pastes it, for `import` alone.
REPORT = """中国移动山西公司2020年下半年
服务质量状况报告
{head}
一、公司简介
甲。
二、电信服务质量状况
（一）甲
{body}
三、主要服务指标完成情况
（一）客户投诉
{figures}
企业声明：属实。
{end}
"""
REPORT_LINES = {
    "head": ["山西省通信管理局：", "现将情况报告如下：", "甲", "2020年下半年"],
    "body": ["（一）甲", "（一）甲。乙", "1.甲", "1.甲\n乙", "（1）甲", "一、甲", "一、公司简介", "甲\t乙", "简称“甲”", "- 甲"],
    "figures": ["甲{i}：1小时", "投诉处理及时率：99%", "（{i}）客户投诉", "（一）组{i}\n甲：1%", "甲：平均1小时", "指标\t数据\n甲{i}\t1%", "甲。"],
    "end": ["附件{i}", "附件1\n甲", "附件：甲{i}", "某某公司", "2021年1月12日", "抄送：甲", "（联系人：甲）", "企业声明：甲"],
}
REPORT_TOKENS = ["1小时、", "城市1天、", "（", "）", "：", "平均", "为", "年", "公司", "简称", "，", "1,", "一", "/"]
# What a rule or a reader looks for.
TOKENS = """（以下简称“ | “ | ” | " | "甲" | 的\u202e | \t | 的\t | ，\t | 的 | 一是 | 一是， | 2020年 | 第一， | 的\u3000 | 甲\u00a0
截至 | 截至2020年 | 截至12月底 | 2020年， | 2020年度 | 在2019年上半年， | 上半年 | 目前 | 年底 | 11月 | \ufe0f | 的\ufe0f | 👨\u200d👩 | e\u0301
（ | ） | (甲 | (甲) | (一) | （一） | 【 | 〔 | 《 | 》 | 《甲》 | “甲”、 | ”、“ | ，， | 。； | 甲, | 甲. | 甲。 | 甲；
有效的提升 | 不断的提升 | 99.10% | 10010-5 | 4*10-6 | 约3左右 | 近3万余 | 一、 | 1. | 1、 | ① | 中国移动 | 山西移动
中国移动山西公司 | 山西移动公司 | 北京移动 | 中国电信北京公司 | 前身为山西移动 | 我公司 | 最 | 领先 | 力争最 | 依据第一 | 比中国电信 | 将 | 将在
不得 | 规定不得 | 投诉处理及时率 | 投诉处理及时率达到99% | 投诉处理及时率达到99%， | 占比52%， | 以下三项：（1） | 三个方面： | “甲、乙”三大
**甲** | * | [a]( | ![ | ` | &amp; | \\ | <b> | http://a.cn/ | PAGEREF | 错误!未找到引用源 | HYPERLINK " | \ufffd | 了了 | 万户 | 同比"""
LINES = ["- 甲", "1. 甲", "3. 甲", "- - 甲", "> 甲", "# 甲", "甲\n", "（一）甲\n", "(一)甲\n", "| 甲 | 乙 |", "```", "---",
         "[注]: 甲", "的。\n", "（以下简称“\n", "一是甲。\n"]
RAW = ["a: b", "甲：乙", "- a", "-a", "{", "[a，", "{a：b，", ": ", "'", '"', ",", "# a", "&a ", "*a ", "<<: a", "!a ", "---", "\t",
       "a:\tb", "a:b", "a\r", "\r", "%", "|", ">", "? ", "- ", "\u2028", "甲:", 'a: "b', "a: [b", "a: 【甲】", "\u200b", "a: [“甲，乙]"]
SVG = {
    "places of letters": lambda n: '<text x="' + "1 " * n + '">甲</text>',
    "letters": lambda n: "<text>" + "甲" * n + "</text>",
    "pieces of a text": lambda n: "<text>" + "<tspan>甲</tspan>" * n + "</text>",
    "texts": lambda n: "<text>甲</text>" * n,
    "attributes": lambda n: "<rect " + " ".join(f'a{i}="1"' for i in range(n)) + "/>",
    "selectors": lambda n: "<style>" + ",".join(f".a{i}" for i in range(n)) + "{fill:red}</style>" + RECT,
    "selectors and elements": lambda n: "<style>" + ",".join(f".a{i}" for i in range(n)) + "{fill:red}</style>" + RECT * (n // 10),
    "declarations": lambda n: "<style>rect{" + "fill:red;" * n + "}</style>" + RECT,
    "style": lambda n: '<rect style="' + "fill:red;" * n + '"/>',
    "class": lambda n: '<style>.a{fill:red}</style><rect class="' + "a " * n + '"/>',
    "path": lambda n: '<path stroke="red" d="M0 0' + "l1 1" * n + '"/>',
    "paths": lambda n: '<path d="M0 0l1 1h3z"/>' * n,
    "dashes": lambda n: '<path stroke="red" stroke-dasharray="' + "1 " * n + '" d="M0 0h9"/>',
    "points": lambda n: '<polyline points="' + "1,1 " * n + '"/>',
    "groups": lambda n: '<g opacity=".5">' + RECT + "</g>" * 1 + ('<g opacity=".5">' + RECT + "</g>") * n,
    "transforms": lambda n: '<rect transform="' + "translate(1) " * n + '"/>',
    "uses": lambda n: '<rect id="a" width="9" height="9"/>' + '<use href="#a"/>' * n,
    "uses of uses": lambda n: '<rect id="a0"/>' + "".join(f'<use id="a{i + 1}" href="#a{i}"/>' for i in range(n)),
    "gradients": lambda n: '<linearGradient id="a">' + '<stop offset="0.1"/>' * n + "</linearGradient>" + RECT,
    "clips": lambda n: "".join(f'<clipPath id="c{i}">{RECT}</clipPath><rect width="9" height="9" clip-path="url(#c{i})"/>' for i in range(n)),
    "filters": lambda n: '<rect filter="' + "url(#f) " * n + '"/>',
    "entities": lambda n: "<text>" + "&amp;" * n + "</text>",
    "namespaces": lambda n: "".join(f'<g xmlns:a{i}="u{i}"/>' for i in range(n)),
    "faces": lambda n: '<text font-family="' + ",".join(f"a{i}" for i in range(n)) + '">甲</text>',
    "open": lambda n: "<" * n,
}
RECT = '<rect width="9" height="9"/>'
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">'


def filing(title="做优做强网络质量", body="甲。", figure="4.01小时"):
    lines = "\n".join("        " + line if line else "" for line in body.split("\n"))
    return FILING.format(title=title, body=lines, figure=figure)


def report(where, text):
    return REPORT.format(**{"head": "", "body": "", "figures": "投诉处理及时率：99%", "end": "", where: text})


def paragraphs(token, n):
    """A token so many times, in paragraphs as long as they may be."""
    each = max(1, 2900 // len(token))
    whole, rest = divmod(n, each)
    return "\n\n".join([token * each] * whole + [token * rest])


def patterns():
    for token in TOKENS.replace("\n", " | ").split(" | "):
        yield f"paragraph {token!r}", lambda n, t=token: filing(body=t * n)
        yield f"paragraphs {token!r}", lambda n, t=token: filing(body=paragraphs(t, n))
    for token in ["“", "的", "\t", "：", "'", '"', "{", "[", "1", "9,", "4*10", "【", " ", "#", "\\u4e00"]:
        yield f"title {token!r}", lambda n, t=token: filing(title=t * n)
        yield f"quoted title {token!r}", lambda n, t=token: filing(title='"' + t.replace('"', '\\"') * n + '"')
        yield f"figure {token!r}", lambda n, t=token: filing(figure=t * n)
    for line in LINES:
        yield f"lines {line!r}", lambda n, t=line: filing(body=(t + "\n") * n)
    for line in RAW:
        yield f"raw {line!r}", lambda n, t=line: filing() + t * n + "\n"
        yield f"raw lines {line!r}", lambda n, t=line: filing() + (t + "\n") * n
        yield f"no filing {line!r}", lambda n, t=line: (t + "\n") * n
    yield "keys", lambda n: filing() + "".join(f"键{i}: 1\n" for i in range(n))
    yield "a key", lambda n: filing() + "键" * n + ": 1\n"
    yield "figures", lambda n: filing().replace("  客户投诉:\n", "  客户投诉:\n" + "".join(f"    指标{i}: 4次\n" for i in range(n)))
    yield "initiatives", lambda n: filing().replace("    - 标题", "".join(f"    - 标题: 甲{i}\n      内容: 乙\n" for i in range(n)) + "    - 标题", 1)
    inner = lambda make: lambda n: filing().replace("      内容: |\n        甲。\n", "      举措:\n" + make(n))
    item = "        - 标题: 甲{}\n          内容: 乙\n"
    yield "inner initiatives", inner(lambda n: "".join(item.format(i) for i in range(n)))
    yield "inner initiatives of one title", inner(lambda n: item.format("") * n)
    yield "inner initiatives without dashes", inner(lambda n: item.replace("-", " ").format("") * n)
    yield "inner initiatives without their key", lambda n: filing() .replace("主要服务指标完成情况:", item.format("") * n + "主要服务指标完成情况:")
    parts = lambda n: "  分章:\n" + "".join(f"    - 标题: 甲{i}\n      概述: 乙\n" for i in range(n))
    yield "chapters", lambda n: re.sub("  举措:.*(?=主要)", lambda _: parts(n), filing(), flags=re.S)
    yield "annexes", lambda n: filing() + "附件:\n" + "".join(f"  - 标题: 甲{i}\n    内容: 乙\n" for i in range(n))
    yield "annexes that are named", lambda n: filing(body="见附件2。" * (n // 10)) + "附件:\n  - { 标题: 甲, 内容: 乙 }\n"
    for key in ["主送", "抄送", "附件"]:
        yield f"names {key}", lambda n, k=key: filing() + f"{k}: [" + ", ".join(f"甲{i}" for i in range(n)) + "]\n"
        yield f"one name {key}", lambda n, k=key: filing() + f"{k}: [" + "甲, " * n + "甲]\n"
    yield "provinces", lambda n: filing().replace("山西省", "[" + "山西省, " * n + "山西省]")
    yield "lead", lambda n: filing() + "导语: |\n  现将" + "2020年上半年" * n + "如下：\n"
    for key in ["分子", "上期", "环比"]:
        yield f"beside {key}", lambda n, k=key: filing(figure="{ 值: 4小时, " + k + ": " + "9" * n + " }")
        yield f"beside, many {key}", lambda n, k=key: filing(figure="{ 值: 4小时" + f", {k}: 9" * n + " }")
    yield "areas", lambda n: filing(figure="{ " + ", ".join(f"城市{i}: {{ 平均: 4小时 }}" for i in range(n)) + " }")
    yield "waivers", lambda n: filing() + "豁免:\n" + "  - { 规则: T03, 位置: 举措, 理由: 甲 }\n" * n
    for where, lines in REPORT_LINES.items():
        for line in lines:
            yield f"report, {where} {line!r}", lambda n, w=where, t=line: report(w, "\n".join(t.replace("{i}", str(i)) for i in range(n)))
        for token in REPORT_TOKENS:
            yield f"report, {where}, one line of {token!r}", lambda n, w=where, t=token: report(w, "甲：" + t * n)
    for name, make in SVG.items():
        yield f"SVG: {name}", lambda n, make=make: HEAD + make(n) + "</svg>"


def build():
    """The program with counters, in its own profile: what is not of texts is hardly optimised."""
    profile = {"inherits": '"dev"', "opt-level": 1, "debug": 0, "debug-assertions": "false",
               "overflow-checks": "false", "incremental": "false", 'package."*".opt-level': 0,
               'package."*".debug': 0}
    profile.update({f"package.{name}.opt-level": 1 for name in COUNTED + QUICK})
    settings = [f"--config=profile.counted.{key}={value}" for key, value in profile.items()]
    # Build scripts would write their counts where they run.
    environment = dict(os.environ, RUSTC_WRAPPER=os.path.abspath(__file__), LLVM_PROFILE_FILE=os.devnull)
    subprocess.run(["cargo", "build", "--quiet", "--profile", "counted", *settings], cwd=ROOT,
                   env=environment, check=True)


def compile(call):
    """As the compiler, which cargo has us stand for: with counters in the crates that count."""
    names = {name.replace("-", "_") for name in COUNTED} | {"chengbao"}
    name = call[call.index("--crate-name") + 1] if "--crate-name" in call else ""
    counters = ["-C", "instrument-coverage"] if name in names else []
    os.execvp(call[0], call + counters)


def steps(path):
    """The sum of a raw profile's counters (InstrProfData.inc, version 10 of the format)."""
    with open(path, "rb") as file:
        data = file.read()
    head = struct.unpack_from("<16Q", data)
    if head[0] != 0xFF6C70726F667281 or head[1] & 0xFFFFFFFF != 10:
        sys.exit("the compiler writes another form of profile: look at steps()")
    ids, functions, before, counters = head[2:6]
    at = 128 + ids + functions * 64 + before
    return sum(value for (value,) in struct.iter_unpack("<Q", data[at : at + counters * 8]))


def cost(command, text):
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        if text.startswith("<svg"):
            write(path("a.svg"), text)
            text = filing(body="![甲](a.svg)")
        write(path("a.txt" if "import" in command else "a.yaml"), text)
        if "compare" in command:
            write(path("b.yaml"), filing())
        profile = path("raw")
        environment = dict(os.environ, LLVM_PROFILE_FILE=profile, CHENGBAO_SYSTEM_FONTS="off", RAYON_NUM_THREADS="1")
        process = subprocess.Popen(["sh", "-c", 'ulimit -v 4194304; exec "$@"', "sh", PROGRAM, *command],
                                   cwd=folder, env=environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        if os.WIFSIGNALED(status):
            return float("inf"), usage.ru_maxrss * 1024
        return steps(profile), usage.ru_maxrss * 1024


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def cases(wanted, every):
    """Each pattern with its commands."""
    turn = 0
    others = [title for title in COMMANDS if title not in ALWAYS and title != "import"]
    for name, make in patterns():
        if wanted and not any(word in name for word in wanted):
            continue
        titles = [title for title in COMMANDS if title != "import"]
        if name.startswith("report"):
            titles = ["import"]
        elif name.startswith("SVG"):
            titles = ["check", "build"]
        elif not every:
            titles = [*ALWAYS, others[turn % len(others)]]
            turn += 1
        yield from ((name, make, title) for title in titles)


def judged(case):
    """What is wrong with a pattern's cost; nothing where it is as it should be."""
    name, make, title = case
    large, memory = cost(COMMANDS[title], make(LARGE))
    # Where the large one is cheap, the small one need not be known.
    small = cost(COMMANDS[title], make(SMALL))[0] if large > FREE else None
    most = MOST_OF_BUILD if title == "build" else MOST_BYTES
    if memory <= most and (small is None or large <= MOST_TIMES * small):
        return None
    counts = f"{large:,} steps" if small is None else f"{small:,} to {large:,} steps"
    return f"{title}: {name}: {counts}, {memory >> 20} MB"


def turn():
    """How many changes there are, as far as this copy knows."""
    counted = subprocess.run(["git", "rev-list", "--count", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return int(counted.stdout or 0)


def main():
    global PROGRAM
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--all", action="store_true")
    words.add_argument("--part", type=int, default=1)
    words.add_argument("--program", type=os.path.abspath)
    words.add_argument("patterns", nargs="*")
    given = words.parse_args()
    if given.program:
        PROGRAM = given.program
    else:
        build()
    every, part, wanted = given.all, given.part, given.patterns
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        chosen = itertools.islice(cases(wanted, every or wanted), turn() % part, None, part)
        for fault in pool.map(judged, chosen):
            passed, failed = passed + (fault is None), failed + (fault is not None)
            if fault:
                print(fault, flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    if os.path.basename(sys.argv[1] if len(sys.argv) > 1 else "").startswith("rustc"):
        compile(sys.argv[1:])
    main()
