"""`make audit`: the bill of materials follows its schema, and a pinned package with a known flaw is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from scripts.advisories import affected, read_advisories
from scripts.audit import PROJECT, main
from scripts.pins import Pin, pins

#: CycloneDX 1.5 with the two schemas it refers to, as its authors publish them (Apache License 2.0).
SCHEMAS = Path(__file__).parent / "schema"
PIN = Pin("some-package", "1.4.2", ("0" * 64,))


def advisory(events: list[dict[str, str]] | None = None, **more: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {"package": {"ecosystem": "PyPI", "name": "Some_Package"}}
    if events is not None:
        entry["ranges"] = [{"type": "ECOSYSTEM", "events": events}]
    entry |= more.pop("entry", {})
    return {"id": "OSV-1", "summary": "it leaks", "affected": [entry], **more}


@pytest.fixture(scope="module")
def schema() -> Any:
    read = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.iterdir()}
    registry = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in read.values())
    return jsonschema.Draft7Validator(read["bom-1.5.schema.json"], registry=registry)


def test_the_bill_of_materials_follows_its_schema(
    tmp_path: Path, schema: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "bom.json"
    assert main(["--bom", str(out)]) == 0
    bill = json.loads(out.read_text(encoding="utf-8"))
    assert list(schema.iter_errors(bill)) == []
    named = {(one["name"], one["version"]) for one in bill["components"]}
    assert named == {(pin.name, pin.version) for pin in pins(PROJECT / "requirements.txt")}
    (root, *_) = bill["dependencies"]
    assert [one for one in root["dependsOn"] if one.startswith("pkg:pypi/duckdb@")]
    assert "0 known flaws" in capsys.readouterr().out
    bill["components"][0]["type"] = "no such type"
    assert list(schema.iter_errors(bill)), "the control: the schema refuses"


def test_every_pinned_package_has_its_hashes(tmp_path: Path) -> None:
    assert len(pins(PROJECT / "requirements.txt")) > 30
    bare = tmp_path / "requirements.txt"
    bare.write_text("good==1.0 \\\n    --hash=sha256:" + "a" * 64 + "\nbare==2.0\n")
    with pytest.raises(ValueError, match="bare"):
        pins(bare)


@pytest.mark.parametrize(
    ("events", "is_about"),
    [
        ([{"introduced": "0"}], True),
        ([{"introduced": "0"}, {"fixed": "1.4.2"}], False),
        ([{"introduced": "0"}, {"fixed": "1.4.3"}], True),
        ([{"introduced": "1.4.10"}], False),
        ([{"introduced": "1.0"}, {"last_affected": "1.4.2"}], True),
        ([{"introduced": "1.0"}, {"last_affected": "1.4.1"}], False),
        ([{"introduced": "0"}, {"fixed": "1.1"}, {"introduced": "1.4"}, {"fixed": "1.5"}], True),
        ([{"introduced": "0"}, {"fixed": "1.1"}, {"introduced": "1.5"}], False),
    ],
)
def test_a_range_of_versions(events: list[dict[str, str]], is_about: bool) -> None:
    assert bool(affected([PIN], [advisory(events)])) is is_about


def test_versions_named_one_by_one_other_packages_and_withdrawn_ones() -> None:
    assert affected([PIN], [advisory(entry={"versions": ["1.4.2"]})])
    assert not affected([PIN], [advisory(entry={"versions": ["1.4.1"]})])
    everything = [{"introduced": "0"}]
    assert not affected([PIN], [advisory(everything, withdrawn="2026-01-01T00:00:00Z")])
    assert not affected([PIN], [advisory(everything, entry={"package": {"ecosystem": "npm", "name": "some-package"}})])
    assert not affected([PIN], [advisory(everything, entry={"package": {"ecosystem": "PyPI", "name": "other"}})])


def test_a_made_advisory_is_told_and_ends_with_its_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pin = next(one for one in pins(PROJECT / "requirements.txt") if one.name == "streamlit")
    events = [{"introduced": "0"}, {"fixed": f"{pin.version}.post1"}]
    record = advisory(events, entry={"package": {"ecosystem": "PyPI", "name": "Streamlit"}}, aliases=["CVE-2026-0"])
    folder = tmp_path / "advisories"
    folder.mkdir()
    (folder / "OSV-1.json").write_text(json.dumps(record))
    words = ["--bom", str(tmp_path / "bom.json"), "--advisories"]
    assert main([*words, str(folder)]) == 1
    told = capsys.readouterr().out
    assert f"streamlit {pin.version}: OSV-1, CVE-2026-0: it leaks (mended in {pin.version}.post1)" in told
    lines = tmp_path / "lines.json"
    lines.write_text(json.dumps(record) + "\n" + json.dumps(record) + "\n")
    assert len(read_advisories(lines)) == 2
    (tmp_path / "wrong.json").write_text('["x"]')
    for wrong in ("wrong.json", "absent.json"):
        with pytest.raises(SystemExit):
            main([*words, str(tmp_path / wrong)])
