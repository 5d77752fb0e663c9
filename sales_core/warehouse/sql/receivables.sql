DELETE FROM receivables;
INSERT INTO receivables
SELECT document, instalment, document_type, original, date,
    coalesce(due_stated, date + CAST(c_term AS INTEGER), date), CAST(date_trunc('month', date) AS DATE), customer,
    country, region, branch, rep, coalesce(c_channel, ''), converted(amount_stated, rate),
    coalesce(converted(paid, rate), 0), settled, currency, amount_stated,
    upload_id, sheet, source_row, source_col
FROM placed ORDER BY date, rep;
