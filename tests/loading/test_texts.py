"""Every problem that intake itself raises has words in both languages, with all its facts in place."""

import re
from pathlib import Path

import pytest

from sales_core import loading
from sales_core.i18n.catalogue import catalogue

CODES = sorted(
    {
        code
        for path in Path(loading.__file__).parent.glob("*.py")
        for code in re.findall(r'"([EWN]_[A-Z_]+)"', path.read_text())
    }
)


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("code", CODES)
def test_code_has_words(code: str, locale: str) -> None:
    for part in ("message", "mend"):
        assert catalogue(locale)[f"problem.{code}.{part}"].strip()


def test_there_are_codes() -> None:
    assert "W_REPLACES_MONTH" in CODES
