"""Runs the examples of every guide.

A fence ```sh holds commands; the fence ```text right after it is what they must print
(standard output and error together). A line `…` or `...` there stands for any lines. A
guide's commands run in order in one scratch copy of rules/ and samples/, with helder
on the PATH. A fence ```sh skip is not run (it installs, or takes minutes). A fence
```lua must be Lua 5.4 that parses. --bless writes what came into the guide, as short as it was.
"""
import difflib, os, re, shutil, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```[ \t]*$", re.M | re.S)


def guides():
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True)
    found = listed.stdout.split()
    return [name for name in found if not name.startswith("tests/flow/")]


def run(command, folder, binary):
    where = os.path.dirname(binary)
    env = dict(os.environ, PATH=where + ":" + os.environ["PATH"], NO_COLOR="1", TZ="UTC",
               LC_ALL="C.UTF-8")
    done = subprocess.run(["bash", "-e", "-c", command], cwd=folder, env=env, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    return done.stdout


def masked(text):
    """A run's name holds a hash of all that went in, library versions included."""
    return re.sub(r"(\d{4}-\d{2}-\d{2})-[0-9a-f]{8}", r"\1-########", text)


def matches(expected, got):
    expected, got = masked(expected), masked(got)
    parts = re.split(r"^[ \t]*(?:…|\.\.\.)[ \t]*\n", expected, flags=re.M)
    pattern = r"(?:.*\n)*?".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, got) is not None


def nearest(line, lines, start, target):
    """Where a line like this one stands, from `start` on, if need be the nearest to
    `target`; None when there is none."""
    if start >= len(lines):
        return None
    likeness = [difflib.SequenceMatcher(None, line, other).ratio() for other in lines]
    best = max(range(start, len(lines)), key=lambda at: (round(likeness[at], 2), -abs(at - target)))
    return best if likeness[best] > 0.6 else None


def shortened(expected, got):
    """What came, without what the guide leaves out: each part between two lines `…` is
    looked up by its first and last line that are not empty. All that came, where that fails."""
    parts = re.split(r"^[ \t]*…[ \t]*\n", expected, flags=re.M)
    if len(parts) == 1:
        return got
    lines, out, at = got.split("\n")[:-1], [], 0
    for i, part in enumerate(parts):
        told = part.strip("\n").split("\n") if part.strip() else []
        before, after = re.match(r"\n*", part).group(), re.search(r"\n*$", part.rstrip(" ")).group()[1:]
        out.append("…\n" if i > 0 else "")
        if not told:
            out.append(part)
            continue
        first = 0 if i == 0 else nearest(told[0], lines, at, at)
        if first is None:
            return got
        last = nearest(told[-1], lines, first, first + len(told) - 1)
        if last is None or after:  # to the end of the paragraph
            start = first if last is None else last
            last = next((n for n in range(start, len(lines) - 1) if not lines[n + 1]), len(lines) - 1)
        ends = i == len(parts) - 1
        out += [before, "".join(line + "\n" for line in lines[first:len(lines) if ends else last + 1]), "" if ends else after]
        at = last + 1
    return "".join(out)


def check_lua(body):
    done = subprocess.run(["luac5.4", "-p", "-"], input=body, capture_output=True, text=True)
    if done.returncode == 0:
        return None
    wrapped = "return {" + body + "}"
    again = subprocess.run(["luac5.4", "-p", "-"], input=wrapped, capture_output=True, text=True)
    return None if again.returncode == 0 else done.stderr.strip()


class Guide:
    def __init__(self, name, binary, bless):
        self.name, self.binary, self.bless = name, binary, bless
        with open(os.path.join(ROOT, name), encoding="utf-8") as file:
            self.text = file.read()
        self.passed, self.failed, self.skipped = 0, 0, 0

    def note(self, good, what):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED %s: %s" % (self.name, what))

    def examine(self, folder):
        fences = list(FENCE.finditer(self.text))
        replaced = []
        for i, fence in enumerate(fences):
            kind, body = fence.group(1).strip(), fence.group(2)
            if kind == "lua":
                wrong = check_lua(body)
                self.note(wrong is None, wrong)
            elif kind == "sh skip":
                self.skipped += 1
            elif kind == "sh":
                following = fences[i + 1] if i + 1 < len(fences) else None
                expects = following is not None and following.group(1).strip() == "text" \
                    and not self.text[fence.end():following.start()].strip()
                got = run(body, folder, self.binary)
                if not expects:
                    self.note("helder: " not in got, "%s\n%s" % (body, got))
                    continue
                same = matches(following.group(2), got)
                if not same and self.bless:
                    replaced.append((following.start(2), following.end(2), shortened(following.group(2), got)))
                else:
                    self.note(same, "%s\n--- expected\n%s--- got\n%s" % (body, following.group(2), got))
        for start, end, got in reversed(replaced):
            self.text = self.text[:start] + got + self.text[end:]
        if replaced:
            with open(os.path.join(ROOT, self.name), "w", encoding="utf-8") as file:
                file.write(self.text)


def main():
    binary, bless = os.path.abspath(sys.argv[1]), "--bless" in sys.argv
    totals = [0, 0, 0]
    for name in guides():
        folder = tempfile.mkdtemp(prefix="helder-docs-")
        for part in ("rules", "samples"):
            shutil.copytree(os.path.join(ROOT, part), os.path.join(folder, part))
        guide = Guide(name, binary, bless)
        guide.examine(folder)
        shutil.rmtree(folder)
        for i, count in enumerate((guide.passed, guide.failed, guide.skipped)):
            totals[i] += count
    print("docs: %d passed, %d failed, %d skipped" % tuple(totals))
    return 1 if totals[1] else 0


sys.exit(main())
