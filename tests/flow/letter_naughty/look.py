import csv, os, re
from html.parser import HTMLParser
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

wrong = []
with open("guests.csv", encoding="utf-8", newline="") as file:
    rows = {row["id"]: row["remark"] for row in csv.DictReader(file)}
DROPPED = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff\ufdd0-\ufdef\ufffe\uffff]")

def cleaned(text):
    """One line, as letters have it."""
    text = re.sub("[\0-\x20\x7f-\xa0\u2028\u2029]+", " ", text)
    return re.sub(" +", " ", DROPPED.sub("", text)).strip()

def shown(text):
    """What stands of a remark in the list of data: eight words."""
    words = cleaned(text).split(" ")
    return " ".join(words[:8])

class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.tags, self.lang = "", [], None
    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.lang = dict(attributes)["lang"] if tag == "html" else self.lang
        if tag not in ("html", "meta") and attributes:
            wrong.append("attributes in " + tag)
    def handle_data(self, text):
        self.text += text

def page(raw, lang):
    tree = ElementTree.fromstring(raw.replace("<!DOCTYPE html>\n", "", 1))
    parser = Page()
    parser.feed(raw)
    if parser.lang != lang:
        wrong.append("lang")
    if set(parser.tags) - {"html", "head", "meta", "title", "body", "h1", "h2", "p", "ul", "li"}:
        wrong.append("tags: %s" % parser.tags)
    if "".join(tree.itertext()).strip() != parser.text.strip():
        wrong.append("XML and HTML differ")
    return parser.text

def markdown(raw):
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", raw)

def key_of(name):
    stem = name.rsplit(".", 1)[0]
    return None if re.search("%-[0-9a-f]{16}$", stem) else unquote_to_bytes(stem).decode("utf-8")

seen = 0
for folder, ending, read in (("html", "html", lambda raw: page(raw, "en")), ("nl", "html", lambda raw: page(raw, "nl")),
                             ("md", "md", markdown), ("text", "txt", lambda raw: re.sub("\n *", " ", raw))):
    for name in os.listdir(folder):
        if not re.fullmatch(r"[A-Za-z0-9_%-]+\." + ending, name) or len(name) > 200 or name[0] in ".-":
            wrong.append("name: " + name)
        key = key_of(name)
        text = read(open(os.path.join(folder, name), encoding="utf-8").read())
        if key is None:
            continue
        seen += 1
        flat = re.sub(" +", " ", text.replace("\n", " "))
        if cleaned(key) not in flat:
            wrong.append("%s: key %r" % (folder, key))
        if key in rows and shown(rows[key]) not in flat:
            wrong.append("%s: remark %r" % (folder, rows[key]))
print(len(os.listdir("html")) == len(rows), seen > 4 * len(rows) * 0.8, len(wrong), "wrong")
print("\n".join(wrong[:12]), end="\n" if wrong else "")
