"""What alerts are held against."""

from __future__ import annotations

from sales_core.catalogue.alert import AlertBasis

BASIS = AlertBasis("net_sales", (("net_sales", "pace"),), target="target", cases="alert_case", watches="watch")
