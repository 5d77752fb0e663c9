"""一个客户与同渠道其他客户相比，买了什么，付了什么价。"""

TEXTS: dict[str, str] = {
    "products.bought": "买了{count}种产品，价格与其他客户相同",
    "products.bought_more": "买了{count}种产品，比同渠道其他客户多付{amount}",
    "products.bought_less": "买了{count}种产品，比同渠道其他客户少付{amount}",
    "products.not_bought": "同渠道有{count}种产品没有买：推荐{product}，{share}的其他客户在买",
    "products.note": "与其购买最多的渠道中您可见的其他客户相比 · {span}，未减退货",
    "list.customer_products.label": "客户的产品",
    "list.customer_products.help": "客户买了什么、付了什么价，与其他客户相比；以及其他客户买而他没买的；请设定客户并按其渠道筛选",
    "list_column.paid_price.label": "成交价",
    "list_column.others_price.label": "其他客户价",
    "list_column.price_gap.label": "高于其他客户",
    "list_column.paid_more.label": "多付",
}
