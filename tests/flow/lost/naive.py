"""visits_lost once more, day by day with sets, as engine/decide/lost.h describes it."""
import collections, csv, datetime, json, sys

folder, log = sys.argv[1:3]
AS_OF, OVER = datetime.date(2026, 11, 21), datetime.timedelta(90)
day_of = datetime.date.fromisoformat


def rows(name):
    with open(f"{folder}/{name}.csv", newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


visits, disturbers = collections.defaultdict(list), collections.defaultdict(set)
for row in rows("visits"):
    visits[row["guest_id"]].append(day_of(row["visited_on"]))
for row in rows("incidents"):
    if row["happened_on"] and row["kind"] == "phone":
        disturbers[day_of(row["happened_on"])].add(row["guest_id"])
there = collections.defaultdict(list)
for guest, days in visits.items():
    for day in set(days):
        there[day].append(guest)


def lost(guest, day):
    if any(day < other <= day + OVER for other in visits[guest]):
        return 0
    return sum(day - OVER < other <= day for other in visits[guest])


days, day = [], datetime.date(2025, 11, 22)
while day <= AS_OF - OVER:
    days.append(day)
    day += datetime.timedelta(1)
calm = [(lost(guest, day)) for day in days if day not in disturbers for guest in there[day]]
usual = sum(calm) / len(calm)
expected = collections.defaultdict(float)
for day in days:
    others = [guest for guest in there[day] if guest not in disturbers[day]]
    for guest in disturbers[day]:
        expected[guest] += (sum(lost(other, day) for other in others) - usual * len(others)) / len(disturbers[day])
count = differ = positive = 0
for line in open(log, encoding="utf-8"):
    decision = json.loads(line)
    got = decision["read"]["visits_lost"]
    differ += abs(got - expected[decision["key"]]) > 1e-9
    positive += got > 0
    count += 1
print(count, "guests,", positive, "after whom visits were lost,", differ, "differ from the naive way")
