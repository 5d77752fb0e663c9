"""Words inside charts."""

TEXTS: dict[str, str] = {
    "chart.nothing": "Nothing to draw",
    "chart.no_data": "No data",
    "chart.no_target": "no target",
    "chart.no_movement": "no movement",
    "chart.actual": "Actual",
    "chart.target": "Target",
    "chart.pace": "Due by now",
    "chart.last_year": "Last year",
    "chart.achievement": "Achievement",
    "chart.landing": "Landing",
    "chart.day": "{month}/{day}",
    "chart.cut_axis": "axis does not start at 0",
    "chart.healthy_band": "healthy {low} to {high}",
    "chart.expiry_expired": "Expired",
    "chart.expiry_under_third": "Life left < 1/3",
    "chart.expiry_under_half": "1/3 to 1/2",
    "chart.expiry_under_two_thirds": "1/2 to 2/3",
    "chart.expiry_fresh": "≥ 2/3",
    "chart.expiry_unknown": "No expiry date",
}
