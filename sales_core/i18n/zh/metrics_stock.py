"""Stock: states, bands, lights."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "stock.state.out": "▼ 缺货",
    "stock.state.reorder": "▼ 需补货",
    "stock.state.healthy": "正常",
    "stock.state.excess": "▲ 超储",
    "stock.state.no_movement": "无动销",
    "stock.state.empty": "无库存无销售",
    "stock.expiry.expired": "已过期",
    "stock.expiry.near": "临期（不足三分之一）",
    "stock.expiry.third_to_half": "三分之一至一半",
    "stock.expiry.half_to_two_thirds": "一半至三分之二",
    "stock.expiry.fresh": "新鲜（三分之二以上）",
    "stock.expiry.no_shelf_life": "保质期未知",
    "stock.expiry.no_expiry": "无到期日",
    "stock.age.0_30": "30 天以内",
    "stock.age.31_60": "31–60 天",
    "stock.age.61_90": "61–90 天",
    "stock.age.91_180": "91–180 天",
    "stock.age.over_180": "180 天以上",
    "stock.age.unknown": "库龄未知",
    "stock.age.estimated": "估算：由月末库存与销售倒推",
    "stock.loading.red": "疑似压货",
    "stock.loading.amber": "需要关注",
    "stock.loading.green": "正常",
    "stock.loading.unknown": "上报不全",
}
