"""The facade: all that the front ends (pages, command line) may know of the core. Lazy, typed, without logic.

A name is imported from its home when it is first asked for, so that `python -m sales_core --help` loads no database.
A new name: one line under TYPE_CHECKING, one in `_HOMES`; `tests/contracts/test_api.py` says when the two differ.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sales_core.access.accounts import Account as Account
    from sales_core.access.audit_trail import AuditFilter as AuditFilter
    from sales_core.access.audit_trail import AuditLine as AuditLine
    from sales_core.access.delivery import Delivery as Delivery
    from sales_core.access.delivery import send_without_delay as send_without_delay
    from sales_core.access.exports import Export as Export
    from sales_core.access.gate import LINK_PREFIX as LINK_PREFIX
    from sales_core.access.gate import Gate as Gate
    from sales_core.access.server import server_accounts as server_accounts
    from sales_core.access.sessions import Session as Session
    from sales_core.access.signin import SignIn as SignIn
    from sales_core.access.upload_quota import HeldUploads as HeldUploads
    from sales_core.access.web_log import WebLog as WebLog
    from sales_core.analysis.data.health import DataHealth as DataHealth
    from sales_core.analysis.data.health import Freshness as Freshness
    from sales_core.analysis.data.health import data_health as data_health
    from sales_core.api.workspace import Workspace as Workspace
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
    from sales_core.boards.recipes import Recipe as Recipe
    from sales_core.boards.recipes import TableFile as TableFile
    from sales_core.boards.recipes import TemplateFile as TemplateFile
    from sales_core.boards.recipes import block_files as block_files
    from sales_core.boards.recipes import make_export as make_export
    from sales_core.boards.recipes import recipe_as_json as recipe_as_json
    from sales_core.boards.registry import board as board
    from sales_core.boards.registry import boards as boards
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
    from sales_core.catalogue.dataset import Dataset as Dataset
    from sales_core.catalogue.dataset import ValueKind as ValueKind
    from sales_core.catalogue.dependencies import facts_of as facts_of
    from sales_core.catalogue.list import ListColumn as ListColumn
    from sales_core.catalogue.list import ListParameter as ListParameter
    from sales_core.catalogue.record import FieldValue as FieldValue
    from sales_core.catalogue.record import RecordRow as RecordRow
    from sales_core.catalogue.role_settings import ROLE_RIGHTS as ROLE_RIGHTS
    from sales_core.catalogue.setting import setting_text as setting_text
    from sales_core.format import DASH as DASH
    from sales_core.format import MASK as MASK
    from sales_core.format import bare_percent as bare_percent
    from sales_core.format import count as count
    from sales_core.format import day as day
    from sales_core.format import exact as exact
    from sales_core.format import exact_value as exact_value
    from sales_core.format import formula_number as formula_number
    from sales_core.format import full as full
    from sales_core.format import json_value as json_value
    from sales_core.format import moment as moment
    from sales_core.format import period_text as period_text
    from sales_core.format import short as short
    from sales_core.i18n.catalogue import Locale as Locale
    from sales_core.kernel.clock import now as now
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
    from sales_core.kernel.query import Compare as Compare
    from sales_core.kernel.query import Filter as Filter
    from sales_core.kernel.query import ListQuery as ListQuery
    from sales_core.kernel.query import Query as Query
    from sales_core.kernel.query import Result as Result
    from sales_core.kernel.query import Value as Value
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
    from sales_core.loading.health import HealthFinding as HealthFinding
    from sales_core.loading.jobs import JobState as JobState
    from sales_core.loading.left_out import leaving_out as leaving_out
    from sales_core.loading.left_out import not_ready as not_ready
    from sales_core.loading.left_out import ready_count as ready_count
    from sales_core.loading.master_changes import master_label as master_label
    from sales_core.loading.plan import Committed as Committed
    from sales_core.loading.plan import HistoryEntry as HistoryEntry
    from sales_core.loading.plan import MasterDataDelta as MasterDataDelta
    from sales_core.loading.plan import MetricDelta as MetricDelta
    from sales_core.loading.plan import Plan as Plan
    from sales_core.loading.unused_answers import unused_answers as unused_answers
    from sales_core.loading.uploads import Uploads as Uploads
    from sales_core.recognition.describe import describe as describe
    from sales_core.recognition.reading import SKIP as SKIP
    from sales_core.recognition.reading import Answers as Answers
    from sales_core.recognition.reading import FileReading as FileReading
    from sales_core.recognition.reading import Match as Match
    from sales_core.recognition.reading import Question as Question
    from sales_core.recognition.reading import ReadingFigure as ReadingFigure
    from sales_core.recognition.reading import Risk as Risk
    from sales_core.recognition.reading import TableReading as TableReading
    from sales_core.records.form import FormField as FormField
    from sales_core.records.form import RecordInput as RecordInput
    from sales_core.records.standing import RecordList as RecordList
    from sales_core.records.store import Act as Act
    from sales_core.schedule.scheduler import JobStatus as JobStatus
    from sales_core.schedule.thread import ScheduleThread as ScheduleThread
    from sales_core.semantic.explanation import Explanation as Explanation
    from sales_core.semantic.explanation import Feed as Feed
    from sales_core.semantic.list_result import ListResult as ListResult

_HOMES = {
    "Account": "sales_core.access.accounts",
    "Delivery": "sales_core.access.delivery",
    "send_without_delay": "sales_core.access.delivery",
    "Export": "sales_core.access.exports",
    "Gate": "sales_core.access.gate",
    "LINK_PREFIX": "sales_core.access.gate",
    "server_accounts": "sales_core.access.server",
    "Session": "sales_core.access.sessions",
    "SignIn": "sales_core.access.signin",
    "WebLog": "sales_core.access.web_log",
    "DataHealth": "sales_core.analysis.data.health",
    "Freshness": "sales_core.analysis.data.health",
    "data_health": "sales_core.analysis.data.health",
    "Workspace": "sales_core.api.workspace",
    "Remembered": "sales_core.appdb.records",
    "Version": "sales_core.appdb.records",
    "JobRun": "sales_core.appdb.schedule_store",
    "board_json": "sales_core.boards.as_json",
    "AuditFile": "sales_core.boards.recipes",
    "AuditFilter": "sales_core.access.audit_trail",
    "AuditLine": "sales_core.access.audit_trail",
    "Block": "sales_core.boards.blocks",
    "Card": "sales_core.boards.blocks",
    "CardRow": "sales_core.boards.blocks",
    "CellForm": "sales_core.boards.blocks",
    "Chart": "sales_core.boards.blocks",
    "Clause": "sales_core.boards.blocks",
    "Column": "sales_core.boards.blocks",
    "Comparison": "sales_core.boards.blocks",
    "Document": "sales_core.boards.blocks",
    "Downloads": "sales_core.boards.blocks",
    "Headline": "sales_core.boards.blocks",
    "Narrative": "sales_core.boards.blocks",
    "RecordEntry": "sales_core.boards.blocks",
    "RecordForm": "sales_core.boards.blocks",
    "Row": "sales_core.boards.blocks",
    "Sentence": "sales_core.boards.blocks",
    "Table": "sales_core.boards.blocks",
    "Ask": "sales_core.boards.board",
    "BlockSpec": "sales_core.boards.board",
    "Board": "sales_core.boards.board",
    "Choice": "sales_core.boards.board",
    "BoardContext": "sales_core.boards.context",
    "RowFiles": "sales_core.boards.files",
    "drill_through_files": "sales_core.boards.files",
    "table_files": "sales_core.boards.files",
    "Drill": "sales_core.boards.number",
    "NumberAddress": "sales_core.boards.number",
    "OpenBoard": "sales_core.boards.open_board",
    "AskFacts": "sales_core.boards.recipes",
    "BlockFile": "sales_core.boards.recipes",
    "BoardFile": "sales_core.boards.recipes",
    "DocumentFile": "sales_core.boards.recipes",
    "MarkedFile": "sales_core.boards.recipes",
    "NumberFile": "sales_core.boards.recipes",
    "OriginalFile": "sales_core.boards.recipes",
    "Recipe": "sales_core.boards.recipes",
    "TableFile": "sales_core.boards.recipes",
    "TemplateFile": "sales_core.boards.recipes",
    "block_files": "sales_core.boards.recipes",
    "make_export": "sales_core.boards.recipes",
    "recipe_as_json": "sales_core.boards.recipes",
    "board": "sales_core.boards.registry",
    "boards": "sales_core.boards.registry",
    "card_text": "sales_core.boards.words",
    "cell_text": "sales_core.boards.words",
    "chart_table": "sales_core.boards.words",
    "foot_text": "sales_core.boards.words",
    "row_texts": "sales_core.boards.words",
    "withheld": "sales_core.boards.words",
    "written_columns": "sales_core.boards.words",
    "board_workbook": "sales_core.boards.workbook",
    "table_columns": "sales_core.boards.workbook",
    "Catalogue": "sales_core.catalogue.catalogue",
    "Dataset": "sales_core.catalogue.dataset",
    "ValueKind": "sales_core.catalogue.dataset",
    "facts_of": "sales_core.catalogue.dependencies",
    "ListColumn": "sales_core.catalogue.list",
    "ListParameter": "sales_core.catalogue.list",
    "FieldValue": "sales_core.catalogue.record",
    "RecordRow": "sales_core.catalogue.record",
    "setting_text": "sales_core.catalogue.setting",
    "ROLE_RIGHTS": "sales_core.catalogue.role_settings",
    "DASH": "sales_core.format",
    "audit_table": "sales_core.boards.audit_table",
    "bare_percent": "sales_core.format",
    "count": "sales_core.format",
    "day": "sales_core.format",
    "exact": "sales_core.format",
    "exact_value": "sales_core.format",
    "formula_number": "sales_core.format",
    "MASK": "sales_core.format",
    "full": "sales_core.format",
    "json_value": "sales_core.format",
    "moment": "sales_core.format",
    "period_text": "sales_core.format",
    "short": "sales_core.format",
    "Locale": "sales_core.i18n.catalogue",
    "now": "sales_core.kernel.clock",
    "environment": "sales_core.kernel.environment",
    "CancelledError": "sales_core.kernel.errors",
    "ConfirmationNeededError": "sales_core.kernel.errors",
    "ConflictError": "sales_core.kernel.errors",
    "DamagedVersionError": "sales_core.kernel.errors",
    "NotAllowedError": "sales_core.kernel.errors",
    "RefusedError": "sales_core.kernel.errors",
    "SalesError": "sales_core.kernel.errors",
    "UnhealthyError": "sales_core.kernel.errors",
    "UsageError": "sales_core.kernel.errors",
    "Figure": "sales_core.kernel.figure",
    "bind_ids": "sales_core.kernel.log",
    "log_context": "sales_core.kernel.log",
    "log_incident": "sales_core.kernel.log",
    "new_id": "sales_core.kernel.log",
    "start_log": "sales_core.kernel.log",
    "stop_log": "sales_core.kernel.log",
    "fiscal_year_start": "sales_core.kernel.periods",
    "Place": "sales_core.kernel.problems",
    "Problem": "sales_core.kernel.problems",
    "Severity": "sales_core.kernel.problems",
    "Compare": "sales_core.kernel.query",
    "Filter": "sales_core.kernel.query",
    "ListQuery": "sales_core.kernel.query",
    "Query": "sales_core.kernel.query",
    "Result": "sales_core.kernel.query",
    "Value": "sales_core.kernel.query",
    "HeldUploads": "sales_core.access.upload_quota",
    "Home": "sales_core.kernel.settings",
    "storage_error": "sales_core.kernel.storage",
    "LOCAL_ADMIN": "sales_core.kernel.terms",
    "Period": "sales_core.kernel.terms",
    "Right": "sales_core.kernel.terms",
    "Role": "sales_core.kernel.terms",
    "Scope": "sales_core.kernel.terms",
    "Text": "sales_core.kernel.terms",
    "Viewer": "sales_core.kernel.terms",
    "Unit": "sales_core.kernel.units",
    "Settings": "sales_core.kernel.settings",
    "make_backup": "sales_core.loading.backup",
    "HealthFinding": "sales_core.loading.health",
    "JobState": "sales_core.loading.jobs",
    "master_label": "sales_core.loading.master_changes",
    "Committed": "sales_core.loading.plan",
    "HistoryEntry": "sales_core.loading.plan",
    "MasterDataDelta": "sales_core.loading.plan",
    "MetricDelta": "sales_core.loading.plan",
    "Plan": "sales_core.loading.plan",
    "Uploads": "sales_core.loading.uploads",
    "describe": "sales_core.recognition.describe",
    "Answers": "sales_core.recognition.reading",
    "FileReading": "sales_core.recognition.reading",
    "Match": "sales_core.recognition.reading",
    "Question": "sales_core.recognition.reading",
    "ReadingFigure": "sales_core.recognition.reading",
    "SKIP": "sales_core.recognition.reading",
    "Risk": "sales_core.recognition.reading",
    "refuse_unknown_risks": "sales_core.loading.confirmation",
    "leaving_out": "sales_core.loading.left_out",
    "not_ready": "sales_core.loading.left_out",
    "ready_count": "sales_core.loading.left_out",
    "unused_answers": "sales_core.loading.unused_answers",
    "TableReading": "sales_core.recognition.reading",
    "RecordInput": "sales_core.records.form",
    "FormField": "sales_core.records.form",
    "RecordList": "sales_core.records.standing",
    "Act": "sales_core.records.store",
    "JobStatus": "sales_core.schedule.scheduler",
    "ScheduleThread": "sales_core.schedule.thread",
    "Explanation": "sales_core.semantic.explanation",
    "Feed": "sales_core.semantic.explanation",
    "ListResult": "sales_core.semantic.list_result",
}


if not TYPE_CHECKING:  # a type checker that saw this would take any name that is imported from here

    def __getattr__(name: str) -> Any:
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"sales_core.api has no {name!r}; add it to _HOMES if a front end needs it")
        value = getattr(importlib.import_module(home), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(_HOMES)
