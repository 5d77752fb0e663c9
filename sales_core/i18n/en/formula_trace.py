"""Words of formulas with their values: landing, needed a day, days ahead."""

TEXTS: dict[str, str] = {
    "formula_trace.needed": "({target} target − {actual} actual) ÷ {days} remaining selling days = {result}",
    "formula_trace.needed_reached": "{actual} actual ≥ {target} target: reached, so {result}",
    "formula_trace.expected": "{over} targets of months over + {target} month's target × {share} usual after {elapsed} of"
    " {total} selling days = {result}",
    "formula_trace.days_ahead": "selling day {day} on the curve − {elapsed} elapsed = {result}",
    "formula_trace.position": "{reached} of the month's target is usually reached on day {day} of {total};"
    " {reached} = ({actual} actual − {expected} due + {target} month's target × {share} usual by now) ÷ {target}",
    "formula_trace.ratio": "{above} ÷ {below} = {result}",
    "formula_trace.over": "The period is over: {result} is what it came to",
    "formula_trace.landing": "{actual} actual + {rest} expected in the remaining {days} selling days = {result}",
    "formula_trace.landing_later": "{actual} actual + {rest} expected in the month's remaining {days} selling days"
    " + {later} in the {later_days} selling days of later months = {result}",
    "formula_trace.landing_end": "{actual} actual + {ahead} expected in the remaining {days} selling days × {factor} = {result}",
    "formula_trace.factor_plain": "{factor}: the plain margin, as fewer than {needed} past months can be checked",
    "formula_trace.factor_low": "{factor} = 10th percentile, at most 1, of what past months' rest came to over what this rule"
    " told: {factors}",
    "formula_trace.factor_high": "{factor} = 90th percentile, at least 1, of what past months' rest came to over what this rule"
    " told: {factors}",
    "formula_trace.weighed": "{rest} = {share} × {curve} by the curve + {left} × {mean} past months' mean",
    "formula_trace.curve": "{curve} by the curve = {in_month} this month ÷ {share} usual by now × {left}",
    "formula_trace.mean": "{mean} past months' mean = ({sum} sold after the same point) ÷ {months} months",
    "formula_trace.later_growth": "{later} in later months = {last_year} in those months last year × {now} this year so far"
    " ÷ {before} same days last year",
    "formula_trace.later_mean": "{later} in later months = {mean} mean month ÷ {total} selling days × {days} selling days",
    "formula_trace.mean_month": "{mean} mean month = ({sum}) ÷ {months} {months:month|months}",
}
