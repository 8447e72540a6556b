-- lua5.4 told.lua < `helder run --counts --json`: a line `counted run …` for report.lua, which
-- rivals/duckdb_policy.py prints too: of each exclusion gross, credited and only; the
-- segments; all states of each selection.

local text = io.read "a"
local counts = assert(text:match '"counts": (%b{})', "no counts")
local told = { "counted", "run" }

for gross, credited, only in counts:gmatch '"gross": (%d+), "credited": (%d+), "only": (%d+)' do
  table.move({ gross, credited, only }, 1, 3, #told + 1, told)
end
for customers in assert(counts:match '"segmentations": (%b[])'):gmatch '"customers": (%d+)' do
  told[#told + 1] = customers
end
for funnel in counts:gmatch '"funnel": (%b{})' do
  for state in funnel:gmatch '": (%d+)' do
    told[#told + 1] = state
  end
end
print(table.concat(told, "\t"))
