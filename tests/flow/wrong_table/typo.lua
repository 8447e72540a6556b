policy "P" { owner = "me", data = "." }
customers "gasten" { key = "id" }
