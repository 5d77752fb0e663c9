-- Every code that occurs in a fact has a row, with or without a master; without one, its latest sales describe it.
DELETE FROM dim_customer;
INSERT INTO dim_customer
WITH seen AS (
    @codes:customer@ UNION ALL SELECT code FROM m_customer
), named AS (
    SELECT code, max({'date': date, 'name': name}).name AS name FROM (
    @names:customer@
    ) GROUP BY code
), latest AS (
    SELECT code, max({'date': date, 'channel': channel, 'segment': segment, 'country': country,
        'region': region, 'branch': branch, 'rep': rep}) AS l
    FROM (
    @described:customer:channel,segment,country,region,branch,rep@
    ) GROUP BY code
)
SELECT s.code, coalesce(m.name, n.name, s.code), coalesce(m.customer_class, ''),
    coalesce(m.channel, l.l.channel, ''), coalesce(m.segment, l.l.segment, ''),
    coalesce(m.country, h.country, l.l.country, ''), coalesce(m.region, h.region, l.l.region, ''),
    coalesce(m.branch, l.l.branch, ''), coalesce(m.rep, l.l.rep, ''), m.credit_limit, m.term_days, m.opened, m.closed,
    coalesce(m.is_distributor, false), coalesce(m.city, '')
FROM (SELECT DISTINCT code FROM seen WHERE code <> '') s LEFT JOIN m_customer m USING (code) LEFT JOIN named n USING (code)
LEFT JOIN latest l USING (code) LEFT JOIN m_home h ON h.branch = m.branch
ORDER BY 1;

DELETE FROM dim_product;
INSERT INTO dim_product
WITH seen AS (
    @codes:product@ UNION ALL SELECT code FROM m_product
), named AS (
    SELECT code, max({'date': date, 'name': name}).name AS name FROM (
    @names:product@
    ) GROUP BY code
), latest AS (
    SELECT code, max({'date': date, 'category': category, 'subcategory': subcategory, 'brand': brand}) AS l FROM (
    @described:product:category,subcategory,brand@
    ) GROUP BY code
), stocked AS (
    SELECT code, max({'date': date, 'category': category}).category AS category FROM (
    @partly_described:product:category,subcategory,brand@
    ) GROUP BY code
)
SELECT s.code, coalesce(m.name, n.name, s.code), coalesce(m.category, nullif(l.l.category, ''), k.category, ''),
    coalesce(m.subcategory, l.l.subcategory, ''), coalesce(m.brand, l.l.brand, ''), coalesce(m.barcode, ''),
    coalesce(m.spec, ''), coalesce(m.unit, ''), m.list_price, m.unit_cost, m.shelf_life_days, m.launched,
    m.withdrawn, m.lead_time_days, m.min_quantity
FROM (SELECT DISTINCT code FROM seen WHERE code <> '') s LEFT JOIN m_product m USING (code) LEFT JOIN named n USING (code)
LEFT JOIN latest l USING (code) LEFT JOIN stocked k USING (code)
ORDER BY 1;

DELETE FROM dim_rep;
INSERT INTO dim_rep
WITH seen AS (
    @codes:rep@ UNION ALL SELECT code FROM m_posting
), named AS (
    SELECT code, max({'date': date, 'name': name}).name AS name FROM (
    @names:rep@
    ) GROUP BY code
), placed_in AS (
    SELECT code, max({'date': date, 'country': country, 'region': region, 'branch': branch}) AS l FROM (
    @described:rep:country,region,branch@
    ) GROUP BY code
)
SELECT s.code, coalesce(m.name, n.name, s.code), coalesce(m.country, h.country, l.l.country, ''),
    coalesce(m.region, h.region, l.l.region, ''), coalesce(m.branch, l.l.branch, ''), coalesce(m.team, ''),
    coalesce(m.role, ''), coalesce(m.area_class, ''), canonical('rep', coalesce(b.code, m.manager, '')), m.hired, m.left_on
FROM (SELECT DISTINCT code FROM seen WHERE code <> '') s LEFT JOIN m_posting m ON m.code = s.code AND m.latest
LEFT JOIN named n ON n.code = s.code LEFT JOIN placed_in l ON l.code = s.code LEFT JOIN m_home h ON h.branch = m.branch
LEFT JOIN m_rep_name b ON b.name = m.manager
ORDER BY 1;

DELETE FROM dim_branch;
INSERT INTO dim_branch
WITH seen AS (
    @places:branch@
    UNION ALL SELECT branch, coalesce(country, ''), coalesce(region, ''), DATE '0001-01-01' FROM m_branch
), latest AS (
    SELECT code AS branch, max({'known': region <> '', 'date': date, 'region': region}).region AS region,
        max({'known': country <> '', 'date': date, 'country': country}).country AS country
    FROM seen WHERE code <> '' GROUP BY code
)
SELECT l.branch, coalesce(m.name, l.branch), coalesce(h.country, l.country), coalesce(h.region, l.region)
FROM latest l LEFT JOIN m_branch m USING (branch) LEFT JOIN m_home h USING (branch) ORDER BY 1;

DELETE FROM rep_postings;
INSERT INTO rep_postings
SELECT p.code, coalesce(p.country, h.country, ''), coalesce(p.region, h.region, ''), coalesce(p.branch, ''),
    coalesce(p.team, ''), coalesce(p.role, ''), coalesce(p.area_class, ''), p.valid_from, p.valid_to
FROM m_posting p LEFT JOIN m_home h ON h.branch = p.branch ORDER BY p.code, p.valid_from;
