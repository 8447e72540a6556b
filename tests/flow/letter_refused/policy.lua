policy "P" { version="1", owner="o", purpose="p" }
customers "c" { key = "id", fields = { b = { label = "your b" } } }
segmentation "s" {
  segment "x" { when = function(p) return p.a_col >= 3 and p.b end,
    because = "Your a_col >= 3 (it is {a_col}) and p.b is nice." },
  segment "z" { when = function(p) return p.a_col == 2 end, because = { en = "Two.", nl = "Twee." } },
  otherwise "o" { because="O." } }
