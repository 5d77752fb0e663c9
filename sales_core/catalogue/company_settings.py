"""The settings of a company. One line a setting; its words are `setting.<id>.label`."""

from __future__ import annotations

from sales_core.catalogue.access_settings import ACCESS_SETTINGS
from sales_core.catalogue.alert_settings import ALERT_SETTINGS
from sales_core.catalogue.display_settings import DISPLAY_SETTINGS
from sales_core.catalogue.message_settings import MESSAGE_SETTINGS
from sales_core.catalogue.report_settings import REPORT_SETTINGS
from sales_core.catalogue.role_settings import LENS_AMOUNTS, LENS_HIDES, ROLE_RIGHTS
from sales_core.catalogue.setting import IMAGE_PATTERN, AnySetting, Setting, ValueList

COMPANY_NAME = Setting("company.name", "", pattern=r".{0,120}")
#: The company's mark in the browser, as the address of an image that holds its bytes.
COMPANY_LOGO = Setting("company.logo", "", pattern=IMAGE_PATTERN, is_image=True)
REPORTING_CURRENCY = Setting("reporting_currency", "", pattern="|[A-Z]{3}", values_from=ValueList.CURRENCY)
CALENDAR_COUNTRY = Setting("calendar.country", "CN", pattern="[A-Z]{2}", values_from=ValueList.COUNTRY)
CALENDAR_SIX_DAY_WEEK = Setting("calendar.six_day_week", False)
FISCAL_YEAR_START = Setting("fiscal_year.start_month", 1, least=1, most=12, values_from=ValueList.MONTH)
#: Per cent a year that money tied up in receivables and stock costs.
CAPITAL_RATE = Setting("capital.rate", "6", pattern=r"\d{1,2}(\.\d{1,2})?")
#: The sheet that PDFs are set for, lying.
REPORT_PAPER = Setting("report.paper", "a4", pattern="a4|us-letter")
VERSIONS_KEPT = Setting("versions_kept", 20, least=1, most=10_000)
BACKUP_ENABLED = Setting("backup.enabled", True)
BACKUP_TIME = Setting("backup.time", "02:30", pattern=r"([01]\d|2[0-3]):[0-5]\d")
BACKUP_KEEP = Setting("backup.keep", 14, least=1, most=1_000)
#: Of so many last weeks the newest backup is kept too.
BACKUP_KEEP_WEEKLY = Setting("backup.keep_weekly", 8, most=1_000)
#: Accounts with their password hashes are in the nightly backups.
BACKUP_ACCOUNTS = Setting("backup.accounts", False)
#: Empty = `backups` in the state directory.
BACKUP_FOLDER = Setting("backup.folder", "", pattern=r"|(/|[A-Za-z]:[\\/]).{0,1000}")
#: How long it is known who saw which figures.
LOOKS_KEEP_DAYS = Setting("looks.keep_days", 400, least=7, most=3_660)
#: Header words that the company adds to the vocabulary; see `own_words`.
OWN_WORDS = Setting("own_words", "", pattern=r"|[a-z_]+\.[a-z_]+=[^;=]+( ?; ?[a-z_]+\.[a-z_]+=[^;=]+)*")

COMPANY_SETTINGS: tuple[AnySetting, ...] = (
    COMPANY_NAME,
    COMPANY_LOGO,
    REPORTING_CURRENCY,
    CALENDAR_COUNTRY,
    CALENDAR_SIX_DAY_WEEK,
    FISCAL_YEAR_START,
    CAPITAL_RATE,
    REPORT_PAPER,
    VERSIONS_KEPT,
    BACKUP_ENABLED,
    BACKUP_TIME,
    BACKUP_KEEP,
    BACKUP_KEEP_WEEKLY,
    BACKUP_ACCOUNTS,
    BACKUP_FOLDER,
    LOOKS_KEEP_DAYS,
    OWN_WORDS,
    *ALERT_SETTINGS,
    *DISPLAY_SETTINGS,
    *MESSAGE_SETTINGS,
    *REPORT_SETTINGS,
    *ROLE_RIGHTS.values(),
    LENS_HIDES,
    LENS_AMOUNTS,
    *ACCESS_SETTINGS,
)

#: What one minute on the start page settles: who the company is and how its figures are counted.
COMPANY_PROFILE: tuple[AnySetting, ...] = (
    COMPANY_NAME,
    COMPANY_LOGO,
    REPORTING_CURRENCY,
    FISCAL_YEAR_START,
    CALENDAR_COUNTRY,
    CALENDAR_SIX_DAY_WEEK,
)
