import csv, glob, json, os, sys


found = []
for path in sorted(glob.glob(os.path.join(sys.argv[1], "**", "*.json"), recursive=True)):
    data = json.load(open(path, encoding="utf-8"))
    if isinstance(data, list) and all(isinstance(item, str) for item in data):
        found += data
rows, seen = [], set()
for text in found:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        continue
    text = text.replace("\0", "")
    key = text if text.strip() and text.strip() == text and text not in seen else "key %d" % len(rows)
    seen.add(key)
    rows.append((key, text, len(rows) + 1))
out = csv.writer(open(1, "w", encoding="utf-8", newline="", closefd=False), lineterminator="\n")
out.writerow(("id", "remark", "number"))
out.writerows(rows)
