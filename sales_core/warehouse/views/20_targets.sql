-- Made of: targets.

-- Targets that add up. A node's target is the one stated for it, else the sum of its children's; where both are stated the row of
-- the parent keeps only what its children leave open (negative when they promise more), so that a plain sum over any set of rows is
-- right at every level and the members of a team always sum to the team.
-- The same money is often set twice, by person and by product: each way of cutting it is a family, and a question reads one
-- family a month (sales_core/metrics/families.py). Only the organisation is resolved inside a family.
CREATE OR REPLACE TABLE target_lines AS
WITH named AS (
    SELECT t.* EXCLUDE (channel, category),
        CASE WHEN t.channel = '' AND t.customer <> '' THEN coalesce(c.channel, '') ELSE t.channel END AS channel,
        CASE WHEN t.category = '' AND t.product <> '' THEN coalesce(p.category, '') ELSE t.category END AS category
    FROM targets AS t
    LEFT JOIN dim_customer AS c ON c.customer = t.customer AND t.customer <> ''
    LEFT JOIN dim_product AS p ON p.product = t.product AND t.product <> ''
),
stated AS (
    SELECT *,
        CASE WHEN product <> '' THEN 'product' WHEN category <> '' THEN 'category' ELSE '' END AS cut,
        CASE WHEN customer <> '' THEN 'customer' WHEN channel <> '' THEN 'channel' ELSE '' END AS market,
        CASE WHEN rep <> '' THEN 'rep' WHEN branch <> '' THEN 'branch' WHEN region <> '' THEN 'region'
             WHEN country <> '' THEN 'country' ELSE 'company' END AS level,
        row_number() OVER (
            PARTITION BY month, measure, country, region, branch, rep, channel, customer, category, product
            ORDER BY upload_id, sheet, source_row, source_col
        ) AS nth
    FROM named
),
nodes AS (
    SELECT month, measure,
        CASE WHEN cut <> '' AND market <> '' THEN cut || '+' || market WHEN cut || market = '' THEN 'org'
             ELSE cut || market END AS family,
        level, country, region, branch, rep, channel, customer, category, product, target AS stated, nth,
        upload_id, sheet, source_row, source_col
    FROM stated
),
lines_rep AS (
    SELECT * EXCLUDE (nth), stated AS target, FALSE AS has_children FROM nodes WHERE level = 'rep'
),
children_branch AS (
    SELECT month, measure, family, country, region, branch, channel, customer, category, product, sum(target) AS below
    FROM lines_rep
    GROUP BY month, measure, family, country, region, branch, channel, customer, category, product
),
lines_branch AS (
    SELECT * FROM lines_rep
    UNION ALL
    SELECT n.* EXCLUDE (nth), n.stated - CASE WHEN n.nth = 1 THEN coalesce(c.below, 0) ELSE 0 END AS target,
        c.below IS NOT NULL AS has_children
    FROM nodes AS n
    LEFT JOIN children_branch AS c USING (month, measure, family, country, region, branch, channel, customer, category, product)
    WHERE n.level = 'branch'
),
children_region AS (
    SELECT month, measure, family, country, region, channel, customer, category, product, sum(target) AS below
    FROM lines_branch
    GROUP BY month, measure, family, country, region, channel, customer, category, product
),
lines_region AS (
    SELECT * FROM lines_branch
    UNION ALL
    SELECT n.* EXCLUDE (nth), n.stated - CASE WHEN n.nth = 1 THEN coalesce(c.below, 0) ELSE 0 END AS target,
        c.below IS NOT NULL AS has_children
    FROM nodes AS n
    LEFT JOIN children_region AS c USING (month, measure, family, country, region, channel, customer, category, product)
    WHERE n.level = 'region'
),
children_country AS (
    SELECT month, measure, family, country, channel, customer, category, product, sum(target) AS below
    FROM lines_region
    GROUP BY month, measure, family, country, channel, customer, category, product
),
lines_country AS (
    SELECT * FROM lines_region
    UNION ALL
    SELECT n.* EXCLUDE (nth), n.stated - CASE WHEN n.nth = 1 THEN coalesce(c.below, 0) ELSE 0 END AS target,
        c.below IS NOT NULL AS has_children
    FROM nodes AS n
    LEFT JOIN children_country AS c USING (month, measure, family, country, channel, customer, category, product)
    WHERE n.level = 'country'
),
children_company AS (
    SELECT month, measure, family, channel, customer, category, product, sum(target) AS below
    FROM lines_country
    GROUP BY month, measure, family, channel, customer, category, product
),
lines_company AS (
    SELECT * FROM lines_country
    UNION ALL
    SELECT n.* EXCLUDE (nth), n.stated - CASE WHEN n.nth = 1 THEN coalesce(c.below, 0) ELSE 0 END AS target,
        c.below IS NOT NULL AS has_children
    FROM nodes AS n
    LEFT JOIN children_company AS c USING (month, measure, family, channel, customer, category, product)
    WHERE n.level = 'company'
)
SELECT * EXCLUDE (target), CAST(target AS DECIMAL(18, 4)) AS target
FROM lines_company
WHERE target <> 0 OR NOT has_children
ORDER BY month, measure, family, country, region, branch, rep;

CREATE OR REPLACE TABLE target_families AS
SELECT DISTINCT month, measure, family FROM target_lines ORDER BY month, measure, family;
