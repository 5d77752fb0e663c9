"""动态：谁说了什么、决定了什么。"""

TEXTS = {
    "page.activity": "动态",
    "question.activity": "最近谁说了什么、决定了什么？",
    "activity.kind": "类别",
    "activity.all": "全部",
    "activity.mentions": "提到我的",
    "activity.entry": "条目",
    "activity.said": "内容",
    "activity.about": "关于",
    "activity.by": "谁，何时",
    "activity.by_at": "{who}，{at}",
    "activity.more": "另有 {count} 条更早的未显示",
    "activity.withheld": "评论和决定的文字可能涉及任何人：名称或金额隐藏期间不显示",
    "activity.none": "此范围内还没有评论、决定、备注或付款承诺",
    "activity.none_do": "点开任意数字即可评论；在客户、业务员、产品、分公司的页面可写备注。",
    "activity.headline": "{count} 条动态，最近一条在 {newest}",
    "activity.headline_mentions": "{count} 条动态，其中 {named} 条提到您；最近一条在 {newest}",
    "activity.basis": "评论、决定、备注和付款承诺，最近改动的在前；筛选到某分公司即为该分公司的动态",
}
