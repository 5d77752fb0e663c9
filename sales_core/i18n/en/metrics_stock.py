"""Stock: states, bands, lights."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "stock.state.out": "▼ out",
    "stock.state.reorder": "▼ reorder",
    "stock.state.healthy": "healthy",
    "stock.state.excess": "▲ excess",
    "stock.state.no_movement": "no movement",
    "stock.state.empty": "no stock, no sales",
    "stock.expiry.expired": "Expired",
    "stock.expiry.near": "Under a third of life left",
    "stock.expiry.third_to_half": "A third to a half left",
    "stock.expiry.half_to_two_thirds": "A half to two thirds left",
    "stock.expiry.fresh": "Two thirds or more left",
    "stock.expiry.no_shelf_life": "Shelf life not known",
    "stock.expiry.no_expiry": "No expiry date",
    "stock.age.0_30": "Up to 30 days",
    "stock.age.31_60": "31–60 days",
    "stock.age.61_90": "61–90 days",
    "stock.age.91_180": "91–180 days",
    "stock.age.over_180": "Over 180 days",
    "stock.age.unknown": "Age not known",
    "stock.age.estimated": "Estimated: walked back from month-end stock and sales",
    "stock.loading.red": "Likely loaded",
    "stock.loading.amber": "Watch",
    "stock.loading.green": "Healthy",
    "stock.loading.unknown": "Reports incomplete",
}
