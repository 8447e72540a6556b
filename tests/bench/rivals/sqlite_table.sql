CREATE TABLE customers (
  customer_id TEXT, household_id TEXT, name TEXT, city TEXT, postcode TEXT, channel TEXT,
  birth_year INTEGER, consent_email TEXT, member_since TEXT, last_order_on TEXT,
  orders_12m INTEGER, returns_12m INTEGER, spend_12m REAL, discount_share REAL,
  nps INTEGER, complaints_12m INTEGER
);
