"""Outlet scores on the leaderboard."""

TEXTS = {
    "outlets.both": "{all} 个中 {count} 个销量达进度且售点得分不低于 {score}",
    "outlets.bare": "；{who} 达成 {share}，售点得分只有 {score}",
    "outlets.note": "横轴：达成率（虚线为此时应达）；纵轴：售点得分 0–100（虚线为全部售点平均）；面积：净销售额",
    "outlets.scheme_note": "0.5 × 达成率（封顶 120%）＋ 0.5 × 售点得分 ÷ 100。点一行看背后的检查记录",
    "outlets.corner_shelf": "有形象缺销量",
    "outlets.corner_both": "双优",
    "outlets.corner_neither": "双弱",
    "outlets.corner_volume": "有销量缺形象",
}
