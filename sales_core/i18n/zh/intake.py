"""Texts of the plan: problems of a load as a whole, and its question."""

TEXTS: dict[str, str] = {
    "problem.W_REPLACES_MONTH.message": "{months} 个月已有数据，将被本次内容替换 {rows} 行（{value}；来自 {uploads}）。",
    "problem.W_REPLACES_MONTH.mend": "核对下方“变化前 → 变化后”；若不应替换，请放弃本次上传。",
    "problem.E_SAME_FILE_TWICE.message": "同一个文件被放入了两次（与“{other}”内容相同）。",
    "problem.E_SAME_FILE_TWICE.mend": "移除其中一个再上传。",
    "problem.E_OUTSIDE_SCOPE.message": "这次更改会影响您范围（{allowed}）之外的数据：{touched}。",
    "problem.E_OUTSIDE_SCOPE.mend": "请由对应的负责人来做，或去掉涉及他人数据的行。",
    "problem.W_SHARED_SLICE.message": "与“{other}”含有相同的月份和分公司（{slices} 处，例如 {value}），两者的行会相加。",
    "problem.W_SHARED_SLICE.mend": "若两个文件内容重复，请只保留一个。",
    "problem.W_LATER_FILE_WINS.message": "与“{other}”含有相同的条目（{slices} 条，例如 {value}），以后一个文件为准。",
    "problem.W_LATER_FILE_WINS.mend": "若应以前一个为准，请调整顺序或只保留一个。",
    "intake.replace.question": "之前的上传（{uploads}）在这些月份还有其他 {rows} 行，本文件没有包含。怎么处理？",
    "intake.replace.keep": "保留其他行，只替换本文件包含的部分",
    "intake.replace.month": "整月替换，其他行一并移除",
    "problem.E_READER_FAULT.message": "读取程序在这个文件上出错（程序缺陷），其内容没有载入。",
    "problem.E_READER_FAULT.mend": "请把文件和故障编号 {incident} 交给管理员；可先另存为 .xlsx 或模板格式再试。",
    "intake.add_or_replace.question": "{months} 已有数据，日期或单据与本文件不同。追加还是替换？",
    "intake.add_or_replace.add": "追加：两者都保留",
    "intake.add_or_replace.replace": "替换：只保留本文件",
}
