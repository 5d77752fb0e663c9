-- Weights 40, 20, 20, 20; a part that was not scored gives its weight to the others. An outlet counts once a day.
SELECT date, month, customer, country, region, branch, rep,
    coalesce(channel, c_channel, '') AS channel, coalesce(c_segment, '') AS segment,
    coalesce(c_class, '') AS customer_class,
    distribution_score, facing_score, price_score, display_score,
    coalesce(score, CAST(round(
        CAST(coalesce(2 * distribution_score, 0) + coalesce(facing_score, 0) + coalesce(price_score, 0)
            + coalesce(display_score, 0) AS DOUBLE)
        / nullif(CASE WHEN distribution_score IS NULL THEN 0 ELSE 2 END
            + CASE WHEN facing_score IS NULL THEN 0 ELSE 1 END + CASE WHEN price_score IS NULL THEN 0 ELSE 1 END
            + CASE WHEN display_score IS NULL THEN 0 ELSE 1 END, 0), 4) AS DECIMAL(18,4))) AS score,
    upload_id, sheet, source_row, source_col
FROM placed
QUALIFY row_number() OVER (PARTITION BY customer, date ORDER BY upload_id DESC, source_row DESC) = 1
ORDER BY date, rep;
