policy "Digits" { version = "1", owner = "me", purpose = "Values of six digits." }
customers "guests" { key = "id", fields = { share = { label = "your share" } } }
segmentation "guest" {
  segment "low" { when = function(g) return g.share < 0.9999991 end, because = "{share}" },
  segment "high" { when = function(g) return g.share > 27.359880 end, because = "{share}" },
  otherwise "middle" { because = "{share}" },
}
