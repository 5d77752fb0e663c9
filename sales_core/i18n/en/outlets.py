"""Outlet scores on the leaderboard."""

TEXTS = {
    "outlets.both": "{count} of {all} sell what is due and keep their shelves above {score}",
    "outlets.bare": "; {who} reaches {share} on shelves of {score} only",
    "outlets.note": "Across: achievement (dotted: due by now); up: outlet score, 0 to 100 (dotted: all outlets); size: net sales",
    "outlets.scheme_note": "0.5 × achievement (at most 120%) + 0.5 × outlet score ÷ 100. Click a row for the audits behind it",
    "outlets.corner_shelf": "shelf without volume",
    "outlets.corner_both": "volume and shelf",
    "outlets.corner_neither": "neither",
    "outlets.corner_volume": "volume without shelf",
}
