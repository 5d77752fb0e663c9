"""Words of the cards of files and of what has to be decided about a load."""

TEXTS = {
    "upload.because.chosen": "因为您这样指定；{all} 列中用了 {known} 列",
    "upload.because.remembered": "因为同样表头的文件以前载入过",
    "upload.because.headers": "因为有 {headers} 等列；{all} 列中认得 {known} 列",
    "upload.because.months": "因为有 {headers}，并且月份横排",
    "upload.card.wrong": "{count} 个单元格待改",
    "upload.card.unknown": "需要您说明是什么表",
    "upload.change_reading": "改变读法",
    "upload.by_default": "{count} 项取默认值",
    "upload.leave_out": "不载入",
    "upload.take_back": "还是载入",
    "upload.more_decisions": "还有 {count} 项要决定",
    "upload.more_errors": "还有 {count} 类错误",
    "upload.cells": "{count} 个单元格",
    "upload.notes": "说明 {count} 条，不影响载入",
}
