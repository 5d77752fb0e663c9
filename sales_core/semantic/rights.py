"""What a viewer has to be allowed before a metric or a list is answered at all."""

from __future__ import annotations

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Sensitivity
from sales_core.catalogue.dependencies import facts_of, list_rights
from sales_core.catalogue.list import ListSpec
from sales_core.catalogue.sensitivity import SIGHT_RIGHTS, list_column_classes, metric_classes
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import Viewer

_AMOUNTS = SIGHT_RIGHTS[Sensitivity.MONEY]


def allow_metric(catalogue: Catalogue, metric_id: str, viewer: Viewer) -> None:
    """Raises UsageError for an unknown metric, NotAllowedError for facts or amounts that the viewer may not see."""
    for fact in facts_of(catalogue, metric_id):
        demand(viewer, fact.right)
    if Sensitivity.MONEY in metric_classes(catalogue, metric_id):
        demand(viewer, _AMOUNTS)


def allow_list(catalogue: Catalogue, spec: ListSpec, viewer: Viewer) -> None:
    """Raises NotAllowedError when the viewer lacks a right of the list; one with amounts needs that to see amounts."""
    for right in list_rights(catalogue, spec):
        demand(viewer, right)
    if any(Sensitivity.MONEY in list_column_classes(catalogue, spec, column) for column in spec.columns):
        demand(viewer, _AMOUNTS)
