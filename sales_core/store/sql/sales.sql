DELETE FROM sales WHERE getvariable('all_months') OR month IN (SELECT month FROM touched);
INSERT INTO sales
SELECT l.date, l.month, l.country, l.region, l.branch, l.rep, l.customer, coalesce(l.channel, l.c_channel, ''),
    coalesce(l.segment, l.c_segment, ''), coalesce(l.c_class, ''), l.product, coalesce(l.category, p.category, ''),
    coalesce(l.subcategory, p.subcategory, ''), coalesce(l.brand, p.brand, ''), l.warehouse, l.promotion, l.order_no,
    coalesce(l.quantity, 0), converted(l.amount_stated, l.rate),
    coalesce(converted(l.cost_stated, l.rate), times(l.quantity, p.unit_cost)),
    converted(l.list_stated, l.rate),
    coalesce(l.line_type = 'return', false) OR coalesce(l.quantity, 0) < 0 OR l.amount_stated < 0,
    l.currency, l.amount_stated, l.upload_id, l.sheet, l.source_row, l.source_col
FROM placed l LEFT JOIN m_product p ON p.code = l.product
ORDER BY l.date, l.rep;
