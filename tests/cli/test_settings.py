"""Every setting is changed by a command, read back in words, and stands in the audit trail."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.company_settings import COMPANY_LOGO, COMPANY_SETTINGS
from sales_core.catalogue.setting import MOST_IMAGE_BYTES, image_address
from sales_core.i18n import locales
from sales_core.kernel.settings import Home
from tests.cli.conftest import Said

Cockpit = Callable[..., Said]

#: Another value for each, as a person types it, and as it is kept.
LOGO = image_address(COMPANY_LOGO, b"\x89PNG\r\n\x1a\n" + bytes(40))
OTHER: dict[str, tuple[str, object]] = {
    "company.name": ("华兴食品", "华兴食品"),
    "company.logo": (LOGO, LOGO),
    "capital.rate": ("4.35", "4.35"),
    "reporting_currency": ("EUR", "EUR"),
    "calendar.country": ("DE", "DE"),
    "calendar.six_day_week": ("是", True),
    "fiscal_year.start_month": ("4", 4),
    "report.paper": ("us-letter", "us-letter"),
    "versions_kept": ("5", 5),
    "backup.enabled": ("no", False),
    "backup.time": ("23:15", "23:15"),
    "backup.keep": ("30", 30),
    "backup.keep_weekly": ("0", 0),
    "backup.accounts": ("yes", True),
    "backup.folder": ("/srv/backups", "/srv/backups"),
    "looks.keep_days": ("90", 90),
    "own_words": ("sales.amount=Kasse", "sales.amount=Kasse"),
    "display.theme": ("dark", "dark"),
    "display.density": ("compact", "compact"),
    "display.rise": ("red", "red"),
    "alerts.rules": ("", ""),
    "alerts.time": ("06:30", "06:30"),
    "alerts.most_new": ("9", 9),
    "alerts.owner": ("lei", "lei"),
    "messages.enabled": ("on", True),
    "reports.templates": ("off", False),
    "messages.hosts": ("smtp.example.com, open.feishu.cn", "smtp.example.com, open.feishu.cn"),
    "messages.public_address": ("https://sales.example.com", "https://sales.example.com"),
    "messages.time": ("06:50", "06:50"),
    "messages.weekday": ("5", 5),
    "messages.remind_days": ("3", 3),
    "messages.kinds": ("reports alerts", "alerts,reports"),
    "messages.digest": ("weekly", "weekly"),
    "messages.language": ("en", "en"),
    "messages.email": ("name@example.com", "name@example.com"),
    "reports.scheduled": ("monthly daily", "daily,monthly"),
    "reports.time": ("06:45", "06:45"),
    "reports.forms": ("pptx, pdf", "pdf,pptx"),
    "reports.language": ("en", "en"),
    "reports.folder": ("/srv/reports", "/srv/reports"),
    "rights.executive": ("view_stock、view_sales", "view_sales,view_stock"),
    "rights.manager": ("view_sales upload", "view_sales,upload"),
    "rights.rep": ("", ""),
    "rights.auditor": ("view_audit", "view_audit"),
    "rights.viewer": ("view_stock", "view_stock"),
    "rights.hr": ("view_pay, view_sales", "view_sales,view_pay"),
    "lens.hides": ("view_persons, view_cost", "view_cost,view_persons"),
    "lens.amounts": ("bands", "bands"),
    "session.idle_hours": ("8", 8),
    "session.longest_hours": ("24", 24),
    "token.longest_days": ("30", 30),
    "oidc.issuer": ("https://id.example.com/realms/firm", "https://id.example.com/realms/firm"),
    "oidc.client_id": ("cockpit", "cockpit"),
    "oidc.scopes": ("openid groups", "openid groups"),
    "oidc.name_claim": ("email", "email"),
    "oidc.groups_claim": ("realm_access.roles", "realm_access.roles"),
    "oidc.group_map": (
        "Chefs => executive; Ost => manager, region=华东|华南",
        "Chefs => executive; Ost => manager, region=华东|华南",
    ),
    "oidc.takes_accounts": ("yes", True),
    "proxy.user_header": ("X-Forwarded-User", "X-Forwarded-User"),
    "proxy.addresses": ("10.0.0.5, 10.1.0.0/16", "10.0.0.5, 10.1.0.0/16"),
    "proxy.sign_out": ("/oauth2/sign_out", "/oauth2/sign_out"),
}


def test_every_setting_is_changed_by_the_command_and_audited(cockpit: Cockpit, tmp_path: Path) -> None:
    assert set(OTHER) == {one.id for one in COMPANY_SETTINGS}
    for name, (typed, _) in OTHER.items():
        done = cockpit("settings", "set", name, typed)
        assert done.code == 0, done.err
    kept = json.loads(cockpit("settings", "--json").out)
    assert kept == {name: value for name, (_, value) in OTHER.items()}
    appdb = AppDatabase(Home(tmp_path / "home").appdb)
    defaults = {one.id: one.default for one in COMPANY_SETTINGS}
    told = {event.details["setting"]: event.details for event in appdb.audit.events(what="setting_changed")}
    kept_as = {name: value for name, (_, value) in OTHER.items()} | {
        "company.logo": COMPANY_LOGO.noted(LOGO),
        "messages.email": "•••",
    }
    assert told == {name: {"setting": name, "before": defaults[name], "after": kept_as[name]} for name in OTHER}
    assert str(kept_as["company.logo"]).startswith("sha256:")
    appdb.close()


def test_flags_are_words_of_the_language(cockpit: Cockpit) -> None:
    assert cockpit("settings", "get", "backup.enabled").out == "yes\n"
    assert cockpit("settings", "get", "backup.enabled", lang="zh").out == "是\n"
    assert json.loads(cockpit("settings", "get", "backup.enabled", "--json").out) == {"backup.enabled": True}
    listed = cockpit("settings", lang="zh").out
    assert "True" not in listed
    assert "False" not in listed
    assert cockpit("settings", "set", "backup.enabled", "否", lang="zh").out == "backup.enabled = 否\n"


#: Each in one language, the next in the other; in both in the long run.
IN_LANGUAGES = [
    pytest.param(setting, lang, marks=[pytest.mark.endure] * ((at + of) % 2), id=f"{setting.id} {lang}")
    for at, setting in enumerate(COMPANY_SETTINGS)
    for of, lang in enumerate(locales())
]


@pytest.mark.parametrize(("setting", "lang"), IN_LANGUAGES)
def test_what_is_allowed_is_told_in_words(cockpit: Cockpit, setting: object, lang: str) -> None:
    name = str(getattr(setting, "id"))  # noqa: B009
    done = cockpit("settings", "set", name, "x" * 1100 + "\n", lang=lang)
    assert done.code == 2
    assert not {"\\", "[", "|", ".{", "True"} & {part for part in ("\\", "[", "|", ".{", "True") if part in done.err}
    assert f"{name}" in done.err


def test_the_nearest_name_is_given(cockpit: Cockpit) -> None:
    done = cockpit("settings", "set", "backup.kep", "3")
    assert done.code == 2
    assert "backup.keep" in done.err


def test_a_logo_is_set_from_its_file(cockpit: Cockpit, tmp_path: Path) -> None:
    """An image by what it holds, not by its name; what is none, or too large, is refused and nothing changes."""
    good, bad, large = tmp_path / "logo.png", tmp_path / "logo2.png", tmp_path / "large.png"
    good.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    bad.write_bytes(b"<svg onload=alert(1)>")
    large.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(MOST_IMAGE_BYTES))
    assert cockpit("settings", "set", "company.logo", str(good)).out.startswith("company.logo = image/png")
    for path in (bad, large, tmp_path / "none.png"):
        assert cockpit("settings", "set", "company.logo", str(path)).code == 2
    assert json.loads(cockpit("settings", "get", "company.logo", "--json").out) == {"company.logo": LOGO}
    assert cockpit("settings", "set", "company.logo", "").code == 0
