"""One thing of each kind, declared here and nowhere else: promoters who let guests taste, and what that costs.

Nothing of the product knows them: whatever the tests next to this file see of them is derived from these declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from pages.kit.page_spec import PageSpec
from sales_core import i18n
from sales_core.api import Board, BoardContext, CardRow, Choice, Column, Headline, RecordForm, Right, Table, Workspace
from sales_core.boards.board import BlockSpec
from sales_core.boards.cards import metric_card
from sales_core.boards.columns import metric_column
from sales_core.boards.number import Drill
from sales_core.boards.record_forms import record_form
from sales_core.catalogue import list as lists
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dataset import (
    ColumnRole,
    CoverageRule,
    Dataset,
    DatasetGrain,
    EntityRef,
    ExpectedSign,
    PartitionGrain,
    ValueKind,
    column,
)
from sales_core.catalogue.entity import Entity, EntityAttribute
from sales_core.catalogue.headline import HeadlineMeasure
from sales_core.catalogue.metric import Dimension, Fact, Metric, Polarity, rollup_sources
from sales_core.catalogue.record import DataDay, Field, Record, RecordRights, Subject, SubjectKind, Transition
from sales_core.catalogue.rollup import Rollup, RollupGrain, RollupSet, RollupSum
from sales_core.kernel.settings import Settings
from sales_core.kernel.units import Unit

# --- The entity, with the dataset that is its master. ----------------------------------------------------------------

PROMOTER = Entity(
    id="promoter",
    code="promoter",
    name="promoter_name",
    master="promoters",
    table="dim_promoter",
    words=("促销员", "promoter"),
    attributes=(EntityAttribute("agency"),),
)
PROMOTERS = Dataset(
    id="promoters",
    grain=DatasetGrain.MASTER,
    columns=(
        column("promoter", ValueKind.CODE, "促销员编号", "promoter id", required=True, example="T1"),
        column("promoter_name", ValueKind.NAME, "促销员姓名", "promoter", required=True, example="Mei"),
        column("agency", ValueKind.TEXT, "劳务公司", "agency", example="Bright"),
    ),
    primary_key=("promoter",),
    partition=("promoter",),
    unique=True,
    entities=(EntityRef("promoter", "promoter", "promoter_name", is_definition=True),),
    subject_words=("促销员", "promoters"),
)

# --- The dataset. ----------------------------------------------------------------------------------------------------

TASTINGS = Dataset(
    id="tastings",
    grain=DatasetGrain.EVENT,
    columns=(
        column("date", ValueKind.DATE, "品鉴日期", "tasting date", required=True, example="2026-05-04", role=ColumnRole.DATE),
        column("region", ValueKind.NAME, "大区", "region", example="East"),
        column("branch", ValueKind.NAME, "分公司", "branch", example="SH"),
        column("promoter", ValueKind.CODE, "促销员编号", "promoter id", example="T1"),
        column("promoter_name", ValueKind.NAME, "促销员姓名", "promoter", example="Mei"),
        column("guests", ValueKind.QUANTITY, "品鉴人数", "guests", required=True, example="40", role=ColumnRole.QUANTITY),
        column("cost", ValueKind.MONEY, "品鉴费用", "tasting cost", required=True, example="100", role=ColumnRole.AMOUNT, sign=ExpectedSign.MOSTLY_POSITIVE),
    ),
    primary_key=("date", "branch", "promoter"),
    partition=("date", "branch"),
    partition_grain=PartitionGrain.MONTH,
    any_of=(("promoter", "promoter_name"),),
    period="date",
    locks_with_period=True,
    coverage=CoverageRule.OWN_DAY,
    as_of_precedence=1,
    entities=(EntityRef("promoter", "promoter", "promoter_name"), EntityRef("branch", "branch", "branch", ("region",))),
    measures=("cost",),
    rollups=RollupSet(
        sums=(
            RollupSum("guests", "guests"),
            RollupSum("cost", "cost"),
            RollupSum("cost_with_guests", "cost", "guests > 0"),
            RollupSum("days"),
        ),
        tables=(
            Rollup("tastings_day", RollupGrain.DAY, ("region", "branch")),
            Rollup("tastings_month_promoter", RollupGrain.MONTH, ("region", "branch", "promoter"), only_if_short=True),
        ),
    ),
    headlines=(HeadlineMeasure("tasting_cost", "cost", "tasting_cost"), HeadlineMeasure("tasting_guests", "guests")),
    subject_words=("品鉴", "tastings"),
)  # fmt: skip

# --- The metric and the list. ----------------------------------------------------------------------------------------

FACT = Fact(
    id="tastings",
    sources=rollup_sources("tastings", TASTINGS.rollups, ("region", "branch", "promoter")),
    dimensions=("region", "branch", "promoter"),
    detail=("date", "guests", "cost"),
    right=Right.VIEW_SALES,
)
DIMENSION = Dimension("promoter", "dim_promoter", "name")
COST = Metric("tasting_cost", Unit.MONEY, Polarity.LOWER_IS_BETTER, FACT, "sum(f.cost)", ("cost",))
DAYS = lists.ListSpec(
    id="tasting_days",
    right=Right.VIEW_SALES,
    scans=(lists.Scan(FACT),),
    columns=(
        lists.ListColumn("date", kind=lists.ColumnKind.DATE),
        lists.ListColumn("branch", kind=lists.ColumnKind.CODE, dimension="branch"),
        lists.ListColumn("promoter", kind=lists.ColumnKind.CODE, dimension="promoter"),
        lists.ListColumn("guests", Unit.QUANTITY),
        lists.ListColumn("cost", Unit.MONEY),
    ),
    order=("-date", "promoter"),
    drill=(lists.Drill("promoter", "tasting_cost"),),
)

# --- The record. -----------------------------------------------------------------------------------------------------

BOOKING = Record(
    id="tasting_booking",
    subject=Subject(SubjectKind.ENTITY, entity="promoter", metric="tasting_cost"),
    fields=(
        Field("day", ValueKind.DATE, required=True, default=DataDay(1), minimum=DataDay()),
        Field("purpose", ValueKind.TEXT, required=True, choices=("launch", "routine")),
        Field("budget", ValueKind.MONEY, minimum=Decimal(0)),
        Field("note", ValueKind.TEXT, maximum=Decimal(20)),
    ),
    states=("planned", "done", "cancelled"),
    transitions=(Transition("planned", "done"), Transition("planned", "cancelled", Right.UPLOAD)),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.VIEW_SALES, edit=Right.VIEW_SALES),
)

# --- The board and the page. -----------------------------------------------------------------------------------------


def _headline(context: BoardContext) -> Headline:
    spent = context.result("tasting_cost").one()["tasting_cost"]
    return Headline(context.t("tastings.headline", amount=context.short("tasting_cost", spent)))


def _cards(context: BoardContext) -> CardRow:
    return CardRow((metric_card(context, context.result("tasting_cost"), "tasting_cost"),))


def _by_level(context: BoardContext) -> Table:
    level = context.choice("tasting_level")
    result = context.result("tasting_cost", by=(level,), order_by="-tasting_cost")
    columns = (
        Column("name", context.t("tastings.name"), value=lambda row: context.label(level, row[level])),
        metric_column(context, "tasting_cost"),
    )
    drill = Drill(result.query, "tasting_cost", (level,))
    title = context.t("tastings.rows")
    return Table.of(title, columns, list(result), key=lambda row: str(row[level]), file="tastings", drill=drill)


def _booking(context: BoardContext) -> RecordForm | None:
    who = context.choice("promoter")
    return record_form(context, BOOKING.id, who, choices={}) if who else None


def _promoters(context: BoardContext) -> tuple[str, ...]:
    return tuple(str(row["promoter"]) for row in context.result("tasting_cost", by=("promoter",), order_by="promoter"))


BOARD = Board(
    id="tastings",
    right=Right.VIEW_SALES,
    question="tastings.question",
    metrics=("tasting_cost",),
    choices=(
        Choice("tasting_level", "tastings.level", ("promoter", "branch"), "promoter", BoardContext.dimension_name),
        Choice("promoter", "dimension.promoter.label", _promoters, lambda c: next(iter(_promoters(c)), ""), lambda c, v: c.label("promoter", v)),
    ),
    blocks=(
        BlockSpec("tasting_headline", _headline),
        BlockSpec("tasting_cards", _cards),
        BlockSpec("tasting_rows", _by_level, ("tasting_level",)),
        BlockSpec("tasting_booking", _booking, ("promoter",)),
    ),
)  # fmt: skip
BOARDS: Mapping[str, Board] = {BOARD.id: BOARD}
PAGE = PageSpec("tastings", "sales", board=BOARD)

CATALOGUE = product().extended(
    datasets=(PROMOTERS, TASTINGS),
    entities=(PROMOTER,),
    facts=(FACT,),
    dimensions=(DIMENSION,),
    metrics=(COST,),
    lists=(DAYS,),
    records=(BOOKING,),
)


def open_company(settings: Settings | None = None) -> Workspace:
    """The toy company of a state directory, by default that of SALES_HOME."""
    return Workspace(settings or Settings.from_environment(), CATALOGUE, BOARDS)


# --- Their texts: key to Chinese and English. ------------------------------------------------------------------------

_WORDS: Mapping[str, tuple[str, str]] = {
    "dataset.promoters.label": ("促销员", "Promoters"),
    "dataset.promoters.purpose": ("一名促销员", "One promoter"),
    "dataset.promoters.agency.label": ("劳务公司", "Agency"),
    "entity.promoter.label": ("促销员", "Promoter"),
    "column.promoter.label": ("促销员编号", "Promoter ID"),
    "column.promoter_name.label": ("促销员姓名", "Promoter"),
    "dataset.tastings.label": ("品鉴", "Tastings"),
    "dataset.tastings.purpose": ("一名促销员一天的品鉴", "A day of one promoter"),
    "dataset.tastings.date.label": ("品鉴日期", "Tasting date"),
    "dataset.tastings.guests.label": ("品鉴人数", "Guests"),
    "dataset.tastings.cost.label": ("品鉴费用", "Tasting cost"),
    "measure.tasting_guests": ("品鉴人数", "Guests"),
    "fact.tastings.label": ("品鉴", "Tastings"),
    "dimension.promoter.label": ("促销员", "Promoter"),
    "metric.tasting_cost.label": ("品鉴费用", "Tasting cost"),
    "metric.tasting_cost.definition": ("期间内全部品鉴的费用", "What the tastings of the period cost"),
    "metric.tasting_cost.formula": ("品鉴费用之和", "Sum of the cost of tastings"),
    "list.tasting_days.label": ("品鉴日", "Tasting days"),
    "list.tasting_days.help": ("每名促销员每天一行", "One row a promoter and day"),
    "list.tasting_days.guests.label": ("人数", "Guests"),
    "list.tasting_days.cost.label": ("费用", "Cost"),
    "list.tasting_days.promoter.label": ("促销员", "Promoter"),
    "record.tasting_booking.label": ("品鉴预订", "Booking"),
    "record.tasting_booking.subject": ("促销员", "Promoter"),
    "record.tasting_booking.day.label": ("日期", "Day"),
    "record.tasting_booking.purpose.label": ("目的", "Purpose"),
    "record.tasting_booking.purpose.launch": ("新品", "Launch"),
    "record.tasting_booking.purpose.routine": ("日常", "Routine"),
    "record.tasting_booking.budget.label": ("预算", "Budget"),
    "record.tasting_booking.note.label": ("备注", "Note"),
    "record.tasting_booking.state.planned": ("计划中", "Planned"),
    "record.tasting_booking.state.done": ("已完成", "Done"),
    "record.tasting_booking.state.cancelled": ("已取消", "Cancelled"),
    "record.tasting_booking.event.added": ("新增预订", "Booking made"),
    "record.tasting_booking.event.edited": ("修改预订", "Booking changed"),
    "record.tasting_booking.event.done": ("完成品鉴", "Tasting done"),
    "record.tasting_booking.event.cancelled": ("取消预订", "Booking cancelled"),
    "page.tastings": ("品鉴", "Tastings"),
    "tastings.question": ("品鉴花了多少钱？", "What do tastings cost?"),
    "tastings.headline": ("品鉴共花费 {amount}", "Tastings cost {amount}"),
    "tastings.name": ("名称", "Who"),
    "tastings.rows": ("品鉴费用分布", "Where it was spent"),
    "tastings.level": ("按", "By"),
}
TEXTS = {locale: {key: words[place] for key, words in _WORDS.items()} for place, locale in enumerate(("zh", "en"))}


def add_texts() -> Callable[[], None]:
    """Adds the texts and returns what takes them away again; where they are already there, neither changes anything."""
    if TEXTS in i18n.catalogue.added():
        return lambda: None
    return i18n.extend(TEXTS)


# --- Rows of it, as a spreadsheet has them. --------------------------------------------------------------------------

PROMOTER_ROWS: tuple[tuple[object, ...], ...] = (
    ("促销员编号", "促销员姓名", "劳务公司"),
    ("T1", "Mei", "Bright"),
    ("T2", "Tom", "Bright"),
)
TASTING_ROWS: tuple[tuple[object, ...], ...] = (
    ("品鉴日期", "大区", "分公司", "促销员编号", "促销员姓名", "品鉴人数", "品鉴费用"),
    ("2026-04-08", "华东", "上海", "T1", "Mei", 30, 300),
    ("2026-05-06", "华东", "上海", "", "Mei", 40, 410.5),
    ("2026-05-07", "华南", "广州", "T2", "Tom", 20, 200),
)
