-- A small policy to start from. Change something, run it again, and see what moves:
--
--   helder run .        who belongs where, who is chosen, who is left out
--   helder why M-007    why this one
--   helder test .       does it do what we meant? (policy_test.lua)
--   helder check .      is there anything in it that cannot be meant?
--
-- Everything has the same shape: a word, a name in quotes, and braces with what belongs to it. What follows
-- two dashes is a remark for people. In a rule, m is one member and m.visits_12m the cell in that column.

policy "Our members" {
  version = "1",
  owner   = "the team that answers for it",
  purpose = "We look after who is with us, and say openly why we choose whom.",
  data    = ".",                            -- members.csv stands beside this file
}

customers "members" {
  key    = "member_id",                     -- the column that tells members apart
  fields = {
    visits_12m      = { label = { en = "your visits in the past year", nl = "uw bezoeken in het afgelopen jaar" } },
    score           = { label = { en = "the score you gave us, 0 to 10", nl = "het cijfer dat u ons gaf, 0 tot 10" } },
    open_complaints = { label = { en = "your complaints that are not settled", nl = "uw klachten die niet zijn opgelost" } },
    consent_email   = { fixed = true,       -- never proposed as something to change
                        label = { en = "whether you agreed to our mail", nl = "of u onze post wilt" } },
  },
}

-- A number that people argue about has a name, a date from which it holds, and a reason.
local OFTEN = dated { ["2020-01-01"] = 12, because = "Once a month is a habit." }
local FOND  = 8                             -- of 10: who gives this much tells others about us

-- Worked out for each member.

attribute "complaints_per_visit" {
  label = { en = "complaints a visit", nl = "klachten per bezoek" },
  is    = function(m) return m.complaints_12m / m.visits_12m end,
}

-- Who is left out, of every selection, and what to do about it.

exclusion "a complaint is open" {
  when    = function(m) return m.open_complaints > 0 end,
  because = {
    en = "Your complaints that are not settled: {open_complaints}. First we put that right.",
    nl = "Uw klachten die niet zijn opgelost: {open_complaints}. Eerst lossen wij die op.",
  },
  appeal  = { en = "Is it settled? Tell us, and you are in.", nl = "Is het opgelost? Zeg het ons, dan doet u mee." },
}

-- Who belongs where: everyone is in the first segment that fits.

segmentation "member" {
  segment "critical friend" {
    when    = function(m) return m.complaints_per_visit >= 0.5 end,
    because = { en = "You tell us what is wrong: {complaints_12m} times in {visits_12m} visits.",
                nl = "U zegt ons wat er niet goed is: {complaints_12m} keer in {visits_12m} bezoeken." },
  },
  segment "regular" {
    when    = function(m) return m.visits_12m >= OFTEN end,
    because = { en = "You came {visits_12m} times this year.", nl = "U kwam dit jaar {visits_12m} keer." },
  },
  otherwise "member" { because = { en = "You are welcome.", nl = "U bent welkom." } },
}

-- Who is chosen.

selection "open evening" {
  when    = function(m) return m.consent_email and m.score >= FOND end,
  because = { en = "You like it here ({score} of 10) and agreed to our mail: come and bring a friend.",
              nl = "U bent hier graag ({score} van 10) en wilt onze post: kom, en neem iemand mee." },
  rank    = function(m) return m.score end, -- the highest first
  one_per = "household_id",                 -- one invitation a household
  limit   = 6,                              -- the tables we have
}

-- What no change of this policy may break.

guarantee "a complaint is never punished" {
  when    = function(m) return m.complaints_12m > 0 and m.open_complaints == 0 end,
  holds   = function(m, d) return not d.excluded["a complaint is open"] end,
  because = { en = "Who complained, and was answered, is invited like anyone.", nl = "Wie klaagde en antwoord kreeg, wordt uitgenodigd als ieder ander." },
}
