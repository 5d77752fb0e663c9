"""The dataset aliases: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.aliases.label": "别名与合并",
    "dataset.aliases.purpose": "每行一个别名：写作“别名”的客户、业务员、产品、分公司或仓库，就是“编码”",
    "dataset.aliases.unlocks": "同一客户、业务员、产品的不同写法并为一个",
    "dataset.aliases.entity.label": "对象",
    "dataset.aliases.alias.label": "别名",
    "dataset.aliases.code.label": "编码",
    "dataset.aliases.reason.label": "理由",
}
