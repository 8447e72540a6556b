policy "<b>P</b> & \"Co\" *x* [y](z) {{1}}" {
  owner = "</p><script>alert(1)</script> # __me__ <me@example.com> www.example.com",
  data = ".",
}
customers "guests" {
  key = "id",
  source = { en = "our <i>book</i> & _cards_", nl = "ons <i>boek</i>" },
  fields = {
    remark = { label = { en = "what you <wrote> | `to` us", nl = "what you <wrote> | `to` us" }, type = "text" },
    number = { label = { en = "your number", nl = "uw nummer" } },
  },
}
exclusion "<script>" {
  when = function(g) return g.number > 0 end,
  because = { en = "1. You wrote {remark}", nl = "1. You wrote {remark}" },
}
selection "a & b <c>" {
  when = function(g) return g.remark == "nothing" end,
  because = { en = "x", nl = "x" },
}
