# check.py LETTERS DATA.csv KEY LANG ENDING: what every letter must hold, whatever the policy
import csv, glob, os, re, sys
from html.parser import HTMLParser
from xml.etree import ElementTree

folder, data, key, lang, ending = sys.argv[1:]
with open(data, newline="", encoding="utf-8-sig") as file:
    rows = list(csv.DictReader(file))
columns = [name for name in rows[0] if "_" in name]
keys = {row[key] for row in rows}
files = sorted(glob.glob(folder + "/*." + ending))
wrong, most_words, most_reasons = [], 0, 0

class Plain(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.tags = [], []
    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag == "html" and dict(attributes).get("lang") != lang:
            wrong.append("not lang=" + lang)
    def handle_data(self, text):
        self.text.append(text)

def plain(raw):
    if ending != "html":
        return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", raw) if ending == "md" else raw
    ElementTree.fromstring(raw.replace("<!DOCTYPE html>\n", ""))
    parser = Plain()
    parser.feed(raw)
    allowed = {"html", "head", "meta", "title", "body", "h1", "h2", "p", "ul", "li"}
    if not set(parser.tags) <= allowed:
        wrong.append("other tags")
    title = raw[raw.index("<title>"):raw.index("</title>")]
    return "".join(parser.text).replace(title[7:], "", 1) if "&" not in title else "".join(parser.text)

for name in files:
    own = os.path.basename(name)[: -len(ending) - 1]
    text = plain(open(name, encoding="utf-8").read())
    body = re.sub(r"^=+$|^#+ |^- ", "", text, flags=re.M)
    words = len([word for word in body.split() if re.search(r"\w", word)])
    raw = open(name, encoding="utf-8").read()
    reasons = len(re.findall(r"<li>" if ending == "html" else r"^- ", raw, flags=re.M))
    most_words, most_reasons = max(most_words, words), max(most_reasons, reasons)
    for what, bad in (("over 250 words", words > 250), ("over 4 reasons", reasons > 4),
                      ("no reason", reasons == 0),
                      ("an operator", re.search(r">=|<=|==|~=|!=|&gt;=|\{|\}", text)),
                      ("a column", any(re.search(r"\b%s\b" % c, text) for c in columns)),
                      ("own key missing", own not in text),
                      ("another's key", (set(re.findall(r"[A-Z]+-?\d+", text)) & keys) - {own})):
        if bad:
            wrong.append("%s: %s" % (os.path.basename(name), what))
print(len(files) == len(rows), "a letter each;", most_reasons <= 4 and most_words <= 250, "within limits;",
      len(wrong), "wrong")
print("\n".join(wrong[:10]), end="\n" if wrong else "")
