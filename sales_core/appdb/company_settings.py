"""The company's settings with their types, rights and audit events."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Sequence
from typing import TypeVar

import sqlalchemy as sa

from sales_core.appdb.audit_log import AuditLog
from sales_core.appdb.settings_store import SettingsStore
from sales_core.appdb.statements import Transaction
from sales_core.catalogue.company_settings import COMPANY_SETTINGS
from sales_core.catalogue.setting import AnySetting, Setting, SettingValue
from sales_core.kernel import events
from sales_core.kernel.errors import UsageError
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import Text, Viewer

_V = TypeVar("_V", str, int, bool)


class CompanySettings:
    """Reads and changes the declared settings; an id that is not declared is refused."""

    def __init__(
        self,
        store: SettingsStore,
        audit: AuditLog,
        transaction: Transaction,
        declared: Sequence[AnySetting] = COMPANY_SETTINGS,
    ) -> None:
        self._store = store
        self._audit = audit
        self._transaction = transaction
        self._declared = {one.id: one for one in declared}

    def value(self, setting: Setting[_V]) -> _V:
        """The value in force: the stored one, else the default. Raises UsageError for a stored one of another type."""
        stored = self._store.get(setting.id)
        return setting.default if stored is None else setting.checked(stored)

    def own_value(self, setting: Setting[_V], person: str) -> _V:
        """The value in force for the person of this name: his own, else the company's."""
        stored = self._store.get(_own_key(setting, person))
        return self.value(setting) if stored is None else setting.checked(stored)

    def set_own(self, setting_id: str, value: object, viewer: Viewer) -> None:
        """Changes a setting for the viewer alone; None = as the company has it. The trail has it like any other.

        Raises UsageError for an unknown id, one that nobody decides for himself, or a value of another form.
        """
        setting = self.setting(setting_id)
        if not setting.is_personal:
            raise UsageError(Text("settings.not_personal", {"name": setting_id}))
        key, after = _own_key(setting, viewer.name), None if value is None else setting.checked(value)
        with self._transaction() as connection:
            before = self._store.get(key)
            if before != after:
                self._store.set(key, after, connection)
                words = (setting.noted(setting.default if one is None else one) for one in (before, after))
                details = {"setting": f"{setting.id}@own", **dict(zip(("before", "after"), words, strict=True))}
                self._audit.write(viewer.name, events.SETTING_CHANGED, details, connection)

    def own_values(self, person: str) -> dict[str, SettingValue]:
        """What the person of this name has decided for himself, by the setting's id."""
        stored = self._store.all()
        keys = {one.id: _own_key(one, person) for one in self._personal()}
        return {name: stored[key] for name, key in keys.items() if stored.get(key) is not None}

    def forget_own(self, person: str, connection: sa.Connection) -> None:
        """Takes away what the person of this name has decided for himself, on the caller's transaction."""
        self._store.remove((_own_key(one, person) for one in self._personal()), connection)

    def _personal(self) -> list[AnySetting]:
        return [one for one in self._declared.values() if one.is_personal]

    def setting(self, setting_id: str) -> AnySetting:
        """The declaration. Raises UsageError with the nearest ids."""
        if setting_id not in self._declared:
            near = difflib.get_close_matches(setting_id, self._declared, n=3)
            raise UsageError(Text("settings.unknown", {"name": setting_id}), near)
        return self._declared[setting_id]

    def all(self) -> dict[str, SettingValue]:
        """Every declared setting with the value in force, in the declared order."""
        stored = self._store.all()
        return {one.id: stored.get(one.id, one.default) for one in self._declared.values()}

    def set(self, setting_id: str, value: object, viewer: Viewer) -> None:
        """Changes a setting and writes before and after to the audit trail.

        Raises NotAllowedError, and UsageError for an unknown id or a value of another form.
        """
        setting = self.setting(setting_id)
        demand(viewer, setting.right)
        after = setting.checked(value)
        with self._transaction() as connection:
            self._change(setting, after, viewer.name, connection)

    def decide(self, setting: Setting[_V], value: _V, by: str, connection: sa.Connection) -> None:
        """Sets what a question of a load decided, in the transaction of its commit; who may load may answer."""
        self._change(setting, setting.checked(value), by, connection)

    def _change(self, setting: AnySetting, after: SettingValue, by: str, connection: sa.Connection) -> None:
        before = self._store.get(setting.id, setting.default)
        if before == after:
            return
        self._store.set(setting.id, after, connection)
        details = {"setting": setting.id, "before": setting.noted(before), "after": setting.noted(after)}
        self._audit.write(by, events.SETTING_CHANGED, details, connection)


def _own_key(setting: AnySetting, person: str) -> str:
    """By a hash of the name: who is erased leaves no name here."""
    return f"{setting.id}@{hashlib.sha256(person.encode()).hexdigest()[:24]}"
