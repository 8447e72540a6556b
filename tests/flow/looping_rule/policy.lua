policy "Loop" { version = "1", owner = "me", purpose = "test" }
customers "customers" { key = "id" }
selection "many" {
  when = function(c)
    local n = c.visits
    while n == 9 do
      n = 9
    end
    return n > 1
  end,
  because = "You are active.",
}
