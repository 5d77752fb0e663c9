"""Settings are declared: typed, checked, refused when unknown, and every change is in the audit trail."""

import pytest

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.company_settings import (
    BACKUP_KEEP,
    BACKUP_TIME,
    CALENDAR_SIX_DAY_WEEK,
    COMPANY_SETTINGS,
    REPORTING_CURRENCY,
)
from sales_core.i18n import has
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.settings import Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Viewer


def test_a_setting_has_its_default_then_what_was_set(appdb: AppDatabase) -> None:
    assert appdb.company.value(CALENDAR_SIX_DAY_WEEK) is False
    appdb.company.set("calendar.six_day_week", "yes", LOCAL_ADMIN)
    appdb.company.set("backup.keep", "3", LOCAL_ADMIN)
    assert appdb.company.value(CALENDAR_SIX_DAY_WEEK) is True
    assert appdb.company.value(BACKUP_KEEP) == 3
    assert list(appdb.company.all()) == [one.id for one in COMPANY_SETTINGS]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("backup.keep", "0"), ("backup.keep", "many"), ("backup.time", "25:00"), ("reporting_currency", "euro"),
        ("calendar.six_day_week", "perhaps"), ("versions_kept", True),
    ],
)  # fmt: skip
def test_a_value_of_another_form_is_refused(appdb: AppDatabase, name: str, value: object) -> None:
    before = appdb.company.all()
    with pytest.raises(UsageError):
        appdb.company.set(name, value, LOCAL_ADMIN)
    assert appdb.company.all() == before
    assert appdb.audit.events() == []


def test_an_unknown_setting_is_refused_with_the_nearest(appdb: AppDatabase) -> None:
    with pytest.raises(UsageError) as refused:
        appdb.company.set("backup.kep", "3", LOCAL_ADMIN)
    assert "backup.keep" in refused.value.near


def test_a_change_says_before_and_after_and_needs_the_right(appdb: AppDatabase) -> None:
    with pytest.raises(NotAllowedError):
        appdb.company.set("reporting_currency", "EUR", Viewer("li", Role.REP))
    appdb.company.set("reporting_currency", "EUR", LOCAL_ADMIN)
    appdb.company.set("reporting_currency", "USD", Viewer("王", Role.ADMIN))
    appdb.company.set("reporting_currency", "USD", Viewer("王", Role.ADMIN))
    last, first = appdb.audit.events()
    assert last.details == {"setting": "reporting_currency", "before": "EUR", "after": "USD"}
    assert (last.who, last.what, first.details["before"]) == ("王", "setting_changed", "")
    assert appdb.company.value(REPORTING_CURRENCY) == "USD"


def test_every_default_is_a_value_and_has_words() -> None:
    for one in COMPANY_SETTINGS:
        assert one.checked(one.default) == one.default
        assert has(one.label.key)
    assert BACKUP_TIME.checked(" 23:59 ") == "23:59"


def test_an_unknown_variable_is_refused_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALES_HOEM", "/somewhere")
    with pytest.raises(UsageError) as refused:
        Settings.from_environment()
    assert refused.value.near == ("SALES_HOME",)
