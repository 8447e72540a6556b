policy "Not too much mail" { version = "2026-11-21" }

customers "guests" { key = "guest_id" }

events "mailings" { of = "guest_id", on = "sent_on" }

selection "news" {
  when     = function(g) return g.consent end,
  because  = "You agreed to our mail.",
  pressure = { events = "mailings", max = 3, within = days(30) },
}

selection "offer" {
  when     = function(g) return g.consent end,
  because  = "You agreed to our mail.",
  rank     = function(g) return g.score end,
  limit    = 2,
  pressure = { events = "mailings", max = 2, within = months(1) },
}
