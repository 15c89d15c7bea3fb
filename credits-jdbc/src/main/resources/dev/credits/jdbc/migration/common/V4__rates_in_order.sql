-- Each conversion rate says which one it follows, and no two follow the same: the key lets one of two publishers through,
-- and the other looks again. Rates of before say nothing. Its columns are in an order that no look-up of rates is tempted by.

ALTER TABLE credit_conversions ADD COLUMN follows timestamp with time zone;
ALTER TABLE credit_conversions ADD CONSTRAINT credit_conversions_one_follows UNIQUE (follows, from_unit, to_unit);
ALTER TABLE credit_conversions ADD CONSTRAINT credit_conversions_in_order CHECK (effective > follows);
