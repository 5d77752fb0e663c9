"""A language is a folder; texts are found by key; texts of tests are added and taken away again."""

import subprocess
import sys
from pathlib import Path

import pytest

from sales_core.i18n import DEFAULT_LOCALE, choose, extend, has, locales, t
from sales_core.i18n.catalogue import catalogue
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text

PROJECT = Path(__file__).resolve().parents[2]

#: Every text of English behind two letters, places kept; one key is left out to see it named.
_PSEUDO = """
from sales_core.i18n.en import {areas}
TEXTS = {{}}
for area in ({areas},):
    TEXTS |= {{key: "Qp " + text for key, text in area.TEXTS.items()}}
TEXTS |= {{"language.name": "Pseudo", "text.list_separator": " + "}}
del TEXTS["metric.net_sales.definition"]
"""

_ASK = """
import sys
import sales_core.i18n
sales_core.i18n.__path__.append(sys.argv[1])
from sales_core.catalogue.catalogue import product
from sales_core.i18n import choose, locales, t
from sales_core.i18n.catalogue import missing
from sales_core.cli import console
from sales_core.recognition.header_names import key
from sales_core.recognition.header_synonyms import vocabulary_of
from sales_core.catalogue.catalogue import product
from sales_core.kernel.terms import Text
print(locales())
print(missing())
print(t("language.name", "qps"), choose("qps"))
print(product().metrics["gap"].label.in_("qps"))
print(Text("error.near", {"text": Text("error.no_files"), "names": ("a", "b")}).in_("qps"))
print(console.word("cli.help.json"))
print(vocabulary_of(product()).words(product().dataset("sales"))[key("Qp Amount")])
"""


@pytest.fixture
def pseudo(tmp_path: Path) -> Path:
    """A folder that holds one more language."""
    folder = tmp_path / "qps"
    folder.mkdir()
    (folder / "__init__.py").touch()
    areas = sorted(path.stem for path in (PROJECT / "sales_core/i18n/en").glob("*.py") if path.stem != "__init__")
    (folder / "all.py").write_text(_PSEUDO.format(areas=", ".join(areas)), encoding="utf-8")
    return tmp_path


def test_one_more_folder_is_one_more_language(pseudo: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _ASK, str(pseudo)],
        capture_output=True,
        text=True,
        check=True,
        cwd=PROJECT,
        env={"SALES_LANG": "qps", "PYTHONUTF8": "1"},
    )
    languages, lacking, named, gap, error, command, header = ran.stdout.splitlines()
    assert languages == "('zh', 'en', 'qps')"
    assert lacking == "{'zh': set(), 'en': set(), 'qps': {'metric.net_sales.definition'}}"
    assert named == "Pseudo qps"
    assert gap == "Qp Gap"
    assert error == "Qp Qp There are no files. Did you mean: a + b?"
    assert command == "Qp stable JSON instead of text", "the command line speaks it when asked to"
    assert header == "(('amount', 1.0),)", "a label of any language is evidence in a file"


def test_texts_added_are_taken_away_again() -> None:
    undo = extend({"zh": {"metric.toy.label": "玩具"}, "en": {"metric.toy.label": "Toy"}})
    assert Text("metric.toy.label").in_("zh") == "玩具"
    undo()
    assert not has("metric.toy.label")


def test_no_text_is_written_over() -> None:
    with pytest.raises(ValueError, match=r"metric\.net_sales\.label"):
        extend({"en": {"metric.net_sales.label": "Other"}})
    assert t("metric.net_sales.label", "en") == "Net sales"


def test_a_text_speaks_the_language_of_what_stands_in_it() -> None:
    text = Text("error.near", {"text": Text("error.no_files"), "names": ("a", "b")})
    assert text.in_("zh") == "没有文件。您是不是要找：a、b？"
    assert text.in_("en") == "There are no files. Did you mean: a, b?"
    assert Text.lines(Text.verbatim("1"), Text.verbatim("2"), Text.verbatim("3")).in_("en") == "1\n2\n3"
    assert Text("metric.net_sales.label").everywhere() == "净销售额 / Net sales"
    assert Text.verbatim("ASCII").everywhere() == "ASCII"


def test_an_error_speaks_every_language() -> None:
    error = UsageError(Text("error.period", {"text": "x"}), ["y"])
    for locale in locales():
        assert "x" in error.describe(locale)
        assert "y" in error.describe(locale)
    assert str(error) == error.describe("en")


@pytest.mark.parametrize(
    ("asked", "tag", "chosen"),
    [
        ("zh", "en", "zh"),
        ("xx", "zh-CN,en;q=0.8", "zh"),
        (None, "en_US.UTF-8", "en"),
        ("", "fr", "en"),
        (None, "", "en"),
    ],
)
def test_a_language_is_chosen_by_code_then_by_the_tag_of_the_system(asked: str | None, tag: str, chosen: str) -> None:
    assert choose(asked, tag) == chosen


def test_the_default_language_comes_first() -> None:
    assert locales()[0] == DEFAULT_LOCALE
    assert set(catalogue(DEFAULT_LOCALE)) == set(catalogue("en"))
