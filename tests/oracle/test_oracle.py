"""Today's product gives what version 0.1 gave. Here the small demo company in part; `make sweep` compares everything."""

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.oracle import adapter, figures, pages, storage, tables
from tests.oracle.accepted import ACCEPTED, NEW_PAGES
from tests.oracle.adapter import Opened
from tests.oracle.capture import Wanted, subject
from tests.oracle.companies import COMPANIES, Company
from tests.oracle.compare import compare, unused
from tests.support.demo_company import SMALL, demo_home

#: What of the small company `make test` asks of the command line.
WORDS = (
    "versions --json",
    "mappings list",
    "query net_sales,",
    "explain net_sales ",
    "explain landing ",
    "template sales",
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with adapter.opened(SMALL, demo_home(tmp_path_factory, "oracle")) as opened:
        yield opened


def faults(opened: Opened, name: str, wanted: Wanted | None = None) -> str:
    """What differs from the frozen entries that `wanted` names, and is not accepted."""
    where = f"{opened.company.name}/{name}"
    frozen = storage.read(opened.company.name, name)
    now = storage.as_read(subject(opened, name, frozen, wanted))
    if wanted is not None:
        frozen = {key: value for key, value in frozen.items() if key in now or (name != "exports" and wanted(key))}
    assert frozen, where
    found = compare(where, frozen, now, ACCEPTED)
    return "\n".join(str(difference) for difference in found if not difference.reason)


def test_tables_of_the_version_file(small: Opened) -> None:
    assert not faults(small, "tables")


def test_figures_of_every_metric_and_every_dimension(small: Opened) -> None:
    frozen = sorted(storage.read("tiny", "figures"))
    chosen = figures.sample(frozen)
    met, there = ({part for name in names for part in figures.parts(name)} for names in (chosen, frozen))
    asked = {part for metric, by in adapter.metrics().items() for part in (metric, *(f"by {name}" for name in by))}
    assert len(asked & there) > 100
    assert asked & there <= met, "what 0.1 did not have is not frozen"
    assert not faults(small, "figures", chosen.__contains__)


def test_pages_of_both_people(small: Opened) -> None:
    shown = [page for page in adapter.PAGES if "," not in page]
    wanted = {f"{locale} {viewer} {page} · {SMALL.periods[0]}" for locale, viewer, half in
              (("zh", "admin", shown[::2]), ("en", "manager", shown[1::2])) for page in half}  # fmt: skip
    assert not faults(small, "pages", wanted.__contains__)


def test_downloads(small: Opened) -> None:
    wanted = [f"zh admin {page} · {SMALL.periods[0]}" for page in ("overview", "receivables, customer")]
    assert not faults(small, "exports", lambda name: name in wanted or name.startswith("en statement"))


def test_the_command_line(small: Opened) -> None:
    assert not faults(small, "commands", lambda name: name.split(" ", 1)[1].startswith(WORDS))


def test_one_figure_changed_in_the_file_is_told(small: Opened, tmp_path: Path) -> None:
    """The control: a comparison that cannot fail holds nothing."""
    changed = tmp_path / "version.duckdb"
    shutil.copyfile(small.version_file, changed)
    with duckdb.connect(str(changed)) as con:
        con.execute("UPDATE sales_stored SET amount = amount + 0.0001 WHERE rowid = 7")
    looked_at = ("sales", "sales_lines", "receivables")
    frozen = {name: entry for name, entry in storage.read("tiny", "tables").items() if name in looked_at}
    now = storage.as_read(tables.capture(changed, SMALL.whole_tables, frozen, looked_at.__contains__))
    found = {difference.name: difference for difference in compare("tiny/tables", frozen, now, {})}
    assert found.keys() == {"tiny/tables/sales", "tiny/tables/sales_lines"}
    told = str(found["tiny/tables/sales"])
    assert "1 only old, 1 only new" in told
    assert "columns.amount" in told


@pytest.mark.parametrize("name", ["tables", "figures", "pages", "exports", "commands"])
def test_whatever_changes_is_told(name: str) -> None:
    """The control for every kind of entry: each of its parts changed alone is a difference of that entry."""
    frozen = storage.read("tiny", name)
    for key in sorted(frozen)[:: max(1, len(frozen) // 25)]:
        changed = copy.deepcopy(frozen[key])
        assert spoil(changed), key
        (found,) = compare(f"tiny/{name}", {key: frozen[key]}, {key: changed}, {})
        assert found.name == f"tiny/{name}/{key}"


def spoil(given: Any) -> bool:
    """Changes the first text or number in a nested value; False when there is none."""
    for at in given if isinstance(given, dict) else range(len(given)):
        if isinstance(given[at], (dict, list)):
            if spoil(given[at]):
                return True
        elif at != "count":
            given[at] = f"{given[at]}7"
            return True
    return False


def test_an_entry_that_is_gone_is_told_and_one_that_came_is_not() -> None:
    (gone,) = compare("c/s", {"a": 1, "b": 2}, {"a": 1, "c": 3}, {})
    assert str(gone) == "c/s/b\n    is gone"


def test_an_accepted_difference_has_its_reason_and_ends_with_it() -> None:
    accepted = {"c/s/a *": "dearer"}
    first, second = compare("c/s", {"a 1": 1, "b": 1}, {"a 1": 2, "b": 2}, accepted)
    assert (first.reason, second.reason) == ("dearer", "")
    assert unused(["c/s/b"], accepted) == ["c/s/a *"]
    assert all(reason.strip() for reason in ACCEPTED.values())


def test_every_page_of_the_product_is_frozen() -> None:
    names = {page.split(",")[0] for page in adapter.PAGES}
    assert names | {"n"} == adapter.addresses() - NEW_PAGES
    assert adapter.addresses() >= NEW_PAGES
    assert {name.split(" ")[2].rstrip(",") for name in storage.read("tiny", "pages")} >= names
    assert set(pages.NUMBERS) <= adapter.metrics().keys()


@pytest.mark.endure
@pytest.mark.parametrize("it", COMPANIES, ids=lambda one: one.name)
def test_everything(it: Company, tmp_path: Path) -> None:
    if not it.is_here:
        pytest.skip(f"the files of {it.name} are not on this machine")
    with adapter.loaded(it, tmp_path) as opened:
        told = [found for name in it.subjects if (found := faults(opened, name))]
    assert not told, "\n".join(told)
