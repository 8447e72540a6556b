"""policy.lua as SQL: the conditions, all that is decided, what is counted, what is logged.

The order of deciding is that of the policy language: who is excluded or not eligible is out
first; a household keeps one; a quota admits in order; then the limit; then the holdout, by
the first eight bytes of sha256(policy, 0, selection, 0, key).
"""

TODAY = "DATE '2026-11-21'"
CONDITIONS = [
    "complaints_12m >= 4",
    "returns_12m > 4 AND returns_12m / orders_12m > 0.6",
    f"last_order_on IS NOT NULL AND {TODAY} - last_order_on < 30",
    "channel = 'partner'",
    "member_since < DATE '2020-01-01' AND orders_12m >= 6 AND returns_12m * 2 <= orders_12m",
    "city IN ('Amsterdam', 'Rotterdam', 'Den Haag', 'Utrecht')",
    "birth_year >= 1998",
    "discount_share > 0.4 AND orders_12m >= 3",
    "last_order_on IS NULL OR last_order_on < DATE '2025-11-21'",
    "orders_12m >= 12",
    "spend_12m / greatest(orders_12m, 1) >= 40",
    "nps IS NOT NULL AND nps >= 9",
    "consent_email AND nps IS NOT NULL AND nps >= 7 AND spend_12m >= 200",
    "consent_email AND orders_12m = 0 AND member_since < DATE '2024-11-21'",
]
FIELDS = ("complaints_12m returns_12m orders_12m last_order_on channel member_since city birth_year "
          "discount_share spend_12m nps consent_email").split()
READ = ", ".join(FIELDS)

# The tables of one decision after the other; %table% is the customers' table or its CSV.
DECISIONS = """
WITH asked AS (
  SELECT customer_id, household_id, {read}, %verdicts%,
         20 * coalesce(v9, false)::INT + 30 * coalesce(v10, false)::INT + 25 * coalesce(v11, false)::INT AS score,
         coalesce(v0, false) OR coalesce(v1, false) OR coalesce(v2, false) OR coalesce(v3, false) AS excluded
  FROM %table%),
households AS (
  SELECT customer_id,
         row_number() OVER (PARTITION BY household_id ORDER BY customer_id) AS place
  FROM asked WHERE NOT excluded AND v12),
ranks AS (
  SELECT customer_id, row_number() OVER (ORDER BY customer_id) AS rank,
         substr(sha256('Bench' || chr(0) || 'preview' || chr(0) || customer_id), 1, 16) < '1999999999999999' AS held
  FROM households WHERE place = 1),
quotas AS (
  SELECT customer_id, row_number() OVER (PARTITION BY city ORDER BY customer_id) AS place
  FROM asked WHERE NOT excluded AND v13),
decided AS (
  SELECT asked.*, ranks.rank AS rank, quotas.place AS place,
         CASE WHEN excluded THEN 'excluded'
              WHEN households.place IS NULL THEN 'not eligible'
              WHEN households.place > 1 THEN 'household'
              WHEN ranks.rank > 50000 THEN 'below the cut'
              WHEN ranks.held THEN 'holdout' ELSE 'selected' END AS preview,
         CASE WHEN excluded THEN 'excluded'
              WHEN quotas.place IS NULL THEN 'not eligible'
              WHEN quotas.place > 200 THEN 'over quota' ELSE 'selected' END AS win_back
  FROM asked
  LEFT JOIN households USING (customer_id) LEFT JOIN ranks USING (customer_id) LEFT JOIN quotas USING (customer_id))
""".format(read=READ)

EXCLUSIONS = ("complains", "sends back", "just ordered", "partner''s customer")
STATES = ("excluded", "not eligible", "undecided", "contacted enough", "taken elsewhere", "household",
          "over quota", "below the cut", "holdout", "selected")
KINDS = ("loyal", "big city", "young", "bargain hunter", "dozing")


def _credited(i):
    return " AND ".join([f"v{i}"] + [f"NOT v{j}" for j in range(i)])


def _only(i):
    return " AND ".join([f"v{i}"] + [f"NOT v{j}" for j in range(4) if j != i])


def _counts():
    conditions = []
    for i in range(4):
        conditions += [f"v{i}", _credited(i), _only(i)]
    conditions += [f"v{i}" for i in range(4, 9)] + ["score >= 50", "score < 50"]
    conditions += [f"{selection} = '{state}'" for selection in ("preview", "win_back") for state in STATES]
    return "%decisions% SELECT " + ", ".join(f"count(*) FILTER (WHERE {each})" for each in conditions) + " FROM decided"


def _named(names, first):
    cases = ", ".join(f"CASE WHEN v{first + i} THEN '{name}' END" for i, name in enumerate(names))
    return f"[x FOR x IN [{cases}] IF x IS NOT NULL]"


# Of each exclusion gross, credited and only; the segments; the states of both selections.
COUNTS = _counts()

# What stands in a decision line; the salt is as many characters of a random text.
LINE = f"""%decisions% SELECT 1 AS v, row_number() OVER () - 1 AS seq, customer_id AS key,
  substr(replace(uuid()::VARCHAR, '-', ''), 1, 22) AS salt,
  {{{", ".join(f"'{field}': {field}" for field in [*FIELDS, "household_id"])}}} AS read,
  [x FOR x IN [{", ".join(f"CASE WHEN {field} IS NULL THEN '{field}' END" for field in FIELDS)}] IF x IS NOT NULL] AS missing,
  {_named(EXCLUSIONS, 0)} AS excluded,
  CASE WHEN v6 IS NULL THEN ['kind/young'] ELSE [] END AS unknown,
  {{'kind': {_named(KINDS, 4)},
   'worth': {{'segment': CASE WHEN score >= 50 THEN 'gold' ELSE 'silver' END, 'score': score,
             'points': {{'orders often': CASE WHEN v9 THEN 20 END, 'spends well': CASE WHEN v10 THEN 30 END, 'recommends': CASE WHEN v11 THEN 25 END}}}}}} AS segments,
  {{'preview': {{'state': preview, 'rank': rank, 'limit': CASE WHEN rank IS NOT NULL THEN 50000 END}},
   'win back': {{'state': win_back, 'place': place}}}} AS selections,
  [] AS overrides
FROM decided"""
