# the world that would be, told by --scenario, beside a run over the data of that world
import glob, json, sys

def world(path, name):
    return next(one for one in json.load(open(path))["scenarios"] if one["name"] == name)

def decided(folder):
    lines = map(json.loads, open(glob.glob(folder + "/2*/decisions.ndjson")[0]))
    return {line["key"]: [line["excluded"], line["segments"],
                          {name: one["state"] for name, one in line["selections"].items()}] for line in lines}

told, real = world("told.json", "dearer"), world("real.json", "dearer")
for rule, twin in zip(told["rules"], real["rules"], strict=True):
    would, are = ([(one["outcome"], one[key]) for one in which["outcomes"]]
                  for which, key in ((rule, "would_be"), (twin, "as_it_is")))
    print(rule["rule"] + ":", "the same" if would == are else (would, are), dict(would))
here, there = decided("here"), decided("there")
moved = [key for key in here if here[key] != there[key]]
print(told["moved"], "are told to move,", len(moved), "end otherwise")
