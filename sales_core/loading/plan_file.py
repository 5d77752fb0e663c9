"""A plan as JSON, so that it outlives the process and the release that made it; its rows stay Arrow files beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import msgspec
from msgspec import inspect

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
    """The plan as JSON: decimals as text, days and times in ISO form, texts by key.

    Raises TypeError for a plan with a value of another type than its field has: it could not be read back.
    """
    body = msgspec.json.encode(PlanFile(SCHEMA, plan), enc_hook=_plain)
    try:
        _PLANS.decode(body)
    except msgspec.ValidationError as error:
        raise TypeError(f"a plan that could not be read back: {error}") from error
    return body


def plan_from_json(body: bytes) -> Plan | None:
    """The plan; None for one of another schema or a file that is damaged."""
    try:
        if msgspec.json.decode(body, type=_Header).schema != SCHEMA:
            return None
        return _PLANS.decode(body).plan
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
    raise TypeError(f"a plan cannot hold {type(value).__name__}")


def _text_value(value: object) -> object:
    """A value of a text: a text itself, several of them, or what JSON knows."""
    if isinstance(value, list):
        return tuple(_text_value(each) for each in value)
    if isinstance(value, Mapping) and value.keys() == {"key", "values"}:
        return Text(str(value["key"]), {name: _text_value(each) for name, each in value["values"].items()})
    return value


#: How values of types that JSON lacks are read. Fields of any other such type are refused when this is imported.
_READ: Mapping[type, Callable[[object], object]] = {object: _text_value, Path: lambda value: Path(str(value))}


def plan_decoder(schema: type[PlanFile]) -> msgspec.json.Decoder[PlanFile]:
    """Reads files of `schema`. Raises TypeError for a field whose type a file could not give back."""
    if unknown := {kind.__name__ for kind in custom_types(inspect.type_info(schema))} - {one.__name__ for one in _READ}:
        raise TypeError(f"a plan cannot hold {', '.join(sorted(unknown))}")
    return msgspec.json.Decoder(schema, dec_hook=lambda kind, value: _READ[kind](value))


def custom_types(root: inspect.Type) -> Iterator[type]:
    """Every type below a declared one that msgspec does not know by itself."""
    waiting: list[object] = [root]
    passed: set[int] = set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, tuple | list):
            waiting += found
        elif isinstance(found, inspect.Field):
            waiting.append(found.type)
        elif isinstance(found, inspect.Type) and id(found) not in passed:
            passed.add(id(found))
            if isinstance(found, inspect.CustomType):
                yield found.cls
            waiting += [getattr(found, name) for name in found.__struct_fields__]


_PLANS = plan_decoder(PlanFile)
