"""Words of formulas with their values: landing, needed a day, days ahead."""

TEXTS: dict[str, str] = {
    "working.needed": "({target} target − {actual} actual) ÷ {days} remaining selling days = {result}",
    "working.needed_reached": "{actual} actual ≥ {target} target: reached, so {result}",
    "working.expected": "{over} targets of months over + {target} month's target × {share} usual after {elapsed} of"
    " {total} selling days = {result}",
    "working.days_ahead": "selling day {day} on the curve − {elapsed} elapsed = {result}",
    "working.position": "{reached} of the month's target is usually reached on day {day} of {total};"
    " {reached} = ({actual} actual − {expected} due + {target} month's target × {share} usual by now) ÷ {target}",
    "working.ratio": "{above} ÷ {below} = {result}",
    "working.over": "The period is over: {result} is what it came to",
    "working.landing": "{actual} actual + {rest} expected in the remaining {days} selling days = {result}",
    "working.landing_later": "{actual} actual + {rest} expected in the month's remaining {days} selling days"
    " + {later} in the {later_days} selling days of later months = {result}",
    "working.landing_end": "{actual} actual + {ahead} expected in the remaining {days} selling days × {factor} = {result}",
    "working.factor_plain": "{factor}: the plain margin, as fewer than {needed} past months can be checked",
    "working.factor_low": "{factor} = 10th percentile, at most 1, of what past months' rest came to over what this rule"
    " told: {factors}",
    "working.factor_high": "{factor} = 90th percentile, at least 1, of what past months' rest came to over what this rule"
    " told: {factors}",
    "working.weighed": "{rest} = {share} × {curve} by the curve + {left} × {mean} past months' mean",
    "working.curve": "{curve} by the curve = {in_month} this month ÷ {share} usual by now × {left}",
    "working.mean": "{mean} past months' mean = ({sum} sold after the same point) ÷ {months} months",
    "working.later_growth": "{later} in later months = {last_year} in those months last year × {now} this year so far"
    " ÷ {before} same days last year",
    "working.later_mean": "{later} in later months = {mean} mean month ÷ {total} selling days × {days} selling days",
    "working.mean_month": "{mean} mean month = ({sum}) ÷ {months} months",
}
