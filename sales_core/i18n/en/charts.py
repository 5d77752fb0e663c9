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
    "chart.expiry_near": "Life left < 1/3",
    "chart.expiry_third_to_half": "1/3 to 1/2",
    "chart.expiry_half_to_two_thirds": "1/2 to 2/3",
    "chart.expiry_fresh": "≥ 2/3",
    "chart.expiry_no_shelf_life": "No shelf life",
    "chart.expiry_no_expiry": "No expiry date",
    "chart.expiry_expired": "Expired",
}
