"""Which columns of an uploaded table are asked about, and what choosing a field does to the draft."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.data.draft import Draft
from pages.kit.context import PageContext
from sales_core.catalogue.catalogue import product
from sales_core.kernel.terms import Text
from sales_core.recognition.reading import Match, Question, TableReading
from tests.pages.stage import Stage, words

SURE = (Match("日期", "A", "date"), Match("客户", "B", "customer"), Match("数", "C", "quantity", 0.97, "alias"))


def table(*matches: Match, missing: tuple[str, ...] = (), questions: tuple[Question, ...] = ()) -> TableReading:
    return TableReading("f!s", "f", "s", "sales", matches=(*SURE, *matches), missing=missing, questions=questions)


def unknown(letter: str, *samples: str, how: str = "") -> Match:
    return Match(f"列{letter}", letter, None, how=how, samples=samples)


def drawn(page: PageContext, reading: TableReading) -> None:
    """What the script draws: the columns with the session's draft."""
    from pages.data import columns, draft

    columns.show(page, reading, product().dataset("sales"), draft.current())


Draw = Callable[[TableReading], AppTest]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    stage = Stage.of(tmp_path)
    return lambda reading: stage.draw("tests.pages.test_columns", "drawn", reading)


def open_boxes(app: AppTest) -> dict[str, str]:
    return {box.label: str(box.value) for box in app.selectbox}


def test_sure_columns_are_folded_and_doubtful_ones_open(draw: Draw) -> None:
    weak = Match("净额合计", "D", "amount", 0.74, "fuzzy", (("profit", 0.70),), samples=("1.2万", "300"))
    near = Match("编码", "E", "product", 0.95, "alias", (("order_no", 0.94), ("customer", 0.94)))
    held = Match("名", "F", "customer_name", 0.95, "alias", (("product", 0.95),))
    app = draw(table(weak, near, held, unknown("G", "7")))
    assert open_boxes(app) == {"D · 净额合计": "amount", "E · 编码": "product", "G · 列G": ""}
    said = words(app)
    assert "例：1.2万 \\| 300 · 相近 74% · 也可能是 毛利" in said
    assert ":gray-badge[A 日期]" in said
    assert ":gray-badge[F 名 → 客户名称]" in said


def test_rivals_and_what_is_missing_are_offered_first(draw: Draw) -> None:
    weak = Match("净额合计", "D", "amount", 0.74, "fuzzy", (("profit", 0.70), ("cost", 0.69)))
    app = draw(table(weak, unknown("E", "x"), missing=("rep",)))
    weak_box, other = app.selectbox
    assert weak_box.options[:5] == ["毛利", "成本", "工号", "（忽略）", "日期（现为 A 列）"]
    assert other.options[:2] == ["工号", "（忽略）"]
    assert "数量（现为 C 列）" in other.options
    assert "工号" in app.error[0].value


def test_a_wide_export_is_no_wall(draw: Draw) -> None:
    unused = [unknown(f"X{n}", "字") for n in range(25)] + [unknown("Y", "¥1,200.50", "30"), unknown("Z", "2月")]
    app = draw(table(*unused))
    assert open_boxes(app) == {}
    assert "X0 列X0" in words(app)
    app = draw(table(*unused, missing=("amount",)))
    assert list(open_boxes(app)) == ["Y · 列Y", "Z · 列Z"]
    app.toggle[0].set_value(True).run()
    assert len(app.selectbox) == 3 + 27


def test_months_and_their_total_are_no_choice(draw: Draw) -> None:
    across = (Match("1月", "D", "amount", 1.0, "month"), Match("2月", "E", "amount", 1.0, "month"))
    app = draw(table(*across, Match("合计", "F", None, how="total")))
    assert open_boxes(app) == {}
    assert ":gray-badge[D–E 1月 … 2月 → 金额]" in words(app)
    app.toggle[0].set_value(True).run()
    assert list(open_boxes(app)) == ["A · 日期", "B · 客户", "C · 数"]


def test_what_was_ignored_on_purpose_is_asked_again_only_when_something_is_missing(draw: Draw) -> None:
    ignored = unknown("D", "9", how="remembered")
    assert open_boxes(draw(table(ignored))) == {}
    assert open_boxes(draw(table(ignored, missing=("amount",)))) == {"D · 列D": ""}


def test_taking_a_field_frees_the_column_that_had_it(draw: Draw) -> None:
    app = draw(table(unknown("D", "5"), missing=("amount",)))
    assert app.error
    app.selectbox[0].set_value("amount").run()
    assert not app.error
    app.selectbox[0].set_value("quantity").run()
    assert open_boxes(app) == {"C · 数": "", "D · 列D": "quantity"}
    assert app.error, "nothing is the amount any more"
    draft = app.session_state["upload_draft"]
    assert draft.mappings == {"f!s": {"列D": "quantity", "数": ""}}
    assert draft.changed
    assert draft.as_answers().mappings == draft.mappings


def test_choosing_what_is_there_already_changes_nothing() -> None:
    draft, reading = Draft(), table()
    draft.choose(reading, SURE[0], "date")
    assert not draft.changed
    assert draft.mappings == {}


def test_a_question_about_a_column_is_asked_once(draw: Draw) -> None:
    from pages.data.columns import answered_here

    weak = Match("净额合计", "D", "amount", 0.74, "fuzzy")
    about, other = (Question(name, "f!s", Text.verbatim("?")) for name in ("column:净额合计", "period"))
    reading = table(weak, questions=(about, other))
    assert [answered_here(question, reading) for question in reading.questions] == [True, False]
    assert list(open_boxes(draw(reading))) == ["D · 净额合计"]
