"""Words of the narrator: sentences computed from the figures."""

TEXTS: dict[str, str] = {
    "narrator.nothing": "There are no sales in this selection.",
    "narrator.no_target": "Net sales {sales}; no target is set.",
    "narrator.reached": "Net sales {sales}, {share} of target, {gap} above it.",
    "narrator.missed": "Net sales {sales}, {share} of target, {gap} short of it.",
    "narrator.on_pace": "Net sales {sales}, {share} of target, right on pace.",
    "narrator.ahead": "Net sales {sales}, {share} of target, {days} ahead of pace, {gap} more than due.",
    "narrator.behind": "Net sales {sales}, {share} of target, {days} behind pace, {gap} less than due;"
    " each remaining selling day needs {needed}.",
    "narrator.behind_late": "Net sales {sales}, {share} of target, {days} behind pace, {gap} less than due.",
    "narrator.grew": "Up {growth} on the same days of last year.",
    "narrator.shrank": "Down {growth} on the same days of last year.",
    "narrator.lands": "Expected to land at {landing} ({low} to {high}).",
    "narrator.lands_at": "Expected to land at {landing} ({low} to {high}), {share} of target.",
    "narrator.furthest_behind": "Furthest behind is {who}, {gap} less than due.",
    "narrator.cause_up": "The growth comes mostly from {effect}: {amount}.",
    "narrator.cause_down": "The decline comes mostly from {effect}: {amount}.",
    "narrator.way_back": "The shortest way back: {count} {count:customer|customers} below their own normal would close {gap},"
    " {first} first.",
    "narrator.effect.price": "prices",
    "narrator.effect.volume": "volume",
    "narrator.effect.mix": "product mix",
    "narrator.effect.new": "new customers",
    "narrator.effect.lost": "lost customers",
    "narrator.effect.returns": "returns",
}
