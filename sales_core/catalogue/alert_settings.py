"""Settings of alerts: which rules are on, when they are looked at, and how many new cases a person gets a week."""

from __future__ import annotations

import importlib
import pkgutil

from sales_core.catalogue import alerts
from sales_core.catalogue.alert import AlertRule
from sales_core.catalogue.setting import AnySetting, Setting


def product_rules() -> tuple[AlertRule, ...]:
    """Every rule that the product declares, in the order of its files."""
    modules = sorted(info.name for info in pkgutil.iter_modules(alerts.__path__))
    found = (getattr(importlib.import_module(f"{alerts.__name__}.{name}"), "ALERTS", ()) for name in modules)
    return tuple(rule for rules in found for rule in rules)


_RULES = product_rules()

ALERT_RULES = Setting(
    "alerts.rules", ",".join(rule.id for rule in _RULES if rule.is_on), options=tuple(rule.id for rule in _RULES)
)
ALERT_TIME = Setting("alerts.time", "07:00", pattern=r"([01]\d|2[0-3]):[0-5]\d")
ALERT_MOST_NEW = Setting("alerts.most_new", 5, least=1, most=1_000)
#: Who answers for cases that are nobody's: the name of an account.
ALERT_OWNER = Setting("alerts.owner", "", pattern=r".{0,60}")

ALERT_SETTINGS: tuple[AnySetting, ...] = (ALERT_RULES, ALERT_TIME, ALERT_MOST_NEW, ALERT_OWNER)
