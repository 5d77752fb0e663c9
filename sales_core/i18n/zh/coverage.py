"""How far figures reach: dates that were cut, data that are old."""

TEXTS = {
    "coverage.until": "{metrics}的数字截至 {day}，其余截至 {asked}",
    "coverage.none": "{metrics}：所问日期没有数据，数据到 {day} 为止",
    "coverage.share": "{metrics}：不满整月的日期按销售日进度曲线折算当月目标",
    "coverage.rests": "{asked} 的{metrics}依据 {day} 的数据",
    "coverage.pace": "{metrics}：节奏曲线由全公司数据学得，属公司参考数据，对所有人相同",
}
