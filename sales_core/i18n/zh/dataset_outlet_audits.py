"""The dataset outlet_audits: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.outlet_audits.label": "售点检查",
    "dataset.outlet_audits.purpose": "每行一次售点（门店）巡查的铺货、排面、价格、陈列得分",
    "dataset.outlet_audits.unlocks": "售点的铺货、排面、价格、陈列得分",
    "dataset.outlet_audits.date.label": "巡店日期",
    "dataset.outlet_audits.customer.label": "售点编码",
    "dataset.outlet_audits.customer.help": "与客户档案同一编码",
    "dataset.outlet_audits.customer_name.label": "售点名称",
    "dataset.outlet_audits.distribution_score.label": "铺货得分",
    "dataset.outlet_audits.distribution_score.help": "0–100 分",
    "dataset.outlet_audits.facing_score.label": "排面得分",
    "dataset.outlet_audits.facing_score.help": "0–100 分",
    "dataset.outlet_audits.price_score.label": "价格得分",
    "dataset.outlet_audits.price_score.help": "0–100 分",
    "dataset.outlet_audits.display_score.label": "陈列得分",
    "dataset.outlet_audits.display_score.help": "0–100 分",
    "dataset.outlet_audits.score.label": "总分",
    "dataset.outlet_audits.score.help": "0–100 分；没有时按铺货 40%、排面 20%、价格 20%、陈列 20% 加权（缺项按其余权重折算）",
}
