policy "Needs of customers with orders" { version = "1", data = "." }
customers "guests" { key = "id" }
events "orders" { of = "guest" }
attribute "orders" { count = "orders" }
attribute "size" { mean = "orders", of = "kilos" }
segmentation "kind" { otherwise "all" { because = "a" } }
need "size" {
  field = "size", importance = "must", benefit = 1, cost = { segment = 20, individual = 90 },
  tailoring = { product = true, presentation = true }, split_by = { "orders" }, because = "It matters.",
}
