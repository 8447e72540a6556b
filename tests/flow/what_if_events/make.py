# guests.csv, its twin as it would be in the world "dearer", and their calls
import random

random.seed(4)
guests = {"G%03d" % i: [random.choice("abc"), random.choice(["", *range(0, 90)])] for i in range(120)}
calls = [(random.choice(list(guests) + ["X1"]), "2026-%02d-%02d" % (random.randint(1, 12), random.randint(1, 28)),
          random.randint(1, 9)) for _ in range(420)]

def write(name, rows):
    with open(name, "w") as file:
        file.writelines(",".join(map(str, row)) + "\n" for row in rows)

def counted(guest):
    return sum(who == guest and "2026-05-21" < day <= "2026-11-21" for who, day, _ in calls)

def other(guest, kind, spend):
    if spend == "":
        return guest, kind, spend
    if kind == "a":
        return guest, kind, spend * 3
    return (guest, "loud", spend - 20) if counted(guest) >= 4 else (guest, kind, spend)

head = ("guest", "kind", "spend")
write("guests.csv", [head] + [(guest, *rest) for guest, rest in guests.items()])
write("dearer/guests.csv", [head] + [other(guest, *rest) for guest, rest in guests.items()])
for folder in "", "dearer/":
    write(folder + "calls.csv", [("guest", "called_on", "minutes")] + calls)
