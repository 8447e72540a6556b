policy "RFM" { version = "1", owner = "tests", purpose = "The same from fields that are ready." }
customers "ready" { key = "customer_id" }

require "rfm" { last = "last_on", count = "orders", amount = "spend" }
