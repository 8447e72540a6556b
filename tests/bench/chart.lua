-- chart.svg(rows): the figures that have rivals, as a drawing; nil when none has. A panel a figure, a bar for
-- Helder and for each rival, on a logarithmic scale: every line stands for ten times the one
-- before it, as wide in all panels. A bar's length alone says little there, so its number and how
-- many times Helder's it is stand beside it.

local chart = {}

local WIDTH, NAMES, DECADE, BAR, GAP = 1060, 350, 92, 20, 6
local OURS, THEIRS, INK, PALE = "#0b6e4f", "#9aa5b1", "#1f2933", "#e4e7eb"

local function escaped(text)
  return (text:gsub("[&<>\"]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }))
end

local function short(value)
  return (value >= 100 and "%.0f" or value >= 10 and "%.1f" or value >= 1 and "%.2f" or "%.3g"):format(value)
end

-- The figures with rivals, in the rows' order: { name, unit, bars = { { name, value, ours } } }.
local function panels(rows)
  local out, by_name = {}, {}
  for _, row in ipairs(rows) do
    if row.rival then
      local panel = by_name[row.figure]
      if not panel then
        panel = { name = row.figure, unit = row.unit, bars = { { name = "Helder", value = row.value, ours = true } } }
        by_name[row.figure], out[#out + 1] = panel, panel
      end
      panel.bars[#panel.bars + 1] = { name = row.reference, value = row.reference_value }
    end
  end
  for _, panel in ipairs(out) do
    table.sort(panel.bars, function(a, b)
      if a.value ~= b.value then
        return a.value < b.value
      end
      return a.name < b.name
    end)
  end
  return out
end

local function line(out, ...)
  out[#out + 1] = string.format(...)
end

local function text(out, x, y, anchor, style, words)
  line(out, '<text x="%.1f" y="%.1f" text-anchor="%s" %s>%s</text>', x, y, anchor, style, escaped(words))
end

-- Lines at 1, 10, 100 … of the unit; answers the power of ten where bars begin.
local function scale(out, panel, top, bottom)
  local low = math.floor(math.log(panel.bars[1].value, 10) + 1e-9)
  if panel.bars[1].value < 10 ^ low * 1.5 then -- else the shortest bar would be no bar
    low = low - 1
  end
  local high = math.ceil(math.log(panel.bars[#panel.bars].value, 10) - 1e-9)
  for power = low, high do
    local x = NAMES + (power - low) * DECADE
    line(out, '<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="%s"/>', x, top, x, bottom, PALE)
    text(out, x, bottom + 14, "middle", 'class="small"', ("%.12g"):format(10.0 ^ power))
  end
  return low
end

local function draw(out, panel, top)
  local ours
  for _, bar in ipairs(panel.bars) do
    ours = bar.ours and bar.value or ours
  end
  text(out, 20, top + 16, "start", 'class="head"', ("%s (%s)"):format(panel.name, panel.unit))
  local first = top + 28
  local bottom = first + #panel.bars * (BAR + GAP)
  local low = scale(out, panel, first - 4, bottom)
  for i, bar in ipairs(panel.bars) do
    local y = first + (i - 1) * (BAR + GAP)
    local length = (math.log(bar.value, 10) - low) * DECADE
    text(out, NAMES - 8, y + 15, "end", bar.ours and 'class="ours"' or "", bar.name)
    line(out, '<rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>', NAMES, y, length, BAR, bar.ours and OURS or THEIRS)
    text(out, NAMES + length + 6, y + 15, "start", bar.ours and 'class="over ours"' or 'class="over"',
      bar.ours and short(bar.value) or ("%s (%s×)"):format(short(bar.value), short(bar.value / ours)))
  end
  return bottom + 36
end

function chart.svg(rows)
  local out = {}
  local top = 62
  local drawn = panels(rows)
  if #drawn == 0 then
    return nil
  end
  text(out, 20, 30, "start", 'class="title"', "Helder beside others: the same rules, the same data, the same machine, one call")
  text(out, 20, 48, "start", 'class="small"', "Shorter is faster. Logarithmic: each line is ten times the one before it. N×: so many times Helder's time.")
  for _, panel in ipairs(drawn) do
    top = draw(out, panel, top)
  end
  return ([[<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">
<style>text { font: 13px sans-serif; fill: %s } .small { font-size: 11px; fill: #52606d } .head { font-size: 15px; font-weight: bold } .title { font-size: 18px; font-weight: bold } .ours { font-weight: bold; fill: %s } .over { paint-order: stroke; stroke: white; stroke-width: 5px }</style>
<rect width="100%%" height="100%%" fill="white"/>
]]):format(WIDTH, top, WIDTH, top, INK, OURS) .. table.concat(out, "\n") .. "\n</svg>\n"
end

return chart
