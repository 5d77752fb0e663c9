"""Immutable DuckDB snapshots: one file a version. The only importer of duckdb.

What a snapshot holds (the contract between this package and `metrics`). Dimension columns are text and never NULL:
missing is ''. Money is DECIMAL(18,4) in the reporting currency unless it ends in `_stated`; quantities DECIMAL(18,4).
Every fact row carries `upload_id INTEGER, sheet VARCHAR, source_row INTEGER, source_col VARCHAR`. `month` is the first
of the month (DATE).

facts
  sales         one row per sales line: date, month, country, region, branch, rep, customer, channel, segment,
                customer_class, product, category, subcategory, brand, warehouse, promotion, order_no, quantity, amount
                (signed: returns negative), cost (NULL = unknown), list_amount (NULL = unknown), is_return BOOLEAN,
                currency, amount_stated
  targets       one row per stated target: month, measure, country, region, branch, rep, channel, customer, category,
                product, target
  stock         one row per date × holder × warehouse × product × batch: date, month, country, region, branch,
                warehouse, holder ('' = own), product, category, brand, batch, received, made, expiry, quantity,
                unit_cost, value, opening, inbound, outbound, min_quantity
  receivables   one row per document × instalment: document, instalment, document_type, original, date, due (stated,
                else date + term, else date), month, customer, country, region, branch, rep, channel, amount (credit
                notes negative), paid (as stated), settled, currency, amount_stated
  receipts      one row per receipt × document: receipt, date, month, document ('' = unapplied), customer, country,
                region, branch, rep, channel, amount, method, currency, amount_stated
  expenses      one row per expense or budget line: date, month, region, branch, kind (actual, budget), type, owner,
                promotion, amount
  outlet_audits one row per outlet × day of audit: date, month, customer (the outlet), country, region, branch, rep,
                channel, segment, customer_class, distribution_score, facing_score, price_score, display_score
                (0..100, NULL = not scored), score (as stated, else their weighted mean; DECIMAL(18,4))
  orders, order_lines, exchange_rates, calendar     as their datasets
dimensions
  dim_customer  customer, name, customer_class, channel, segment, country, region, branch, rep, credit_limit,
                term_days, opened, closed, is_distributor, city
  dim_product   product, name, category, subcategory, brand, barcode, spec, unit, list_price, unit_cost,
                shelf_life_days, launched, withdrawn, lead_time_days, min_quantity
  dim_rep       rep, name, country, region, branch, team, role, area_class, manager, hired, left_on (latest posting)
  dim_branch    branch, name, country, region
  rep_postings  rep, country, region, branch, team, role, area_class, valid_from, valid_to (inclusive; open =
                9999-12-31), of reps in the master
                Every code that occurs in a fact has a dim row even without a master; its name is the best known, else
                the code. A name without a code means the code that the master, else other rows, give it; else itself.
                A line's own region/branch wins over the master's; the rep's posting on the line's date fills what the
                line does not say, so a transfer never rewrites history.
rollups (same column names, same meaning, sums of the type of what is summed), declared by the dataset
  sales_day     date, month, country, region, branch, rep → quantity, amount, gross_amount, return_amount,
                return_quantity, cost, costed_amount, lines
  sales_day_customer     date, month, country, region, branch, rep, customer, channel, segment, customer_class
                         → the same
  sales_month_customer   month, country, region, branch, rep, customer, channel, segment, customer_class → the same
  sales_month_product    month, country, region, branch, rep, product, category, subcategory, brand → the same
  Those declared `only_if_short` are views of the lines where summing would not make them three times shorter.
  sales_lines   the rows of sales with the summed columns beside them
  first_sale    customer → first_date, first_month (first positive line ever); made by views/10_sales.sql
Raw tables, the lines of datasets with rollups, and rollups store only the columns that some row fills: `x` is a view of
`x_stored`.
rows as loaded (for the warehouse and loading only; metrics read facts)
  raw_<dataset> every column of the dataset as stated, with partition and lineage
  partition_owners  dataset, partition, upload_id, precedence: of the uploads that hold a partition, those of
                the highest precedence own it
meta            key, value: version, as_of (ISO date), reporting_currency, tax_basis, format, names
"""
