-- Made of: stock.

-- Own and distributor stock at each snapshot, valid from its `date` through `until`, so that the stock on any day D is the rows
-- with date <= D <= until. A warehouse that misses two months of everybody's snapshots is no longer counted.
CREATE OR REPLACE TABLE stock_spans AS
WITH shown AS (SELECT DISTINCT holder, branch, warehouse, date FROM stock),
days AS (SELECT DISTINCT holder <> '' AS held, date FROM shown),
missed AS (
    SELECT a.held, a.date, min(b.date) AS gone
    FROM days a JOIN days b ON b.held = a.held AND b.date >= date_trunc('month', a.date) + INTERVAL 2 MONTH
    GROUP BY a.held, a.date
)
SELECT s.holder, s.branch, s.warehouse, s.date, s.date AS valid_from,
    CAST(least(
        coalesce(lead(s.date) OVER (PARTITION BY s.holder, s.branch, s.warehouse ORDER BY s.date), DATE '9999-12-31'),
        coalesce(m.gone, DATE '9999-12-31')
    ) - 1 AS DATE) AS until
FROM shown s
LEFT JOIN missed m ON m.held = (s.holder <> '') AND m.date = s.date;

-- Demand beside own stock: for each snapshot day, what left in the 90 days that end on it. A warehouse's demand is its own
-- sales where sales name the warehouse, else its branch's where sales name the branch, else the company's that nobody else
-- serves (the "pool"); warehouses of a pool share its outflow in proportion to what they hold of the product.
-- Products sold in the window and absent from every warehouse of their pool get a row of quantity 0: they are out of stock.
CREATE OR REPLACE TABLE stock_position AS
WITH first_sale_day AS (SELECT min(date) AS first_day FROM sales WHERE quantity IS NOT NULL),
snapshot_days AS (SELECT DISTINCT date FROM stock WHERE holder = ''),
places AS (SELECT DISTINCT branch, warehouse FROM stock WHERE holder = ''),
sold_by AS (
    SELECT d.date, s.warehouse, s.branch, s.product, sum(s.quantity) AS sold
    FROM snapshot_days d
    JOIN sales s ON s.date > d.date - 90 AND s.date <= d.date
    GROUP BY d.date, s.warehouse, s.branch, s.product
),
selling_warehouses AS (
    SELECT DISTINCT p.warehouse FROM places p
    JOIN (SELECT DISTINCT warehouse FROM sold_by) s ON s.warehouse = p.warehouse WHERE p.warehouse <> ''
),
selling_branches AS (
    SELECT DISTINCT p.branch FROM places p
    JOIN (SELECT DISTINCT branch FROM sold_by) s ON s.branch = p.branch
    WHERE p.branch <> '' AND p.warehouse NOT IN (SELECT warehouse FROM selling_warehouses)
),
demand AS (
    SELECT s.date, s.product, sum(s.sold) AS sold,
        CASE WHEN w.warehouse IS NOT NULL THEN 'warehouse ' || s.warehouse
             WHEN b.branch IS NOT NULL THEN 'branch ' || s.branch
             ELSE 'company' END AS pool,
        CASE WHEN w.warehouse IS NOT NULL THEN s.warehouse ELSE '' END AS warehouse,
        CASE WHEN w.warehouse IS NULL AND b.branch IS NOT NULL THEN s.branch ELSE '' END AS branch
    FROM sold_by s
    LEFT JOIN selling_warehouses w ON w.warehouse = s.warehouse
    LEFT JOIN selling_branches b ON b.branch = s.branch
    GROUP BY 1, 2, 4, 5, 6
),
held AS (
    SELECT s.*, p.valid_from, p.until,
        CASE WHEN w.warehouse IS NOT NULL THEN 'warehouse ' || s.warehouse
             WHEN b.branch IS NOT NULL THEN 'branch ' || s.branch
             ELSE 'company' END AS pool
    FROM stock s
    JOIN stock_spans p ON p.holder = s.holder AND p.branch = s.branch AND p.warehouse = s.warehouse AND p.date = s.date
    LEFT JOIN selling_warehouses w ON w.warehouse = s.warehouse
    LEFT JOIN selling_branches b ON b.branch = s.branch
    WHERE s.holder = ''
),
pools AS (
    SELECT pool, date, product, sum(quantity) AS quantity, count(*) AS lines FROM held GROUP BY pool, date, product
),
pool_spans AS (
    SELECT pool, date, min(valid_from) AS valid_from, min(until) AS until, min(country) AS country, min(region) AS region
    FROM held GROUP BY pool, date
),
absent AS (
    SELECT d.date, d.pool, d.product, d.branch, d.warehouse, d.sold,
        coalesce(z.valid_from, n.valid_from) AS valid_from, coalesce(z.until, n.until) AS until, coalesce(z.country, '') AS country, coalesce(z.region, '') AS region,
        z.pool IS NOT NULL AS stocked_pool
    FROM demand d
    LEFT JOIN pools p ON p.pool = d.pool AND p.date = d.date AND p.product = d.product
    LEFT JOIN pool_spans z ON z.pool = d.pool AND z.date = d.date
    JOIN (SELECT date, min(valid_from) AS valid_from, min(until) AS until FROM pool_spans GROUP BY date) n ON n.date = d.date
    WHERE p.pool IS NULL AND d.sold > 0
),
rows_of AS (
    SELECT h.date, h.valid_from, h.until, h.country, h.region, h.branch, h.warehouse, h.product, h.pool, h.batch, h.received, h.made, h.expiry,
        h.quantity, coalesce(h.value, h.quantity * coalesce(h.unit_cost, m.unit_cost)) AS value,
        coalesce(h.min_quantity, m.min_quantity) AS min_quantity,
        p.quantity AS pool_quantity, coalesce(d.sold, 0) AS pool_sold,
        CASE WHEN p.quantity > 0 THEN h.quantity / p.quantity ELSE CAST(1 AS DOUBLE) / p.lines END AS share,
        sum(h.quantity) OVER (PARTITION BY h.date, h.branch, h.warehouse, h.product) > 0 AS in_stock,
        m.withdrawn IS NULL OR m.withdrawn > h.date AS active,
        h.upload_id, h.sheet, h.source_row, h.source_col
    FROM held h
    JOIN pools p ON p.pool = h.pool AND p.date = h.date AND p.product = h.product
    LEFT JOIN demand d ON d.pool = h.pool AND d.date = h.date AND d.product = h.product
    LEFT JOIN dim_product m ON m.product = h.product
    UNION ALL
    SELECT a.date, a.valid_from, a.until, a.country, a.region, a.branch, a.warehouse, a.product, a.pool, '', NULL, NULL, NULL,
        0, 0, m.min_quantity, 0, a.sold, 1, false,
        a.stocked_pool AND (m.withdrawn IS NULL OR m.withdrawn > a.date),
        NULL, '', NULL, ''
    FROM absent a
    LEFT JOIN dim_product m ON m.product = a.product
),
judged AS (
    -- The part of a line's stock that lies beyond 90 days of its pool's outflow.
    SELECT r.*, CASE WHEN r.quantity > 0 AND r.pool_quantity > 0 AND coalesce(m.launched <= r.date - 90, true)
        THEN greatest(0, 1 - 90 * greatest(r.pool_sold, 0)
             / CAST(least(90, datediff('day', f.first_day, r.date) + 1) * r.pool_quantity AS DOUBLE))
        ELSE 0 END AS excess_share
    FROM rows_of r
    CROSS JOIN first_sale_day f
    LEFT JOIN dim_product m ON m.product = r.product
)
SELECT r.valid_from AS date, r.date AS counted, CAST(date_trunc('month', r.date) AS DATE) AS month, r.until, r.country, r.region, r.branch, r.warehouse,
    r.product, coalesce(m.category, '') AS category, coalesce(m.subcategory, '') AS subcategory, coalesce(m.brand, '') AS brand,
    r.batch, r.received, r.made, r.expiry,
    coalesce(CASE WHEN r.made IS NOT NULL AND r.expiry > r.made THEN datediff('day', r.made, r.expiry) END,
             m.shelf_life_days) AS shelf_life_days,
    CAST(r.quantity AS DECIMAL(18, 4)) AS quantity, CAST(r.value AS DECIMAL(18, 4)) AS value, r.min_quantity,
    r.in_stock, r.active,
    -- NULL outflow: no sales are loaded up to this snapshot, so nothing can be said about movement.
    CASE WHEN f.first_day <= r.date THEN CAST(r.pool_sold * r.share AS DECIMAL(18, 6)) END AS outflow,
    CASE WHEN f.first_day <= r.date THEN least(90, datediff('day', f.first_day, r.date) + 1) END AS outflow_days,
    r.pool,
    r.date = max(r.date) OVER (PARTITION BY r.branch, r.warehouse, date_trunc('month', r.date)) AS month_last,
    -- Judged over the pool: more than 180 days of cover, and on the market for more than the window.
    CASE WHEN f.first_day <= r.date THEN coalesce(r.quantity > 0 AND coalesce(m.launched <= r.date - 90, true)
        AND r.pool_quantity * least(90, datediff('day', f.first_day, r.date) + 1) > 180 * greatest(r.pool_sold, 0), false)
        END AS slow,
    CASE WHEN f.first_day <= r.date THEN CAST(r.excess_share * r.quantity AS DECIMAL(18, 4)) END AS excess_quantity,
    CASE WHEN f.first_day <= r.date THEN CAST(r.excess_share * r.value AS DECIMAL(18, 4)) END AS excess_value,
    r.upload_id, r.sheet, r.source_row, r.source_col
FROM judged r
CROSS JOIN first_sale_day f
LEFT JOIN dim_product m ON m.product = r.product
ORDER BY r.date, r.product;

-- Distributor stock with what the balance check needs; the same span rule.
CREATE OR REPLACE VIEW distributor_stock AS
SELECT s.* REPLACE (p.valid_from AS date), s.date AS counted, p.until, coalesce(k.channel, '') AS channel, coalesce(k.rep, '') AS rep
FROM stock s
JOIN stock_spans p ON p.holder = s.holder AND p.branch = s.branch AND p.warehouse = s.warehouse AND p.date = s.date
LEFT JOIN dim_customer k ON k.customer = s.holder
WHERE s.holder <> '';
