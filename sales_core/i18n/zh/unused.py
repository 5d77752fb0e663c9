"""对载入不起作用的决定。"""

TEXTS = {
    "unused.table": "本次载入没有名为“{name}”的表或文件。",
    "unused.column": "没有哪个表有“{column}”列。",
    "unused.question": "没有问到“{id}”。",
    "unused.period": "所有表都有自己的日期，{period} 用不上。",
    "error.unused": "以下选项没有作用，因此没有载入： {texts}",
    "omitted": "不载入",
    "omitted.chosen": "按您的选择",
    "omitted.skipped_before": "以前回答过跳过",
    "omitted.repeats": "其合计与另一工作表相同",
    "omitted.returns_list": "退货订单清单",
    "omitted.joined": "已并入明细行",
    "omitted.other_kind": "没有对应的数据种类",
    "omitted.unknown": "无法判断是什么表",
    "cli.load.omitted": "{key}：不载入（{why}）",
    "cli.load.nothing": "没有要载入的：全部都不载入。",
    "upload.ready_only": "载入已就绪的 {count} 个表，其余等着",
}
