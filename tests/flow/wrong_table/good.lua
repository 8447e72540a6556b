policy "P" { owner = "me", data = "." }
customers "guests" { key = "id" }
