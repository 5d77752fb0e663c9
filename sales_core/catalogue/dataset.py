"""What a kind of upload is: its columns, key, slice and rules. Pure declarations; no reading, no SQL."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from sales_core.i18n.catalogue import has
from sales_core.kernel.terms import Text


class Kind(StrEnum):
    """The value shape of a column; decides parsing, storage type and which header evidence counts."""

    DATE = "date"
    MONTH = "month"
    """Any day of a month or a bare month; stored as the month's first day."""
    MONEY = "money"
    """DECIMAL(18,4) in the row's currency; a unit line (万元) scales it."""
    QUANTITY = "quantity"
    """DECIMAL(18,4)."""
    PERCENT = "percent"
    """DECIMAL(18,6) as a fraction: 12.5% is 0.125."""
    RATE = "rate"
    """DECIMAL(18,8): an exchange rate."""
    INTEGER = "integer"
    CODE = "code"
    """An identifier: text, leading zeros kept, precision guarded."""
    NAME = "name"
    """A label of a person, company or thing."""
    TEXT = "text"
    """Free text; never an error."""
    FLAG = "flag"
    """Yes or no."""

    @property
    def is_number(self) -> bool:
        """Whether values are numbers."""
        return self in {Kind.MONEY, Kind.QUANTITY, Kind.PERCENT, Kind.RATE, Kind.INTEGER}


class Sensitivity(StrEnum):
    """What screen-share mode and masking by role hide."""

    NONE = "none"
    PERSON = "person"
    CUSTOMER = "customer"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a dataset. `aliases` are headers seen in the wild beside its labels, compared normalised.

    Its words are `dataset.<dataset>.<id>.label` and `.help`, else `column.<id>.label` and `.help`.
    """

    id: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    required: bool = False
    example: str = ""
    sensitivity: Sensitivity = Sensitivity.NONE
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Allowed stored values, each with the words that mean it; empty = anything."""
    dataset: str = ""
    """The dataset it is part of; the dataset says so itself."""

    @property
    def label(self) -> Text:
        """Its name: the header in templates, and evidence when a file has it."""
        return self._word("label") or Text(f"column.{self.id}.label")

    @property
    def help(self) -> Text | None:
        """What to fill in, where that is not plain."""
        return self._word("help")

    def _word(self, part: str) -> Text | None:
        keys = (f"dataset.{self.dataset}.{self.id}.{part}", f"column.{self.id}.{part}")
        return next((Text(key) for key in keys if has(key)), None)


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of upload. Its words are `dataset.<id>.label` and `.purpose`.

    `key`: columns that identify a row (duplicates inside a file are an error when `unique`, else a warning).
    `slice`: columns whose combination a re-load replaces as a whole; a row's slice value is their text joined
    by `|` (months as YYYY-MM). A month of a branch for facts, the key itself for masters and documents.
    `any_of`: groups of columns of which at least one must be mapped (for example rep code or rep name).
    `period`: the column that dates a row for the plan, month close and partial-month checks; None for masters.
    `measures`: numeric columns whose sums are tied out against total rows and shown before → after.
    `number`: the column that may be missing or empty where a row is told by `told_by` instead: each entry of those is
    the first filled of its columns. Such rows are numbered among their equals, and a re-load replaces all equals.
    `wide`: the column that receives the month and the one that receives the value when months run across.
    """

    id: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    slice: tuple[str, ...]
    unique: bool = False
    any_of: tuple[tuple[str, ...], ...] = ()
    period: str | None = None
    measures: tuple[str, ...] = ()
    number: str | None = None
    told_by: tuple[tuple[str, ...], ...] = ()
    wide: tuple[str, str] | None = None
    defaults: tuple[tuple[str, str], ...] = field(default=())
    """Column id to the stored value assumed when the file has no such column; always said in the plan."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(replace(each, dataset=self.id) for each in self.columns))

    @property
    def label(self) -> Text:
        """Its name."""
        return Text(f"dataset.{self.id}.label")

    @property
    def purpose(self) -> Text:
        """What a row of it is."""
        return Text(f"dataset.{self.id}.purpose")

    def column(self, column_id: str) -> Column:
        """The column; KeyError when there is none."""
        for column in self.columns:
            if column.id == column_id:
                return column
        raise KeyError(column_id)

    @property
    def column_ids(self) -> tuple[str, ...]:
        """In template order."""
        return tuple(column.id for column in self.columns)

    @property
    def is_master(self) -> bool:
        """Whether rows describe things rather than events."""
        return self.period is None


def column(
    column_id: str,
    kind: Kind,
    *aliases: str,
    required: bool = False,
    example: str = "",
    sensitivity: Sensitivity = Sensitivity.NONE,
    choices: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> Column:
    """A Column, written short."""
    return Column(column_id, kind, aliases, required, example, sensitivity, choices)
