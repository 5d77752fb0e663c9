"""`python scripts/problem_page.py`: writes docs/problems.md, the page of every problem code, from its texts."""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sales_core.i18n.catalogue import catalogue, locales

PAGE = Path(__file__).resolve().parents[1] / "docs" / "problems.md"
_MESSAGE = re.compile(r"problem\.([EWI]_\w+)\.message")
_HEAD = """# Problem codes

Written by `python scripts/problem_page.py` from `sales_core/i18n`; a test compares. Errors (`E_`) keep a file from
being loaded, warnings (`W_`) and notes (`I_`) do not. Words in braces are the facts of one problem.

| Code | Language | What is wrong | How to mend it |
| --- | --- | --- | --- |
"""


def problem_page() -> str:
    """The page as Markdown: a line a code and language, in the order of codes."""
    found = (_MESSAGE.fullmatch(key) for locale in locales() for key in catalogue(locale))
    codes = sorted({one[1] for one in found if one})
    return _HEAD + "".join(_line(code, locale) for code in codes for locale in locales())


def _line(code: str, locale: str) -> str:
    texts = (catalogue(locale)[f"problem.{code}.{part}"].replace("|", "\\|") for part in ("message", "mend"))
    return f"| `{code}` | {locale} | {' | '.join(texts)} |\n"


if __name__ == "__main__":
    PAGE.write_text(problem_page(), encoding="utf-8")
    print(f"written: docs/{PAGE.name}")
