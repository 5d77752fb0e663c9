"""Every chart form has an equivalent in office programs, with the same numbers, on degenerate input too."""

import inspect
import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from sales_core.charts.forms.bullet import Bar, bullet_native
from sales_core.charts.forms.quadrant import Dot, quadrant_native
from sales_core.charts.forms.waterfall import Step, waterfall_native
from sales_core.charts.native import NATIVE, native_chart
from sales_core.charts.style import ChartStyle
from sales_core.kernel.native_chart import NativeChart, NativeForm, NativeTable
from sales_core.kernel.units import Unit
from tests.charts import test_forms

D = Decimal


@pytest.fixture
def natives(monkeypatch: pytest.MonkeyPatch) -> None:
    """The inputs of every form's own test, given to its equivalent."""
    for form, native in NATIVE.items():
        monkeypatch.setattr(test_forms, form.__name__, native)


@pytest.mark.usefixtures("natives")
@pytest.mark.parametrize("look", test_forms.LOOKS, ids=lambda look: look.theme.name)
@pytest.mark.parametrize("form", test_forms.FORMS)
def test_every_form_has_one_on_every_input(form: str, look: ChartStyle) -> None:
    for values, given in test_forms.VALUES.items():
        made: Any = test_forms.FORMS[form](given, look)
        if isinstance(made, NativeTable):
            assert {len(row) for row in made.rows} <= {len(made.header)}, values
            continue
        assert isinstance(made, NativeChart), values
        for series in made.series:
            assert len(series.values) == len(series.at or made.categories), values
            assert len(series.labels) in {0, len(series.values)}, values
            assert len(series.colours) in {0, len(series.values)}, values
            assert all(value is None or math.isfinite(value) for value in (*series.values, *series.at)), values


def test_no_form_is_without_one() -> None:
    forms = {form for form in _forms() if not form.endswith("_native")}
    assert forms == {form.__name__ for form in NATIVE}


def _forms() -> Iterator[str]:
    for name in test_forms.__dict__:
        value = test_forms.__dict__[name]
        if inspect.isfunction(value) and value.__module__.startswith("sales_core.charts.forms"):
            yield name


def test_a_bridge_adds_up_to_its_totals_across_zero() -> None:
    steps = [
        Step("a", "Before", D(100), total=True),
        Step("b", "Down", D(-150)),
        Step("c", "Up", D(80)),
        Step("d", "After", D(30), total=True),
    ]
    made = waterfall_native(steps, ChartStyle())
    foot, above, below, labels = made.series
    assert made.form is NativeForm.STACKED_COLUMNS
    assert foot.values == (0.0, 0.0, 0.0, 0.0)
    assert above.values == (100.0, 100.0, 30.0, 30.0)
    assert below.values == (0.0, -50.0, -50.0, 0.0)
    assert labels.is_unseen
    assert all(labels.labels)


def test_what_is_no_figure_is_no_bar() -> None:
    made = bullet_native([Bar("x", "X", D(5), None, None)], ChartStyle(locale="en"))
    (done,) = made.series
    assert done.values == (5.0,)
    assert done.labels == ("no target",)


def test_dots_keep_their_places() -> None:
    dots = [Dot("a", "A", D(1), D(2)), Dot("b", "B", None, D(2)), Dot("c", "C", D("-1"), D(7))]
    options = {"middle": (0.0, 3.0), "units": (Unit.MONEY, Unit.COUNT), "titles": ("x", "y")}
    made = quadrant_native(dots, ChartStyle(), **options)  # type: ignore[arg-type]
    (series,) = made.series
    assert (series.at, series.values) == ((1.0, -1.0), (2.0, 7.0))
    assert made.limits_at[0] <= -1 < 1 <= made.limits_at[1]  # type: ignore[operator]


def test_a_form_that_nobody_declared_is_refused() -> None:
    with pytest.raises(KeyError):
        native_chart(dict, (), ChartStyle(), {})
