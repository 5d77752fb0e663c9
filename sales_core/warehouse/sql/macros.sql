-- DECIMAL(18,4) * DECIMAL(18,4) is computed in 18 digits and overflows at ten thousand million, so 38 digits are taken.
CREATE OR REPLACE TEMP MACRO times(quantity, price) AS CAST(CAST(quantity AS DECIMAL(38,4)) * price AS DECIMAL(18,4));

-- An amount in the reporting currency; only foreign amounts are multiplied.
CREATE OR REPLACE TEMP MACRO converted(amount, rate) AS CASE WHEN rate = 1 THEN amount ELSE times(amount, rate) END;

-- Whether what is stated on a line and what another source says can be true together.
CREATE OR REPLACE TEMP MACRO agrees(own, other) AS own IS NULL OR other IS NULL OR own = other;
