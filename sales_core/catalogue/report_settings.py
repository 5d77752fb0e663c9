"""Settings of reports: which are written by themselves, when, in which forms and language, and where to."""

from __future__ import annotations

from sales_core.catalogue.reports import daily, monthly, weekly
from sales_core.catalogue.setting import AnySetting, Setting
from sales_core.i18n import DEFAULT_LOCALE, locales

#: Those about the whole company.
_REPORTS = tuple(one.REPORT.id for one in (daily, weekly, monthly))
_FORMS = ("pdf", "pptx", "docx", "xlsx", "html")

REPORTS_SCHEDULED = Setting("reports.scheduled", "", options=_REPORTS)
REPORTS_TIME = Setting("reports.time", "07:30", pattern=r"([01]\d|2[0-3]):[0-5]\d")
REPORTS_FORMS = Setting("reports.forms", "pdf", options=_FORMS)
REPORTS_LANGUAGE = Setting("reports.language", DEFAULT_LOCALE, pattern="|".join(locales()))
#: Empty = `reports` in the state directory.
REPORTS_FOLDER = Setting("reports.folder", "", pattern=r"|(/|[A-Za-z]:[\\/]).{0,1000}")
#: Whether the company's own templates are filled by themselves when a month is over.
REPORTS_TEMPLATES = Setting("reports.templates", True)

REPORT_SETTINGS: tuple[AnySetting, ...] = (
    REPORTS_SCHEDULED,
    REPORTS_TIME,
    REPORTS_FORMS,
    REPORTS_LANGUAGE,
    REPORTS_FOLDER,
    REPORTS_TEMPLATES,
)
