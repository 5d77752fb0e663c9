"""How far figures reach: dates that were cut, data that are old."""

TEXTS = {
    "coverage.until": "Figures of {metrics} go to {day}, those beside them to {asked}",
    "coverage.none": "{metrics}: no data of the days asked; the data end {day}",
    "coverage.share": "{metrics}: days that cut a month take the share of its target that usually falls on them, by selling days",
    "coverage.rests": "{metrics} on {asked} rests on data of {day}",
    "coverage.pace": "{metrics}: the pace curve is learned from the whole company and is company reference data, the same for everybody",
}
