"""Words of profiles and of the search."""

TEXTS: dict[str, str] = {
    "profile.kind": "看谁",
    "profile.who": "名称",
    "profile.list": "明细",
    "profile.headline": "{name}：{figure}",
    "profile.figure": "{metric} {value}",
    "profile.months": "{metric}，最近十三个月与上年同月",
    "profile.code": "编码 {code}",
    "profile.attribute": "{name} {value}",
    "profile.first_rows": "前 {rows} 行",
    "profile.no_rows": "该期间没有这样的记录",
    "profile.search_for": "条目很多：用搜索（Ctrl K）按名称、拼音或编码打开",
    "profile.open": "查看{kind} {name}",
    "search.label": "搜索",
    "search.placeholder": "客户、业务员、产品、指标、页面、单据；名称、拼音首字母或编码",
    "search.none": "没有找到“{typed}”",
    "search.keys": "↑↓ 选择，Enter 打开，Esc 关闭",
    "search.kind_metric": "指标",
    "search.kind_page": "页面",
    "search.close": "关闭",
    "search.count": "{count} 个结果",
}
