SELECT l.date, l.month, l.country, l.region, l.branch, l.rep, l.customer,
    coalesce(l.channel, l.c_channel, '') AS channel, coalesce(l.segment, l.c_segment, '') AS segment,
    coalesce(l.c_class, '') AS customer_class, l.product, coalesce(l.category, p.category, '') AS category,
    coalesce(l.subcategory, p.subcategory, '') AS subcategory, coalesce(l.brand, p.brand, '') AS brand,
    l.warehouse, coalesce(l.promotion, '') AS promotion, coalesce(l.order_no, '') AS order_no,
    l.quantity, converted(coalesce(l.amount_stated, 0), l.rate) AS amount,
    coalesce(converted(coalesce(l.cost, times(l.quantity, l.unit_cost), l.amount - l.profit), l.rate),
        times(l.quantity, p.unit_cost)) AS cost,
    converted(times(l.quantity, l.list_price), l.rate) AS list_amount,
    coalesce(l.line_type = 'return' OR l.quantity < 0 OR l.amount_stated < 0, false) AS is_return,
    l.currency, l.amount_stated, l.upload_id, l.sheet, l.source_row, l.source_col
FROM (SELECT *, coalesce(amount, times(quantity, price)) AS amount_stated FROM placed) l
LEFT JOIN m_product p ON p.code = l.product;
