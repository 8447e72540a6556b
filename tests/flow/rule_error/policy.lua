policy "Mistake" { version = "1", owner = "me", purpose = "test" }
customers "customers" { key = "id" }
selection "many" {
  when = function(c)
    return c.visits + c.score > 5
  end,
  because = "You are active.",
}
