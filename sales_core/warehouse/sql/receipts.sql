SELECT receipt, date, month, coalesce(document, '') AS document, customer, country, region, branch, rep,
    coalesce(c_channel, '') AS channel, converted(amount, rate) AS amount, coalesce(method, '') AS method, currency,
    amount AS amount_stated, upload_id, sheet, source_row, source_col
FROM placed ORDER BY date, rep;
