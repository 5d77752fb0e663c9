"""评论。"""

TEXTS = {
    "record.comment.label": "评论",
    "record.comment.subject": "数字编号",
    "record.comment.text.label": "评论（@账号 可提醒对方）",
    "record.comment.state.said": "有效",
    "record.comment.state.withdrawn": "已撤回",
    "record.comment.event.added": "发表评论",
    "record.comment.event.edited": "修改评论",
    "record.comment.event.withdrawn": "撤回评论",
    "record.comment.add": "评论",
    "record.comment.several": "关于这个数字的评论",
}
