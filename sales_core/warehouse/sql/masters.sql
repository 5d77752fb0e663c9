-- DECIMAL(18,4) * DECIMAL(18,4) is computed in 18 digits and overflows at ten thousand million, so 38 digits are taken.
CREATE OR REPLACE TEMP MACRO times(quantity, price) AS CAST(CAST(quantity AS DECIMAL(38,4)) * price AS DECIMAL(18,4));

-- An amount in the reporting currency; only foreign amounts are multiplied.
CREATE OR REPLACE TEMP MACRO converted(amount, rate) AS CASE WHEN rate = 1 THEN amount ELSE times(amount, rate) END;

-- Temporary tables that the facts are resolved against. A later upload of the same thing wins, what is its own
-- before what was merged into it.
CREATE TEMP TABLE m_branch AS
SELECT kept_code AS branch, nullif(branch_name, '') AS name, nullif(country, '') AS country, nullif(region, '') AS region
FROM @master:branch@ WHERE branch <> ''
QUALIFY row_number() OVER (
    PARTITION BY kept_code ORDER BY kept_code = stated_code DESC, upload_id DESC, source_row DESC) = 1;

-- A branch may be written by its name, when exactly one branch has it and it is no other branch's code.
CREATE TEMP TABLE m_branch_name AS
SELECT name, min(branch) AS code FROM m_branch
WHERE name IS NOT NULL AND name NOT IN (SELECT branch FROM m_branch) GROUP BY name HAVING count(*) = 1;
@named_by_alias:branch@;

CREATE TEMP TABLE m_posting AS
WITH stated AS (
    SELECT r.kept_code AS code, nullif(r.rep_name, '') AS name,
        nullif(r.country, '') AS country, nullif(r.region, '') AS region,
        canonical('branch', coalesce(b.code, nullif(r.branch, ''))) AS branch, nullif(r.team, '') AS team, nullif(r.role, '') AS role,
        nullif(r.area_class, '') AS area_class, nullif(r.manager, '') AS manager, r.hired, r."left" AS left_on,
        coalesce(r.valid_from, r.hired, DATE '0001-01-01') AS valid_from, r.valid_to, r.upload_id, r.source_row
    FROM @master:rep@ r LEFT JOIN m_branch_name b ON b.name = r.branch
    WHERE r.kept_code <> ''
    QUALIFY row_number() OVER (
        PARTITION BY r.kept_code, coalesce(r.valid_from, r.hired, DATE '0001-01-01')
        ORDER BY r.kept_code = r.stated_code DESC, r.upload_id DESC, r.source_row DESC) = 1
), ordered AS (
    SELECT *, lead(valid_from) OVER same_rep AS next_from, row_number() OVER same_rep AS n
    FROM stated WINDOW same_rep AS (PARTITION BY code ORDER BY valid_from)
)
SELECT code, s.name, coalesce(s.country, b.country) AS country, coalesce(s.region, b.region) AS region, s.branch, team, role, area_class, manager,
    hired, left_on, valid_from,
    coalesce(valid_to, next_from - 1, DATE '9999-12-31') AS valid_to,
    -- Lines before the first, between or after the last posting belong to the nearest one already begun.
    CASE WHEN n = 1 THEN DATE '0001-01-01' ELSE valid_from END AS lo,
    coalesce(next_from - 1, DATE '9999-12-31') AS hi,
    next_from IS NULL AS latest
FROM ordered s LEFT JOIN m_branch b USING (branch);

CREATE TEMP TABLE m_rep_name AS
SELECT name, min(code) AS code FROM m_posting WHERE name IS NOT NULL
GROUP BY name HAVING count(DISTINCT code) = 1;

-- A name without a code means the code that other rows give the same name, when they agree and no master knows it.
INSERT INTO m_rep_name
WITH needed(name) AS (
    @needed:rep@
), seen(name, code) AS (
    @codes_by_name:rep@
)
SELECT name, min(code) FROM seen
WHERE name NOT IN (SELECT name FROM m_posting WHERE name IS NOT NULL)
GROUP BY name HAVING count(DISTINCT code) = 1;
@named_by_alias:rep@;

CREATE TEMP TABLE m_customer AS
SELECT r.kept_code AS code, nullif(r.customer_name, '') AS name,
    nullif(r.customer_class, '') AS customer_class, nullif(r.channel, '') AS channel,
    nullif(r.segment, '') AS segment, nullif(r.country, '') AS country, nullif(r.region, '') AS region,
    canonical('branch', coalesce(b.code, nullif(r.branch, ''))) AS branch,
    canonical('rep', coalesce(nullif(r.rep, ''), n.code, nullif(r.rep_name, ''))) AS rep,
    r.credit_limit, r.term_days, r.opened, r.closed, r.is_distributor, nullif(r.city, '') AS city
FROM @master:customer@ r
LEFT JOIN m_branch_name b ON b.name = r.branch
LEFT JOIN m_rep_name n ON n.name = r.rep_name
WHERE r.kept_code <> ''
QUALIFY row_number() OVER (
    PARTITION BY r.kept_code ORDER BY r.kept_code = r.stated_code DESC, r.upload_id DESC, r.source_row DESC) = 1;

CREATE TEMP TABLE m_customer_name AS
SELECT name, min(code) AS code FROM m_customer WHERE name IS NOT NULL GROUP BY name HAVING count(*) = 1;

-- As for reps.
INSERT INTO m_customer_name
WITH needed(name) AS (
    @needed:customer@
), seen(name, code) AS (
    @codes_by_name:customer@
)
SELECT name, min(code) FROM seen
WHERE name NOT IN (SELECT name FROM m_customer WHERE name IS NOT NULL)
GROUP BY name HAVING count(DISTINCT code) = 1;
@named_by_alias:customer@;

CREATE TEMP TABLE m_product AS
SELECT kept_code AS code, nullif(product_name, '') AS name,
    nullif(category, '') AS category, nullif(subcategory, '') AS subcategory, nullif(brand, '') AS brand,
    nullif(barcode, '') AS barcode, nullif(spec, '') AS spec, nullif(unit, '') AS unit, list_price, unit_cost,
    shelf_life_days, launched, withdrawn, lead_time_days, min_quantity
FROM @master:product@ WHERE kept_code <> ''
QUALIFY row_number() OVER (
    PARTITION BY kept_code ORDER BY kept_code = stated_code DESC, upload_id DESC, source_row DESC) = 1;

CREATE TEMP TABLE m_product_name AS
SELECT name, min(code) AS code FROM m_product WHERE name IS NOT NULL GROUP BY name HAVING count(*) = 1;

-- As for reps.
INSERT INTO m_product_name
WITH needed(name) AS (
    @needed:product@
), seen(name, code) AS (
    @codes_by_name:product@
)
SELECT name, min(code) FROM seen
WHERE name NOT IN (SELECT name FROM m_product WHERE name IS NOT NULL)
GROUP BY name HAVING count(DISTINCT code) = 1;
@named_by_alias:product@;

-- Where a branch lies: its own master, else what reps, else what customers agree on.
CREATE TEMP TABLE m_home AS
SELECT branch, arg_min(country, rank) AS country, arg_min(region, rank) AS region FROM (
    SELECT branch, country, region, 1 AS rank FROM m_branch WHERE coalesce(country, region) IS NOT NULL
    UNION ALL
    SELECT branch, min(country), min(region), 2 FROM m_posting WHERE branch IS NOT NULL GROUP BY branch
    HAVING count(DISTINCT region) <= 1 AND count(DISTINCT country) <= 1
    UNION ALL
    SELECT branch, min(country), min(region), 3 FROM m_customer WHERE branch IS NOT NULL GROUP BY branch
    HAVING count(DISTINCT region) <= 1 AND count(DISTINCT country) <= 1
) GROUP BY branch;

-- Whether what is stated on a line and what another source says can be true together.
CREATE TEMP MACRO agrees(own, other) AS own IS NULL OR other IS NULL OR own = other;

CREATE TEMP TABLE m_day_rate AS @day_rates@;
