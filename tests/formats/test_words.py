"""Every code raised on the container side has a message and a mend in both languages, with fields it can fill."""

import ast
import re
from pathlib import Path
from string import Formatter
from typing import TypeGuard

import pytest

from sales_core import formats
from sales_core.i18n.catalogue import catalogue

SOURCES = [path.read_text(encoding="utf-8") for path in Path(formats.__file__).parent.glob("*.py")]
CODES = sorted({code for text in SOURCES for code in re.findall(r'"([EW]_[A-Z0-9_]+)"', text)})
EXTRA = {
    "E_FILE_TOO_LARGE": {"limit"},
    "E_TOO_MANY_COLUMNS": {"limit"},
    "E_TOO_MANY_SHEETS": {"limit"},
    "E_ENCODING": {"encoding"},
    "W_EXT_MISMATCH": {"format"},
    "E_NO_TABLE": {"seems"},
}


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("code", CODES)
def test_code_is_explained(code: str, locale: str) -> None:
    for part in ("message", "mend"):
        fields = {field for _, field, _, _ in Formatter().parse(catalogue(locale)[f"problem.{code}.{part}"]) if field}
        assert fields <= {"value", "place"} | EXTRA.get(code, set())


@pytest.mark.parametrize("code", sorted(EXTRA))
def test_extra_fields_are_always_given(code: str) -> None:
    calls = [call for text in SOURCES for call in ast.walk(ast.parse(text)) if is_raised(call, code)]
    assert calls
    assert all(EXTRA[code] <= {keyword.arg for keyword in call.keywords} for call in calls)


def is_raised(node: ast.AST, code: str) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and any(isinstance(a, ast.Constant) and a.value == code for a in node.args)
