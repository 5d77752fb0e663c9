"""中文：同口径比较的开关。"""

TEXTS = {
    "like.label": "同口径比较",
    "like.off": "同口径比较",
    "like.mom": "环比",
    "like.yoy": "同比",
    "like.mtd": "本月累计",
    "like.ytd": "本年累计",
    "like.months": "十三个月",
    "like.days": "{now} 与 {before} 逐日对应比较",
    "like.running": "◔ 期间未结束",
}
