"""上次查看以来的变化。"""

TEXTS = {
    "digest.since": "自 {day} 上次查看以来：{said}",
    "digest.and": "；",
    "digest.figure": "{period}{name}由 {before} 变为 {now}",
    "digest.cases": "新预警 {opened} 条，关闭 {closed} 条",
    "digest.mentions": "{count} 条评论或备注提到您（见“动态”）",
    "number.watch": "关注这个数字",
}
