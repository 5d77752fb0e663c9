"""Value types that every layer shares. Imports nothing of the package but its words."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import reduce
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from sales_core.i18n.catalogue import Locale, locales, t


@runtime_checkable
class Spoken(Protocol):
    """What reads differently in each language: a text, a number of a formula."""

    def in_(self, locale: Locale) -> str:
        """Itself in `locale`."""


@dataclass(frozen=True, slots=True)
class Text:
    """One user-facing text: the key of its words and the values of its places, which may be Spoken themselves."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def in_(self, locale: Locale) -> str:
        """The text in `locale`. Raises KeyError for an unknown key or an unfilled place."""
        return t(self.key, locale, **{name: _spoken(value, locale) for name, value in self.values.items()})

    def everywhere(self) -> str:
        """The text in every language, divided by strokes: for those whose language is not known."""
        return " / ".join(dict.fromkeys(self.in_(locale) for locale in locales()))

    @classmethod
    def verbatim(cls, value: str) -> Text:
        """A text that is the same in every language: a name, a code."""
        return cls("text.verbatim", {"value": value})

    @classmethod
    def lines(cls, *texts: Text) -> Text:
        """One or more texts below each other."""
        return reduce(lambda above, below: cls("text.two_lines", {"first": above, "second": below}), texts)


def _spoken(value: object, locale: Locale) -> object:
    if isinstance(value, Spoken):
        return value.in_(locale)
    return tuple(_spoken(each, locale) for each in value) if isinstance(value, tuple | list) else value


_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days; `start` and `end` are both inside it."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"period ends before it starts: {self.start}..{self.end}")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """The whole calendar month."""
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def month_of(cls, day: date) -> Period:
        """The whole calendar month that `day` lies in."""
        return cls.month(day.year, day.month)

    @classmethod
    def year(cls, year: int) -> Period:
        """The whole calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """The whole calendar quarter, 1 to 4."""
        return cls(cls.month(year, 3 * quarter - 2).start, cls.month(year, 3 * quarter).end)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Reads `2026`, `2026-Q2`, `2026-05`, `2026-05-03` or `A..B` of these.

        Raises ValueError when `text` is none of them.
        """
        left, dots, right = text.strip().partition("..")
        first = cls._one(left)
        return cls(first.start, cls._one(right).end) if dots else first

    @classmethod
    def _one(cls, text: str) -> Period:
        text = text.strip()
        if re.fullmatch(r"\d{4}", text):
            return cls.year(int(text))
        if found := _QUARTER.fullmatch(text):
            return cls.quarter(int(found[1]), int(found[2]))
        if found := _MONTH.fullmatch(text):
            return cls.month(int(found[1]), int(found[2]))
        day = date.fromisoformat(text)
        return cls(day, day)

    @property
    def days(self) -> int:
        """Calendar days in the period."""
        return (self.end - self.start).days + 1

    @property
    def is_whole_months(self) -> bool:
        """Whether it starts on a first and ends on a last of a month."""
        return self.start.day == 1 and (self.end + timedelta(days=1)).day == 1

    def months(self) -> Iterator[Period]:
        """The whole calendar months that the period touches, in order."""
        year, month = self.start.year, self.start.month
        while (year, month) <= (self.end.year, self.end.month):
            yield Period.month(year, month)
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)

    def contains(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return self.start <= day <= self.end

    def clipped(self, last: date) -> Period | None:
        """The part up to and including `last`; None when nothing is left."""
        if last < self.start:
            return None
        return Period(self.start, min(self.end, last))

    def years_earlier(self, years: int = 1) -> Period:
        """The same days `years` years before; 29 February becomes the 28th.

        A period that ends on a last of February keeps ending on the last of February.
        """
        return Period(_shift_year(self.start, -years), _shift_year(self.end, -years, keep_month_end=True))

    def __str__(self) -> str:
        if self.start == self.end:
            return self.start.isoformat()
        if self.is_whole_months:
            if (self.start.month, self.end.month) == (1, 12) and self.start.year == self.end.year:
                return f"{self.start:%Y}"
            first, last = f"{self.start:%Y-%m}", f"{self.end:%Y-%m}"
            return first if first == last else f"{first}..{last}"
        return f"{self.start.isoformat()}..{self.end.isoformat()}"


def _shift_year(day: date, years: int, *, keep_month_end: bool = False) -> date:
    year = day.year + years
    last = calendar.monthrange(year, day.month)[1]
    at_end = keep_month_end and day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, day.month, last if at_end else min(day.day, last))


class Role(StrEnum):
    """What a signed-in person may do; which rows he sees is his Scope."""

    ADMIN = "admin"
    EXECUTIVE = "executive"
    MANAGER = "manager"
    REP = "rep"
    AUDITOR = "auditor"
    """Reads everything, the audit trail included, and changes nothing."""
    VIEWER = "viewer"
    """Reads figures and changes nothing."""
    HR = "hr"
    """Reads what people are paid and the documents it rests on, and changes nothing."""


class MoneyForm(StrEnum):
    """How amounts of money are shown."""

    EXACT = "exact"
    INDEX = "index"
    """As hundredths of a named total: how large one is beside another, not how much it is."""
    BANDS = "bands"
    """As the span that an amount lies in, such as 1 to 2 million."""


class Right(StrEnum):
    """One thing a role may or may not do. Its words are `right.<value>`."""

    VIEW_SALES = "view_sales"
    VIEW_STOCK = "view_stock"
    VIEW_RECEIVABLES = "view_receivables"
    VIEW_RANK = "view_rank"
    """One's place among equals whose rows one does not see."""
    VIEW_COST = "view_cost"
    """What things cost, and all that is worked out of it: profit, margin, stock value."""
    VIEW_AMOUNTS = "view_amounts"
    """Money of any kind, and all that is worked out of it."""
    VIEW_CUSTOMERS = "view_customers"
    """Who the customers are; without it each has a mark in place of code and name."""
    VIEW_PERSONS = "view_persons"
    """Who the reps and other people in the data are; without it each has a mark."""
    VIEW_CONTACTS = "view_contacts"
    """Phone numbers and contact persons."""
    VIEW_PAY = "view_pay"
    """What people are paid: their own, and that of whose rows one sees."""
    VIEW_UPLOADS = "view_uploads"
    """What was loaded, by whom, and the files as they came."""
    VIEW_AUDIT = "view_audit"
    UPLOAD = "upload"
    UNDO = "undo"
    CLOSE_MONTH = "close_month"
    ADD_MASTER = "add_master"
    ADD_RECORDS = "add_records"
    """Notes such as a promise to pay."""
    LIFT_LENS = "lift_lens"
    """Take off the lens through which a whole room looks at a meeting."""
    MANAGE_USERS = "manage_users"
    """Accounts, roles, settings and what runs by the clock."""


#: Rights that change something; whoever only reads has none of them.
WRITING_RIGHTS = frozenset(
    {Right.UPLOAD, Right.UNDO, Right.CLOSE_MONTH, Right.ADD_MASTER, Right.ADD_RECORDS, Right.MANAGE_USERS}
)

#: Who may do what while a company has not decided otherwise (its settings `rights.<role>`): a letter for each role, in
#: their order. Reps see their own rows, managers those of their part of the company: that is the account's scope.
_GRANTED: Mapping[Right, str] = MappingProxyType(
    {
        #                       admin, executive, manager, rep, auditor, viewer, hr
        Right.VIEW_SALES:       "A E M R U V H",
        Right.VIEW_STOCK:       "A E M - U V -",
        Right.VIEW_RECEIVABLES: "A E M R U - H",
        Right.VIEW_RANK:        "A E M R U - -",
        Right.VIEW_COST:        "A E M - U - H",
        Right.VIEW_AMOUNTS:     "A E M R U V H",
        Right.VIEW_CUSTOMERS:   "A E M R U V -",
        Right.VIEW_PERSONS:     "A E M R U V H",
        Right.VIEW_CONTACTS:    "A E M R U - -",
        Right.VIEW_PAY:         "A E M R - - H",
        Right.VIEW_UPLOADS:     "A - M - U - -",
        Right.VIEW_AUDIT:       "A - - - U - -",
        Right.UPLOAD:           "A - M - - - -",
        Right.UNDO:             "A - M - - - -",
        Right.CLOSE_MONTH:      "A - M - - - -",
        Right.ADD_MASTER:       "A - M - - - -",
        Right.ADD_RECORDS:      "A E M R - - -",
        Right.LIFT_LENS:        "A E M - - - -",
        Right.MANAGE_USERS:     "A - - - - - -",
    }
)  # fmt: skip
RIGHTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        role: frozenset(right for right, letters in _GRANTED.items() if letters.split()[place] != "-")
        for place, role in enumerate(Role)
    }
)


_TOLD_BY_FILES = (
    Right.VIEW_COST, Right.VIEW_AMOUNTS, Right.VIEW_CUSTOMERS, Right.VIEW_PERSONS, Right.VIEW_CONTACTS,
)  # fmt: skip
#: Files hold the rules that posts are paid by and nobody's pay: they are open without the right to see pay.
_SIGHT = (*_TOLD_BY_FILES, Right.VIEW_PAY)
#: Files, their previews, the audit trail and accounts tell of all that was loaded: who works with them sees all of it.
NEEDED_RIGHTS: Mapping[Right, tuple[Right, ...]] = MappingProxyType(
    dict.fromkeys(
        (Right.VIEW_UPLOADS, Right.VIEW_AUDIT, Right.UPLOAD, Right.UNDO, Right.ADD_MASTER, Right.MANAGE_USERS),
        _TOLD_BY_FILES,
    )
)


#: What tells of exact amounts, or is typed beside them: nobody does it while he sees others in their place.
_EXACT_AMOUNTS = frozenset({*NEEDED_RIGHTS, Right.ADD_RECORDS, Right.CLOSE_MONTH, Right.VIEW_PAY})


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows a viewer may see: for each dimension named, only these values. Empty = every row.

    Dimensions are ids such as `region`, `branch`, `rep`; values are the codes stored in the facts.
    """

    allowed: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, allowed: Mapping[str, tuple[str, ...]]) -> Scope:
        """A scope in a canonical order, so that equal scopes compare equal."""
        return cls(tuple(sorted((dim, tuple(sorted(values))) for dim, values in allowed.items())))

    @property
    def values(self) -> tuple[str, ...]:
        """Every value that it names, of all dimensions."""
        return tuple(value for _, values in self.allowed for value in values)

    def limits(self, dimensions: Collection[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What a row with these dimensions must meet to lie inside: of each dimension named, one of the values.

        Without values no row meets it: of a dimension that rows lack, nobody can tell whose they are.
        """
        return tuple((name, values if name in dimensions else ()) for name, values in self.allowed)

    def part(self, dimensions: Collection[str]) -> Scope:
        """What it says about these dimensions alone."""
        return Scope(tuple((name, values) for name, values in self.allowed if name in dimensions))

    def narrowed(self, other: Scope) -> Scope:
        """What lies inside both; of a dimension in which they share no value, nothing does."""
        mine, others = self.as_mapping(), other.as_mapping()
        return Scope.of(
            {
                name: tuple(set(mine[name]) & set(others[name])) if name in mine and name in others
                else mine.get(name, others.get(name, ()))
                for name in {**mine, **others}
            }
        )  # fmt: skip

    def as_mapping(self) -> dict[str, tuple[str, ...]]:
        """Dimension id to the values allowed."""
        return dict(self.allowed)


#: The scope of who may see every row.
EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Viewer:
    """The signed-in person a figure is computed for.

    `rights`: those that the company gives the role, in their declared order; None = the role's usual ones. `lens`:
    those laid down for a while, because others look at the same screen; `amounts`: how money is shown meanwhile.
    """

    name: str
    role: Role = Role.ADMIN
    scope: Scope = field(default_factory=Scope)
    rights: tuple[Right, ...] | None = None
    lens: tuple[Right, ...] = ()
    amounts: MoneyForm = MoneyForm.EXACT

    def may(self, right: Right) -> bool:
        """Whether the person carries `right` now, and the rights that it needs."""
        if self.amounts is not MoneyForm.EXACT and right in _EXACT_AMOUNTS:
            return False
        held = RIGHTS[self.role] if self.rights is None else self.rights
        return all(one in held and one not in self.lens for one in (right, *NEEDED_RIGHTS.get(right, ())))

    def narrowed(self, rights: Collection[Right], scope: Scope) -> Viewer:
        """The same person with no more than these rights and rows; what he may see of them stays as it is."""
        held = tuple(right for right in Right if (right in rights or right in _SIGHT) and self.may(right))
        return replace(self, rights=held, scope=self.scope.narrowed(scope))

    @property
    def sight(self) -> tuple[Scope, tuple[Right, ...], MoneyForm, bool]:
        """All that decides what is shown: two viewers with the same sight are shown the same."""
        return self.scope, tuple(right for right in Right if self.may(right)), self.amounts, self.has_lens

    @property
    def has_lens(self) -> bool:
        """Whether the person looks through a lens now."""
        return bool(self.lens) or self.amounts is not MoneyForm.EXACT

    @property
    def without_lens(self) -> Viewer:
        """The same person when nobody else looks on."""
        return replace(self, lens=(), amounts=MoneyForm.EXACT)


#: The administrator at the machine's own terminal: file permissions are the border there.
LOCAL_ADMIN = Viewer("local", Role.ADMIN)
