DELETE FROM stock;
INSERT INTO stock
SELECT r.date, CAST(date_trunc('month', r.date) AS DATE), coalesce(nullif(r.country, ''), h.country, ''),
    coalesce(nullif(r.region, ''), h.region, ''), coalesce(bn.code, r.branch, ''), coalesce(r.warehouse, ''),
    coalesce(nullif(r.holder, ''), cn.code, r.holder_name, ''),
    coalesce(nullif(r.product, ''), pn.code, r.product_name, ''), coalesce(nullif(r.category, ''), p.category, ''),
    coalesce(p.brand, ''), coalesce(r.batch, ''), r.received, r.made,
    coalesce(r.expiry, r.made + CAST(p.shelf_life_days AS INTEGER)), coalesce(r.quantity, 0),
    coalesce(r.unit_cost, CAST(CAST(r.value AS DOUBLE) / nullif(CAST(r.quantity AS DOUBLE), 0) AS DECIMAL(18,4)), p.unit_cost),
    coalesce(r.value, times(r.quantity, coalesce(r.unit_cost, p.unit_cost))),
    r.opening, r.inbound, r.outbound, coalesce(r.min_quantity, p.min_quantity),
    r.upload_id, r.sheet, r.source_row, r.source_col
FROM raw_stock r
LEFT JOIN m_branch_name bn ON bn.name = r.branch
LEFT JOIN m_home h ON h.branch = coalesce(bn.code, r.branch)
LEFT JOIN m_customer_name cn ON cn.name = r.holder_name
LEFT JOIN m_product_name pn ON pn.name = r.product_name
LEFT JOIN m_product p ON p.code = coalesce(nullif(r.product, ''), pn.code, r.product_name)
ORDER BY r.date, r.product;
