"""duckdb_events.py FILE OUT: the six attributes of events.lua as one GROUP BY, by DuckDB with
two threads, the answer kept as a table: from CSV, and once the events are a table in memory.

Only customers with events have a row in it; Helder's answer has one for everybody.
"""
import statistics
import sys
import time

import duckdb

ATTRIBUTES = """
SELECT customer_id,
       count(*) FILTER (WHERE within) AS visits_12m,
       sum(amount) FILTER (WHERE within) AS spent_12m,
       avg(amount) AS mean_amount,
       max(amount) AS dearest,
       max(visited_on) AS last_visit_on,
       count(*) FILTER (WHERE channel = 'phone' AND minutes > 20) AS long_calls
FROM (SELECT *, visited_on > DATE '2025-11-21' AND visited_on <= DATE '2026-11-21' AS within FROM %s)
GROUP BY customer_id
"""
SUMS = """
SELECT sum(visits_12m), sum(long_calls), round(sum(spent_12m)), round(sum(mean_amount)),
       round(sum(dearest)), sum(last_visit_on - DATE '1970-01-01') FROM answer
"""


def seconds(base, source, times):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        base.execute(f"CREATE OR REPLACE TABLE answer AS {ATTRIBUTES % source}")
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main():
    data = sys.argv[1]
    name = f"DuckDB {duckdb.__version__}"
    base = duckdb.connect()
    base.execute("SET threads = 2")
    from_csv = seconds(base, f"read_csv('{data}')", 3)
    base.execute(f"CREATE TABLE visits AS SELECT * FROM read_csv('{data}')")
    loaded = seconds(base, "visits", 5)
    print("counted", "events", *(f"{number:.0f}" for number in base.execute(SUMS).fetchone()), sep="\t")
    print("rival", "6 attributes over events, from CSV", f"{name}: GROUP BY from CSV", f"{from_csv:.9g}", "ratio <=", 1, sep="\t")
    print("rival", "6 attributes over events, loaded", f"{name}: GROUP BY from CSV", f"{from_csv:.9g}", "ratio <=", 0.25, sep="\t")
    print("rival", "6 attributes over events, loaded", f"{name}: GROUP BY, table in memory", f"{loaded:.9g}", "ratio <=", 0.25, sep="\t")


main()
