policy "P" { version="1", owner="o", purpose="p" }
customers "c" { key = "id" }
events "e" { of = "cid", on = "d" }
segmentation "s" { segment "a" { when = function(g) return g.a >= 3 end, because="A." }, otherwise "o" { because="O." } }
attribute "n" { count = "e" }
