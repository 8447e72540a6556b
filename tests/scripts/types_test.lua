-- scripts/types.lua: editors know every word, every key and every function of the safe library.
-- Run from the project's root: LUA_PATH='scripts/?.lua;tests/scripts/?.lua' lua5.4 tests/scripts/types_test.lua

package.loaded.host = package.loaded.host or require "host"
local check = require "check"
local schema = require "schema"
local words = require "words"

local file = assert(io.open "scripts/types.lua")
local text = file:read "a"
file:close()

local classes, class = {}, nil
for line in text:gmatch "[^\n]+" do
  local name, key = line:match "^%-%-%-@class helder%.(%w+)", line:match "^%-%-%-@field ([%w_]+)"
  if name then
    class = {}
    classes[name:lower()] = class
  elseif key and class then
    class[key] = true
  elseif not line:find "^%-%-%-@field" then
    class = nil
  end
end

local reading = { spans = {}, entries = {}, records = {}, begun = {}, is_written = function() return true end }
local of_word = { band = "segment" }
for word, keys in pairs(schema.make(reading)) do
  local known = classes[of_word[word] or word]
  check.equal(known ~= nil, true, "a class for " .. word)
  for _, key in ipairs(keys) do
    if not key.refused then
      check.equal(known and known[key.name], true, ("%s of %s"):format(key.name, word))
    end
  end
end

for word in pairs(words.make(reading)) do
  check.equal(text:find("\nfunction " .. word .. "(", 1, true) ~= nil, true, "the word " .. word)
end
for _, name in ipairs { "known", "one_of", "days_since", "year", "month", "lower", "starts_with", "contains", "min", "max",
  "abs", "floor", "round" } do
  check.equal(text:find("\nfunction " .. name .. "(", 1, true) ~= nil, true, "the function " .. name)
end

check.finish()
