SELECT count(*), sum(CAST(hash(kind, name, code) AS HUGEINT)) FROM (
    SELECT 'rep' AS kind, name, code FROM m_rep_name
    UNION ALL SELECT 'customer', name, code FROM m_customer_name
    UNION ALL SELECT 'product', name, code FROM m_product_name
    UNION ALL SELECT 'branch', name, code FROM m_branch_name
);
