-- Completes `line` (own_* NULL = not stated) with rep, branch, region and country, in that order of trust:
-- the line itself, the rep's posting on the day, the branch's home, the customer's master.
CREATE OR REPLACE TEMP VIEW with_rep AS
SELECT l.*, coalesce(l.own_rep, c.rep, '') AS rep, c.country AS c_country, c.region AS c_region, c.branch AS c_branch,
    c.channel AS c_channel, c.segment AS c_segment, c.customer_class AS c_class, c.term_days AS c_term
FROM line l LEFT JOIN m_customer c ON c.code = l.customer;

CREATE OR REPLACE TEMP VIEW with_branch AS
SELECT w.*, p.country AS p_country, p.region AS p_region, p.branch AS p_branch,
    CASE
        WHEN w.own_branch IS NOT NULL THEN w.own_branch
        WHEN p.branch IS NOT NULL AND agrees(w.own_region, p.region) AND agrees(w.own_country, p.country) THEN p.branch
        WHEN w.c_branch IS NOT NULL AND agrees(w.own_region, w.c_region) AND agrees(w.own_country, w.c_country)
            AND agrees(p.region, w.c_region) THEN w.c_branch
        ELSE ''
    END AS branch
FROM with_rep w LEFT JOIN m_rep p ON p.code = w.rep AND w.date BETWEEN p.lo AND p.hi;

CREATE OR REPLACE TEMP VIEW placed AS
SELECT w.* EXCLUDE (own_rep, own_branch, own_region, own_country),
    coalesce(w.own_region, CASE WHEN w.branch IN ('', w.p_branch) AND agrees(w.own_country, w.p_country) THEN w.p_region END,
        h.region, CASE WHEN w.branch IN ('', w.c_branch) AND agrees(w.own_country, w.c_country) THEN w.c_region END, '') AS region,
    coalesce(w.own_country, CASE WHEN w.branch IN ('', w.p_branch) AND agrees(w.own_region, w.p_region) THEN w.p_country END,
        h.country, CASE WHEN agrees(w.own_region, w.c_region) THEN w.c_country END, '') AS country
FROM with_branch w LEFT JOIN m_branch_home h ON h.branch = w.branch;
