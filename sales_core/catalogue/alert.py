"""How an alert is declared: what is measured, in which cut, from which value on it is a case, and from which no more.

Pure declarations; `sales_core.alerts` evaluates them through the semantic layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sales_core.kernel.query import Compare
from sales_core.kernel.terms import Text


class AlertArea(StrEnum):
    """What an alert is about; texts are `alert.area.<value>`."""

    SALES = "sales"
    STOCK = "stock"
    CASH = "cash"
    CUSTOMERS = "customers"
    DATA = "data"


class RiskTab(StrEnum):
    """Where an alert stands on the risk board; texts are `alert.risk.<value>`."""

    MARKET = "market"
    CUSTOMER = "customer"
    """Customers and contracts."""
    CREDIT_STOCK = "credit_stock"


class AlertWindow(StrEnum):
    """The days that a measure is taken of."""

    MONTH_TO_DATE = "month_to_date"
    """The month of the data's last day up to that day."""
    LAST_MONTH = "last_month"
    """The last month that is over."""
    QUARTER = "quarter"
    """The 90 days that end with the data."""
    DAY = "day"
    """How things stand on the last day that any data reach."""


class ConditionKind(StrEnum):
    """What is held against the limit; texts are `alert.condition.<value>`."""

    ABOVE = "above"
    BELOW = "below"
    RISE = "rise"
    """The relative change against the compared days is above the limit."""
    FALL = "fall"
    """The relative change against the compared days is below the limit, which is negative."""
    BEHIND_PACE = "behind_pace"
    """The share of what was due by the selling-day curve is below the limit."""

    @property
    def is_upper(self) -> bool:
        """Whether values above the limit are the bad ones."""
        return self in {ConditionKind.ABOVE, ConditionKind.RISE}

    @property
    def is_change(self) -> bool:
        """Whether a relative change is held against the limit in place of the value."""
        return self in {ConditionKind.RISE, ConditionKind.FALL}


class AlertLevel(StrEnum):
    """How a value stands against a condition."""

    BEYOND = "beyond"
    BETWEEN = "between"
    """A case that is open stays open, and none is opened."""
    CLEAR = "clear"
    UNKNOWN = "unknown"
    """Nobody knows: nothing is opened and nothing is closed."""


@dataclass(frozen=True, slots=True)
class AlertCondition:
    """A case opens beyond `limit` and is over at `release`, which lies on the good side of it; None = at the limit.

    `periods` above 1: the last so many whole months are beyond the limit, each. `compare`: of RISE and FALL.
    """

    kind: ConditionKind
    limit: Decimal
    release: Decimal | None = None
    periods: int = 1
    compare: Compare | None = None

    def __post_init__(self) -> None:
        if self.kind.is_change != (self.compare is not None):
            raise ValueError("a change, and nothing else, names the days it is compared with")
        if self.periods < 1 or (self.over - self.limit) * (1 if self.kind.is_upper else -1) > 0:
            raise ValueError("a condition is over on the good side of its limit, and takes one month or more")

    @property
    def over(self) -> Decimal:
        """The value at which a case is over."""
        return self.limit if self.release is None else self.release

    @property
    def again(self) -> Decimal:
        """Beyond which a case that was closed lately opens again: as far beyond the limit as it is over before it."""
        return self.limit + (self.limit - self.over)

    def level(self, value: Decimal | None, *, is_reopening: bool = False) -> AlertLevel:
        """How one value stands."""
        if value is None:
            return AlertLevel.UNKNOWN
        sign, limit = (1 if self.kind.is_upper else -1), self.again if is_reopening else self.limit
        if (value - limit) * sign > 0:
            return AlertLevel.BEYOND
        return AlertLevel.CLEAR if (value - self.over) * sign <= 0 else AlertLevel.BETWEEN


@dataclass(frozen=True, slots=True)
class MetricMeasure:
    """A metric split by `by`: one value a code. `settles`: before this day of a month its beginning says nothing yet."""

    metric: str
    by: tuple[str, ...] = ()
    window: AlertWindow = AlertWindow.MONTH_TO_DATE
    settles: int = 1


@dataclass(frozen=True, slots=True)
class ListMeasure:
    """A column of a declared list: one value a row, named by the columns `by`, whose dimensions are their ids.

    `where`: a column and the value that it has in the rows that count.
    """

    list_id: str
    column: str
    by: tuple[str, ...]
    where: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FreshnessMeasure:
    """How many days a dataset has been behind today; nothing of it loaded = unknown."""

    dataset: str


AlertMeasure = MetricMeasure | ListMeasure | FreshnessMeasure


@dataclass(frozen=True, slots=True)
class AlertStake:
    """The money at stake, as the amount of `metric`; less that of `minus`; or its change against the compared days.

    It is also the figure that a case opens. `column`: of a list's row instead.
    """

    metric: str
    minus: str = ""
    compare: Compare | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class AlertRule:
    """One rule. Texts: `alert.<id>.label`, what is wrong, and `alert.<id>.step`, what to do about it.

    `owner`: the level of the organisation that answers for it; "" = the company. `floor`: the least money at stake, as a
    share of an average month's sales. `lead_days`: usual days from the sign to the loss. `unless`: rules whose case on
    the same code says it already. `is_on`: whether it is on while the company has not decided otherwise.
    """

    id: str
    area: AlertArea
    measure: AlertMeasure
    condition: AlertCondition
    stake: AlertStake
    lead_days: int
    owner: str = ""
    floor: Decimal = Decimal(0)
    risk: RiskTab | None = None
    unless: tuple[str, ...] = ()
    is_on: bool = True

    @property
    def label(self) -> Text:
        """What is wrong."""
        return Text(f"alert.{self.id}.label")

    @property
    def step(self) -> Text:
        """What to do about it."""
        return Text(f"alert.{self.id}.step")


@dataclass(frozen=True, slots=True)
class AlertBasis:
    """What rules are held against: the `metric` that tells how large the company is, and which metric is whose pace.

    `target`: the metric of what is planned of it. `cases`, `watches`: the records that they write, and that people make rules of their own with; "" = none.
    """

    metric: str
    pace: tuple[tuple[str, str], ...] = ()
    target: str = ""
    cases: str = ""
    watches: str = ""
