"""Words inside charts."""

TEXTS: dict[str, str] = {
    "chart.nothing": "没有可画的数据",
    "chart.no_data": "无数据",
    "chart.no_target": "无目标",
    "chart.no_movement": "无动销",
    "chart.actual": "实际",
    "chart.target": "目标",
    "chart.pace": "进度应达",
    "chart.last_year": "去年同期",
    "chart.achievement": "达成率",
    "chart.landing": "预计",
    "chart.day": "{month}/{day}",
    "chart.cut_axis": "纵轴不从 0 起",
    "chart.healthy_band": "健康区间 {low} ~ {high}",
    "chart.expiry_near": "剩余寿命 < 1/3",
    "chart.expiry_third_to_half": "1/3 至 1/2",
    "chart.expiry_half_to_two_thirds": "1/2 至 2/3",
    "chart.expiry_fresh": "≥ 2/3",
    "chart.expiry_no_shelf_life": "无保质期",
    "chart.expiry_no_expiry": "无到期日",
    "chart.expiry_expired": "已过期",
}
