"""The dataset deal_splits: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.deal_splits.label": "业绩分成",
    "dataset.deal_splits.purpose": "每行一张单据的一位分成人及比例，同一单据合计 100%",
    "dataset.deal_splits.unlocks": "提成页：按比例给每位分成人计提",
    "dataset.deal_splits.menu_yonyou": "多数公司是手工表：业绩分成表",
    "dataset.deal_splits.menu_kingdee": "多数公司是手工表：业绩分成表",
    "dataset.deal_splits.menu_sap": "销售订单 › 合作伙伴，或人力资源部的 Excel 表",
    "dataset.deal_splits.menu_odoo": "多为手工表",
    "dataset.deal_splits.menu_quickbooks": "多为手工 Excel 表",
    "dataset.deal_splits.document.label": "分成单据号",
    "dataset.deal_splits.rep.label": "分成人",
    "dataset.deal_splits.split_share.label": "分成比例",
    "dataset.deal_splits.document.help": "销售单号；按回款计提的填发票号",
    "dataset.deal_splits.rep.help": "按此比例计提的人的编码或姓名，取代单据上的业务员",
}
