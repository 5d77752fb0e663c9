"""Who sees to findings of the data's health."""

TEXTS = {
    "record.data_task.label": "数据事项",
    "record.data_task.subject": "公司",
    "record.data_task.finding.label": "事项",
    "record.data_task.owner.label": "负责人",
    "record.data_task.step.label": "下一步",
    "record.data_task.due.label": "截止日",
    "record.data_task.state.assigned": "已指派",
    "record.data_task.state.done": "已处理",
    "record.data_task.event.added": "指派了数据事项",
    "record.data_task.event.edited": "修改了数据事项",
    "record.data_task.event.done": "处理了数据事项",
    "record.data_task.event.assigned": "重新指派了数据事项",
}
