CREATE OR REPLACE TEMP VIEW line AS
SELECT r.document, coalesce(r.instalment, '') AS instalment,
    coalesce(nullif(r.document_type, ''), 'invoice') AS document_type, coalesce(r.original, '') AS original,
    r.date, r.due AS due_stated, coalesce(nullif(r.customer, ''), cn.code, r.customer_name, '') AS customer,
    coalesce(nullif(r.rep, ''), rn.code, nullif(r.rep_name, '')) AS own_rep,
    coalesce(bn.code, nullif(r.branch, '')) AS own_branch,
    nullif(r.region, '') AS own_region, nullif(r.country, '') AS own_country,
    CASE WHEN r.document_type = 'credit_note' THEN -abs(r.amount) ELSE r.amount END AS amount_stated,
    r.paid, r.settled, coalesce(nullif(r.currency, ''), getvariable('currency')) AS currency,
    CASE WHEN coalesce(r.currency, '') IN ('', getvariable('currency')) THEN 1
         ELSE coalesce(r.exchange_rate, d.rate) END AS rate,
    r.upload_id, r.sheet, r.source_row, r.source_col
FROM raw_receivables r
LEFT JOIN m_customer_name cn ON cn.name = r.customer_name
LEFT JOIN m_rep_name rn ON rn.name = r.rep_name
LEFT JOIN m_branch_name bn ON bn.name = r.branch
LEFT JOIN m_day_rate d ON d.currency = r.currency AND d.date = r.date;
