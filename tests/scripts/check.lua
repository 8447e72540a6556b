-- Counting checks for the tests of scripts/: check.equal(found, expected, what).
-- check.finish() prints `N passed, N failed, N skipped` and leaves with 1 if any failed.

local check = {}
local passed, failed, skipped = 0, 0, 0

function check.equal(found, expected, what)
  if found == expected or (found ~= found and expected ~= expected) then
    passed = passed + 1
    return true
  end
  failed = failed + 1
  print(("failed: %s\n  expected %s\n  found    %s"):format(what, tostring(expected), tostring(found)))
  return false
end

function check.skip(why)
  skipped = skipped + 1
  print("skipped: " .. why)
end

-- The text of a JSON string in its quotes.
function check.json_text(quoted)
  local plain = { n = "\n", t = "\t", r = "\r", b = "\b", f = "\f" }
  local text = quoted:sub(2, -2)
  text = text:gsub("\\u(d[89ab]%x%x)\\u(d[c-f]%x%x)", function(high, low)
    return utf8.char(0x10000 + ((tonumber(high, 16) - 0xd800) << 10) + tonumber(low, 16) - 0xdc00)
  end)
  return (text:gsub("\\(u?)(%x?%x?%x?%x?)(.?)", function(u, hex, rest)
    if u == "u" and #hex == 4 then
      return utf8.char(tonumber(hex, 16)) .. rest
    end
    local escaped = u .. hex .. rest
    return (plain[escaped:sub(1, 1)] or escaped:sub(1, 1)) .. escaped:sub(2)
  end))
end

-- Calls visit(source) for each usable source of ../shared/data/lua_syntax; answers why not, if not.
function check.lua_cases(visit)
  local cases = io.open "../shared/data/lua_syntax/cases.jsonl"
  if not cases then
    return "no ../shared/data"
  end
  for line in cases:lines() do
    local quoted = line:match '"source": ("[^"\\]*"),' or line:match '"source": (".-[^\\]"), "options"'
    local fits = line:find '"lua54_ok": true' ~= nil
    if fits == not line:find('"error": "', 1, true) then
      visit(check.json_text(quoted))
    end
  end
  cases:close()
end

function check.finish()
  print(("%d passed, %d failed, %d skipped"):format(passed, failed, skipped))
  os.exit(failed == 0 and 0 or 1)
end

return check
