"""What one customer buys and pays beside the others of his channel."""

TEXTS: dict[str, str] = {
    "products.bought": "{count} {count:product|products} bought, at the prices of the others",
    "products.bought_more": "{count} {count:product|products} bought, for {amount} more than the others of the channel pay",
    "products.bought_less": "{count} {count:product|products} bought, for {amount} less than the others of the channel pay",
    "products.not_bought": "{count} {count:product|products} of the channel not bought: offer {product}, which {share} of the others buy",
    "products.note": "Against the other customers of the channel in which he buys most, of those you may see · {span}, before returns",
    "list.customer_products.label": "Products of a customer",
    "list.customer_products.help": "What a customer buys and pays beside the others, and what they buy and he does not; set customer, and filter by his channel",
    "list_column.paid_price.label": "Price paid",
    "list_column.others_price.label": "Price of the others",
    "list_column.price_gap.label": "Above the others",
    "list_column.paid_more.label": "Paid more",
}
