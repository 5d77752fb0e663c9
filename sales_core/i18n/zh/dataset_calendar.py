"""The dataset calendar: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.calendar.label": "工作日历",
    "dataset.calendar.purpose": "每行一天：是否销售日；覆盖法定日历",
    "dataset.calendar.unlocks": "公司自己的销售日；进度与落点按它计算",
    "dataset.calendar.date.label": "日期",
    "dataset.calendar.working_day.label": "是否工作日",
}
