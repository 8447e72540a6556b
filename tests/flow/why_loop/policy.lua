policy "Loops" { version = "1", owner = "me", purpose = "A rule that only the machine can answer." }
customers "customers" { key = "id" }
local function digits(n)
  local sum = 0
  while n > 0 do
    sum = sum + n % 10
    n = n // 10
  end
  return sum
end
selection "lucky" {
  when = function(c)
    if c.visits == nil then return false end
    return digits(c.visits) >= c.score
  end,
  because = "The digits of your visits make enough.",
}
