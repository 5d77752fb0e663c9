"""Every text exists in every language, with the same places to fill."""

import ast
import re
import string
from pathlib import Path

from sales_core.i18n.catalogue import catalogue, missing, t

PROJECT = Path(__file__).resolve().parents[2]


def places(text):
    """Names of the places to fill; `matched_en` is the English form of the fact `matched`."""
    return {field.removesuffix("_en") for _, field, _, _ in string.Formatter().parse(text) if field}


def test_no_language_lacks_a_text():
    assert missing() == {"zh": set(), "en": set()}


def test_translations_fill_the_same_places():
    zh, en = catalogue("zh"), catalogue("en")
    different = {key: (places(zh[key]), places(en[key])) for key in zh if places(zh[key]) != places(en[key])}
    assert not different


def test_texts_asked_for_by_name_exist():
    keys = catalogue("en")
    unknown = []
    for folder in ("sales_core", "pages"):
        for path in (PROJECT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                    continue
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                key = node.args[0].value
                if called == "t" and isinstance(key, str) and key not in keys:
                    unknown.append(f"{path.relative_to(PROJECT)}:{node.lineno} {key}")
    assert not unknown


def test_every_problem_code_has_message_and_mend():
    codes = set()
    for path in (PROJECT / "sales_core").rglob("*.py"):
        if "i18n" in path.parts:
            continue
        codes |= set(re.findall(r"[\"']([EWN]_[A-Z0-9_]{3,})[\"']", path.read_text(encoding="utf-8")))
    assert codes, "the search itself is broken"
    for locale in ("zh", "en"):
        texts = catalogue(locale)
        lacking = [c for c in sorted(codes) for part in ("message", "mend") if f"problem.{c}.{part}" not in texts]
        assert not lacking, (locale, lacking)


def test_english_counts_one_and_many():
    said = [t("upload.verdict.refused", "en", count=count) for count in (0, 1, 2)]
    assert [line.split(":")[1].split(".")[0].strip() for line in said] == [
        "0 cells must be mended",
        "1 cell must be mended",
        "2 cells must be mended",
    ]
    assert t("upload.landed", "en", rows="1,001", version=2).startswith("Loaded 1,001 rows")
    assert t("upload.landed", "en", rows="1", version=2).startswith("Loaded 1 row ")
