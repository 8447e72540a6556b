"""zen_rival.py FILE ROWS ALL: the fourteen conditions of policy.lua by GoRules ZEN.

Asked in two ways, once a customer: as a decision with one node of fourteen expressions, which
is what the engine is made for, and as one compiled expression that gives all fourteen, the
fastest way found. In memory the cells that rules read stand ready as typed dictionaries.
"""
import csv
import itertools
import json
import sys
import time
from importlib.metadata import version

import zen

EXPRESSIONS = [
    "complaints_12m >= 4",
    "returns_12m > 4 and returns_12m / orders_12m > 0.6",
    "last_order_on != null and date(last_order_on) > date('2026-10-22')",
    "channel == 'partner'",
    "date(member_since) < date('2020-01-01') and orders_12m >= 6 and returns_12m * 2 <= orders_12m",
    "city in ['Amsterdam', 'Rotterdam', 'Den Haag', 'Utrecht']",
    "birth_year != null and birth_year >= 1998",
    "discount_share > 0.4 and orders_12m >= 3",
    "last_order_on == null or date(last_order_on) < date('2025-11-21')",
    "orders_12m >= 12",
    "spend_12m / max([orders_12m, 1]) >= 40",
    "nps != null and nps >= 9",
    "consent_email and nps != null and nps >= 7 and spend_12m >= 200",
    "consent_email and orders_12m == 0 and date(member_since) < date('2024-11-21')",
]
WHOLE = ("complaints_12m", "returns_12m", "orders_12m", "birth_year", "nps")
DECIMAL = ("spend_12m", "discount_share")
TEXT = ("channel", "city", "member_since", "last_order_on")


def customers(path):
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            customer = {field: int(row[field]) if row[field] else None for field in WHOLE}
            customer.update((field, float(row[field])) for field in DECIMAL)
            customer.update((field, row[field] or None) for field in TEXT)
            customer["consent_email"] = row["consent_email"] == "yes"
            yield customer


def decision():
    expressions = [{"id": f"e{i}", "key": f"v{i}", "value": text} for i, text in enumerate(EXPRESSIONS)]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "ask", "type": "expressionNode", "name": "ask", "content": {"expressions": expressions}},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "ask"},
        {"id": "2", "type": "edge", "sourceId": "ask", "targetId": "out"},
    ]
    rules = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    return lambda customer: rules.evaluate(customer)["result"]


def expression():
    rules = zen.compile_expression("{" + ", ".join(f"v{i}: {text}" for i, text in enumerate(EXPRESSIONS)) + "}")
    return rules.evaluate


def count(ask, rows):
    yes = [0] * len(EXPRESSIONS)
    for row in rows:
        verdicts = ask(row)
        for i in range(len(yes)):
            yes[i] += verdicts[f"v{i}"] is True
    return yes


def say(figure, name, began, rows):
    taken = time.perf_counter() - began
    print("rival", figure, name, f"{taken / rows * 1e6:.9g}", "", "", sep="\t")


def measure(how, ask, path, rows, everyone):
    name = f"GoRules ZEN {version('zen-engine')}, {how}" + ("" if rows == everyone else f", {rows} rows")
    began = time.perf_counter()
    yes = count(ask, itertools.islice(customers(path), rows))
    say("CSV to counts", name, began, rows)
    print("yes", rows, *yes, sep="\t")
    ready = list(itertools.islice(customers(path), rows))
    began = time.perf_counter()
    count(ask, ready)
    say("14 rules, data in memory", name, began, rows)


def main():
    path, rows, everyone = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    measure("one expression", expression(), path, rows, everyone)
    measure("a decision", decision(), path, min(rows, 2000), everyone)


main()
