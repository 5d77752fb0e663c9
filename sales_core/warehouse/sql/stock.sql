SELECT l.date, l.month, l.country, l.region, l.branch, l.warehouse, l.holder, l.product,
    coalesce(l.category, p.category, '') AS category, coalesce(p.brand, '') AS brand, coalesce(l.batch, '') AS batch,
    l.received, l.made, coalesce(l.expiry, l.made + CAST(p.shelf_life_days AS INTEGER)) AS expiry,
    coalesce(l.quantity, 0) AS quantity,
    coalesce(l.unit_cost, CAST(CAST(l.value AS DOUBLE) / nullif(CAST(l.quantity AS DOUBLE), 0) AS DECIMAL(18,4)),
        p.unit_cost) AS unit_cost,
    coalesce(l.value, times(l.quantity, coalesce(l.unit_cost, p.unit_cost))) AS value,
    l.opening, l.inbound, l.outbound, coalesce(l.min_quantity, p.min_quantity) AS min_quantity,
    l.upload_id, l.sheet, l.source_row, l.source_col
FROM placed l LEFT JOIN m_product p ON p.code = l.product
ORDER BY l.date, l.product;
