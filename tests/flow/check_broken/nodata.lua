policy "No data" { version = "1", data = "nowhere" }
customers "guests" { key = "guest_id" }
