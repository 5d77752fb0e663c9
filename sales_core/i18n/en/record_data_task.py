"""Who sees to findings of the data's health."""

TEXTS = {
    "record.data_task.label": "Data task",
    "record.data_task.subject": "Company",
    "record.data_task.finding.label": "Finding",
    "record.data_task.owner.label": "Owner",
    "record.data_task.step.label": "Next step",
    "record.data_task.due.label": "Due",
    "record.data_task.state.assigned": "assigned",
    "record.data_task.state.done": "done",
    "record.data_task.event.added": "Data task assigned",
    "record.data_task.event.edited": "Data task changed",
    "record.data_task.event.done": "Data task done",
    "record.data_task.event.assigned": "Data task assigned again",
}
