"""Weights of a scheme: one whole by day and post, or the rows of that scheme are refused with their sum."""

from __future__ import annotations

from decimal import Decimal

from tests.recognition.conftest import Read

HEAD = ["考核生效日期", "考核岗位", "考核指标", "考核权重", "考核封顶"]


def scheme(post: str, *weights: tuple[str, str]) -> list[list[object]]:
    return [["2026-01-01", post, kpi, weight, "120%"] for kpi, weight in weights]


def test_a_scheme_whose_weights_are_not_one_whole_is_refused_and_others_stay(read: Read) -> None:
    # 60 % and 30 % are 90 %; the other post has 100 %.
    rows = [
        *scheme("业务代表", ("销售额", "60%"), ("回款", "30%")),
        *scheme("主管", ("销售额", "50%"), ("售点表现", "50%")),
    ]
    found = read([list(HEAD), *rows])
    problem = found.problem("E_SHARES")
    assert problem.count == 2
    assert problem.facts["sum"] == "90"
    assert problem.place.cell == "D2"


def test_one_whole_is_read_in_per_cent_and_as_fractions(read: Read) -> None:
    rows = [*scheme("业务代表", ("销售额", "33.3%"), ("回款", "66.7%")), *scheme("", ("毛利", "100%"))]
    found = read([list(HEAD), *rows])
    assert "E_SHARES" not in found.codes
    assert found.column("kpi") == ["net_sales", "collections", "gross_profit"]
    assert found.column("weight") == [Decimal("0.333"), Decimal("0.667"), Decimal(1)]
    assert found.column("cap") == [Decimal("1.2")] * 3
    plain = read([list(HEAD[:4]), ["2026-01-01", "A", "销售额", 0.6], ["2026-01-01", "A", "回款", 0.4]])
    assert "E_SHARES" not in plain.codes
