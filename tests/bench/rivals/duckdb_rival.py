"""The fourteen conditions of policy.lua as SQL, by DuckDB with two threads.

Three questions, each beside a figure of Helder measured in the same call:
the table is there already and the verdicts are counted; the same, group by group;
and from CSV to a JSON file with the key, the fields read and the verdicts.
"""
import os
import statistics
import sys
import time

import duckdb

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
READ = ("complaints_12m, returns_12m, orders_12m, last_order_on, channel, member_since, city, birth_year, "
        "discount_share, spend_12m, nps, consent_email")


def seconds(run, times):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def say(figure, rival, value, rule="", limit=""):
    print("rival", figure, rival, f"{value:.9g}", rule, limit, sep="\t")


def main():
    data, out = sys.argv[1:3]
    name = f"DuckDB {duckdb.__version__}"
    base = duckdb.connect()
    base.execute("SET threads = 2")
    csv = f"read_csv('{data}', types = {{'consent_email': 'VARCHAR'}})"
    typed = f"(SELECT * REPLACE (consent_email = 'yes' AS consent_email) FROM {csv})"
    base.execute(f"CREATE TABLE customers AS SELECT * FROM {typed}")

    verdicts = ", ".join(f"({condition}) AS v{i}" for i, condition in enumerate(CONDITIONS))
    counted = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in CONDITIONS)
    count = f"SELECT {counted} FROM customers"
    print("yes", *base.execute(count).fetchone(), sep="\t")
    group = f"SELECT {verdicts}, count(*) FROM customers GROUP BY ALL"
    say("14 rules, two cores", f"{name}: count(*) FILTER", seconds(lambda: base.execute(count).fetchall(), 7))
    say("14 rules, two cores", f"{name}: count(*) GROUP BY", seconds(lambda: base.execute(group).fetchall(), 5), "ratio <=", 0.5)

    target = os.path.join(out, "duckdb.json")
    copy = f"COPY (SELECT customer_id, {READ}, {verdicts} FROM {typed}) TO '{target}' (FORMAT json)"
    say("whole run, two cores, log synced", f"{name}: COPY to JSON", seconds(lambda: base.execute(copy), 3), "ratio <=", 1)
    os.remove(target)


main()
