"""From what rules find to what becomes of cases: opened, opened again, closed, or gathered and only counted. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from sales_core.alerts.finding import AlertFinding, RuleFindings
from sales_core.catalogue.alert import AlertLevel
from sales_core.catalogue.number_address import NumberAddress
from sales_core.catalogue.record import RecordRow, Values

OPEN, CLOSED = "open", "closed"
#: So long after its end a case opens again in place of a new one, and only for more than opened it.
REOPENS_DAYS = 28
#: A case's amount is kept up to date when it has changed by more than this share.
_MOVED = Decimal("0.2")
_CENTS, _PLACES = Decimal("0.0001"), Decimal("0.00000001")

#: Who answers for a number: (number, level of the organisation, who in any case) → account, "" = nobody.
OwnerOf = Callable[[NumberAddress, str, str], str]


@dataclass(frozen=True, slots=True)
class CaseAct:
    """What is to be written about a case. `row` None: a new one."""

    row: RecordRow | None
    event: str
    state: str
    subject: str
    values: Values


@dataclass(frozen=True, slots=True)
class CasePlan:
    """Every act, and how many findings of which rule wait for whom: `gathered` is owner → rule → count."""

    acts: tuple[CaseAct, ...] = ()
    gathered: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def count(self, event: str) -> int:
        """How many cases are added, open (again) or closed."""
        return sum(act.event == event for act in self.acts)


@dataclass(frozen=True, slots=True)
class _Candidate:
    rule: str
    finding: AlertFinding
    owner: str
    place: int


def plan_cases(
    found: Sequence[RuleFindings], rows: Iterable[RecordRow], day: date, most_new: int, owner_of: OwnerOf
) -> CasePlan:
    """What becomes of the cases `rows` (newest first) on `day`: nobody gets more than `most_new` new ones a week.

    Each rule's largest comes first, then each rule's second: a week tells of many things, not of one many times.
    """
    held = list(rows)
    live = {_key(row): row for row in held if row.state != CLOSED}
    closed: dict[tuple[str, str], RecordRow] = {}
    for row in held:
        if row.state == CLOSED:
            closed.setdefault(_key(row), row)
    acts = [*_ended(found, live, day)]
    candidates: list[_Candidate] = []
    said = {(one.rule, finding.cut) for one in found for finding in one.findings if finding.level is AlertLevel.BEYOND}
    for one in found:
        is_told = {cut for rule, cut in {*said, *live} if rule in one.unless}
        ordered = sorted(one.findings, key=lambda finding: (-(finding.stake or 0), finding.cut))
        wanted = [each for each in ordered if each.cut not in is_told and (one.rule, each.cut) not in live]
        place = 0
        for each in wanted:
            before = closed.get((one.rule, each.cut))
            since = _days_since(before, day)
            if before is not None and since is not None and since < max(REOPENS_DAYS, one.quiet_days):
                if each.again is AlertLevel.BEYOND and since >= one.quiet_days:
                    acts.append(
                        CaseAct(before, OPEN, OPEN, str(each.number), {**before.values, **_now(each), "closed": None})
                    )
            elif each.level is AlertLevel.BEYOND:
                candidates.append(_Candidate(one.rule, each, owner_of(each.number, one.owner_level, one.owner), place))
                place += 1
    opened, gathered = _admitted(candidates, held, day, most_new)
    for one in found:
        if one.more:
            gathered.setdefault(one.owner, Counter())[one.rule] += one.more
    return CasePlan((*acts, *opened), gathered)


def _key(row: RecordRow) -> tuple[str, str]:
    return str(row.values["rule"]), str(row.values["cut"])


def _ended(found: Sequence[RuleFindings], live: Mapping[tuple[str, str], RecordRow], day: date) -> Iterable[CaseAct]:
    """Cases whose cause is gone, or whose rule is; and those whose amount has moved."""
    by_rule = {one.rule: one for one in found}
    levels = {(one.rule, each.cut): each for one in found for each in one.findings}
    for key, row in live.items():
        rule, finding = by_rule.get(key[0]), levels.get(key)
        is_gone = rule is None or (rule.is_known and finding is None)
        if is_gone or (finding is not None and finding.level is AlertLevel.CLEAR):
            yield CaseAct(row, CLOSED, CLOSED, row.subject, {**row.values, "closed": day})
        elif finding is not None and finding.level is not AlertLevel.UNKNOWN and _has_moved(row, finding):
            yield CaseAct(row, "edited", row.state, str(finding.number), {**row.values, **_now(finding)})


def _has_moved(row: RecordRow, finding: AlertFinding) -> bool:
    before = row.values["stake"]
    if finding.stake is None or not isinstance(before, Decimal):
        return False
    return abs(finding.stake - before) > _MOVED * before


def _days_since(row: RecordRow | None, day: date) -> int | None:
    """Days since a case ended: by a rule, or by a person who ended it although its cause lasted."""
    if row is None:
        return None
    ended = row.values["closed"]
    return (day - (ended if isinstance(ended, date) else row.changed.date())).days


def _now(finding: AlertFinding) -> dict[str, Decimal | None]:
    return {
        "stake": None if finding.stake is None else finding.stake.quantize(_CENTS),
        "value": None if finding.value is None else finding.value.quantize(_PLACES),
    }


def _admitted(
    candidates: Sequence[_Candidate], rows: Sequence[RecordRow], day: date, most_new: int
) -> tuple[list[CaseAct], dict[str, Counter[str]]]:
    monday = day - timedelta(days=day.weekday())
    had = Counter(
        str(row.values["owner"] or "")
        for row in rows
        if isinstance(opened := row.values["opened"], date) and monday <= opened < monday + timedelta(days=7)
    )
    acts: list[CaseAct] = []
    gathered: dict[str, Counter[str]] = {}
    ordered = sorted(candidates, key=lambda one: (one.place, -(one.finding.stake or 0), one.rule, one.finding.cut))
    for one in ordered:
        if had[one.owner] >= most_new:
            gathered.setdefault(one.owner, Counter())[one.rule] += 1
            continue
        had[one.owner] += 1
        values: Values = {
            "rule": one.rule, "cut": one.finding.cut, **_now(one.finding), "opened": day, "closed": None,
            "owner": one.owner or None, "answer": None,
        }  # fmt: skip
        acts.append(CaseAct(None, "added", OPEN, str(one.finding.number), values))
    return acts, gathered
