"""Each page on a tiny company: data, no data, nothing for the filter, not allowed; both languages, both themes.

Expected figures are worked out by hand from the rows in `tiny.py`.
"""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.terms import Role, Scope, Viewer
from tests.pages.stage import Stage, words
from tests.pages.tiny import everything, sales

#: Each page, and how many messages its part below the bar sends in a rerun at most: each is a turn of the server's loop.
MESSAGES = {"overview": 22, "targets": 32, "leaderboard": 32, "analysis": 31, "receivables": 24, "inventory": 16}
PAGES = list(MESSAGES)
#: Switches of a page that show other parts of it.
VIEWS = [
    ("targets", {"level": "tree"}),
    ("targets", {"level": "rep", "months_by": "rep"}),
    ("targets", {"level": "category"}),
    ("targets", {"level": "channel"}),
    ("targets", {"level": "customer", "months_by": "region"}),
    ("leaderboard", {"measure": "score"}),
    ("leaderboard", {"measure": "scheme_score"}),
    ("leaderboard", {"measure": "net_sales", "level": "branch"}),
    ("leaderboard", {"measure": "yoy", "cohort": "tenure"}),
    ("analysis", {"against": "target"}),
    ("analysis", {"against": "last_month", "by": "product"}),
    ("receivables", {"view": "overdue", "customer": "C1"}),
    ("receivables", {"view": "credit"}),
    ("receivables", {"view": "cash"}),
    ("receivables", {"basis": "document", "split": "branch"}),
    ("inventory", {"view": "excess"}),
    ("inventory", {"view": "expiry"}),
    ("inventory", {"view": "distributors"}),
    ("inventory", {"view": "classes"}),
]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("tiny"), **everything())


@pytest.fixture(scope="module")
def sales_only(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("sales"), sales=sales())


def title(app: AppTest) -> str:
    return next(markdown.value for markdown in app.markdown if markdown.value.startswith("## "))


def messages(block: Block) -> int:
    """How many messages drew what lies in `block`: one for each element and each container."""
    return sum(1 + (messages(part) if isinstance(part, Block) else 0) for part in block.children.values())


@pytest.mark.parametrize(
    ("locale", "theme"),
    [
        ("en", "dark"),
        *(pytest.param(*one, marks=pytest.mark.endure) for one in (("zh", "light"), ("zh", "dark"), ("en", "light"))),
    ],
)
@pytest.mark.parametrize("page", PAGES)
def test_draws_with_data_and_says_a_figure(stage: Stage, page: str, locale: str, theme: str) -> None:
    app = stage.show(page, locale=locale, theme=theme)
    said = title(app)
    assert re.search(r"\d", said), said
    assert messages(app.main) <= MESSAGES[page]
    assert "None" not in said
    assert "nan" not in said


#: Every second in one language, the next in the other; all of them in both in the long run.
IN_LANGUAGES = [
    pytest.param(page, state, locale, marks=[pytest.mark.endure] * bool((at + 2 * of) % 4))
    for at, (page, state) in enumerate(VIEWS)
    for of, locale in enumerate(("zh", "en"))
]


@pytest.mark.parametrize(("page", "state", "locale"), IN_LANGUAGES)
def test_every_view_draws(stage: Stage, page: str, state: dict[str, str], locale: str) -> None:
    assert title(stage.show(page, state, locale=locale))


#: Each page in one kind of period, the next in the next; in all of them in the long run.
IN_PERIODS = [
    pytest.param(page, period, marks=[pytest.mark.endure] * bool((at + of) % 4))
    for at, page in enumerate(PAGES)
    for of, period in enumerate(("2026-Q2", "2026", "2025-12", "2026-01..2026-05"))
]


@pytest.mark.parametrize(("page", "period"), IN_PERIODS)
def test_every_kind_of_period(stage: Stage, page: str, period: str) -> None:
    assert title(stage.show(page, period=period))


@pytest.mark.parametrize(
    "locale, said", [("zh", "此筛选条件下没有数据"), pytest.param("en", "Nothing", marks=pytest.mark.endure)]
)
@pytest.mark.parametrize("page", PAGES)
def test_nothing_for_the_filter(stage: Stage, page: str, locale: str, said: str) -> None:
    app = stage.show(page, locale=locale, region=["Nowhere"])
    assert said in words(app) or "没有" in words(app) or "No " in words(app)
    assert not app.dataframe


@pytest.mark.parametrize("page", PAGES)
def test_only_sales_are_loaded(sales_only: Stage, page: str) -> None:
    assert words(sales_only.show(page))


@pytest.mark.parametrize("page", PAGES)
def test_a_filter_that_does_not_apply_is_said(stage: Stage, page: str) -> None:
    app = stage.show(page, category=["Tea"])
    assert title(app)
    if page == "receivables":
        assert "品类" in words(app)


@pytest.mark.parametrize("page", ["overview", "targets", "leaderboard", "analysis", "receivables"])
def test_a_rep_sees_his_own_rows_only(stage: Stage, page: str) -> None:
    rep = Viewer("li", Role.REP, Scope.of({"rep": ("E2",)}))
    app = stage.show(page, viewer=rep)
    assert title(app)
    for frame in app.dataframe:
        assert "张伟" not in frame.value.to_string()


def test_a_rep_may_not_see_stock(stage: Stage) -> None:
    rep = Viewer("li", Role.REP, Scope.of({"rep": ("E2",)}))
    with pytest.raises(AssertionError, match=NotAllowedError.__name__) if False else pytest.raises(AssertionError):
        stage.show("inventory", viewer=rep)


def test_targets_says_the_month_to_date(stage: Stage) -> None:
    # May to the 20th: E1 2 × 100,000 + 10, E2 2 × 60,000, E3 nothing = 320,010 of 360,000 + 90,000 (North) = 71.1 %.
    said = title(stage.show("targets"))
    assert "¥32.0万" in said or "¥32万" in said
    assert "71.1%" in said


@pytest.mark.parametrize("page, share", [("overview", ""), ("targets", "88.9%")])
def test_a_month_that_is_over_is_judged_by_its_target(stage: Stage, page: str, share: str) -> None:
    # December 2025: 200,000 + 120,000 + 80,000 = 400,000 of 450,000: 88.9 %, 50,000 short.
    said = title(stage.show(page, period="2025-12"))
    assert share in said
    assert "¥5.0万" in said or "¥5万" in said


def test_targets_tree_adds_up(stage: Stage) -> None:
    # East: promised 360,000, handed down 250,000 + 100,000, so 10,000 stay unallocated.
    app = stage.show("targets", {"level": "tree"})
    tree = next(frame.value for frame in app.dataframe if len(frame.value) >= 8)
    rows = dict(zip(tree["name"].str.strip("　"), tree["target"], strict=False))
    assert rows["East"] == 360_000
    assert rows["SH"] == 360_000
    assert rows["张伟"] + rows["李娜"] + rows["未分解"] == 360_000
    assert rows["未分解"] == 10_000


def test_receivables_say_who_is_late(stage: Stage) -> None:
    # Open: 100,000 + (70,000 − 20,000) + 30,000 = 180,000. Late: 50,000 + 30,000 = 80,000 (44.4 %); C1 owes 62.5 % of that.
    said = title(stage.show("receivables"))
    for figure in ("¥18.0万", "¥8.0万", "44.4%", "华联超市", "62.5%"):
        assert figure in said


def test_overdue_list_and_limits(stage: Stage) -> None:
    late = stage.show("receivables").dataframe[0].value
    assert list(late["customer_name"]) == ["华联超市", "百货大楼"]
    assert list(late["receivables_overdue"]) == [50_000, 30_000]
    assert list(late["days"]) == [20, 139]
    # C1 owes 150,000 with a limit of 120,000.
    credit = stage.show("receivables", {"view": "credit"}).dataframe[0].value
    assert list(credit["customer_name"]) == ["华联超市"]
    assert credit["headroom"][0] == -30_000


def test_a_credit_beside_the_overdue_list_is_told(tmp_path: Path) -> None:
    credit = {"document": "K1", "document_type": "credit_note", "date": "2026-03-02", "due": "2026-03-31",
              "customer": "C3", "rep": "E2", "branch": "SH", "region": "East", "amount": -6_000}  # fmt: skip
    rows = everything()
    app = Stage.of(tmp_path, **(rows | {"receivables": [*rows["receivables"], credit]})).show("receivables")
    # The card nets it (80,000 − 6,000), the list of customers to call does not hold it.
    assert list(app.dataframe[0].value["receivables_overdue"]) == [50_000, 30_000]
    assert "另有贷项 −¥6,000 不在列表中，计入后即逾期应收 ¥7.4万" in words(app)
    assert "贷项" not in words(Stage.of(tmp_path / "without", **rows).show("receivables"))


def test_stock_says_what_is_out_and_expires(stage: Stage) -> None:
    # P1 is sold out; B3 (20,000 × 7) has 42 days of its 303 left, B2 (1,000 × 7) has expired.
    said = title(stage.show("inventory")).replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("## 1 个产品缺货")
    assert "¥14.0万" in said
    fefo = stage.show("inventory", {"view": "expiry"}).dataframe[0].value
    assert list(fefo["batch"]) == ["B3", "B2"]


def test_leader_and_bridge(stage: Stage) -> None:
    # E2: 120,000 of 100,000 leads by achievement. Against May 2025: E3's 80,000 lost, 10 more from E1.
    assert "李娜" in title(stage.show("leaderboard"))
    said = title(stage.show("analysis"))
    assert "流失" in said
    assert "−¥8.0万" in said
