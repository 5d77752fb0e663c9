"""`python scripts/audit.py [--advisories PATH] [--bom FILE]`: the bill of materials, and packages with known flaws.

Advisories are OSV records: a file, or a folder such as the unpacked `PyPI/all.zip` of the OSV data base, brought in by
hand. Without a path those shipped with the program are read. No network is used.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.advisories import affected, read_advisories
from scripts.bill_of_materials import bill_of_materials
from scripts.pins import normalised, pins

PROJECT = Path(__file__).resolve().parents[1]
_SHIPPED = Path(__file__).with_name("advisories.json")


def main(words: list[str] | None = None) -> int:
    """Exit code: 0 nothing known, 1 a pinned package has a known flaw, 2 usage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requirements", type=Path, default=PROJECT / "requirements.txt")
    parser.add_argument("--advisories", type=Path, default=_SHIPPED)
    parser.add_argument("--bom", type=Path, default=PROJECT / "build" / "bom.json")
    given = parser.parse_args(words)
    if not given.advisories.exists():
        parser.error(f"no such file or folder: {given.advisories}")
    pinned = pins(given.requirements)
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = [normalised(one.partition("==")[0].partition("[")[0]) for one in project["dependencies"]]
    given.bom.parent.mkdir(parents=True, exist_ok=True)
    bill = bill_of_materials(project["name"], project["version"], direct, pinned)
    given.bom.write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    print(f"{len(pinned)} packages, each with the hash of its files: {given.bom}")
    try:
        advisories = read_advisories(given.advisories)
    except ValueError as error:
        parser.error(str(error))
    found = affected(pinned, advisories)
    for one in found:
        mend = f"mended in {', '.join(one.fixed)}" if one.fixed else "no mended version is told"
        names = ", ".join((one.advisory, *one.aliases))
        print(f"{one.pin.name} {one.pin.version}: {names}: {one.summary} ({mend})")
    print(f"{len(found)} known flaws by {len(advisories)} advisories of {given.advisories}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
