-- Made of: receivables, receipts.

-- Receivables as movements: every row changes what is owed on `date` and carries the item it belongs to, so that the amount
-- open on any day D, also in the past, is sum(amount) over date <= D, and its ageing is D - due (or D - item_date).
-- Allocation order: instalments by due date; payments and credit notes by date. Receipts, where a document has any, win over
-- its stated paid amount. Where the list states the day of which it speaks, what is paid by that day is what it states: receipts up
-- to then are part of it; those of a document on it give its days and no more, and those that name none have paid what the list
-- leaves out: they are cash and reduce nothing that is open. What exceeds a document (one item a document), and cash without one, are items of their own that are
-- never due (due = 9999-12-31), so they reduce what is open without hiding anything overdue.
-- kind: invoice, credit_note (a document of its own), credit (a credit note set against its original), receipt,
--       stated (paid as stated on the document, dated by `settled`), stated_undated (dated by the document for want of better),
--       over_payment (paid or credited beyond the document), unapplied
-- closed: the day from which nothing of the item is open any more (9999-12-31: still open), so that what is open on a day is
--         found without reading what was paid long before.
-- source: what made the movement (invoice, credit_note, credit, receipt, stated, stated_undated), also where kind says over_payment.
CREATE OR REPLACE TABLE receivable_movements AS
WITH statements AS (
    SELECT s.upload_id, s.day FROM stated_days s
    WHERE s.dataset = 'receivables'
        AND EXISTS (SELECT 1 FROM receivables r WHERE r.upload_id = s.upload_id AND r.paid <> 0)
),
documents AS (
    SELECT document, min(date) AS date, count(*) AS instalments, bool_or(amount < 0) AS any_negative
    FROM receivables GROUP BY document
),
credits AS (
    SELECT r.*, r.original AS target
    FROM receivables r
    JOIN documents o ON o.document = r.original
    LEFT JOIN receivables up ON up.document = r.original AND up.original <> '' AND up.document_type = 'credit_note'
    WHERE r.document_type = 'credit_note' AND r.original <> '' AND r.original <> r.document AND up.document IS NULL
),
credit_targets AS (SELECT DISTINCT document, target FROM credits),
credited AS (SELECT target, sum(amount) AS amount FROM credits GROUP BY target),
cash AS (
    SELECT p.*, coalesce(c.target, d.document) AS target
    FROM receipts p
    LEFT JOIN documents d ON d.document = nullif(p.document, '')
    LEFT JOIN credit_targets c ON c.document = d.document
),
receipted AS (SELECT DISTINCT target FROM cash WHERE target IS NOT NULL),
items AS (
    SELECT r.*,
        CASE WHEN g.target IS NOT NULL OR e.target IS NOT NULL THEN r.document
             ELSE r.document || chr(31) || r.instalment END AS account,
        g.target IS NOT NULL AS has_receipts,
        d.instalments,
        coalesce(e.amount, 0) AS credited
    FROM receivables r
    JOIN documents d ON d.document = r.document
    LEFT JOIN receipted g ON g.target = r.document
    LEFT JOIN credited e ON e.target = r.document
    LEFT JOIN credit_targets c ON c.document = r.document
    WHERE c.document IS NULL
),
stated_paid AS (
    SELECT i.account, min(coalesce(i.settled, i.date)) AS date, min(i.document) AS document, sum(i.paid) AS paid,
        min(s.day) AS day, arg_min(i.upload_id, i.source_row) AS upload_id, arg_min(i.sheet, i.source_row) AS sheet,
        min(i.source_row) AS source_row, arg_min(i.source_col, i.source_row) AS source_col
    FROM items i JOIN statements s ON s.upload_id = i.upload_id
    WHERE i.has_receipts
    GROUP BY i.account
),
cash_run AS (
    SELECT *, sum(amount) OVER (
        PARTITION BY target ORDER BY date, receipt, upload_id, sheet, source_row, source_col
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run
    FROM cash WHERE target IS NOT NULL
),
counted_cash AS (
    SELECT c.*, s.account AS stated_in, CASE WHEN s.account IS NULL THEN c.amount
        ELSE greatest(0, least(c.run, s.paid)) - greatest(0, least(c.run - c.amount, s.paid)) END AS counted
    FROM cash_run c LEFT JOIN stated_paid s ON s.account = c.target AND c.date <= s.day
),
events AS (
    SELECT target AS account, date, 1 AS step, 'credit' AS kind, document AS reference, -amount AS amount,
        upload_id, sheet, source_row, source_col
    FROM credits
    UNION ALL
    SELECT target, date, 2, 'receipt', receipt, counted, upload_id, sheet, source_row, source_col
    FROM counted_cash WHERE counted <> 0
    UNION ALL
    SELECT account, coalesce(settled, date), 3, CASE WHEN settled IS NULL THEN 'stated_undated' ELSE 'stated' END, document,
        CASE WHEN coalesce(paid, 0) <> 0 THEN paid
             WHEN instalments = 1 THEN amount + credited
             ELSE amount END,
        upload_id, sheet, source_row, source_col
    FROM items
    WHERE NOT has_receipts AND (coalesce(paid, 0) <> 0 OR settled IS NOT NULL)
    UNION ALL
    SELECT account, date, 3, 'stated_undated', document, amount, upload_id, sheet, source_row, source_col
    FROM (
        SELECT s.*, s.paid - coalesce(k.counted, 0) AS amount
        FROM stated_paid s
        LEFT JOIN (SELECT stated_in, sum(counted) AS counted FROM counted_cash GROUP BY 1) k ON k.stated_in = s.account
    )
    WHERE amount <> 0
),
paid_run AS (
    SELECT *, sum(amount) OVER (
        PARTITION BY account ORDER BY date, step, reference, upload_id, sheet, source_row, source_col
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS paid_after
    FROM events
),
signed AS (
    SELECT *, CASE WHEN sum(amount) OVER (PARTITION BY account) < 0 THEN -1 ELSE 1 END AS sign FROM items
),
room_run AS (
    SELECT *, greatest(0, sign * amount) AS room,
        sum(greatest(0, sign * amount)) OVER (
            PARTITION BY account ORDER BY due, instalment, source_row
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS room_to
    FROM signed
),
account_room AS (
    SELECT account, sign, sum(room) AS room, min(document) AS document, min(customer) AS customer, min(country) AS country, min(region) AS region,
        min(branch) AS branch, min(rep) AS rep, min(channel) AS channel
    FROM room_run GROUP BY account, sign
),
applied AS (
    SELECT e.date, e.kind, e.kind AS source, e.reference, e.upload_id, e.sheet, e.source_row, e.source_col,
        i.document, i.instalment, i.date AS item_date, i.due,
        i.customer, i.country, i.region, i.branch, i.rep, i.channel,
        -i.sign * (
            greatest(0, least(i.room, i.sign * e.paid_after - (i.room_to - i.room)))
            - greatest(0, least(i.room, i.sign * (e.paid_after - e.amount) - (i.room_to - i.room)))
        ) AS amount
    FROM paid_run e JOIN room_run i ON i.account = e.account
),
surplus AS (
    SELECT e.date, 'over_payment' AS kind, e.kind AS source, e.reference,
        e.upload_id, e.sheet, e.source_row, e.source_col,
        a.document, '' AS instalment, DATE '9999-12-31' AS item_date, DATE '9999-12-31' AS due,
        a.customer, a.country, a.region, a.branch, a.rep, a.channel,
        -a.sign * (
            greatest(0, a.sign * e.paid_after - a.room) + least(0, a.sign * e.paid_after)
            - greatest(0, a.sign * (e.paid_after - e.amount) - a.room) - least(0, a.sign * (e.paid_after - e.amount))
        ) AS amount
    FROM paid_run e JOIN account_room a ON a.account = e.account
),
every AS (
    SELECT date, document_type AS kind, document_type AS source, document AS reference, upload_id, sheet, source_row, source_col,
        document, instalment, date AS item_date, due, customer, country, region, branch, rep, channel, amount
    FROM items
    UNION ALL SELECT * FROM applied WHERE amount <> 0
    UNION ALL SELECT * FROM surplus WHERE amount <> 0
    UNION ALL
    SELECT date, 'unapplied', 'receipt', receipt, upload_id, sheet, source_row, source_col,
        receipt, '', DATE '9999-12-31', DATE '9999-12-31', customer, country, region, branch, rep, channel, -amount
    FROM cash
    WHERE target IS NULL AND date > coalesce((SELECT max(day) FROM statements), DATE '0001-01-01')
)
SELECT e.date, CAST(date_trunc('month', e.date) AS DATE) AS month, e.kind, e.source, e.document, e.instalment, e.reference,
    e.item_date, e.due,
    CASE WHEN e.item_date = DATE '9999-12-31' OR k.term_days IS NULL THEN DATE '9999-12-31'
         ELSE e.item_date + CAST(k.term_days AS INTEGER) END AS term_end,
    e.customer, e.country, e.region, e.branch, e.rep, e.channel,
    coalesce(k.customer_class, '') AS customer_class, coalesce(k.segment, '') AS segment,
    CAST(e.amount AS DECIMAL(18, 4)) AS amount,
    CASE WHEN sum(e.amount) OVER item = 0 THEN max(e.date) OVER item ELSE DATE '9999-12-31' END AS closed,
    e.upload_id, e.sheet, e.source_row, e.source_col
FROM every e
LEFT JOIN dim_customer k ON k.customer = e.customer
WINDOW item AS (PARTITION BY e.document, e.instalment, e.kind IN ('over_payment', 'unapplied'))
ORDER BY e.date, e.customer, e.document;

-- One row per claim that is fully settled: when, and how many days after it was due (negative = early).
CREATE OR REPLACE TABLE receivable_settlements AS
WITH closed AS (
    SELECT document, instalment,
        max(date) AS settled_on,
        bool_or(kind = 'stated_undated') AS undated
    FROM receivable_movements
    WHERE kind NOT IN ('over_payment', 'unapplied')
    GROUP BY document, instalment
    HAVING abs(sum(amount)) < 0.01 AND count(*) > 1
)
SELECT c.settled_on AS date, CAST(date_trunc('month', c.settled_on) AS DATE) AS month,
    m.document, m.instalment, m.item_date, m.due, datediff('day', m.due, c.settled_on) AS days_late,
    m.customer, m.country, m.region, m.branch, m.rep, m.channel, m.customer_class, m.segment, m.amount,
    m.upload_id, m.sheet, m.source_row, m.source_col
FROM closed c
JOIN receivable_movements m ON m.document = c.document AND m.instalment = c.instalment AND m.kind = 'invoice'
WHERE NOT c.undated AND m.amount > 0
ORDER BY c.settled_on;

-- Cash that came in: every receipt once, and what a document without receipts states as paid on a known day.
CREATE OR REPLACE TABLE collections AS
WITH every AS (
SELECT p.date, p.month, p.receipt AS reference, p.document,
    coalesce(nullif(p.customer, ''), d.customer, '') AS customer, coalesce(nullif(p.country, ''), d.country, '') AS country,
    coalesce(nullif(p.region, ''), d.region, '') AS region, coalesce(nullif(p.branch, ''), d.branch, '') AS branch,
    coalesce(nullif(p.rep, ''), d.rep, '') AS rep, coalesce(nullif(p.channel, ''), d.channel, '') AS channel,
    coalesce(k.customer_class, '') AS customer_class, coalesce(k.segment, '') AS segment,
    p.amount, p.upload_id, p.sheet, p.source_row, p.source_col
FROM receipts p
LEFT JOIN (
    SELECT document, min(customer) AS customer, min(country) AS country, min(region) AS region, min(branch) AS branch,
        min(rep) AS rep, min(channel) AS channel
    FROM receivables GROUP BY document
) d ON d.document = nullif(p.document, '')
LEFT JOIN dim_customer k ON k.customer = coalesce(nullif(p.customer, ''), d.customer, '')
UNION ALL
SELECT date, month, reference, document, customer, country, region, branch, rep, channel, customer_class, segment,
    CAST(-amount AS DECIMAL(18, 4)), upload_id, sheet, source_row, source_col
FROM receivable_movements
WHERE source = 'stated'
)
SELECT * FROM every ORDER BY date, customer;

-- Movements by month, as far as trends by month need them: by place, and by due day.
CREATE OR REPLACE TABLE receivable_months AS
SELECT month, country, region, branch, source, CAST(sum(amount) AS DECIMAL(18, 4)) AS amount
FROM receivable_movements GROUP BY month, country, region, branch, source ORDER BY month;

CREATE OR REPLACE TABLE receivable_months_due AS
SELECT month, country, region, source, due, CAST(sum(amount) AS DECIMAL(18, 4)) AS amount
FROM receivable_movements GROUP BY month, country, region, source, due ORDER BY month;

-- What each customer owes after every day on which it changed, until the day before the next change, beside the credit limit.
CREATE OR REPLACE TABLE customer_balances AS
WITH daily AS (
    SELECT customer, date, sum(amount) AS change FROM receivable_movements GROUP BY customer, date
),
run AS (
    SELECT customer, date,
        coalesce(lead(date) OVER (PARTITION BY customer ORDER BY date) - 1, DATE '9999-12-31') AS until,
        sum(change) OVER (PARTITION BY customer ORDER BY date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS balance
    FROM daily
)
SELECT r.date, CAST(date_trunc('month', r.date) AS DATE) AS month, CAST(r.until AS DATE) AS until, r.customer,
    coalesce(k.country, '') AS country, coalesce(k.region, '') AS region, coalesce(k.branch, '') AS branch,
    coalesce(k.rep, '') AS rep, coalesce(k.channel, '') AS channel,
    coalesce(k.customer_class, '') AS customer_class, coalesce(k.segment, '') AS segment,
    CAST(r.balance AS DECIMAL(18, 4)) AS balance,
    CAST(CASE WHEN k.credit_limit > 0 THEN k.credit_limit END AS DECIMAL(18, 4)) AS credit_limit,
    k.term_days
FROM run r
LEFT JOIN dim_customer k ON k.customer = r.customer
ORDER BY r.date, r.customer;

-- The row of the customer master that states limit and term, the one loaded last, with the place it was loaded from; a view,
-- so that the same master loaded again is told with its new place although nothing else is derived again.
CREATE OR REPLACE VIEW customer_limits AS
SELECT coalesce(nullif(customer, ''), customer_name) AS customer, credit_limit, term_days,
    upload_id, sheet, source_row, source_col
FROM raw_customers
QUALIFY row_number() OVER (
    PARTITION BY coalesce(nullif(customer, ''), customer_name) ORDER BY upload_id DESC, source_row DESC
) = 1;
