-- An empty cell is the empty text, which stands above every number: it is looked for first.
SELECT
  sum(complaints_12m >= 4),
  sum(returns_12m > 4 AND returns_12m * 1.0 / orders_12m > 0.6),
  sum(last_order_on > '2026-10-22'),
  sum(channel = 'partner'),
  sum(member_since < '2020-01-01' AND orders_12m >= 6 AND returns_12m * 2 <= orders_12m),
  sum(city IN ('Amsterdam', 'Rotterdam', 'Den Haag', 'Utrecht')),
  sum(birth_year <> '' AND birth_year >= 1998),
  sum(discount_share > 0.4 AND orders_12m >= 3),
  sum(last_order_on < '2025-11-21'),
  sum(orders_12m >= 12),
  sum(spend_12m / max(orders_12m, 1) >= 40),
  sum(nps <> '' AND nps >= 9),
  sum(consent_email = 'yes' AND nps <> '' AND nps >= 7 AND spend_12m >= 200),
  sum(consent_email = 'yes' AND orders_12m = 0 AND member_since < '2024-11-21')
FROM customers;
