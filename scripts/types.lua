---@meta
-- The words of the policy language, for editors: lua-language-server reads this to complete
-- and to explain (LuaCATS annotations). `helder profile --types` writes it, and after it the
-- fields of the data; no policy runs it.

---@class helder.Phrase
---@field en string
---@field nl? string

---@alias helder.Text string|helder.Phrase a text, or { en = "…", nl = "…" }
---@alias helder.Date string a day as text: "2026-05-21"
---@alias helder.Condition fun(g: helder.Customer): any yes or no of one customer

---@class helder.Span

---@class helder.Policy
---@field version? string
---@field owner? string who answers for it
---@field purpose? string what it is for
---@field data? string the folder with the data, seen from this file

---@class helder.Field
---@field label? helder.Text what it is called when we speak to the customer
---@field sensitive? boolean private: every read is reported
---@field mask? boolean its values stay out of the run folder
---@field fixed? boolean never proposed as something to change
---@field only? "up"|"down" a customer can change it in this direction only
---@field step? number it changes in steps of this
---@field min? number|string the lowest it can become, a number or a date
---@field max? number|string the highest it can become
---@field cost? number how hard it is to change, beside other fields; 1 when nothing is said
---@field type? "integer"|"decimal"|"boolean"|"date"|"text"
---@field decimal? ","|"."
---@field date_order? "dmy"|"mdy"|"ymd"
---@field missing? (string|number)[] what means "no answer" in this column

---@class helder.Customers
---@field key string the field that tells customers apart
---@field source? helder.Text where these data come from, in words for the customer
---@field missing? (string|number)[] cells that mean "no answer"
---@field fields? table<string, helder.Field>

---@class helder.Events
---@field of string the field that holds the customer's key
---@field source? helder.Text where these data come from
---@field on? string the field with the date of the event
---@field missing? (string|number)[] cells that mean "no answer"
---@field fields? table<string, helder.Field>

---@class helder.Attribute
---@field label? helder.Text
---@field is? fun(g: helder.Customer): any its value
---@field ntile? number so many equal parts, 1 the lowest
---@field bins? number|number[] how many, or numbers that rise
---@field cut? "equal counts"|"quantiles"|"quantiles plus 1" how a number of bins is cut
---@field reverse? boolean 1 is the highest, for ntile and bins
---@field quantile? number 0 to 1: the value below which this part of all lies, the same for everyone
---@field share? true this customer's part of the total, 0 to 1
---@field ahead? string the field summed over all who come before
---@field order? string what a queue goes by, higher first
---@field only? helder.Condition who is looked at; for the others there is no value
---@field of? string what is divided, shared or looked at; or a field of the events
---@field count? string how many events of this table
---@field sum? string of these events, the sum of `of`
---@field mean? string of these events, the mean of `of`
---@field min? string of these events, the least of `of`
---@field max? string of these events, the most of `of`
---@field first? string `of` of the earliest of these events
---@field last? string `of` of the latest of these events
---@field distinct? string of these events, how many different values of `of`
---@field lost? string of these events, those that others no longer came for after a day of `after`
---@field after? string of lost: the events that drive others away
---@field over? helder.Span of lost: how long someone must have stayed away, days(90)
---@field within? helder.Span only events of the last days(…) or months(…)
---@field where? fun(e: helder.AnyEvent): any only events of which this is so
---@field none? number|string|boolean the value of customers without such events
---@field reads? string[]

---@class helder.Exclusion
---@field when helder.Condition
---@field because helder.Text
---@field from? string[] selections it holds for; all when it is left out
---@field lasts? helder.Span days(…) or months(…) from `since` on
---@field since? string the field or attribute with the date it begins
---@field appeal? helder.Text how to contest it
---@field when_unknown? "ignore"
---@field reads? string[]

---@class helder.Segment
---@field when? helder.Condition
---@field because helder.Text
---@field from? number of a score: the sum of points it begins at
---@field reads? string[]

---@class helder.Point
---@field points number
---@field when helder.Condition
---@field because helder.Text
---@field reads? string[]

---@class helder.Otherwise
---@field because helder.Text

---@class helder.Entry

---@class helder.Segmentation
---@field mode? "first"|"unique"|"all"|"score"
---@field [integer] helder.Entry

---@class helder.Quota
---@field per? string one quota for each of its values; left out: one for all
---@field max number how many fit in
---@field of? string the field that is summed

---@class helder.Pressure
---@field events string the side table of contacts
---@field max number so many are enough, a whole number
---@field within helder.Span in the last days(…) or months(…)

---@class helder.Selection
---@field when helder.Condition
---@field because helder.Text
---@field label? helder.Text what it is called when we speak to the customer
---@field rank? fun(g: helder.Customer): number? higher first
---@field limit? number how many, a whole number
---@field one_per? string of the same value only the best ranked
---@field quota? helder.Quota
---@field holdout? number 0 to 1: left out by chance, to learn what it does
---@field pressure? helder.Pressure so much contact is enough
---@field group? string nobody is chosen twice within a group
---@field reads? string[]

---@class helder.Tests
---@field as_of? string the day that the tests are about

---@class helder.Expected
---@field segment? table<string, string|string[]> by segmentation: the segment
---@field score? table<string, number> by segmentation: the sum of the points
---@field excluded? string|string[] all exclusions that say yes
---@field undecided? string|string[] all rules that could not decide, as helder run names them
---@field selection? table<string, string> by selection: the state
---@field guarantee? table<string, "held"|"broken"|"not asked"|"unknown">
---@field attribute? table<string, any> the value
---@field reason? table<string, helder.Text> a part of the sentence that the customer gets

---@class helder.TestCustomer
---@field given? table<string, any> values by field or attribute; what is not given is missing
---@field events? table<string, table<string, any>[]> by side table: the events of this customer
---@field expect? helder.Expected what must come out

---@class helder.TestCase: helder.TestCustomer
---@field as_of? string the day it is about
---@field customers? helder.TestCustomer[] several in one run

---@class helder.Test: helder.TestCase
---@field cases? helder.TestCase[] several tests, each laid over this one

---@class helder.Guarantee
---@field when? helder.Condition whom it is about
---@field holds? fun(g: helder.Customer, d: helder.Outcome): any
---@field because helder.Text
---@field selection? string fair shares: of this selection
---@field by? string the field or attribute that makes the groups
---@field at_least? number 0 to 1: the lowest share as a part of the highest
---@field least? number groups with fewer customers are not judged
---@field reads? string[]

---@class helder.Cost
---@field segment number of serving one segment its own way
---@field individual number of serving one customer his own way

---@class helder.Tailoring
---@field product boolean whether what the customer gets differs
---@field presentation boolean whether how it is shown or delivered differs

---@class helder.Need
---@field field string the field or attribute that holds what a customer needs
---@field segmentation? string by which customers are served; the only one when it is left out
---@field importance "must"|"nice" a nice-to-have does not count
---@field benefit number what it is worth to be one unit nearer to what a customer needs
---@field cost helder.Cost
---@field tailoring helder.Tailoring
---@field split_by? string[] fields and attributes by which a segment may be divided further
---@field because helder.Text

---@class helder.Scenario
---@field change? fun(c: helder.Customer): table? the fields that become otherwise: { nps = 10 }
---@field sets? string[] which fields, where change does not return a list that is written there
---@field forget? string[] fields that are missing in this world
---@field because? helder.Text
---@field reads? string[]

---@class helder.Discretion
---@field budget number how many overrides staff may make
---@field per? helder.Span in so long a time
---@field because helder.Text

---@class helder.Outcome
---@field segment helder.Segments
---@field score table<string, number?>
---@field told table<string, boolean?>
---@field selection helder.Selections
---@field excluded table<string, boolean?>

---@class helder.Dated
---@field because helder.Text
---@field [string] number|helder.Text ["2026-01-01"] = the number from that day on

--- What this policy is, who answers for it, where its data is.
---@param name string
---@return fun(given: helder.Policy)
function policy(name) end

--- The main table: one row is one customer.
---@param name string the data is <name>.csv
---@return fun(given: helder.Customers)
function customers(name) end

--- A table of events, each of one customer: the name is that of its file, without .csv.
---@param name string
---@return fun(given: helder.Events)
function events(name) end

--- A value worked out for each customer; rules use it like a field.
---@param name string
---@return fun(given: helder.Attribute)
function attribute(name) end

--- Who is left out of selections, and why.
---@param name string
---@return fun(given: helder.Exclusion)
function exclusion(name) end

--- Who belongs where: everyone is in the first segment that fits.
---@param name string
---@return fun(given: helder.Segmentation)
function segmentation(name) end

--- A group of customers, inside a segmentation.
---@param name string
---@return fun(given: helder.Segment): helder.Entry
function segment(name) end

--- So many points for whoever fits, inside a segmentation with mode = "score".
---@param name string
---@return fun(given: helder.Point): helder.Entry
function point(name) end

--- The segment of whoever fits no other.
---@param name string
---@return fun(given: helder.Otherwise): helder.Entry
function otherwise(name) end

--- Who is chosen.
---@param name string
---@return fun(given: helder.Selection)
function selection(name) end

--- What must hold for everyone, whatever the rules decide.
---@param name string
---@return fun(given: helder.Guarantee)
function guarantee(name) end

-- Words of test files (policy_test.lua).

--- What holds for all tests of this file.
---@param given helder.Tests
function tests(given) end

--- A customer that is made up, and what must come out.
---@param name string
---@return fun(given: helder.Test)
function test(name) end

--- No value: a missing cell, no segment.
none = nil

--- The first list with the values of the second in it.
---@param base table
---@param changes table
---@return table
function with(base, changes) end

--- What customers need, for `helder advise`: where tailoring pays.
---@param name string
---@return fun(given: helder.Need)
function need(name) end

--- A world that could be: helder run --scenario NAME tells who would move.
---@param name string
---@return fun(given: helder.Scenario)
function scenario(name) end

--- How many overrides staff may make.
---@param given helder.Discretion
function discretion(given) end

--- A number that changes by date, with its reason.
---@param given helder.Dated
---@return number
function dated(given) end

--- A span of time, for lasts.
---@param count number a whole number
---@return helder.Span
function days(count) end

--- A span of time, for lasts.
---@param count number a whole number
---@return helder.Span
function months(count) end

--- The day of the run.
---@type helder.Date
as_of = ""

--- Whether there is a value.
---@param value any
---@return boolean
function known(value) end

--- Whether the value is in the list.
---@param value any
---@param list any[]
---@return boolean
function one_of(value, list) end

--- How many days ago, negative for days to come.
---@param date helder.Date?
---@return integer
function days_since(date) end

--- The year of a day: 2026.
---@param date helder.Date?
---@return integer
function year(date) end

--- The month of a day, 1 to 12.
---@param date helder.Date?
---@return integer
function month(date) end

--- The text with A to Z made small.
---@param text string?
---@return string
function lower(text) end

--- Whether the text begins so.
---@param text string?
---@param start string?
---@return boolean
function starts_with(text, start) end

--- Whether this stands somewhere in the text.
---@param text string?
---@param part string?
---@return boolean
function contains(text, part) end

--- The smallest.
---@param ... number?
---@return number
function min(...) end

--- The largest.
---@param ... number?
---@return number
function max(...) end

--- Without its sign.
---@param number number?
---@return number
function abs(number) end

--- The whole number below.
---@param number number?
---@return integer
function floor(number) end

--- The nearest whole number, halves away from zero.
---@param number number?
---@return integer
function round(number) end
