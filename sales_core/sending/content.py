"""What a message says, computed when it is sent: inside the receiver's rights and rows of that moment, and through the
screen-share lens where the channel is outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from sales_core.appdb.outbox_store import OutboxMessage
from sales_core.boards.alerts.case import AlertCase, alert_cases, label_of, subject_of
from sales_core.boards.blocks import Headline, Narrative
from sales_core.boards.board import Ask
from sales_core.boards.context import BoardContext, Company
from sales_core.boards.open_board import OpenBoard
from sales_core.boards.record_forms import record_words
from sales_core.boards.registry import board
from sales_core.boards.report.written_reports import sees_whole_company
from sales_core.catalogue.report import ReportSpec
from sales_core.i18n.catalogue import Locale
from sales_core.kernel import clock
from sales_core.kernel.errors import NotAllowedError, SalesError
from sales_core.kernel.query import Query
from sales_core.kernel.terms import Period, Right, Viewer
from sales_core.kernel.units import Unit
from sales_core.sending.letter import Letter, MessageKind


@dataclass(frozen=True, slots=True)
class Writing:
    """Everything that a message is written with. `viewer`: the receiver; `shown`: as whom he reads there, through the
    lens where the channel is outside. `public`: what links begin with.
    """

    message: OutboxMessage
    company: Company
    viewer: Viewer
    shown: Viewer
    locale: Locale
    public: str
    takes_files: bool

    @property
    def is_masked(self) -> bool:
        """Whether something is withheld that the receiver would see on his own screen."""
        return self.shown.lens != self.viewer.lens

    def context(self, viewer: Viewer, board_id: str = "alerts") -> BoardContext:
        """A board's context over the month of the data's last day. Raises NotAllowedError."""
        return self.opened(viewer, board_id).context

    def opened(self, viewer: Viewer, board_id: str) -> OpenBoard:
        """A board on the current version. Raises NotAllowedError."""
        version = self.company.appdb.current_version()
        month = Period.month_of(self.company.store.snapshot(version).as_of)
        return OpenBoard(board(board_id), Ask(viewer, version, month, locale=self.locale), self.company)

    def link(self, page: str, **parameters: str) -> str:
        """The address of a page."""
        return f"{self.public}/{page}?{urlencode({'lang': self.locale, **parameters})}"

    def code(self, context: BoardContext, query: Query, metric: str) -> str:
        """The number's code in words; nothing for what may not be seen."""
        try:
            kept = self.company.figures.keep_code(query, metric, self.viewer, context.version)
        except SalesError:
            return ""
        return context.t("messages.code", code=kept)


def write_letter(writing: Writing) -> Letter | None:
    """The message; None when there is nothing to tell its receiver."""
    return _WRITERS[writing.message.kind](writing)


def _alerts(writing: Writing) -> Letter | None:
    try:
        own = writing.context(writing.viewer)
        cases = {one.row.id: one for one in alert_cases(own)}
    except NotAllowedError:
        return None
    seen = _seen(writing)
    lines: list[str] = []
    counts: list[str] = []
    for event in ("opened", "closed"):
        found = [cases[number] for number in writing.message.subject.get(event, ()) if number in cases]
        if found:
            counts.append(own.t(f"messages.{event}", count=own.write_count(len(found))))
            lines += [own.t(f"messages.{event}", count=own.write_count(len(found)))]
            for case in found:
                lines += _case_lines(writing, own, seen.get(case.row.id), case)
    if not lines:
        return None
    lines.append(writing.link("alerts"))
    return Letter(own.t("messages.title_alerts", counts=own.t("digest.and").join(counts)), "\n".join(lines))


def _seen(writing: Writing) -> dict[int, tuple[BoardContext, AlertCase]]:
    """The cases that may be told whole where the message is read."""
    try:
        context = writing.context(writing.shown)
        return {one.row.id: (context, one) for one in alert_cases(context)}
    except NotAllowedError:
        return {}


def _case_lines(
    writing: Writing, own: BoardContext, seen: tuple[BoardContext, AlertCase] | None, case: AlertCase
) -> Iterator[str]:
    """What is wrong, of whom, how much, the number's code and where to answer it."""
    parts = [label_of(own, case)]
    if seen is not None:
        context, told = seen
        parts.append(subject_of(context, told))
        if told.stake is not None:
            parts.append(context.write(told.stake, Unit.MONEY))
    else:
        parts.append(own.t("messages.withheld"))
    parts.append(writing.code(own, case.number.query, case.number.metric))
    yield "- " + " · ".join(part for part in parts if part)
    yield "  " + writing.link("alerts", view="all" if case.is_open else "history", case=str(case.row.id))


def _digest(writing: Writing) -> Letter | None:
    try:
        opened = writing.opened(writing.shown, "overview")
    except NotAllowedError:
        return None
    context = opened.context
    head, changed = opened.block("headline"), opened.block("digest")
    has_looked = writing.company.appdb.looks.newest_before(writing.viewer.name, str(writing.message.subject["day"]))
    if changed is None and has_looked is not None:
        return None
    lines = [str(one) for one in changed.sentences] if isinstance(changed, Narrative) else []
    if isinstance(head, Headline):
        code = writing.code(context, context.query(_MAIN), _MAIN)
        lines.append(" · ".join(filter(None, (head.sentence, code))))
    lines += _open_cases(writing)
    lines.append(writing.link("overview"))
    return Letter(context.t("messages.title_digest", day=context.date(context.as_of)), "\n".join(lines))


_MAIN = "net_sales"


def _open_cases(writing: Writing) -> Iterator[str]:
    """How many cases wait for the receiver."""
    try:
        context = writing.context(writing.viewer)
        mine = [one for one in alert_cases(context) if one.is_open and one.owner == writing.viewer.name]
    except NotAllowedError:
        return
    if mine:
        yield context.t("messages.mine", count=context.write_count(len(mine)))
        yield writing.link("alerts", view="mine")


def _decision(writing: Writing) -> Letter | None:
    number = int(writing.message.subject["id"])
    context = writing.context(writing.viewer)
    try:
        found = {one.row.id: one.row for one in writing.company.records.list("decision", writing.viewer)}
        seen = {one.row.id for one in writing.company.records.list("decision", writing.shown)}
    except NotAllowedError:
        return None
    row = found.get(number)
    if row is None or row.state != "open" or not isinstance(due := row.values["due"], date):
        return None
    action = context.t("messages.withheld") if writing.is_masked or number not in seen else str(row.values["action"])
    key = "messages.decision_late" if due < clock.today() else "messages.decision_due"
    code = context.t("messages.code", code=row.subject)
    lines = [context.t(key, day=context.date(due)), f"- {action} · {code}", writing.link("decisions")]
    return Letter(context.t("messages.title_decision", day=context.date(due)), "\n".join(lines))


def _mention(writing: Writing) -> Letter | None:
    """Who named the receiver, what he wrote, and the page of it; nothing where the receiver may not see it any more."""
    subject, context = writing.message.subject, writing.context(writing.viewer)
    record, number = writing.company.records.record(str(subject["record"])), int(subject["id"])
    try:
        found = {one.row.id: one for one in writing.company.records.list(record.id, writing.viewer)}
        seen = {one.row.id for one in writing.company.records.list(record.id, writing.shown)}
    except NotAllowedError:
        return None
    standing = found.get(number)
    if standing is None or standing.row.state != record.states[0]:
        return None
    is_told = not writing.is_masked and number in seen
    said = record_words(context, record, standing) if is_told else context.t("messages.withheld")
    title = context.t("messages.title_mention", kind=context.say(record.text("label")))
    lines = [
        context.t("messages.mentioned", who=standing.row.by), f"- {said}",
        writing.link("activity", kind="mentions", entry=f"{record.id}-{number}"),
    ]  # fmt: skip
    return Letter(title, "\n".join(lines))


def _report(writing: Writing) -> Letter | None:
    if not writing.viewer.may(Right.VIEW_SALES):
        return None
    subject = writing.message.subject
    context = writing.context(writing.viewer)
    spec: ReportSpec = context.catalogue.reports[str(subject["report"])]
    period = Period.parse(str(subject["period"]))
    title = context.t("messages.title_report", name=context.say(spec.label), period=context.span(period))
    lines = [title, writing.link("reports", report=spec.id, period=str(period))]
    return Letter(title, "\n".join(lines), _attached(writing, dict(subject["files"])))


def _attached(writing: Writing, files: Mapping[str, str]) -> Mapping[str, str]:
    """The files, for who may see all that they were written with."""
    is_whole = sees_whole_company(writing.shown, writing.company.appdb.company)
    return files if writing.takes_files and not writing.is_masked and is_whole else {}


def _test(writing: Writing) -> Letter:
    context = writing.context(writing.viewer)
    return Letter(context.t("messages.title_test"), "\n".join((context.t("messages.test"), writing.link("account"))))


_WRITERS: Mapping[str, Callable[[Writing], Letter | None]] = {
    MessageKind.ALERTS: _alerts, MessageKind.DIGEST: _digest, MessageKind.DECISION: _decision,
    MessageKind.MENTION: _mention, MessageKind.REPORT: _report, MessageKind.TEST: _test,
}  # fmt: skip
