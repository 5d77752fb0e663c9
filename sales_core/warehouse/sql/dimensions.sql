-- Every code that occurs in a fact has a row, with or without a master; without one, its latest sales describe it.
DELETE FROM dim_customer;
INSERT INTO dim_customer
WITH seen AS (
    SELECT customer FROM sales_month_customer UNION SELECT customer FROM targets UNION SELECT holder FROM stock
    UNION SELECT customer FROM receivables UNION SELECT customer FROM receipts UNION SELECT customer FROM orders
    UNION SELECT customer FROM outlet_audits UNION SELECT code FROM m_customer
), named AS (
    SELECT customer, max({'date': date, 'name': name}).name AS name FROM (
        SELECT customer, customer_name AS name, max(date) AS date FROM raw_sales GROUP BY ALL
        UNION ALL SELECT customer, customer_name, max(month) FROM raw_targets GROUP BY ALL
        UNION ALL SELECT holder, holder_name, max(date) FROM raw_stock GROUP BY ALL
        UNION ALL SELECT customer, customer_name, max(date) FROM raw_receivables GROUP BY ALL
        UNION ALL SELECT customer, customer_name, max(date) FROM raw_receipts GROUP BY ALL
        UNION ALL SELECT customer, customer_name, max(date) FROM raw_orders GROUP BY ALL
        UNION ALL SELECT customer, customer_name, max(date) FROM raw_outlet_audits GROUP BY ALL
    ) WHERE customer <> '' AND name <> '' GROUP BY customer
), latest AS (
    SELECT customer, max({'month': month, 'channel': channel, 'segment': segment, 'country': country,
        'region': region, 'branch': branch, 'rep': rep}) AS l
    FROM sales_month_customer GROUP BY customer
)
SELECT s.customer, coalesce(m.name, n.name, s.customer), coalesce(m.customer_class, ''),
    coalesce(m.channel, l.l.channel, ''), coalesce(m.segment, l.l.segment, ''),
    coalesce(m.country, h.country, l.l.country, ''), coalesce(m.region, h.region, l.l.region, ''),
    coalesce(m.branch, l.l.branch, ''), coalesce(m.rep, l.l.rep, ''), m.credit_limit, m.term_days, m.opened, m.closed,
    coalesce(m.is_distributor, false), coalesce(m.city, '')
FROM seen s LEFT JOIN m_customer m ON m.code = s.customer LEFT JOIN named n ON n.customer = s.customer
LEFT JOIN latest l ON l.customer = s.customer LEFT JOIN m_home h ON h.branch = m.branch
WHERE s.customer <> '' ORDER BY 1;

DELETE FROM dim_product;
INSERT INTO dim_product
WITH seen AS (
    SELECT product FROM sales_month_product UNION SELECT product FROM targets UNION SELECT product FROM stock
    UNION SELECT product FROM order_lines UNION SELECT code FROM m_product
), named AS (
    SELECT product, max({'date': date, 'name': name}).name AS name FROM (
        SELECT product, product_name AS name, max(date) AS date FROM raw_sales GROUP BY ALL
        UNION ALL SELECT product, product_name, max(date) FROM raw_stock GROUP BY ALL
        UNION ALL SELECT product, product_name, DATE '0001-01-01' FROM raw_order_lines GROUP BY ALL
    ) WHERE product <> '' AND name <> '' GROUP BY product
), latest AS (
    SELECT product, max({'month': month, 'category': category, 'subcategory': subcategory, 'brand': brand}) AS l
    FROM sales_month_product GROUP BY product
), stocked AS (
    SELECT product, max({'date': date, 'category': category}).category AS category FROM stock GROUP BY product
)
SELECT s.product, coalesce(m.name, n.name, s.product), coalesce(m.category, nullif(l.l.category, ''), k.category, ''),
    coalesce(m.subcategory, l.l.subcategory, ''), coalesce(m.brand, l.l.brand, ''), coalesce(m.barcode, ''),
    coalesce(m.spec, ''), coalesce(m.unit, ''), m.list_price, m.unit_cost, m.shelf_life_days, m.launched,
    m.withdrawn, m.lead_time_days, m.min_quantity
FROM seen s LEFT JOIN m_product m ON m.code = s.product LEFT JOIN named n ON n.product = s.product
LEFT JOIN latest l ON l.product = s.product LEFT JOIN stocked k ON k.product = s.product
WHERE s.product <> '' ORDER BY 1;

DELETE FROM dim_rep;
INSERT INTO dim_rep
WITH seen AS (
    SELECT rep FROM sales_day UNION SELECT rep FROM targets UNION SELECT rep FROM receivables
    UNION SELECT rep FROM receipts UNION SELECT rep FROM orders UNION SELECT rep FROM outlet_audits UNION SELECT rep FROM dim_customer
    UNION SELECT code FROM m_posting
), named AS (
    SELECT rep, max({'date': date, 'name': name}).name AS name FROM (
        SELECT rep, rep_name AS name, max(date) AS date FROM raw_sales GROUP BY ALL
        UNION ALL SELECT rep, rep_name, max(month) FROM raw_targets GROUP BY ALL
        UNION ALL SELECT rep, rep_name, max(date) FROM raw_receivables GROUP BY ALL
        UNION ALL SELECT rep, rep_name, max(date) FROM raw_receipts GROUP BY ALL
        UNION ALL SELECT rep, rep_name, max(date) FROM raw_outlet_audits GROUP BY ALL
        UNION ALL SELECT rep, rep_name, DATE '0001-01-01' FROM raw_customers GROUP BY ALL
    ) WHERE rep <> '' AND name <> '' GROUP BY rep
), placed_in AS (
    SELECT rep, max({'date': date, 'country': country, 'region': region, 'branch': branch}) AS l FROM (
        SELECT rep, date, country, region, branch FROM sales_day
        UNION ALL SELECT rep, month, country, region, branch FROM targets
    ) GROUP BY rep
)
SELECT s.rep, coalesce(m.name, n.name, s.rep), coalesce(m.country, h.country, l.l.country, ''),
    coalesce(m.region, h.region, l.l.region, ''), coalesce(m.branch, l.l.branch, ''), coalesce(m.team, ''),
    coalesce(m.role, ''), coalesce(m.area_class, ''), coalesce(b.code, m.manager, ''), m.hired, m.left_on
FROM seen s LEFT JOIN m_posting m ON m.code = s.rep AND m.latest LEFT JOIN named n ON n.rep = s.rep
LEFT JOIN placed_in l ON l.rep = s.rep LEFT JOIN m_home h ON h.branch = m.branch
LEFT JOIN m_rep_name b ON b.name = m.manager
WHERE s.rep <> '' ORDER BY 1;

DELETE FROM dim_branch;
INSERT INTO dim_branch
WITH seen AS (
    SELECT branch, country, region, date FROM sales_day
    UNION ALL SELECT branch, country, region, month FROM targets
    UNION ALL SELECT branch, country, region, date FROM stock
    UNION ALL SELECT branch, country, region, date FROM receivables
    UNION ALL SELECT branch, country, region, date FROM receipts
    UNION ALL SELECT branch, '', region, date FROM expenses
    UNION ALL SELECT branch, country, region, date FROM outlet_audits
    UNION ALL SELECT branch, country, region, DATE '0001-01-01' FROM dim_customer
    UNION ALL SELECT branch, country, region, DATE '0001-01-01' FROM dim_rep
    UNION ALL SELECT branch, '', '', DATE '0001-01-01' FROM orders
    UNION ALL SELECT branch, coalesce(country, ''), coalesce(region, ''), DATE '0001-01-01' FROM m_branch
), latest AS (
    SELECT branch, max({'known': region <> '', 'date': date, 'region': region}).region AS region,
        max({'known': country <> '', 'date': date, 'country': country}).country AS country
    FROM seen WHERE branch <> '' GROUP BY branch
)
SELECT l.branch, coalesce(m.name, l.branch), coalesce(h.country, l.country), coalesce(h.region, l.region)
FROM latest l LEFT JOIN m_branch m USING (branch) LEFT JOIN m_home h USING (branch) ORDER BY 1;

DELETE FROM rep_postings;
INSERT INTO rep_postings
SELECT p.code, coalesce(p.country, h.country, ''), coalesce(p.region, h.region, ''), coalesce(p.branch, ''),
    coalesce(p.team, ''), coalesce(p.role, ''), coalesce(p.area_class, ''), p.valid_from, p.valid_to
FROM m_posting p LEFT JOIN m_home h ON h.branch = p.branch ORDER BY p.code, p.valid_from;
