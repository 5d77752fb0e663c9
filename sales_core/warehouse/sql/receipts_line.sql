-- A receipt that names a document and no customer belongs to the document's customer, and to its rep and branch.
CREATE OR REPLACE TEMP TABLE m_document AS
SELECT document, min(customer) AS customer, min(rep) AS rep, min(branch) AS branch, min(region) AS region,
    min(country) AS country
FROM receivables GROUP BY document HAVING count(DISTINCT customer) = 1;

CREATE OR REPLACE TEMP VIEW line AS
SELECT r.receipt, r.date, coalesce(r.document, '') AS document,
    coalesce(nullif(r.customer, ''), cn.code, nullif(r.customer_name, ''), m.customer, '') AS customer,
    coalesce(nullif(r.rep, ''), rn.code, nullif(r.rep_name, ''), nullif(m.rep, '')) AS own_rep,
    coalesce(bn.code, nullif(r.branch, ''), CASE WHEN agrees(nullif(r.region, ''), m.region) THEN nullif(m.branch, '') END) AS own_branch,
    coalesce(nullif(r.region, ''), CASE WHEN agrees(coalesce(bn.code, nullif(r.branch, '')), m.branch) THEN nullif(m.region, '') END) AS own_region,
    coalesce(nullif(r.country, ''), CASE WHEN agrees(nullif(r.region, ''), m.region) THEN nullif(m.country, '') END) AS own_country,
    r.amount AS amount_stated, coalesce(r.method, '') AS method,
    coalesce(nullif(r.currency, ''), getvariable('currency')) AS currency,
    CASE WHEN coalesce(r.currency, '') IN ('', getvariable('currency')) THEN 1
         ELSE coalesce(r.exchange_rate, d.rate) END AS rate,
    r.upload_id, r.sheet, r.source_row, r.source_col
FROM raw_receipts r
LEFT JOIN m_customer_name cn ON cn.name = r.customer_name
LEFT JOIN m_rep_name rn ON rn.name = r.rep_name
LEFT JOIN m_branch_name bn ON bn.name = r.branch
LEFT JOIN m_document m ON m.document = r.document
LEFT JOIN m_day_rate d ON d.currency = r.currency AND d.date = r.date;
