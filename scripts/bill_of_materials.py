"""The bill of materials of this program: CycloneDX 1.5, JSON, from the pinned requirements."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from importlib import metadata
from typing import Any

from packaging.requirements import Requirement

from scripts.pins import Pin, normalised


def bill_of_materials(product: str, version: str, direct: Sequence[str], pinned: Sequence[Pin]) -> dict[str, Any]:
    """The bill as JSON values. `direct`: names of packages that the product asks for itself.

    The same packages give the same bill: its serial number is made of it, and it names no moment.
    """
    root = {"type": "application", "bom-ref": product, "name": product, "version": version}
    bill: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": root},
        "components": [_component(pin) for pin in pinned],
        "dependencies": [
            {"ref": product, "dependsOn": sorted(pin.purl for pin in pinned if pin.name in direct)},
            *({"ref": pin.purl, "dependsOn": sorted(_needs(pin, pinned))} for pin in pinned),
        ],
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(bill, sort_keys=True))
    return {**bill, "serialNumber": f"urn:uuid:{number}"}


def _component(pin: Pin) -> dict[str, Any]:
    files = [
        {"type": "distribution", "url": f"https://pypi.org/project/{pin.name}/{pin.version}/",
         "hashes": [{"alg": "SHA-256", "content": one}]}
        for one in pin.sha256
    ]  # fmt: skip
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": pin.purl,
        "name": pin.name,
        "version": pin.version,
        "purl": pin.purl,
        "externalReferences": files,
    }
    if license_ := _license(pin):
        found["licenses"] = [{"expression": license_}]
    return found


def _license(pin: Pin) -> str:
    """Its SPDX expression, where the installed package states one."""
    try:
        return str(metadata.metadata(pin.name).json.get("license_expression", ""))
    except metadata.PackageNotFoundError:
        return ""


def _needs(pin: Pin, pinned: Sequence[Pin]) -> Iterator[str]:
    """The pinned packages that it needs here, as far as it is installed."""
    known = {one.name: one.purl for one in pinned}
    try:
        stated = metadata.requires(pin.name) or []
    except metadata.PackageNotFoundError:
        return
    wanted = [one for one in map(Requirement, stated) if one.marker is None or one.marker.evaluate({"extra": ""})]
    needed = {normalised(one.name) for one in wanted}
    yield from (known[name] for name in needed if name in known)
