-- Makes the sample data. From the project's folder:
--   lua5.4 samples/generate.lua            all samples
--   lua5.4 samples/generate.lua spa        one
--   lua5.4 samples/generate.lua spa DIR    into DIR/spa instead of samples/spa
--   lua5.4 samples/generate.lua spa DIR 2  the same story of other customers: any whole number
-- The same bytes every time, on every machine: samples/generator/random.lua.

local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/generator/?.lua;" .. package.path

local lfs = require "lfs"

local samples = { "spa", "workshop", "supermarket", "small_orders", "tailoring" }

local function ensure_folder(path)
  if lfs.attributes(path, "mode") ~= "directory" then
    assert(lfs.mkdir(path))
  end
  return path
end

local function generate(name, into)
  local folder = ensure_folder(ensure_folder(into) .. "/" .. name)
  for _, made in ipairs(require(name).write(folder)) do
    print(("%s/%s: %d rows"):format(folder, made.file, made.rows))
  end
end

local function known(name)
  for _, sample in ipairs(samples) do
    if sample == name then
      return true
    end
  end
  return false
end

local wanted, into, other = arg[1], arg[2] or here, arg[3]
if other and not math.tointeger(tonumber(other)) then
  io.stderr:write(('samples/generate.lua: other customers are told by a whole number, and "%s" is none\n'):format(other))
  os.exit(2)
end
if wanted and not known(wanted) then
  io.stderr:write(('samples/generate.lua: there is no sample "%s"; there is: %s\n'):format(wanted, table.concat(samples, ", ")))
  os.exit(2)
end

-- Other customers: the seed of each story is moved.
if other then
  local random_of = require "random"
  package.loaded.random = function(seed)
    return random_of(seed + math.tointeger(tonumber(other)) * 0x9E3779B97F4A7C1)
  end
end

for _, sample in ipairs(samples) do
  if not wanted or wanted == sample then
    generate(sample, into)
  end
end
