-- The derived tables of a snapshot but for sales (store/sales.py); their meaning is in sales_core/store/__init__.py.
CREATE TABLE targets (
    month DATE, measure VARCHAR, country VARCHAR, region VARCHAR, branch VARCHAR, rep VARCHAR, channel VARCHAR,
    customer VARCHAR, category VARCHAR, product VARCHAR, target DECIMAL(18,4),
    upload_id INTEGER, sheet VARCHAR, source_row INTEGER, source_col VARCHAR
);
CREATE TABLE stock (
    date DATE, month DATE, country VARCHAR, region VARCHAR, branch VARCHAR, warehouse VARCHAR, holder VARCHAR,
    product VARCHAR, category VARCHAR, brand VARCHAR, batch VARCHAR, received DATE, made DATE, expiry DATE,
    quantity DECIMAL(18,4), unit_cost DECIMAL(18,4), value DECIMAL(18,4), opening DECIMAL(18,4),
    inbound DECIMAL(18,4), outbound DECIMAL(18,4), min_quantity DECIMAL(18,4),
    upload_id INTEGER, sheet VARCHAR, source_row INTEGER, source_col VARCHAR
);
CREATE TABLE receivables (
    document VARCHAR, instalment VARCHAR, document_type VARCHAR, original VARCHAR, date DATE, due DATE, month DATE,
    customer VARCHAR, country VARCHAR, region VARCHAR, branch VARCHAR, rep VARCHAR, channel VARCHAR,
    amount DECIMAL(18,4), paid DECIMAL(18,4), settled DATE, currency VARCHAR, amount_stated DECIMAL(18,4),
    upload_id INTEGER, sheet VARCHAR, source_row INTEGER, source_col VARCHAR
);
CREATE TABLE receipts (
    receipt VARCHAR, date DATE, month DATE, document VARCHAR, customer VARCHAR, country VARCHAR, region VARCHAR,
    branch VARCHAR, rep VARCHAR, channel VARCHAR, amount DECIMAL(18,4), method VARCHAR, currency VARCHAR,
    amount_stated DECIMAL(18,4), upload_id INTEGER, sheet VARCHAR, source_row INTEGER, source_col VARCHAR
);
CREATE TABLE expenses (
    date DATE, month DATE, region VARCHAR, branch VARCHAR, kind VARCHAR, type VARCHAR, owner VARCHAR,
    promotion VARCHAR, amount DECIMAL(18,4),
    upload_id INTEGER, sheet VARCHAR, source_row INTEGER, source_col VARCHAR
);
CREATE TABLE outlet_audits (
    date DATE, month DATE, customer VARCHAR, country VARCHAR, region VARCHAR, branch VARCHAR, rep VARCHAR,
    channel VARCHAR, segment VARCHAR, customer_class VARCHAR, distribution_score DECIMAL(18,4),
    facing_score DECIMAL(18,4), price_score DECIMAL(18,4), display_score DECIMAL(18,4), score DECIMAL(18,4),
    upload_id INTEGER, sheet VARCHAR, source_row INTEGER, source_col VARCHAR
);
CREATE TABLE orders (
    order_no VARCHAR, date DATE, month DATE, delivery_date DATE, customer VARCHAR, branch VARCHAR, rep VARCHAR,
    currency VARCHAR, status VARCHAR, upload_id INTEGER, sheet VARCHAR, source_row INTEGER, source_col VARCHAR
);
CREATE TABLE order_lines (
    order_no VARCHAR, line_no VARCHAR, product VARCHAR, quantity DECIMAL(18,4), shipped DECIMAL(18,4),
    list_price DECIMAL(18,4), price DECIMAL(18,4), unit_cost DECIMAL(18,4),
    upload_id INTEGER, sheet VARCHAR, source_row INTEGER, source_col VARCHAR
);
CREATE TABLE exchange_rates (
    date DATE, from_currency VARCHAR, to_currency VARCHAR, rate DECIMAL(18,8),
    upload_id INTEGER, sheet VARCHAR, source_row INTEGER, source_col VARCHAR
);
CREATE TABLE calendar (
    date DATE, working_day BOOLEAN, upload_id INTEGER, sheet VARCHAR, source_row INTEGER, source_col VARCHAR
);
CREATE TABLE dim_customer (
    customer VARCHAR, name VARCHAR, customer_class VARCHAR, channel VARCHAR, segment VARCHAR, country VARCHAR,
    region VARCHAR, branch VARCHAR, rep VARCHAR, credit_limit DECIMAL(18,4), term_days BIGINT, opened DATE,
    closed DATE, is_distributor BOOLEAN, city VARCHAR
);
CREATE TABLE dim_product (
    product VARCHAR, name VARCHAR, category VARCHAR, subcategory VARCHAR, brand VARCHAR, barcode VARCHAR,
    spec VARCHAR, unit VARCHAR, list_price DECIMAL(18,4), unit_cost DECIMAL(18,4), shelf_life_days BIGINT,
    launched DATE, withdrawn DATE, lead_time_days BIGINT, min_quantity DECIMAL(18,4)
);
CREATE TABLE dim_rep (
    rep VARCHAR, name VARCHAR, country VARCHAR, region VARCHAR, branch VARCHAR, team VARCHAR, role VARCHAR,
    area_class VARCHAR, manager VARCHAR, hired DATE, left_on DATE
);
CREATE TABLE dim_branch (branch VARCHAR, name VARCHAR, country VARCHAR, region VARCHAR);
CREATE TABLE rep_postings (
    rep VARCHAR, country VARCHAR, region VARCHAR, branch VARCHAR, team VARCHAR, role VARCHAR, area_class VARCHAR,
    valid_from DATE, valid_to DATE
);
CREATE TABLE first_sale (customer VARCHAR, first_date DATE, first_month DATE);
CREATE TABLE meta (key VARCHAR, value VARCHAR);
