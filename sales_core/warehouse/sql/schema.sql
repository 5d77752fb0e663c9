-- The tables of a snapshot that no dataset has of its own; their meaning is in sales_core/warehouse/__init__.py.
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
