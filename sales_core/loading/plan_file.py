"""A plan as JSON, so that it outlives the process and the release that made it; its rows stay Arrow files beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import msgspec

from sales_core.kernel.terms import Text
from sales_core.loading.plan import Plan

#: Raised when a plan of before cannot be read as it was meant; a new field with a default needs no new number.
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What the file holds."""

    schema: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class _Header:
    schema: int


def plan_as_json(plan: Plan) -> bytes:
    """The plan as JSON: decimals as text, days and times in ISO form, texts by key."""
    return msgspec.json.encode(PlanFile(SCHEMA, plan), enc_hook=_plain)


def plan_from_json(body: bytes) -> Plan | None:
    """The plan; None for one of another schema or a file that is damaged."""
    try:
        if msgspec.json.decode(body, type=_Header).schema != SCHEMA:
            return None
        return msgspec.json.decode(body, type=PlanFile, dec_hook=_typed).plan
    except msgspec.MsgspecError:
        return None


def text_as_data(text: Text) -> dict[str, object]:
    """A text as JSON has it; a value that JSON does not know is written out."""
    data: dict[str, object] = msgspec.to_builtins(text, enc_hook=str)
    return data


def text_from_data(data: Mapping[str, object]) -> Text:
    """The text that `text_as_data` wrote. Raises TypeError for anything else."""
    text = _text_value(dict(data))
    if not isinstance(text, Text):
        raise TypeError(f"no text: {data!r}")
    return text


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, MappingProxyType):
        return dict(value)
    raise NotImplementedError(f"a plan cannot hold {type(value).__name__}")


def _typed(kind: type, value: object) -> object:
    if kind is object:
        return _text_value(value)
    if issubclass(kind, Path) and isinstance(value, str):
        return Path(value)
    raise NotImplementedError(f"a plan cannot hold {kind.__name__}")


def _text_value(value: object) -> object:
    """A value of a text: a text itself, several of them, or what JSON knows."""
    if isinstance(value, list):
        return tuple(_text_value(each) for each in value)
    if isinstance(value, Mapping) and value.keys() == {"key", "values"}:
        return Text(str(value["key"]), {name: _text_value(each) for name, each in value["values"].items()})
    return value
