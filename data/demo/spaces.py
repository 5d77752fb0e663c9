"""The customer who is furthest below the median of its channel in a category, worked out of the lines."""

from __future__ import annotations

import numpy as np

from data.demo.company import CATEGORIES, CHANNELS
from data.demo.days import AS_OF, Floats, day_number
from data.demo.sales import Lines, World


def lacking_customer(world: World, lines: Lines) -> tuple[int, int, float]:
    """(customer, category, yuan below the median) of the twelve months to the last day."""
    recent = lines.day > day_number(AS_OF.replace(year=AS_OF.year - 1))
    shape = (len(world.customers), len(CATEGORIES))
    bought: Floats = np.zeros(shape)
    at = (lines.customer[recent], world.products.category[lines.product[recent]])
    np.add.at(bought, at, lines.amount[recent] / 100)
    active = np.zeros(shape[0], dtype=bool)
    active[lines.customer[recent & (lines.amount > 0)]] = True
    below = np.full(shape, -1.0)
    for channel in range(len(CHANNELS)):
        members = active & (world.customers.channel == channel)
        if members.any():
            below[members] = np.median(bought[members], axis=0) - bought[members]
    customer, category = np.unravel_index(int(np.argmax(below)), shape)
    return int(customer), int(category), float(below[customer, category])
