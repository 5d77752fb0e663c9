"""load 命令的选项。"""

TEXTS = {
    "cli.help.load_dataset": "文件或工作表是哪种数据（见 dataset 命令），识别不出时使用；skip 表示不载入",
    "cli.help.load_skip": "不载入该文件，或 文件!工作表、!工作表；可重复",
    "cli.help.load_sheet": "只载入这些文件或工作表；可重复",
    "cli.help.load_header_row": "表头所在行（按工作表的行号）；没有表头写 0",
    "cli.help.map": "该列（表头或列号）是哪个字段；可重复；字段留空表示不使用该列",
    "cli.help.answer": "按编号回答预览中的问题；可重复",
    "cli.help.load_encoding": "文本文件的编码",
    "cli.help.load_number_style": "数字的写法",
    "cli.help.load_reporting_currency": "报表币种",
    "cli.help.load_add": "这些月份已有的行保留，文件的行加进来（add_or_replace=add）",
    "cli.help.load_replace": "这些月份已有的相应部分被替换（add_or_replace=replace）",
    "cli.help.load_ready_only": "不载入被拒绝或等待回答的文件和工作表",
    "error.flag_key": "{flag}：“{text}”的等号前不是文件或工作表；请写 文件=、文件!工作表= 或 !工作表=。",
    "error.header_row": "“{text}”不是行号。",
}
