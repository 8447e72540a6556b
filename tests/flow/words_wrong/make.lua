-- slips.lua -> 01.lua, 02.lua, …: a policy for each slip in the words that look at events, at all
-- customers, at other worlds, at needs and at fairness.
local VISITS = 'events "visits" { of = "guest_id", on = "visited_on" }\n'
local MAIL = 'selection "mail" { when = function(g) return g.score > 5 end, because = "x", %s }\n'
local GROUP = 'segmentation "g" { segment "a" { when = function(g) return g.score == 3 end, because = "x" }, otherwise "o" { because = "x" } }\n'

local around = {
  raw = "%s",
  attribute = VISITS .. 'attribute "n" { %s }\n' .. 'exclusion "e" { when = function(g) return g.n == 1 end, because = "x" }\n',
  undated = 'events "visits" { of = "guest_id" }\nattribute "n" { %s }\nexclusion "e" { when = function(g) return g.n == 1 end, because = "x" }\n',
  selection = VISITS .. MAIL,
  guarantee = MAIL:format "" .. 'guarantee "fair" { %s }\n',
  discretion = MAIL:format "" .. "discretion { %s }\n",
  need = GROUP .. 'need "calm" { %s }\n',
  scenario = MAIL:format "" .. 'scenario "w" { %s }\n',
}

local count = 0
for _, slip in ipairs(dofile "slips.lua") do
  count = count + 1
  local file = assert(io.open(("%02d.lua"):format(count), "w"))
  assert(around[slip[1]], slip[1])
  file:write('policy "P" { data = "." } customers "guests" { key = "guest_id", fields = { score = { label = "x" } } }\n',
    (around[slip[1]]:format(slip[2])))
  file:close()
end
