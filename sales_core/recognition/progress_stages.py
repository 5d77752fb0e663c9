"""How far reading is, as it crosses processes (`read:1048576/8388608`), and in words."""

from __future__ import annotations

from sales_core.format import count
from sales_core.i18n import Locale, has, t

_MEGABYTE = 1_000_000
_PARTS = ("rows", "done", "all")


def bytes_stage(done: int, size: int) -> str:
    """So many bytes of a file are read; of a file below a megabyte only that it is read."""
    return f"read:{done}/{size}" if size >= _MEGABYTE else "read"


def columns_stage(rows: int, done: int, columns: int) -> str:
    """So many columns of a table with so many rows are read."""
    return f"columns:{rows}/{done}/{columns}"


def checks_stage(rows: int, done: int, checks: int) -> str:
    """So many checks of so many rows are made."""
    return f"check:{rows}/{done}/{checks}"


def stage_kind(stage: str) -> str:
    """What is done, without how far it is."""
    return stage.partition(":")[0]


def stage_text(stage: str, locale: Locale) -> str:
    """The stage in words, with megabytes, rows, columns or checks where it says them."""
    kind, _, detail = stage.partition(":")
    key, numbers = f"upload.stage.{kind}", [int(part) for part in detail.split("/") if part.isdecimal()]
    if kind == "read" and len(numbers) > 1:
        done, size = (count(-(-number // _MEGABYTE), locale) for number in numbers[:2])
        return t("upload.stage.read_bytes", locale, done=done, all=size)
    if len(numbers) == len(_PARTS):
        shown = (count(number, locale) for number in numbers)
        return t(f"{key}_rows", locale, **dict(zip(_PARTS, shown, strict=True)))
    return t(key if has(key) else "upload.stage.working", locale)
