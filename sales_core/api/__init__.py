"""The facade: all that the front ends (pages, command line) may know of the core. Lazy, typed, without logic.

A name is imported from its home when it is first asked for, so that `python -m sales_core --help` loads no database.
A new name: one line under TYPE_CHECKING, one in `NAMES` of `served_names`;
`tests/contracts/test_api.py` says when the two differ.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from sales_core.api.served_names import NAMES

if TYPE_CHECKING:
    from sales_core.access.accounts import Account as Account
    from sales_core.access.api_routes import ScriptAnswer as ScriptAnswer
    from sales_core.access.api_routes import ScriptQuestion as ScriptQuestion
    from sales_core.access.api_tokens import ApiToken as ApiToken
    from sales_core.access.audit_trail import AuditFilter as AuditFilter
    from sales_core.access.audit_trail import AuditLine as AuditLine
    from sales_core.access.delivery import Delivery as Delivery
    from sales_core.access.delivery import send_without_delay as send_without_delay
    from sales_core.access.exports import Export as Export
    from sales_core.access.gate import LINK_PREFIX as LINK_PREFIX
    from sales_core.access.gate import Gate as Gate
    from sales_core.access.look_trail import LookFilter as LookFilter
    from sales_core.access.server import begin_company as begin_company
    from sales_core.access.server import company_stamp as company_stamp
    from sales_core.access.server import server_accounts as server_accounts
    from sales_core.access.sessions import Session as Session
    from sales_core.access.signin import SignIn as SignIn
    from sales_core.access.upload_quota import HeldUploads as HeldUploads
    from sales_core.access.web_log import WebLog as WebLog
    from sales_core.analysis.data.health import DataHealth as DataHealth
    from sales_core.analysis.data.health import Finding as Finding
    from sales_core.analysis.data.health import Freshness as Freshness
    from sales_core.analysis.data.health import data_health as data_health
    from sales_core.analysis.data.health import dataset_freshness as dataset_freshness
    from sales_core.analysis.data.health import findings as findings
    from sales_core.api.workspace import Workspace as Workspace
    from sales_core.appdb.records import MonthOwner as MonthOwner
    from sales_core.appdb.records import Remembered as Remembered
    from sales_core.appdb.records import Version as Version
    from sales_core.appdb.schedule_store import JobRun as JobRun
    from sales_core.boards.as_json import board_json as board_json
    from sales_core.boards.audit_table import audit_table as audit_table
    from sales_core.boards.blocks import Block as Block
    from sales_core.boards.blocks import Card as Card
    from sales_core.boards.blocks import CardRow as CardRow
    from sales_core.boards.blocks import CellForm as CellForm
    from sales_core.boards.blocks import Chart as Chart
    from sales_core.boards.blocks import Clause as Clause
    from sales_core.boards.blocks import Column as Column
    from sales_core.boards.blocks import Comparison as Comparison
    from sales_core.boards.blocks import Document as Document
    from sales_core.boards.blocks import Downloads as Downloads
    from sales_core.boards.blocks import Headline as Headline
    from sales_core.boards.blocks import Narrative as Narrative
    from sales_core.boards.blocks import RecordEntry as RecordEntry
    from sales_core.boards.blocks import RecordForm as RecordForm
    from sales_core.boards.blocks import Row as Row
    from sales_core.boards.blocks import Sentence as Sentence
    from sales_core.boards.blocks import Table as Table
    from sales_core.boards.board import Ask as Ask
    from sales_core.boards.board import BlockSpec as BlockSpec
    from sales_core.boards.board import Board as Board
    from sales_core.boards.board import Choice as Choice
    from sales_core.boards.context import BoardContext as BoardContext
    from sales_core.boards.files import RowFiles as RowFiles
    from sales_core.boards.files import drill_through_files as drill_through_files
    from sales_core.boards.files import table_files as table_files
    from sales_core.boards.look_table import look_table as look_table
    from sales_core.boards.masters.edits import checked_alias as checked_alias
    from sales_core.boards.masters.edits import checked_edit as checked_edit
    from sales_core.boards.masters.edits import checked_merge as checked_merge
    from sales_core.boards.masters.edits import code_options as code_options
    from sales_core.boards.masters.edits import drafted as drafted
    from sales_core.boards.masters.edits import may_edit as may_edit
    from sales_core.boards.masters.gaps import missing_items as missing_items
    from sales_core.boards.masters.items import MasterItem as MasterItem
    from sales_core.boards.masters.items import column_label as column_label
    from sales_core.boards.masters.items import found_items as found_items
    from sales_core.boards.masters.items import resolved as resolved
    from sales_core.boards.masters.tables import MasterAlias as MasterAlias
    from sales_core.boards.masters.tables import grid_columns as grid_columns
    from sales_core.boards.masters.tables import master_aliases as master_aliases
    from sales_core.boards.masters.tables import merged_table as merged_table
    from sales_core.boards.masters.tables import near_names as near_names
    from sales_core.boards.month.checks import MonthCheck as MonthCheck
    from sales_core.boards.month.checks import month_checks as month_checks
    from sales_core.boards.month.facts import closing as closing
    from sales_core.boards.month.facts import month_close as month_close
    from sales_core.boards.month.facts import owners as owners
    from sales_core.boards.number import Drill as Drill
    from sales_core.boards.number import NumberAddress as NumberAddress
    from sales_core.boards.open_board import OpenBoard as OpenBoard
    from sales_core.boards.recipes import AskFacts as AskFacts
    from sales_core.boards.recipes import AuditFile as AuditFile
    from sales_core.boards.recipes import BlockFile as BlockFile
    from sales_core.boards.recipes import BoardFile as BoardFile
    from sales_core.boards.recipes import DocumentFile as DocumentFile
    from sales_core.boards.recipes import MarkedFile as MarkedFile
    from sales_core.boards.recipes import NumberFile as NumberFile
    from sales_core.boards.recipes import OriginalFile as OriginalFile
    from sales_core.boards.recipes import PersonFile as PersonFile
    from sales_core.boards.recipes import Recipe as Recipe
    from sales_core.boards.recipes import SampleFile as SampleFile
    from sales_core.boards.recipes import TableFile as TableFile
    from sales_core.boards.recipes import TargetsFile as TargetsFile
    from sales_core.boards.recipes import TemplateFile as TemplateFile
    from sales_core.boards.recipes import block_files as block_files
    from sales_core.boards.recipes import make_export as make_export
    from sales_core.boards.recipes import recipe_as_json as recipe_as_json
    from sales_core.boards.record_forms import figure_subject as figure_subject
    from sales_core.boards.registry import board as board
    from sales_core.boards.registry import boards as boards
    from sales_core.boards.result_text import exact_rows as exact_rows
    from sales_core.boards.result_text import masked_columns as masked_columns
    from sales_core.boards.result_text import result_columns as result_columns
    from sales_core.boards.result_text import result_json as result_json
    from sales_core.boards.script_answers import script_answer as script_answer
    from sales_core.boards.search.hits import PageAddress as PageAddress
    from sales_core.boards.search.hits import SearchHit as SearchHit
    from sales_core.boards.search.hits import SearchPlace as SearchPlace
    from sales_core.boards.search.hits import search_hits as search_hits
    from sales_core.boards.slides import board_slides as board_slides
    from sales_core.boards.staleness import stale_text as stale_text
    from sales_core.boards.target_entry import LineSeasons as LineSeasons
    from sales_core.boards.target_entry import StatedChange as StatedChange
    from sales_core.boards.target_entry import TargetEntry as TargetEntry
    from sales_core.boards.target_entry import plan_targets as plan_targets
    from sales_core.boards.target_entry import read_target_file as read_target_file
    from sales_core.boards.target_entry import target_measures as target_measures
    from sales_core.boards.version_changes import MetricChange as MetricChange
    from sales_core.boards.version_changes import metric_changes as metric_changes
    from sales_core.boards.version_changes import version_before as version_before
    from sales_core.boards.version_changes import version_change as version_change
    from sales_core.boards.words import card_text as card_text
    from sales_core.boards.words import cell_text as cell_text
    from sales_core.boards.words import chart_table as chart_table
    from sales_core.boards.words import foot_text as foot_text
    from sales_core.boards.words import row_texts as row_texts
    from sales_core.boards.words import withheld as withheld
    from sales_core.boards.words import written_columns as written_columns
    from sales_core.boards.workbook import board_workbook as board_workbook
    from sales_core.boards.workbook import table_columns as table_columns
    from sales_core.catalogue.catalogue import Catalogue as Catalogue
    from sales_core.catalogue.company_settings import BACKUP_ENABLED as BACKUP_ENABLED
    from sales_core.catalogue.company_settings import COMPANY_LOGO as COMPANY_LOGO
    from sales_core.catalogue.company_settings import COMPANY_NAME as COMPANY_NAME
    from sales_core.catalogue.company_settings import COMPANY_PROFILE as COMPANY_PROFILE
    from sales_core.catalogue.dataset import Dataset as Dataset
    from sales_core.catalogue.dataset import ValueKind as ValueKind
    from sales_core.catalogue.dependencies import facts_of as facts_of
    from sales_core.catalogue.dimensions import ORGANISATION as ORGANISATION
    from sales_core.catalogue.export_menu import export_menus as export_menus
    from sales_core.catalogue.export_menu import unlocked_by as unlocked_by
    from sales_core.catalogue.list import ListColumn as ListColumn
    from sales_core.catalogue.list import ListParameter as ListParameter
    from sales_core.catalogue.record import FieldValue as FieldValue
    from sales_core.catalogue.record import RecordRow as RecordRow
    from sales_core.catalogue.role_settings import ROLE_RIGHTS as ROLE_RIGHTS
    from sales_core.catalogue.setting import AnySetting as AnySetting
    from sales_core.catalogue.setting import SettingValue as SettingValue
    from sales_core.catalogue.setting import ValueList as ValueList
    from sales_core.catalogue.setting import image_address as image_address
    from sales_core.catalogue.setting import setting_text as setting_text
    from sales_core.forecast.selling_days import calendar_countries as calendar_countries
    from sales_core.format import DASH as DASH
    from sales_core.format import MASK as MASK
    from sales_core.format import bare_percent as bare_percent
    from sales_core.format import count as count
    from sales_core.format import country_name as country_name
    from sales_core.format import currencies as currencies
    from sales_core.format import currency_name as currency_name
    from sales_core.format import day as day
    from sales_core.format import edited_format as edited_format
    from sales_core.format import exact as exact
    from sales_core.format import exact_value as exact_value
    from sales_core.format import formula_number as formula_number
    from sales_core.format import full as full
    from sales_core.format import json_value as json_value
    from sales_core.format import moment as moment
    from sales_core.format import month_name as month_name
    from sales_core.format import period_text as period_text
    from sales_core.format import short as short
    from sales_core.format import signed as signed
    from sales_core.format.json_text import dumps as dumps
    from sales_core.i18n.catalogue import Locale as Locale
    from sales_core.kernel.clock import now as now
    from sales_core.kernel.clock import today as today
    from sales_core.kernel.company import DEMO as DEMO
    from sales_core.kernel.company import MAIN as MAIN
    from sales_core.kernel.company import OWN as OWN
    from sales_core.kernel.company import SIDE_COMPANIES as SIDE_COMPANIES
    from sales_core.kernel.company import company_prefix as company_prefix
    from sales_core.kernel.company import current_company as current_company
    from sales_core.kernel.company import working_for as working_for
    from sales_core.kernel.environment import environment as environment
    from sales_core.kernel.errors import CancelledError as CancelledError
    from sales_core.kernel.errors import ConfirmationNeededError as ConfirmationNeededError
    from sales_core.kernel.errors import ConflictError as ConflictError
    from sales_core.kernel.errors import DamagedVersionError as DamagedVersionError
    from sales_core.kernel.errors import NotAllowedError as NotAllowedError
    from sales_core.kernel.errors import RefusedError as RefusedError
    from sales_core.kernel.errors import SalesError as SalesError
    from sales_core.kernel.errors import UnhealthyError as UnhealthyError
    from sales_core.kernel.errors import UsageError as UsageError
    from sales_core.kernel.figure import Figure as Figure
    from sales_core.kernel.finality import FinalState as FinalState
    from sales_core.kernel.log import bind_ids as bind_ids
    from sales_core.kernel.log import log_context as log_context
    from sales_core.kernel.log import log_incident as log_incident
    from sales_core.kernel.log import new_id as new_id
    from sales_core.kernel.log import start_log as start_log
    from sales_core.kernel.log import stop_log as stop_log
    from sales_core.kernel.periods import fiscal_year_start as fiscal_year_start
    from sales_core.kernel.problems import Place as Place
    from sales_core.kernel.problems import Problem as Problem
    from sales_core.kernel.problems import Severity as Severity
    from sales_core.kernel.problems import errors_in as errors_in
    from sales_core.kernel.query import Compare as Compare
    from sales_core.kernel.query import Filter as Filter
    from sales_core.kernel.query import ListQuery as ListQuery
    from sales_core.kernel.query import Query as Query
    from sales_core.kernel.query import Result as Result
    from sales_core.kernel.query import Value as Value
    from sales_core.kernel.question_text import typed_filters as typed_filters
    from sales_core.kernel.question_text import typed_pairs as typed_pairs
    from sales_core.kernel.settings import Home as Home
    from sales_core.kernel.settings import Settings as Settings
    from sales_core.kernel.storage import storage_error as storage_error
    from sales_core.kernel.terms import LOCAL_ADMIN as LOCAL_ADMIN
    from sales_core.kernel.terms import Period as Period
    from sales_core.kernel.terms import Right as Right
    from sales_core.kernel.terms import Role as Role
    from sales_core.kernel.terms import Scope as Scope
    from sales_core.kernel.terms import Text as Text
    from sales_core.kernel.terms import Viewer as Viewer
    from sales_core.kernel.units import Unit as Unit
    from sales_core.loading.backup import make_backup as make_backup
    from sales_core.loading.confirmation import refuse_unknown_risks as refuse_unknown_risks
    from sales_core.loading.demo_company import DemoProcess as DemoProcess
    from sales_core.loading.demo_company import DemoProgress as DemoProgress
    from sales_core.loading.demo_company import demo_progress as demo_progress
    from sales_core.loading.demo_company import note_demo as note_demo
    from sales_core.loading.demo_company import remove_demo as remove_demo
    from sales_core.loading.health import HealthFinding as HealthFinding
    from sales_core.loading.jobs import JobState as JobState
    from sales_core.loading.left_out import leaving_out as leaving_out
    from sales_core.loading.left_out import not_ready as not_ready
    from sales_core.loading.left_out import ready_count as ready_count
    from sales_core.loading.master_changes import master_label as master_label
    from sales_core.loading.month_grid import CellChange as CellChange
    from sales_core.loading.month_grid import MonthGrid as MonthGrid
    from sales_core.loading.month_grid import PartSum as PartSum
    from sales_core.loading.month_grid import grown as grown
    from sales_core.loading.month_grid import spread as spread
    from sales_core.loading.people_import import PeoplePlan as PeoplePlan
    from sales_core.loading.plan import Committed as Committed
    from sales_core.loading.plan import HistoryEntry as HistoryEntry
    from sales_core.loading.plan import MasterDataDelta as MasterDataDelta
    from sales_core.loading.plan import MetricDelta as MetricDelta
    from sales_core.loading.plan import Plan as Plan
    from sales_core.loading.plan import PlanKind as PlanKind
    from sales_core.loading.unused_answers import unused_answers as unused_answers
    from sales_core.loading.uploads import Uploads as Uploads
    from sales_core.recognition.describe import describe as describe
    from sales_core.recognition.evidence import reading_evidence as reading_evidence
    from sales_core.recognition.evidence import reading_total as reading_total
    from sales_core.recognition.reading import CELL_EDIT as CELL_EDIT
    from sales_core.recognition.reading import LEAVE_OUT_ROWS as LEAVE_OUT_ROWS
    from sales_core.recognition.reading import SAME_AS as SAME_AS
    from sales_core.recognition.reading import SKIP as SKIP
    from sales_core.recognition.reading import VALUE_RULE as VALUE_RULE
    from sales_core.recognition.reading import Answers as Answers
    from sales_core.recognition.reading import FileReading as FileReading
    from sales_core.recognition.reading import Match as Match
    from sales_core.recognition.reading import Question as Question
    from sales_core.recognition.reading import ReadingFigure as ReadingFigure
    from sales_core.recognition.reading import ReadingOption as ReadingOption
    from sales_core.recognition.reading import Risk as Risk
    from sales_core.recognition.reading import TableReading as TableReading
    from sales_core.recognition.reading import WrongCell as WrongCell
    from sales_core.recognition.reading import WrongValue as WrongValue
    from sales_core.records.form import FormField as FormField
    from sales_core.records.form import RecordInput as RecordInput
    from sales_core.records.master_draft import AliasEdit as AliasEdit
    from sales_core.records.master_draft import MasterDraft as MasterDraft
    from sales_core.records.master_draft import MasterEdit as MasterEdit
    from sales_core.records.master_draft import plan_draft as plan_draft
    from sales_core.records.standing import RecordList as RecordList
    from sales_core.records.store import Act as Act
    from sales_core.schedule.scheduler import JobStatus as JobStatus
    from sales_core.schedule.thread import ScheduleThread as ScheduleThread
    from sales_core.semantic.explanation import Explanation as Explanation
    from sales_core.semantic.explanation import Feed as Feed
    from sales_core.semantic.list_result import ListResult as ListResult
    from sales_core.semantic.look_search import FoundLook as FoundLook

_HOMES = {name: home for home, names in NAMES.items() for name in names.split()}


if not TYPE_CHECKING:  # a type checker that saw this would take any name that is imported from here

    def __getattr__(name: str) -> Any:
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"sales_core.api has no {name!r}; add it to NAMES if a front end needs it")
        value = getattr(importlib.import_module(home), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(_HOMES)
