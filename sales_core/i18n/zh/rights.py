"""Words for who sees only a part."""

TEXTS: dict[str, str] = {
    "board.own_place": "{who}在 {count} 人中排第 {rank} 名",
    "board.own_up": "，上升 {places} 位",
    "board.own_down": "，下降 {places} 位",
    "peers.too_few": "至少有 {least} 位其他人参与排名时才显示名次，目前不足",
    "board.bars_own": "本人位置",
}
