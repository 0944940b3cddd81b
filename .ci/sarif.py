"""Whether SARIF files hold to the official schema, and their places to the files they name.

    sarif.py SCHEMA FILE.sarif...

A relative URI is looked up from the current folder.
"""

import json
import sys
from pathlib import Path
from urllib.parse import unquote, urlparse

from jsonschema import Draft7Validator


def regions(value):
    """Each place as (uri, region): of results, of related places, of fixes."""
    if isinstance(value, list):
        for item in value:
            yield from regions(item)
    elif isinstance(value, dict):
        uri = value.get("artifactLocation", {}).get("uri")
        if uri and "region" in value:
            yield uri, value["region"]
        for replacement in value.get("replacements", []):
            yield uri, replacement["deletedRegion"]
        for item in value.values():
            yield from regions(item)


def outside(uri, region):
    """Why a region is not in its file, counted in characters; None where it is."""
    parsed = urlparse(uri)
    path = Path(unquote(parsed.path))
    if parsed.scheme not in ("", "file") or not path.is_file():
        return f"没有 {uri} 这个文件"
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        lines = data.decode("gb18030").split("\n")
    start = (region["startLine"], region["startColumn"])
    end = (region["endLine"], region["endColumn"])
    fits = start <= end and all(
        line <= len(lines) and column <= len(lines[line - 1]) + 1 for line, column in (start, end)
    )
    return None if fits else f"{uri} 里没有 {region}"


def faults(log, validator):
    for error in validator.iter_errors(log):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
    for run in log["runs"]:
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        if len(rules) != len(set(rules)):
            yield "规则重复"
        for result in run["results"]:
            if rules[result["ruleIndex"]] != result["ruleId"]:
                yield f"ruleIndex 与 {result['ruleId']} 不符"
        for uri, region in regions(run["results"]):
            if fault := outside(uri, region):
                yield fault


def main(schema, *files):
    schema = json.loads(Path(schema).read_text("utf-8"))
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)
    for file in files:
        log = json.loads(Path(file).read_text("utf-8"))
        found = list(faults(log, validator))
        if found:
            sys.exit(f"{file}:\n" + "\n".join(found))
        print(f"{file}: {sum(len(run['results']) for run in log['runs'])} 条结果，合格")


main(*sys.argv[1:])
