policy "<b>P</b> & \"Co\" *x* [y](z) {{1}}" {
  owner = "</p><script>alert(1)</script> # __me__ <me@example.com> www.example.com",
  data = ".",
}
customers "guests" {
  key = "id",
  source = "our <i>book</i> & _cards_",
  fields = {
    remark = { label = "what you <wrote> | `to` us", type = "text" },
    number = { label = "your number" },
  },
}
exclusion "<script>" {
  when = function(g) return g.number > 0 end,
  because = "1. You wrote {remark}",
}
selection "a & b <c>" {
  when = function(g) return g.remark == "nothing" end,
  because = "x",
}
