DELETE FROM receipts;
INSERT INTO receipts
SELECT receipt, date, CAST(date_trunc('month', date) AS DATE), document, customer, country, region, branch, rep,
    coalesce(c_channel, ''), converted(amount_stated, rate), method, currency, amount_stated,
    upload_id, sheet, source_row, source_col
FROM placed ORDER BY date, rep;
