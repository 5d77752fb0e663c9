"""What a company setting is: one declaration gives type, default, right, words, command and audit event."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from sales_core.i18n import Locale, locales
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Right, Text

SettingValue = str | int | bool
_V = TypeVar("_V", str, int, bool)

_WORDS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_YES, _NO = Text("settings.yes"), Text("settings.no")
#: Bytes that an image of a setting may have.
MOST_IMAGE_BYTES = 200 * 1024
IMAGE_PATTERN = r"|data:image/(png|jpeg);base64,[A-Za-z0-9+/]{1,280000}={0,2}"
_IMAGE_STARTS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


class ValueList(StrEnum):
    """From which list a form offers the values."""

    ANY = "any"
    """None: they are typed."""
    CURRENCY = "currency"
    COUNTRY = "country"
    MONTH = "month"


def _is_any(_text: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Setting(Generic[_V]):
    """One setting. `pattern`: what a text has to match; `least`, `most`: the range of a number, both inside it.

    `options`: a text is any number of these, kept in this order with commas between. `is_form`: what a text that has a
    grammar of its own has to pass as well. `is_image`: the text is the address of an image, as `image_address` makes
    it. `values_from`: the list from which a form offers its values. `is_personal`: each person may decide otherwise for
    himself. `is_private`: the audit trail has that it was changed, and not to what.
    """

    id: str
    default: _V
    right: Right = Right.MANAGE_USERS
    pattern: str = ".*"
    options: tuple[str, ...] = ()
    least: int = 0
    most: int = 1_000_000
    is_form: Callable[[str], bool] = _is_any
    is_image: bool = False
    values_from: ValueList = ValueList.ANY
    is_personal: bool = False
    is_private: bool = False

    @property
    def label(self) -> Text:
        """Its name."""
        return Text(f"setting.{self.id}.label")

    def checked(self, value: object) -> _V:
        """The value in the setting's type; texts are read as a person types them. Raises UsageError."""
        found: object = None
        if isinstance(self.default, bool):
            found = value if isinstance(value, bool) else _flag(str(value).strip().lower())
        elif isinstance(self.default, int):
            text = str(value).strip()
            number = int(text) if re.fullmatch(r"-?\d{1,9}", text) else None
            found = number if number is not None and self.least <= number <= self.most else None
        elif self.options:
            found = self._chosen(str(value))
        elif isinstance(value, str) and re.fullmatch(self.pattern, value.strip()):
            found = value.strip() if self.is_form(value.strip()) else None
        if found is None or type(found) is not type(self.default):
            raise UsageError(Text("settings.bad_value", {"name": self.id, "value": str(value), "form": self.allowed}))
        return found

    def noted(self, value: SettingValue) -> SettingValue:
        """The value as the audit trail keeps it: of an image its hash, of what is private that there is one."""
        if self.is_private and value:
            return "•••"
        return f"sha256:{hashlib.sha256(str(value).encode()).hexdigest()}" if self.is_image and value else value

    def _chosen(self, typed: str) -> str | None:
        """The options named, in their order; None when one is no option."""
        named = [word for word in re.split(r"[\s,，;；、]+", typed) if word]
        return None if set(named) - set(self.options) else ",".join(one for one in self.options if one in named)

    @property
    def allowed(self) -> Text:
        """The values it takes, in words; those of a text are `setting.<id>.allowed`."""
        if isinstance(self.default, bool):
            return Text("settings.allowed_flag", {"yes": _YES, "no": _NO})
        if isinstance(self.default, int):
            return Text("settings.allowed_number", {"least": self.least, "most": self.most})
        if self.options:
            return Text("settings.allowed_options", {"options": self.options})
        return Text(f"setting.{self.id}.allowed")


AnySetting = Setting[str] | Setting[int] | Setting[bool]


def setting_text(value: SettingValue, locale: Locale) -> str:
    """A value as people read it: a flag in a word of the language, an image by its kind and length."""
    if isinstance(value, bool):
        return (_YES if value else _NO).in_(locale)
    text = str(value)
    return f"{text.partition(';')[0].removeprefix('data:')} ({len(text)})" if text.startswith("data:image/") else text


def image_address(setting: AnySetting, content: bytes) -> str:
    """The address that holds an image. Raises UsageError when it is too large, or neither PNG nor JPEG."""
    kind = next((kind for start, kind in _IMAGE_STARTS if content.startswith(start)), None)
    if kind is None or len(content) > MOST_IMAGE_BYTES:
        facts = {"name": setting.id, "value": f"{len(content)} B", "form": setting.allowed}
        raise UsageError(Text("settings.bad_value", facts))
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _flag(word: str) -> bool | None:
    """What a word says in any language; None when it is no such word."""
    own = {text.in_(locale).lower(): meaning for locale in locales() for text, meaning in ((_YES, True), (_NO, False))}
    return (own | _WORDS).get(word)
