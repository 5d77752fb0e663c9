"""Many accounts from a file, and one person's data, by command: shown first, done with consent, told by exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Said

Cockpit = Callable[..., Said]


def test_a_file_of_people_is_shown_then_taken(loaded: Cockpit, tmp_path: Path) -> None:
    assert loaded("user", "add", "admin", "--role", "admin").code == 0
    file = tmp_path / "people.csv"
    file.write_text("账户名,角色,大区\n李,manager,华东\nadmin,管理员,\n", encoding="utf-8")
    shown = loaded("people", "import", file)
    assert shown.code == 6
    assert "李" in shown.out
    assert "李" not in loaded("user", "list").out
    assert loaded("people", "import", file, "--dry-run").code == 0
    done = loaded("people", "import", file, "--yes", "--json", "--base-url", "https://x")
    assert done.code == 0, done.err
    first, second = json.loads(done.out)["lines"]
    assert (first["change"], first["place"], first["scope"]) == ("added", "row 2", {"region": ["华东"]})
    assert first["link"].startswith("https://x/enter/")
    assert (second["change"], second["link"]) == ("same", None)
    assert loaded("people", "import", file).code == 0, "nothing is left to do"
    file.write_text("账户名,角色,大区\n李,manager,华冬\n", encoding="utf-8")
    refused = loaded("people", "import", file, "--yes")
    assert refused.code == 3
    assert "row 2" in refused.err
    assert "华东" in refused.err
    assert loaded("people", "import", tmp_path / "none.csv").code == 2


def test_one_persons_data_is_handed_out_and_erased(loaded: Cockpit, tmp_path: Path) -> None:
    for name, role in (("admin", "admin"), ("li", "manager")):
        assert loaded("user", "add", name, "--role", role).code == 0
    out = tmp_path / "li.json"
    assert loaded("people", "export", "li", "--as", "li", "--out", out).code == 0
    assert json.loads(out.read_text("utf-8"))["tables"]["accounts"][0]["name"] == "li"
    assert loaded("people", "export", "admin", "--as", "li").code == 4
    assert json.loads(loaded("people", "sessions", "li", "--json").out) == []
    assert loaded("people", "sessions", "admin", "--as", "li").code == 4
    assert loaded("people", "end-sessions", "li", "--as", "li").code == 0
    assert loaded("people", "erase", "li").code == 6
    assert loaded("people", "erase", "li", "--yes", "--as", "li").code == 4
    assert loaded("people", "erase", "admin", "--yes").code == 2, "the last administrator"
    assert loaded("people", "erase", "li", "--yes").code == 0
    assert loaded("people", "export", "li").code == 2
    assert loaded("check").code == 0
