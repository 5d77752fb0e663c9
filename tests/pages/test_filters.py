"""The filter bar: what is chosen above limits what is offered below, and every choice is in the address."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.kit import filters, url_state
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import LOCAL_ADMIN
from tests.pages.stage import Stage
from tests.pages.tiny import everything

_SET: dict[str, Stage] = {}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("filters"), **everything())


def _script() -> None:
    from tests.pages.test_filters import draw_bar

    draw_bar()


def draw_bar() -> None:
    """The bar alone, over the stage of the test."""
    page = _SET["stage"].context(locale="en")
    filters.bar(
        filters.FilterContext(
            page.workspace,
            page.viewer,
            page.locale,
            page.version,
            page.version,
            (),
            page.as_of.replace(day=1),
            page.as_of,
        ),
        lambda: None,
    )


def shown(stage: Stage, **address: list[str]) -> AppTest:
    _SET["stage"] = stage
    app = AppTest.from_function(_script, default_timeout=30)
    for name, values in address.items():
        app.query_params[name] = values
    app.session_state[filters.POPOVER] = True
    app.run()
    assert not app.exception
    return app


def offered(app: AppTest, dimension: str) -> set[str]:
    return {option.split(" ")[0] for option in app.multiselect(key=f"bar_{dimension}").options}


def test_values_that_lie_inside_filters(stage: Stage) -> None:
    figures = stage.workspace.figures
    north = (Filter("region", ("North",)),)
    assert [code for code, _ in figures.values("rep", LOCAL_ADMIN, among=north)] == ["E3"]
    assert [code for code, _ in figures.values("branch", LOCAL_ADMIN, among=north)] == ["BJ"]


def test_a_region_leaves_its_own_branches_and_reps(stage: Stage) -> None:
    app = shown(stage)
    assert len(app.multiselect(key="bar_rep").options) == 3
    app = shown(stage, region=["North"])
    assert len(app.multiselect(key="bar_rep").options) == 1
    assert len(app.multiselect(key="bar_branch").options) == 1
    assert len(app.multiselect(key="bar_region").options) == 2


def test_another_region_takes_back_what_lies_outside_it(stage: Stage) -> None:
    app = shown(stage, region=["East"], branch=["SH"], rep=["E1"])
    app.multiselect(key="bar_region").set_value(["North"]).run()
    assert app.query_params["region"] in ("North", ["North"])
    assert "branch" not in app.query_params
    assert "rep" not in app.query_params


def test_a_link_is_shown_as_it_was_written(stage: Stage) -> None:
    app = shown(stage, region=["North"], rep=["E1"])
    assert app.multiselect(key="bar_rep").value == ["E1"]


def test_nothing_stands_before_the_name_that_is_typed(stage: Stage) -> None:
    assert all(not box.proto.select_all for box in shown(stage).multiselect)


def test_every_choice_of_a_page_is_in_the_address_and_read_from_it(stage: Stage, tmp_path: Path) -> None:
    for page, choice, value in (
        ("receivables", "view", "credit"), ("receivables", "basis", "document"), ("inventory", "view", "expiry"),
        ("leaderboard", "measure", "yoy"), ("analysis", "against", "target"), ("targets", "level", "rep"),
    ):  # fmt: skip
        app = stage.show(page)
        widget: Any = next(
            one for kind in ("segmented_control", "button_group", "selectbox") for one in app.get(kind)
            if getattr(one, "key", "") == f"choice_{choice}"
        )  # fmt: skip
        widget.set_value(value).run()
        assert app.query_params[choice] in (value, [value]), page
    assert url_state.KEPT


def test_each_filter_is_a_chip_that_takes_it_back(stage: Stage) -> None:
    app = shown(stage, branch=["SH"], rep=["E1"])
    chips = {button.key: button for button in app.button if str(button.key).startswith("chip_")}
    assert set(chips) == {"chip_branch", "chip_rep", "chip_all"}
    assert chips["chip_branch"].label.startswith("Branch")
    chips["chip_branch"].click().run()
    assert "branch" not in app.query_params
    assert app.query_params["rep"] in ("E1", ["E1"])
    assert "chip_all" not in {button.key for button in app.button}, "one chip takes all back already"
