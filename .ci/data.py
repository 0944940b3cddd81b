"""Whether the data of filings hold to their schema.

    data.py SCHEMA FILE.json...
"""

import json
import sys
from pathlib import Path

from jsonschema import Draft7Validator


def main(schema, *files):
    schema = json.loads(Path(schema).read_text("utf-8"))
    Draft7Validator.check_schema(schema)
    for file in files:
        data = json.loads(Path(file).read_text("utf-8"))
        errors = Draft7Validator(schema).iter_errors(data)
        found = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in errors]
        if found:
            sys.exit(f"{file}:\n" + "\n".join(found))
        print(f"{file}: {len(data['indicators'])} 个数据，合格")


main(*sys.argv[1:])
