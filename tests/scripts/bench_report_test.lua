-- tests/bench/report.lua: ratios, limits, answers that differ, what is left out, the chart.
-- Run from the project's root: LUA_PATH='scripts/?.lua;tests/scripts/?.lua' lua5.4 tests/scripts/bench_report_test.lua

local check = require "check"

local folder = os.tmpname()
os.remove(folder)
assert(os.execute(("mkdir -p '%s'"):format(folder)))

local function content(name)
  local file = assert(io.open(folder .. "/" .. name))
  local text = file:read "a"
  file:close()
  return text
end

-- Each line's words with tabs between; answers what was printed, and the exit code.
local function report(lines, option)
  local file = assert(io.open(folder .. "/lines", "w"))
  for _, line in ipairs(lines) do
    file:write((line:gsub(" *| *", "\t")), "\n")
  end
  file:close()
  local _, _, code = os.execute(("lua5.4 tests/bench/report.lua '%s' %s < '%s/lines' > '%s/printed' 2>&1"):format(folder, option or "", folder, folder))
  return content "printed", code
end

local function has(text, wanted, what)
  check.equal(text:find(wanted, 1, true) ~= nil, true, what .. ": " .. wanted .. "\n" .. text)
end

local slow = "figure | asking | 4 | us a customer | libcsv | 2 | ratio <= | 1.5"
local good = {
  "figure | asking | 2 | us a customer | | | | ",
  "yes | 1000 | 5 | 7",
  "figure | size | 30 | MB | the CSV | 60 | ratio <= | 0.8",
  "rival | asking | Other & Co 1.0 | 5 | ratio <= | 0.5",
  "rival | asking | Slow, 20 rows | 400 | | ",
  "yes | 1000 | 5 | 7",
  "skipped | Absent | it could not be had here",
}

local printed, code = report(good)
check.equal(code, 0, "all limits kept: " .. printed)
check.equal(printed:match "asking +2%.00 +us a customer +Other & Co 1%.0 +5%.00 +([%d.]+) +ratio <= 0%.5 +kept", "0.40", "a rival's ratio\n" .. printed)
check.equal(select(2, printed:gsub("\nasking", "")), 2, "a row a rival, and none without one")
has(printed, "14 rules over 1000 customers: counted 2 times, always the same", "who agreed")
has(printed, "left out: Absent (it could not be had here)", "who was left out")
has(printed, "2 of 2 limits kept", "the sum")
has(content "results.json", '{"figure":"size","value":30,"unit":"MB","reference":"the CSV","reference_value":60,"ratio":0.5,"rule":"ratio <=","limit":0.8,"kept":true}', "the document")
has(content "results.md", "| Other & Co 1.0", "the table")

local svg = content "chart.svg"
has(svg, "Other &amp; Co 1.0", "a rival's name in the chart")
has(svg, "5.00 (2.50×)", "a rival's number and how many times ours")
check.equal(svg:find("the CSV", 1, true), nil, "only figures with rivals are drawn")
local widths = {}
for width in svg:gmatch 'height="20" fill' do
  widths[#widths + 1] = width
end
check.equal(#widths, 3, "bars")
local ours, other, last = svg:match 'width="([%d.]+)" height="20".-width="([%d.]+)" height="20".-width="([%d.]+)" height="20"'
check.equal(("%.3f"):format((other - ours) / (last - ours)), ("%.3f"):format(math.log(2.5) / math.log(200)), "bars are logarithms")

for _, case in ipairs {
  { "a limit is missed", { slow }, 1, "MISSED" },
  { "the same, not enforced", { slow }, 0, "0 of 1 limits kept (they are meant for", "unjudged" },
  { "at least", { "figure | rate | 9 | MB/s | other | 10 | ratio >= | 0.95" }, 1, "MISSED" },
  { "a value, not a ratio", { "figure | why | 12 | ms | start | 100 | value <= | 10" }, 1, "MISSED" },
  { "other answers", { "yes | 1000 | 5 | 7", "yes | 1000 | 5 | 8" }, 1, "not the same answers, 14 rules over 1000 customers:\n  5 7\n  5 8" },
  { "other sums, not excused", { "counted | events | 5", "counted | events | 6" }, 1, "not the same answers, events", "unjudged" },
  { "fewer rows are another subject", { "yes | 1000 | 5", "yes | 20 | 1" }, 0, "14 rules over 20 customers: counted 1 times" },
  { "a rival of nothing", { "rival | asking | Other | 5 | | " }, 2, "no line of the bench: rival" },
  { "a measurement that failed", { "failed | load", slow }, 2, "failed: load" },
  { "no number", { "figure | asking | fast | s | | | | " }, 2, "no line of the bench" },
} do
  local said, ended = report(case[2], case[5])
  check.equal(ended, case[3], case[1] .. "\n" .. said)
  has(said, case[4], case[1])
end

os.execute(("rm -r '%s'"):format(folder))
check.finish()
