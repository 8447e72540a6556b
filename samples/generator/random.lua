-- Chance that is the same on every machine and in every year: splitmix64
-- (Steele, Lea, Flood 2014) from a fixed seed. Not math.random, whose algorithm
-- belongs to the Lua version.

local Random = {}
Random.__index = Random

local function random(seed)
  return setmetatable({ state = seed }, Random)
end

function Random:bits()
  self.state = self.state + 0x9E3779B97F4A7C15
  local z = self.state
  z = (z ~ (z >> 30)) * 0xBF58476D1CE4E5B9
  z = (z ~ (z >> 27)) * 0x94D049BB133111EB
  return z ~ (z >> 31)
end

-- A number from 0 up to, not including, 1.
function Random:share()
  return (self:bits() >> 11) / 2.0 ^ 53
end

-- A whole number from low to high, both possible.
function Random:between(low, high)
  return low + math.floor(self:share() * (high - low + 1))
end

-- True in this share of the cases.
function Random:happens(share)
  return self:share() < share
end

-- One item of a list, all alike.
function Random:one(list)
  return list[self:between(1, #list)]
end

-- One item of a list of { weight, item }.
function Random:weighted(list)
  local sum = 0
  for _, entry in ipairs(list) do
    sum = sum + entry[1]
  end
  local left = self:share() * sum
  for _, entry in ipairs(list) do
    left = left - entry[1]
    if left < 0 then
      return entry[2]
    end
  end
  return list[#list][2]
end

return random
