"""What a company setting is: one declaration gives type, default, right, words, command and audit event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Right, Text

SettingValue = str | int | bool
_V = TypeVar("_V", str, int, bool)

_WORDS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


@dataclass(frozen=True, slots=True)
class Setting(Generic[_V]):
    """One setting. `pattern`: what a text has to match; `least`, `most`: the range of a number, both inside it."""

    id: str
    default: _V
    right: Right = Right.MANAGE_USERS
    pattern: str = ".*"
    least: int = 0
    most: int = 1_000_000

    @property
    def label(self) -> Text:
        """Its name."""
        return Text(f"setting.{self.id}.label")

    def checked(self, value: object) -> _V:
        """The value in the setting's type; texts are read as a person types them. Raises UsageError."""
        found: object = None
        if isinstance(self.default, bool):
            found = value if isinstance(value, bool) else _WORDS.get(str(value).strip().lower())
        elif isinstance(self.default, int):
            text = str(value).strip()
            number = int(text) if re.fullmatch(r"-?\d{1,9}", text) else None
            found = number if number is not None and self.least <= number <= self.most else None
        elif isinstance(value, str) and re.fullmatch(self.pattern, value.strip()):
            found = value.strip()
        if found is None or type(found) is not type(self.default):
            raise UsageError(Text("settings.bad_value", {"name": self.id, "value": str(value), "form": self.form}))
        return found

    @property
    def form(self) -> str:
        """The values it takes, for a message."""
        if isinstance(self.default, bool):
            return "true, false"
        return f"{self.least} … {self.most}" if isinstance(self.default, int) else self.pattern
