"""Words for who sees only a part."""

TEXTS: dict[str, str] = {
    "board.own_place": "{who} is number {rank} of {count}",
    "board.own_up": ", up {places}",
    "board.own_down": ", down {places}",
    "peers.too_few": "A place is told among at least {least} others; here they are fewer",
    "board.bars_own": "Own place",
}
