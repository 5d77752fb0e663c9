"""The documentation page of a dataset."""

TEXTS = {
    "dataset_page.needed": "必填",
    "dataset_page.or": "或",
    "dataset_page.replaces": "再次上传时替换同一",
    "dataset_page.by_month": "按月",
    "dataset_page.locks": "已结账月份",
    "dataset_page.locks_yes": "其中的行不得增、删、改",
    "dataset_page.locks_no": "与之无关：其行不属于任何月份",
    "dataset_page.shows": "预览显示的前后数字",
    "dataset_page.words": "标题中表明它的词",
    "dataset_page.template": "模板",
}
