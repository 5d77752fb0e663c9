"""What becomes of cases: opened once, assigned, closed by themselves, without flapping, five a person a week. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from sales_core.alerts.cases import CasePlan, plan_cases
from sales_core.alerts.finding import RuleFindings, finding_of
from sales_core.catalogue.alert import AlertCondition, ConditionKind
from sales_core.catalogue.number_address import NumberAddress
from sales_core.catalogue.record import RecordRow
from sales_core.kernel.query import Compare, Filter
from sales_core.kernel.terms import Period

MONDAY = date(2026, 5, 4)
PACE = AlertCondition(ConditionKind.BEHIND_PACE, Decimal("0.9"), Decimal("0.95"))
ABOVE = AlertCondition(ConditionKind.ABOVE, Decimal("0.35"), Decimal("0.3"))
FALL = AlertCondition(ConditionKind.FALL, Decimal("-0.4"), Decimal("-0.25"), compare=Compare.LAST_YEAR)
RISE = AlertCondition(ConditionKind.RISE, Decimal("0.15"), Decimal("0.1"), compare=Compare.LAST_YEAR)
AMOUNT = AlertCondition(ConditionKind.ABOVE, Decimal(0))


@dataclass
class Book:
    """The cases of a company, written as the plans say."""

    rows: list[RecordRow] = field(default_factory=list)
    events: list[str] = field(default_factory=list)

    def take(self, plan: CasePlan, day: date) -> CasePlan:
        for act in plan.acts:
            at = datetime.combine(day, datetime.min.time(), UTC)
            number = act.row.id if act.row else len(self.rows) + 1
            revision = act.row.revision + 1 if act.row else 1
            row = RecordRow("alert_case", number, act.subject, act.state, act.values, revision, at, "t", day, at, "t")
            self.rows = [row, *(one for one in self.rows if one.id != number)]
            self.events.append(act.event)
        return plan


def found(
    values: Mapping[str, str | None], condition: AlertCondition = PACE, stake: str = "1000", floor: str = "0",
    *, rule: str = "r", is_known: bool = True, quiet_days: int = 0, unless: tuple[str, ...] = (),
) -> RuleFindings:  # fmt: skip
    made = []
    for code, value in values.items():
        cut = (Filter("branch", (code,)),)
        number = NumberAddress("net_sales", Period.month(2026, 5), cut)
        amount = Decimal(stake) if condition is not AMOUNT else Decimal(value or 0)
        known = None if value is None else Decimal(value)
        made.append(finding_of(condition, number, cut, known, amount, Decimal(floor)))
    return RuleFindings(rule, tuple(made), is_known, "branch", quiet_days=quiet_days, unless=unless)


def nobody(number: NumberAddress, level: str, owner: str) -> str:
    del number, level
    return owner


def through(condition: AlertCondition, values: Sequence[str | None], floor: str = "0", days: int = 1) -> list[str]:
    """The events of one code over versions that are `days` apart."""
    book = Book()
    for place, value in enumerate(values):
        day = MONDAY + timedelta(days=days * place)
        book.take(plan_cases([found({"SH": value}, condition, floor=floor)], book.rows, day, 5, nobody), day)
    return [event for event in book.events if event != "edited"]


@pytest.mark.parametrize(
    ("condition", "values"),
    [
        (PACE, ("0.89", "0.91", "0.88", "0.94", "0.90", "0.949", "0.89", "0.92", "0.87", "0.93")),
        (ABOVE, ("0.36", "0.34", "0.37", "0.31", "0.35", "0.33", "0.36", "0.32", "0.38", "0.34")),
        (FALL, ("-0.41", "-0.39", "-0.45", "-0.26", "-0.40", "-0.3", "-0.5", "-0.28", "-0.41", "-0.3")),
        (RISE, ("0.16", "0.14", "0.2", "0.11", "0.15", "0.12", "0.16", "0.13", "0.17", "0.12")),
    ],
)
def test_a_value_that_swings_about_its_limit_opens_once_over_ten_versions(
    condition: AlertCondition, values: tuple[str, ...]
) -> None:
    assert through(condition, values) == ["added"]


def test_a_value_that_swings_over_both_limits_opens_and_closes_once() -> None:
    """Back beyond the limit within four weeks is the same thing; only what is worse than before opens it again."""
    assert through(PACE, ("0.89", "0.96", "0.89", "0.96", "0.86", "0.97", "0.88", "0.96", "0.89", "0.96")) == [
        "added",
        "closed",
    ]
    assert through(PACE, ("0.89", "0.96", "0.84", "0.96")) == ["added", "closed", "open", "closed"]
    assert through(PACE, ("0.89", "0.96", "0.89"), days=28) == ["added", "closed", "added"]


def test_an_amount_that_swings_about_the_least_one_opens_once_over_ten_versions() -> None:
    swing = ("1001", "999", "1002", "700", "1100", "501", "1000", "800", "1200", "600")
    assert through(AMOUNT, swing, floor="1000") == ["added"]
    assert through(AMOUNT, ("1001", "499", "1400", "499", "1500"), floor="1000") == ["added", "closed", "open"]


def test_the_limit_itself_is_no_case_and_the_other_ends_one() -> None:
    assert through(PACE, ("0.9",)) == []
    assert through(PACE, ("0.8999", "0.95")) == ["added", "closed"]
    assert through(AMOUNT, ("0",)) == []


def test_what_nobody_knows_opens_and_closes_nothing() -> None:
    assert through(PACE, (None, "0.5", None, None)) == ["added"]


def test_a_code_that_is_gone_ends_its_case_unless_nothing_is_known() -> None:
    book = Book()
    book.take(plan_cases([found({"SH": "0.5"})], book.rows, MONDAY, 5, nobody), MONDAY)
    assert plan_cases([found({}, is_known=False)], book.rows, MONDAY, 5, nobody).acts == ()
    (act,) = plan_cases([found({})], book.rows, MONDAY, 5, nobody).acts
    assert (act.event, act.values["closed"]) == ("closed", MONDAY)


def test_a_rule_that_is_switched_off_ends_its_cases() -> None:
    book = Book()
    book.take(plan_cases([found({"SH": "0.5"})], book.rows, MONDAY, 5, nobody), MONDAY)
    (act,) = plan_cases([], book.rows, MONDAY, 5, nobody).acts
    assert act.event == "closed"


def test_what_a_person_ended_stays_so_while_it_is_no_worse() -> None:
    book = Book()
    book.take(plan_cases([found({"SH": "0.89"})], book.rows, MONDAY, 5, nobody), MONDAY)
    (row,) = book.rows
    ended = replace(row, state="closed")
    assert plan_cases([found({"SH": "0.88"})], [ended], MONDAY, 5, nobody).acts == ()


def test_an_amount_that_has_moved_by_a_fifth_is_kept_up_to_date() -> None:
    book = Book()
    book.take(plan_cases([found({"SH": "1000"}, AMOUNT)], book.rows, MONDAY, 5, nobody), MONDAY)
    assert plan_cases([found({"SH": "1200"}, AMOUNT)], book.rows, MONDAY, 5, nobody).acts == ()
    (act,) = plan_cases([found({"SH": "1201"}, AMOUNT)], book.rows, MONDAY, 5, nobody).acts
    assert (act.event, act.values["stake"]) == ("edited", Decimal("1201.0000"))


def test_nobody_gets_more_than_five_new_cases_a_week() -> None:
    """Seven overdue and two behind: the largest of each first, then the next; four wait and come the week after."""
    book = Book()
    many = {f"B{place}": str(1000 - place) for place in range(7)}
    rules = [found(many, AMOUNT, rule="cash"), found({"X": "0.5", "Y": "0.6"}, stake="50", rule="pace")]
    plan = book.take(plan_cases(rules, book.rows, MONDAY, 5, nobody), MONDAY)
    opened = [(act.values["rule"], act.values["cut"]) for act in plan.acts]
    assert opened == [
        ("cash", "branch=B0"), ("pace", "branch=X"), ("cash", "branch=B1"), ("pace", "branch=Y"), ("cash", "branch=B2"),
    ]  # fmt: skip
    assert plan.gathered == {"": {"cash": 4}}
    sunday = MONDAY + timedelta(days=6)
    assert plan_cases(rules, book.rows, sunday, 5, nobody).acts == ()
    next_week = plan_cases(rules, book.rows, MONDAY + timedelta(days=7), 5, nobody)
    assert (next_week.count("added"), next_week.gathered) == (4, {})


def test_each_person_has_a_week_of_his_own() -> None:
    def own(number: NumberAddress, level: str, owner: str) -> str:
        del level, owner
        return f"of {number.filters[0].values[0]}"

    rules = [found({"SH": "9", "BJ": "8"}, AMOUNT), found({"SH": "7", "BJ": "6"}, AMOUNT, rule="s")]
    plan = plan_cases(rules, [], MONDAY, 1, own)
    assert [act.values["owner"] for act in plan.acts] == ["of SH", "of BJ"]
    assert plan.gathered == {"of SH": {"s": 1}, "of BJ": {"s": 1}}


def test_what_another_case_says_already_is_not_said_again() -> None:
    rules = [found({"SH": "0.5", "BJ": "0.5"}), found({"SH": "0.5", "BJ": "0.99"}, rule="worse")]
    rules[0] = found({"SH": "0.5", "BJ": "0.5"}, unless=("worse",))
    plan = plan_cases(rules, [], MONDAY, 5, nobody)
    assert {(act.values["rule"], act.values["cut"]) for act in plan.acts} == {
        ("r", "branch=BJ"),
        ("worse", "branch=SH"),
    }


def test_a_watch_keeps_quiet_after_its_end() -> None:
    book = Book()
    for place, value in enumerate(("0.5", "0.99", "0.1")):
        day = MONDAY + timedelta(days=place)
        book.take(plan_cases([found({"SH": value}, quiet_days=40)], book.rows, day, 5, nobody), day)
    assert book.events == ["added", "closed"]
    late = MONDAY + timedelta(days=41)
    assert plan_cases([found({"SH": "0.1"}, quiet_days=40)], book.rows, late, 5, nobody).count("added") == 1


def test_equal_findings_on_an_equal_day_give_equal_acts() -> None:
    rules = [found({f"B{place}": "0.5" for place in range(9)})]
    assert plan_cases(rules, [], MONDAY, 5, nobody) == plan_cases(rules, [], MONDAY, 5, nobody)


def test_a_condition_is_over_on_its_good_side() -> None:
    with pytest.raises(ValueError, match="good side"):
        AlertCondition(ConditionKind.BELOW, Decimal(1), Decimal("0.5"))
    with pytest.raises(ValueError, match="compared"):
        AlertCondition(ConditionKind.FALL, Decimal("-0.1"))
