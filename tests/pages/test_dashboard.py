"""dashboard.py is found as an application by its syntax tree, and shows nothing to nobody when the gate is missing."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard.py"


def test_the_application_is_a_plain_assignment() -> None:
    (choice,) = [node for node in ast.parse(DASHBOARD.read_text()).body if isinstance(node, ast.If)]
    found = [
        node.value.func
        for node in choice.orelse
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and ast.unparse(node.targets[0]) == "app"
    ]
    assert [ast.unparse(call) for call in found] == ["st.App"]


def test_without_the_gate_nobody_sees_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALES_HOME", str(tmp_path))
    run = AppTest.from_file(str(DASHBOARD), default_timeout=30).run()
    assert not run.exception
    shown = [element.value for element in run.markdown]
    assert len(shown) == 1
    assert "登录已结束" in shown[0] or "sign-in has ended" in shown[0]
    assert not run.sidebar.children
