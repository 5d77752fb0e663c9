SELECT document, coalesce(instalment, '') AS instalment, coalesce(document_type, 'invoice') AS document_type,
    coalesce(original, '') AS original, date, coalesce(due, date + CAST(c_term AS INTEGER), date) AS due, month, customer,
    country, region, branch, rep, coalesce(c_channel, '') AS channel, converted(amount_stated, rate) AS amount,
    coalesce(converted(paid, rate), 0) AS paid, settled, currency, amount_stated,
    upload_id, sheet, source_row, source_col
FROM (
    SELECT *, CASE WHEN document_type = 'credit_note' THEN -abs(amount) ELSE amount END AS amount_stated FROM placed
)
ORDER BY date, rep;
