"""What a kind of upload is: its columns, keys, partition, entities and rules. Pure declarations; no reading, no SQL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Unpack

from sales_core.catalogue.headline import HeadlineMeasure
from sales_core.catalogue.month_layout import MonthColumns
from sales_core.catalogue.rollup import NO_ROLLUPS, RollupSet
from sales_core.i18n.catalogue import has
from sales_core.kernel.terms import Text

if TYPE_CHECKING:
    from sales_core.catalogue.column_options import ColumnOptions


class ValueKind(StrEnum):
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
        return self in {ValueKind.MONEY, ValueKind.QUANTITY, ValueKind.PERCENT, ValueKind.RATE, ValueKind.INTEGER}


class Sensitivity(StrEnum):
    """What a column tells that not everybody may see; `catalogue.sensitivity` says which right shows it."""

    NONE = "none"
    PERSON = "person"
    CUSTOMER = "customer"
    CONTACT = "contact"
    MONEY = "money"
    COST = "cost"
    PAY = "pay"


class DatasetGrain(StrEnum):
    """What one row is."""

    EVENT = "event"
    """Something that happened on a day and adds up over days."""
    SNAPSHOT = "snapshot"
    """A level on a day; days are not added up."""
    DOCUMENT = "document"
    """A business document, found again by its number."""
    MASTER = "master"
    """A thing: a customer, a product, a rep, a branch."""
    REFERENCE = "reference"
    """A value that other rows are computed with: a rate, a kind of day, a line of an undated document."""


class ColumnRole(StrEnum):
    """What a column means to the rules that read it."""

    NONE = "none"
    DATE = "date"
    """The day a row counts for."""
    AMOUNT = "amount"
    """The money of an event or document."""
    QUANTITY = "quantity"
    """The pieces of an event or document."""
    PRICE = "price"
    """Money for one piece: quantity × price is the amount."""
    LIST_PRICE = "list_price"
    """The price of one piece before discount."""
    UNIT_COST = "unit_cost"
    """What one piece costs."""
    DISCOUNT = "discount"
    COST = "cost"
    """The money an event cost."""
    PROFIT = "profit"
    BALANCE = "balance"
    """A level on a day, in pieces or money."""
    STATUS = "status"
    DOCUMENT_STATUS = "document_status"
    """Whether a document counts: approved, paid, draft, cancelled."""
    DOCUMENT_BALANCE = "document_balance"
    """What is still open of a document: its amount less what was paid."""
    PAID = "paid"
    DOCUMENT_AMOUNT = "document_amount"
    """The total of a document, repeated on its lines."""
    RETURN_AMOUNT = "return_amount"
    """Money of returns beside the gross amount."""
    RETURN_QUANTITY = "return_quantity"
    DISCOUNT_AMOUNT = "discount_amount"
    DAY_OF_MONTH = "day_of_month"
    SPAN_START = "span_start"
    """The first day that a value is for."""
    SPAN_END = "span_end"
    YEAR = "year"
    YEAR_PART = "year_part"
    """A quarter, half or month of a year."""
    RETURN_MARK = "return_mark"
    """Says whether the row is a return: the last of its `choices` is."""
    CURRENCY = "currency"
    EXCHANGE_RATE = "exchange_rate"
    BASE_CURRENCY = "base_currency"
    """The currency of which one unit is worth a rate of the quote currency."""
    QUOTE_CURRENCY = "quote_currency"
    ENTITY = "entity"
    """Which kind of thing the row is about; its `choices` are the catalogue's entities."""
    TAX_RATE = "tax_rate"
    SCORE = "score"
    TERM_DAYS = "term_days"
    """Days of credit, also written as terms: 月结30天, NET 30, cash on delivery."""


class ExpectedSign(StrEnum):
    """Which sign values are expected to have. What must never be negative declares `minimum` instead."""

    ANY = "any"
    MOSTLY_POSITIVE = "mostly_positive"
    """A negative value is legal (a return) and worth a warning."""


class DateSource(StrEnum):
    """Where the date of a row may come from."""

    COLUMN = "column"
    MONTH_COLUMNS = "month_columns"
    """The headers of months that run across."""
    CONTEXT = "context"
    """The title, the sheet's or file's name, or the uploader's answer."""


class PartitionGrain(StrEnum):
    """How a date stands in the partition text of a row."""

    DAY = "day"
    MONTH = "month"


class CoverageRule(StrEnum):
    """Which days the rows of a dataset speak for."""

    NONE = "none"
    """Rows are about no day."""
    OWN_DAY = "own_day"
    """The day of each row and no other."""
    WHOLE_MONTHS = "whole_months"
    """Every day of each month that has a row."""
    EVERY_DAY = "every_day"
    """Every day from the first to the last row; a month whose last days have no row is not complete yet."""


@dataclass(frozen=True, slots=True)
class DatasetColumn:
    """One column of a dataset. `aliases` are headers seen in the wild beside its labels, compared normalised.

    Its words are `dataset.<dataset>.<id>.label` and `.help`, else `column.<id>.label` and `.help`.
    """

    id: str
    kind: ValueKind
    aliases: tuple[str, ...] = ()
    required: bool = False
    example: str = ""
    sensitivity: Sensitivity = Sensitivity.NONE
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Allowed stored values, each with the words that mean it; empty = anything."""
    choice_endings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Stored value and what longer words that mean it end with or hold."""
    role: ColumnRole = ColumnRole.NONE
    sign: ExpectedSign = ExpectedSign.ANY
    minimum: Decimal | None = None
    """Smallest allowed value; a smaller one is an error."""
    maximum: Decimal | None = None
    """Largest allowed value; a larger one is an error."""
    filled_when_present: bool = False
    """The file may lack the column; where it has it, an empty cell is an error."""
    empty_can_be_left_out: bool = False
    """The uploader may leave out rows whose cell is empty, although the column is required."""
    negative_words: tuple[str, ...] = ()
    """Words in a header that rule this column out."""
    preferred_words: tuple[str, ...] = ()
    """Words in a header that decide between several columns that could all be this one: net before gross."""
    value_endings: tuple[str, ...] = ()
    """Endings of its usual values, by which a column without a header is guessed."""
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
class EntityRef:
    """The columns of a dataset that mention an entity.

    `code` and `name` may be one column that is written either way; `name` is empty where only codes are written. `attributes`: the dataset's columns that describe
    the entity on the row's day, beside what its master says. `is_definition`: the rows are the entity's master.
    """

    entity: str
    code: str
    name: str = ""
    attributes: tuple[str, ...] = ()
    is_definition: bool = False


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of upload. Its words are `dataset.<id>.label` and `.purpose`.

    `primary_key`: columns that identify a row (duplicates inside a file are an error when `unique`, else a warning).
    `partition`: columns whose combination a re-load replaces as a whole; a row's partition value is their text joined
    by `|`, dates by day or as YYYY-MM (`partition_grain`). A month of a branch for facts, the key itself for masters
    and documents.
    `any_of`: groups of columns of which at least one must be mapped (for example rep code or rep name).
    `period`: the column that dates a row for the plan, period locks and partial-month checks; None for masters.
    `document_number`: the column that may be missing or empty where a row is identified by `surrogate_key_columns`
    instead: each entry of those is the first filled of its columns. Such rows are numbered among their equals, and a
    re-load replaces all equals.
    `document_key`: columns that identify the document a row is a part of.
    `measures`: numeric columns whose sums are tied out against total rows.
    """

    id: str
    grain: DatasetGrain
    columns: tuple[DatasetColumn, ...]
    primary_key: tuple[str, ...]
    partition: tuple[str, ...]
    working_columns: tuple[DatasetColumn, ...] = ()
    """Columns of a file that are read to complete or check the stored ones, and are not stored themselves."""
    order: int = 1000
    """Place among the datasets; those recognised equally well are tried in this order."""
    partition_grain: PartitionGrain = PartitionGrain.DAY
    unique: bool = False
    document_key: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    needs_any_of_in_each_row: bool = True
    """Whether each row must fill a column of every `any_of` group; else the file as a whole has to have one."""
    period: str | None = None
    locks_with_period: bool = False
    """Whether rows dated in a closed month may neither come, go nor change."""
    may_be_future: bool = False
    date_sources: tuple[DateSource, ...] = (DateSource.COLUMN,)
    coverage: CoverageRule = CoverageRule.NONE
    grace_months: int = 0
    """Months the dataset may lie behind the as-of month before it counts as late."""
    as_of_precedence: int = 0
    """The last day of the datasets with the smallest number that have rows is the version's as-of date; 0 = never."""
    entities: tuple[EntityRef, ...] = ()
    completed_by: str = ""
    """The dataset of documents that give a row its customer and place where it names a document and states none."""
    document_heads: tuple[str, ...] = ()
    """Datasets of one drop that may list its documents once each, with the day, customer and rep that its lines lack."""
    sold_as: str = ""
    """The dataset of events that its rows may be as well, once documents of the same drop date them."""
    keeps_stated_rep: bool = False
    """Whether a row without a rep stays without one, although its customer has a rep."""
    rollups: RollupSet = NO_ROLLUPS
    """What its resolved rows are summed up to. A dataset with rollups has a period."""
    adds_up_to_one: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Columns of shares, each with the columns of whose every combination they make one whole."""
    measures: tuple[str, ...] = ()
    headlines: tuple[HeadlineMeasure, ...] = ()
    document_number: str | None = None
    open_items: tuple[str, str] | None = None
    """What is paid of a document and since when nothing of it is open: a file may be the list of all open documents."""
    surrogate_key_columns: tuple[tuple[str, ...], ...] = ()
    month_columns: MonthColumns | None = None
    alternate_key: tuple[str, str] | None = None
    """A code and the column that may identify rows instead of it, where codes repeat and its values do not."""
    scale_reference: str = ""
    """`dataset.column` of single events that its amounts are sums of: an amount below one of them is in a larger unit."""
    known_without_names: tuple[str, ...] = ()
    """Columns that do in place of an `any_of` group of names, for a table that names nobody and nothing; where somebody
    has said which dataset a table is, it needs none of them either. Empty: names are needed."""
    identified_by: tuple[str, ...] = ()
    """Columns of which a table has at least one; without any, whether it is this dataset is asked."""
    confirmed_by: tuple[str, ...] = ()
    """Columns of which one settles that a table is this dataset; without any, a title that speaks of something else
    leads to a question, and so does a table of the same file that has some."""
    subject_words: tuple[str, ...] = ()
    """Words in a file's, sheet's or table's title that say that this is what it holds."""
    negative_words: tuple[str, ...] = ()
    """Words in a title that rule it out."""
    negative_headers: tuple[str, ...] = ()
    """Words in a header of a column that is none of its own, which name another subject."""
    defaults: tuple[tuple[str, str], ...] = ()
    """Column id to the stored value assumed when the file has no such column; always stated in the plan."""

    def __post_init__(self) -> None:
        for group in ("columns", "working_columns"):
            object.__setattr__(self, group, tuple(replace(each, dataset=self.id) for each in getattr(self, group)))

    @property
    def label(self) -> Text:
        """Its name."""
        return Text(f"dataset.{self.id}.label")

    @property
    def purpose(self) -> Text:
        """What a row of it is."""
        return Text(f"dataset.{self.id}.purpose")

    def column(self, column_id: str) -> DatasetColumn:
        """The column; KeyError when there is none."""
        for column in self.readable_columns:
            if column.id == column_id:
                return column
        raise KeyError(column_id)

    @property
    def readable_columns(self) -> tuple[DatasetColumn, ...]:
        """What a column of a file may be: a stored column, or one that is only read."""
        return self.columns + self.working_columns

    @property
    def column_ids(self) -> tuple[str, ...]:
        """In template order."""
        return tuple(column.id for column in self.columns)

    @property
    def is_master(self) -> bool:
        """Whether rows are undated: they describe things rather than events."""
        return self.period is None

    @property
    def is_resolved_by_month(self) -> bool:
        """Whether resolved rows are kept from load to load, so that one resolves only the months it touches."""
        return bool(self.rollups.tables)

    @property
    def holds_aliases(self) -> bool:
        """Whether rows say which code another name or code of an entity stands for."""
        return {"entity", "alias", "code"} <= set(self.column_ids)

    @property
    def shares_partitions(self) -> bool:
        """Whether two files of one plan may each hold a part of one partition (a month of a branch), then added up.

        Where a partition is one thing (a document, a customer), the later file has the last word.
        """
        return self.period is not None and self.period in self.partition

    @property
    def definition(self) -> EntityRef | None:
        """The entity whose master this is; None for other datasets."""
        return next((ref for ref in self.entities if ref.is_definition), None)

    def role(self, role: ColumnRole) -> str:
        """The id of the first column with the role; empty when there is none."""
        return next((column.id for column in self.readable_columns if column.role is role), "")

    def columns_of_role(self, role: ColumnRole) -> tuple[DatasetColumn, ...]:
        """The columns with the role, in template order."""
        return tuple(column for column in self.columns if column.role is role)


def column(
    column_id: str,
    kind: ValueKind,
    *aliases: str,
    minimum: int | None = None,
    maximum: int | None = None,
    **declared: Unpack[ColumnOptions],
) -> DatasetColumn:
    """A column, written short."""
    least, most = (None if bound is None else Decimal(bound) for bound in (minimum, maximum))
    return DatasetColumn(column_id, kind, aliases, minimum=least, maximum=most, **declared)
