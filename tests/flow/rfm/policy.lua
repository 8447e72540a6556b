policy "RFM" { version = "1", owner = "tests", purpose = "The published scores and segments of 995 customers." }
customers "customers" { key = "customer_id" }
events "orders" { of = "customer_id", on = "order_date" }

local rfm = require "rfm"

rfm { events = "orders", amount = "revenue" }
