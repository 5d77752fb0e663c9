-- What is written otherwise; an alias of an alias is followed. `canonical(entity, code)` looks codes up in it.
CREATE OR REPLACE TEMP TABLE m_alias AS
WITH RECURSIVE stated AS (
    SELECT entity, alias, code FROM @alias_rows@
    QUALIFY row_number() OVER (PARTITION BY entity, alias ORDER BY upload_id DESC, source_row DESC) = 1
), followed AS (
    SELECT entity, alias, code, 1 AS step FROM stated
    UNION ALL
    SELECT f.entity, f.alias, s.code, f.step + 1
    FROM followed f JOIN stated s ON s.entity = f.entity AND s.alias = f.code WHERE f.step < 9 AND s.code <> f.alias
)
SELECT entity, alias, arg_max(code, step) AS code FROM followed GROUP BY entity, alias;
