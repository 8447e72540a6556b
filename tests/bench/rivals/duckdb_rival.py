"""duckdb_rival.py FILE OUT ROWS: policy.lua as SQL, by DuckDB with two threads.

The table in memory: the fourteen verdicts counted; the same, group by group; and all the
counts that `helder run --counts` tells (funnels with households, quotas and holdouts). From
CSV: the verdicts counted; and COPY to JSON, of the verdicts alone and of the content of a
decision line. Each is held against a figure of Helder measured in the same call.
"""
import os
import statistics
import sys
import time

import duckdb

from duckdb_policy import CONDITIONS, COUNTS, DECISIONS, LINE, READ


def seconds(run, times):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main():
    data, out, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
    name = f"DuckDB {duckdb.__version__}"
    base = duckdb.connect()
    base.execute("SET threads = 2")
    csv = f"read_csv('{data}', types = {{'consent_email': 'VARCHAR'}})"
    typed = f"(SELECT * REPLACE (consent_email = 'yes' AS consent_email) FROM {csv})"
    base.execute(f"CREATE TABLE customers AS SELECT * FROM {typed}")

    def say(figure, what, taken, rule="", limit="", scale=1.0):
        print("rival", figure, f"{name}: {what}", f"{taken * scale:.9g}", rule, limit, sep="\t")

    each = 1e6 / rows  # microseconds a customer
    verdicts = ", ".join(f"({condition}) AS v{i}" for i, condition in enumerate(CONDITIONS))
    counted = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in CONDITIONS)

    def asked(query, table="customers"):
        decisions = DECISIONS.replace("%verdicts%", verdicts).replace("%table%", table)
        return query.replace("%decisions%", decisions)

    count = f"SELECT {counted} FROM customers"
    group = f"SELECT {verdicts}, count(*) FROM customers GROUP BY ALL"
    print("yes", rows, *base.execute(count).fetchone(), sep="\t")
    print("counted", "run", *base.execute(asked(COUNTS)).fetchone(), sep="\t")
    warm = seconds(lambda: base.execute(count).fetchall(), 7)
    grouped = seconds(lambda: base.execute(group).fetchall(), 5)
    same = seconds(lambda: base.execute(asked(COUNTS)).fetchall(), 3)
    say("14 rules, data in memory", "count(*) FILTER", warm, scale=each)
    say("14 rules, data in memory", "count(*) GROUP BY", grouped, "ratio <=", 0.5, scale=each)
    say("kept columns to counts", "table in memory, warm, 14 counts only: no limit", warm)
    say("kept columns to counts", "table in memory, warm, the same counts: the limit", same, "ratio <=", 0.2)
    from_csv = seconds(lambda: base.execute(f"SELECT {counted} FROM {typed}").fetchall(), 3)
    say("CSV to counts", "read_csv, 14 counts", from_csv, scale=each)

    target = os.path.join(out, "duckdb.json")
    few = f"SELECT customer_id, {READ}, {verdicts} FROM {typed}"
    for query, what, limit in ((few, "COPY of fields and verdicts", 1), (asked(LINE, typed), "COPY of the same content", 0.5)):
        taken = seconds(lambda query=query: base.execute(f"COPY ({query}) TO '{target}' (FORMAT json)"), 3)
        say("whole run, two cores, log synced", what, taken, "ratio <=", limit)
        os.remove(target)


main()
