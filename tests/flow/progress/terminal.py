import os, pty, signal, subprocess, sys, time

helder = sys.argv[1].split()


def start(arguments, stdin, out_too):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(helder + arguments, stdin=stdin, stderr=theirs, stdout=theirs if out_too else subprocess.DEVNULL)
    os.close(theirs)
    return process, ours


def wait_for(terminal, words, seen=b"", feed=None):
    until = time.time() + 120
    while not all(word in seen for word in words):
        if time.time() > until:
            sys.exit(f"never shown: {words}, but {seen[-400:]}")
        if feed:
            feed()
        seen += os.read(terminal, 65536) if feed is None or readable(terminal) else b""
    return seen


def readable(terminal):
    import select
    return bool(select.select([terminal], [], [], 0.05)[0])


# Standard input that comes slowly
process, terminal = start(["run", "policy.lua", "--data", "-", "--stream", "--as-of", "2026-11-21"], subprocess.PIPE, False)
rows = iter(range(10**9))
process.stdin.write(b"id,a,b\n")


def feed():
    for _ in range(500):
        process.stdin.write(b"K-%06d,1,2\n" % next(rows))
    process.stdin.flush()


# In one line, cut where the terminal is narrower
wait_for(terminal, [b"\x1b[?7lreading \xc2\xb7 ", b" MB/s\x1b[?7h"], feed=feed)
process.send_signal(signal.SIGINT)
try:  # it looks at the signal between two reads, unless it has seen it by now
    feed()
    process.stdin.close()
except BrokenPipeError:
    pass
print("reading shows itself, exit", process.wait())

# A rule for the Lua machine that takes its time
with open("slow.csv", "w") as file:
    file.write("id,a,b\n" + "".join(f"K-{i:05d},{i % 7},2\n" for i in range(20000)))
with open("slow.lua", "w") as file:
    file.write("""policy "Slow" { owner = "test" }
customers "guests" { key = "id" }
selection "in" {
  when = function(g) local s = 0 for i = 1, 100000 do s = s + i % 7 end return s > g.a end, because = "{a}",
}
""")
for stream in [], ["--stream"]:
    process, terminal = start(["run", "slow.lua", "--data", "slow.csv", "--threads", "2", "--as-of", "2026-11-21"] + stream, None, False)
    if not stream:
        wait_for(terminal, [b"deciding ", b"% \xc2\xb7 ", b" of 20,000 customers \xc2\xb7 ", b"/s \xc2\xb7 ", b" left"])
    else:
        time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    print("deciding is ended, exit", process.wait(), os.listdir("runs") if os.path.isdir("runs") else [])

# A watch paints over what it painted
process, terminal = start(["watch", "policy.lua", "--data", "slow.csv", "--as-of", "2026-11-21"], None, True)
seen = wait_for(terminal, [b"\033[2J\033[H", b"Ctrl-C ends."])
with open("new.lua", "w") as file:
    file.write(open("policy.lua").read().replace("g.b >= 3", "g.b >= 2"))
os.rename("new.lua", "policy.lua")
seen = wait_for(terminal, [b"+20000", b"differ"], seen)
print("painted again:", seen.count(b"\033[2J"), "time cleared,", seen.count(b"\033[H") > 1)
process.send_signal(signal.SIGINT)
print("watching ends, exit", process.wait())
