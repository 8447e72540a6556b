-- Names, places and telephone numbers as they stand in Dutch guest books. The
-- people are invented. Numbers start with 06000, a range that is given to nobody.

local dutch = {}

local first_names = {
  "Anna", "Emma", "Sanne", "Fleur", "Zoë", "Chloë", "Renée", "Daniëlle", "Anouk", "Marijke", "Joke", "Truus",
  "Wilhelmina", "Ineke", "Greetje", "Fatima", "Aïsha", "Noor", "Lotte", "Roos", "Femke", "Maud", "Mirjam", "Esther",
  "Jan", "Piet", "Kees", "Daan", "Sem", "Noël", "Joël", "Raphaël", "Thijs", "Bram", "Mohamed", "Youssef",
  "Hendrik", "Willem", "Gerrit", "Joris", "Ruben", "Stijn", "Sjoerd", "Wouter", "Bas", "Jeroen", "André", "François",
  "Anne-Fleur", "Jan-Willem", "Björn", "Ömer", "Ayşe", "Þóra", "Siân", "D'Angelo",
}

local last_names = {
  { 30, "de Jong" }, { 29, "Jansen" }, { 28, "de Vries" }, { 24, "van den Berg" }, { 22, "Bakker" }, { 20, "van Dijk" },
  { 20, "Visser" }, { 18, "Janssen" }, { 18, "Smit" }, { 17, "Meijer" }, { 16, "de Boer" }, { 15, "Mulder" },
  { 15, "de Groot" }, { 14, "Bos" }, { 13, "van der Meer" }, { 12, "van 't Hof" }, { 12, "in 't Veld" }, { 11, "'t Hart" },
  { 11, "op den Kelder" }, { 10, "van der Heijden" }, { 10, "ter Braak" }, { 9, "de l'Écluse" }, { 9, "El Amrani" },
  { 9, "Yılmaz" }, { 8, "Özdemir" }, { 8, "Nguyễn" }, { 7, "Kowalski" }, { 7, "O'Brien" }, { 6, "Geünjes" },
  { 6, "van Oude Alink" }, { 5, "Fernandes-da Silva" }, { 5, "Böhmer" }, { 4, "Naaktgeboren" }, { 4, "Null" },
  { 3, "van de Wijngaard" }, { 3, "Ng" }, { 2, "Æbelø" }, { 2, "d'Hooghe" }, { 2, "Ten Have-Quist" }, { 2, "N'Diaye" },
}

-- Place, first two digits of its postcodes, area code.
local places = {
  { 30, { "Utrecht", "35", "030" } }, { 28, { "Amsterdam", "10", "020" } }, { 20, { "Amersfoort", "38", "033" } },
  { 16, { "Zeist", "37", "030" } }, { 14, { "'s-Hertogenbosch", "52", "073" } }, { 12, { "Den Haag", "25", "070" } },
  { 11, { "Hilversum", "12", "035" } }, { 9, { "Bergen op Zoom", "46", "0164" } }, { 8, { "Sint-Oedenrode", "54", "0413" } },
  { 8, { "IJsselstein", "34", "030" } }, { 7, { "Noordwijk aan Zee", "22", "071" } }, { 6, { "'t Harde", "80", "0525" } },
  { 6, { "Súdwest-Fryslân", "86", "0515" } }, { 5, { "Wijk bij Duurstede", "39", "0343" } },
  { 4, { "Nieuw- en Sint Joosland", "43", "0118" } }, { 3, { "Ee", "91", "0519" } }, { 2, { "Antwerpen", "BE", "0032" } },
}

local letters = "ABCDEGHJKLMNPRTVWXZ"

function dutch.first_name(random)
  return random:one(first_names)
end

function dutch.last_name(random)
  return random:weighted(last_names)
end

-- { city, postcode }; a Belgian postcode is four digits and nothing more.
function dutch.address(random)
  local place = random:weighted(places)
  if place[2] == "BE" then
    return { city = place[1], postcode = tostring(random:between(2000, 2060)) }
  end
  local first, second = random:between(1, #letters), random:between(1, #letters)
  local digits = place[2] .. string.format("%02d", random:between(0, 99))
  return { city = place[1], postcode = digits .. " " .. letters:sub(first, first) .. letters:sub(second, second), area = place[3] }
end

-- Written as people write it: bare, with a dash, or with the land's code.
function dutch.telephone(random)
  local tail = string.format("%05d", random:between(0, 99999))
  return random:weighted {
    { 60, "06000" .. tail },
    { 30, "06-000" .. tail },
    { 10, "+31 6 000 " .. tail },
  }
end

return dutch
