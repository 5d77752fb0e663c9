"""My page: what one person reads of himself."""

TEXTS: dict[str, str] = {
    "page.mine": "我的",
    "question.mine": "我做到哪了、拿多少、下一步做什么？",
    "mine.nobody": "这一页只讲一个人：请选一名业务员",
    "mine.whose": "业务员",
    "mine.choose": "选一名业务员",
    "mine.paid": "{month} 提成 {amount}",
    "mine.place": "达成率在 {count} 人中第 {place}",
}
