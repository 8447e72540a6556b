// json_rules_engine.js FILE ROWS ALL: the fourteen conditions of policy.lua by json-rules-engine.
// Fourteen rules in one engine, run once a customer. It compares a fact with a value, so what
// is calculated (a share, a basket, what is twice the returns) is a fact worked out beforehand.
const { readFileSync } = require("fs");
const { Engine } = require("json-rules-engine");
const path = require("path");

const is = (fact, operator, value) => ({ fact, operator, value });
const all = (...conditions) => ({ all: conditions });
const any = (...conditions) => ({ any: conditions });

const conditions = [
  all(is("complaints_12m", "greaterThanInclusive", 4)),
  all(is("returns_12m", "greaterThan", 4), is("returned_share", "greaterThan", 0.6)),
  all(is("last_order_on", "greaterThan", "2026-10-22")),
  all(is("channel", "equal", "partner")),
  all(is("member_since", "lessThan", "2020-01-01"), is("orders_12m", "greaterThanInclusive", 6),
    is("returns_doubled", "lessThanInclusive", { fact: "orders_12m" })),
  all(is("city", "in", ["Amsterdam", "Rotterdam", "Den Haag", "Utrecht"])),
  all(is("birth_year", "greaterThanInclusive", 1998)),
  all(is("discount_share", "greaterThan", 0.4), is("orders_12m", "greaterThanInclusive", 3)),
  any(is("last_order_on", "equal", null), is("last_order_on", "lessThan", "2025-11-21")),
  all(is("orders_12m", "greaterThanInclusive", 12)),
  all(is("basket", "greaterThanInclusive", 40)),
  all(is("nps", "greaterThanInclusive", 9)),
  all(is("consent_email", "equal", true), is("nps", "greaterThanInclusive", 7), is("spend_12m", "greaterThanInclusive", 200)),
  all(is("consent_email", "equal", true), is("orders_12m", "equal", 0), is("member_since", "lessThan", "2024-11-21")),
];

// Quoted cells hold only names, which no rule reads.
function customers(file) {
  const lines = readFileSync(file, "utf8").split("\n");
  const names = lines[0].split(",");
  const whole = new Set(["birth_year", "orders_12m", "returns_12m", "nps", "complaints_12m", "spend_12m", "discount_share"]);
  return lines.slice(1, -1).map((line) => {
    const cells = (line.includes('"') ? line.replace(/("[^"]*")+/g, "q") : line).split(",");
    const customer = {};
    names.forEach((name, i) => {
      customer[name] = cells[i] === "" ? null : whole.has(name) ? Number(cells[i]) : cells[i];
    });
    customer.consent_email = customer.consent_email === "yes";
    customer.returned_share = customer.returns_12m / customer.orders_12m;
    customer.returns_doubled = customer.returns_12m * 2;
    customer.basket = customer.spend_12m / Math.max(customer.orders_12m, 1);
    return customer;
  });
}

async function count(engine, rows) {
  const yes = conditions.map(() => 0);
  for (const row of rows) {
    const { events } = await engine.run(row);
    for (const event of events) yes[event.params.rule]++;
  }
  return yes;
}

async function main() {
  const [file, rows, everyone] = process.argv.slice(2);
  const engine = new Engine(conditions.map((condition, rule) => ({ conditions: condition, event: { type: "yes", params: { rule } } })));
  const { version } = JSON.parse(readFileSync(path.join(path.dirname(require.resolve("json-rules-engine")), "../package.json")));
  const name = `json-rules-engine ${version}, one core${rows === everyone ? "" : `, ${rows} rows`}`;
  const say = (figure, seconds) => console.log(["rival", figure, name, ((seconds / rows) * 1e6).toPrecision(9), "", ""].join("\t"));
  let began = performance.now();
  const yes = await count(engine, customers(file));
  say("CSV to counts", (performance.now() - began) / 1000);
  console.log(["yes", rows, ...yes].join("\t"));
  const ready = customers(file);
  began = performance.now();
  await count(engine, ready);
  say("14 rules, data in memory", (performance.now() - began) / 1000);
}

main();
