-- A plan and the same visit done are two rows, or one that says it was on plan: a visit is planned once a rep, customer and day.
SELECT date, month, customer, country, region, branch, rep,
    coalesce(c_channel, '') AS channel, coalesce(c_segment, '') AS segment, coalesce(c_class, '') AS customer_class,
    coalesce(kind, 'done') AS kind, coalesce(purpose, '') AS purpose, minutes, coalesce(result, '') AS result,
    coalesce(order_no, '') AS order_no,
    CASE WHEN coalesce(kind, 'done') = 'done' THEN 1 ELSE 0 END AS done,
    CASE WHEN (coalesce(kind, 'done') <> 'done' OR on_plan)
        AND row_number() OVER (
            PARTITION BY rep, customer, date, coalesce(kind, 'done') <> 'done' OR coalesce(on_plan, FALSE)
            ORDER BY upload_id, sheet, source_row) = 1 THEN 1 ELSE 0 END AS planned,
    upload_id, sheet, source_row, source_col
FROM placed
ORDER BY date, rep;
