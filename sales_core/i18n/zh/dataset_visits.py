"""The dataset visits: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.visits.label": "客户拜访",
    "dataset.visits.purpose": "每行一次对客户的拜访：计划的、已完成的或未做的",
    "dataset.visits.unlocks": "拜访页：谁没人拜访、计划与完成、各等级覆盖率、拜访后的订单",
    "dataset.visits.date.label": "拜访日",
    "dataset.visits.date.help": "已完成的填实际日期，计划填计划日期；可以在将来",
    "dataset.visits.kind.label": "计划或完成",
    "dataset.visits.kind.help": "已完成、计划、未拜访；没有此列时都算已完成",
    "dataset.visits.on_plan.label": "计划内",
    "dataset.visits.on_plan.help": "已完成的拜访是否在计划内；是 = 同时算一次计划",
    "dataset.visits.purpose.label": "拜访目的",
    "dataset.visits.minutes.label": "拜访分钟数",
    "dataset.visits.result.label": "拜访结果",
    "dataset.visits.order_no.label": "带回订单",
    "dataset.visits.order_no.help": "拜访带回的订单编号",
}
