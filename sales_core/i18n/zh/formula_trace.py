"""Words of formulas with their values: landing, needed a day, days ahead."""

TEXTS: dict[str, str] = {
    "formula_trace.needed": "（目标 {target} − 实际 {actual}）÷ 剩余 {days} 个销售日 = {result}",
    "formula_trace.needed_reached": "实际 {actual} ≥ 目标 {target}：已达成，因此为 {result}",
    "formula_trace.expected": "已过月份目标 {over} + 当月目标 {target} × {total} 个销售日过了 {elapsed} 个时按往常应到 {share} = {result}",
    "formula_trace.days_ahead": "曲线上的第 {day} 个销售日 − 已过 {elapsed} 个销售日 = {result}",
    "formula_trace.position": "当月目标的 {reached} 通常在 {total} 个销售日中的第 {day} 日达到；"
    "{reached} =（实际 {actual} − 应达 {expected} + 当月目标 {target} × 按往常应到 {share}）÷ {target}",
    "formula_trace.ratio": "{above} ÷ {below} = {result}",
    "formula_trace.over": "期间已结束：结果即 {result}",
    "formula_trace.landing": "实际 {actual} + 剩余 {days} 个销售日预计 {rest} = {result}",
    "formula_trace.landing_later": "实际 {actual} + 当月剩余 {days} 个销售日预计 {rest}"
    " + 其后各月 {later_days} 个销售日预计 {later} = {result}",
    "formula_trace.landing_end": "实际 {actual} + 剩余 {days} 个销售日预计 {ahead} × {factor} = {result}",
    "formula_trace.factor_plain": "{factor}：可供检验的往月不足 {needed} 个，取固定幅度",
    "formula_trace.factor_low": "{factor} = 往月剩余实际 ÷ 按此法当时预计 的第 10 百分位（不高于 1）：{factors}",
    "formula_trace.factor_high": "{factor} = 往月剩余实际 ÷ 按此法当时预计 的第 90 百分位（不低于 1）：{factors}",
    "formula_trace.weighed": "{rest} = {share} × 按曲线 {curve} + {left} × 往月平均 {mean}",
    "formula_trace.curve": "按曲线 {curve} = 当月已实现 {in_month} ÷ 按往常应到 {share} × {left}",
    "formula_trace.mean": "往月平均 {mean} =（同进度之后的销售 {sum}）÷ {months} 个月",
    "formula_trace.later_growth": "其后各月 {later} = 去年同月 {last_year} × 今年累计 {now} ÷ 去年同期 {before}",
    "formula_trace.later_mean": "其后各月 {later} = 月均 {mean} ÷ {total} 个销售日 × {days} 个销售日",
    "formula_trace.mean_month": "月均 {mean} =（{sum}）÷ {months} 个月",
}
