"""Every text exists in every language, with the same places to fill, and stands nowhere else."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import facts_of
from sales_core.i18n import DEFAULT_LOCALE, locales
from sales_core.i18n.catalogue import catalogue, missing, t
from tests.architecture.source import nodes_of, tree_of

PROJECT = Path(__file__).resolve().parents[2]
CJK = re.compile(r"[\u4e00-\u9fff]")
#: Words that are read from files or looked for in them, never shown: vocabulary, not texts.
VOCABULARY = {
    "sales_core/catalogue/columns.py",
    "sales_core/catalogue/datasets",
    "sales_core/catalogue/entities",
    "sales_core/catalogue/other_kinds.py",
    "sales_core/catalogue/status_words.py",
    "sales_core/catalogue/unread_kinds.py",
    "sales_core/formats/encodings.py",
    "sales_core/formats/htmltable.py",
    "sales_core/formats/numberformats.py",
    "sales_core/formats/scripts.py",
    "sales_core/recognition",
}
#: The shapes of numbers and dates, which become data of a language with the one formatter.
SHAPES: set[str] = set()


DATASETS = tuple(product().datasets.values())


def sources(*folders: str) -> Iterator[tuple[Path, str, ast.Module]]:
    for folder in folders:
        for path in (PROJECT / folder).rglob("*.py"):
            yield path, path.relative_to(PROJECT).as_posix(), tree_of(path)


def places(text: str) -> set[str]:
    """Names of the places to fill; `matched_en` is the English form of the fact `matched`."""
    language = re.compile(rf"_({'|'.join(locales())})$")
    return {language.sub("", field) for _, field, _, _ in string.Formatter().parse(text) if field}


def test_no_language_lacks_a_text() -> None:
    assert missing() == {locale: set() for locale in locales()}


@pytest.mark.parametrize("locale", [one for one in locales() if one != DEFAULT_LOCALE])
def test_translations_fill_the_same_places(locale: str) -> None:
    first, other = catalogue(DEFAULT_LOCALE), catalogue(locale)
    assert not {k: (first[k], other[k]) for k in first if places(first[k]) != places(other[k])}


def test_texts_asked_for_by_name_exist() -> None:
    keys = catalogue("en")
    unknown = []
    for _, name, tree in sources("sales_core", "pages"):
        for node in nodes_of(tree):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            key = node.args[0].value
            if called in {"t", "Text"} and isinstance(key, str) and key not in keys:
                unknown.append(f"{name}:{node.lineno} {key}")
    assert not unknown


def test_every_declaration_has_its_words() -> None:
    keys, asked = catalogue(DEFAULT_LOCALE), set()
    for metric in product().metrics.values():
        asked |= {metric.label.key, metric.definition.key, metric.formula.key}
        asked |= {fact.label.key for fact in facts_of(product(), metric.id)}
    asked |= {dimension.label.key for dimension in product().dimensions.values()}
    for dataset in DATASETS:
        asked |= {dataset.label.key, dataset.purpose.key, *(column.label.key for column in dataset.columns)}
    assert not asked - keys.keys()


def test_no_words_of_declarations_are_left_over() -> None:
    """A text of a metric or dataset that is gone would be translated for nobody."""
    known = {f"metric.{name}" for name in product().metrics} | {f"dimension.{name}" for name in product().dimensions}
    known |= {f"fact.{fact.id}" for metric in product().metrics for fact in facts_of(product(), metric)}
    columns = {column.id for dataset in DATASETS for column in dataset.readable_columns}
    known |= {f"dataset.{one.id}" for one in DATASETS} | {f"column.{name}" for name in columns}
    known |= {f"dataset.{one.id}.{column.id}" for one in DATASETS for column in one.readable_columns}
    own = [key for key in catalogue(DEFAULT_LOCALE) if re.match(r"(metric|dimension|fact|dataset|column)\..*\.", key)]
    assert own
    assert not [key for key in own if key.rpartition(".")[0] not in known]


def test_there_is_one_way_to_give_a_text() -> None:
    """Two sentences in a row of arguments are a second i18n system: Text takes a key."""
    found = [
        f"{name}:{node.lineno}"
        for _, name, tree in sources("sales_core", "pages")
        for node in nodes_of(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Text"
        and sum(isinstance(arg, ast.Constant | ast.JoinedStr) for arg in node.args) > 1
    ]
    assert not found


def docstrings(tree: ast.Module) -> set[int]:
    holders = [node for node in nodes_of(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)]
    return {id(node.value) for node in holders}


def test_no_chinese_stands_in_code() -> None:
    """Every text is looked up, so that a language can be added; only what is recognised in files stays with its code."""
    found = []
    for _, name, tree in sources("sales_core", "pages"):
        if name.startswith("sales_core/i18n/") or any(name.startswith(one) for one in VOCABULARY) or name in SHAPES:
            continue
        prose = docstrings(tree)
        found += [
            f"{name}:{node.lineno} {node.value}"
            for node in nodes_of(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in prose
            and CJK.search(node.value)
        ]
    assert not found


def test_every_problem_code_has_message_and_mend() -> None:
    codes = set()
    for path in (PROJECT / "sales_core").rglob("*.py"):
        if "i18n" in path.parts:
            continue
        codes |= set(re.findall(r"[\"']([EWN]_[A-Z0-9_]{3,})[\"']", path.read_text(encoding="utf-8")))
    assert codes, "the search itself is broken"
    for locale in locales():
        texts = catalogue(locale)
        lacking = [c for c in sorted(codes) for part in ("message", "mend") if f"problem.{c}.{part}" not in texts]
        assert not lacking, (locale, lacking)


def test_english_counts_one_and_many() -> None:
    assert [t("upload.verdict.refused_cells", "en", count=count) for count in (0, 1, 2)] == [
        "0 cells must be mended",
        "1 cell must be mended",
        "2 cells must be mended",
    ]
    assert t("upload.landed", "en", rows="1,001", version=2).startswith("Loaded 1,001 rows")
    assert t("upload.landed", "en", rows="1", version=2).startswith("Loaded 1 row ")
