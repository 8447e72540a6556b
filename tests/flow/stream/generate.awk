# rows customers with all that a column can be: numbers with gaps, decimals, 0 and 1, words,
# dates, texts, a number that one late text spoils, blanks, nothing at all.
BEGIN {
  srand(5)
  split("Utrecht;Den Haag;\"Bergen, N.H.\";\"de \"\"Bilt\"\"\";Ede", town, ";")
  print "key,visits,spend,consent,member,since,town,spoiled,blank,none"
  for (i = 0; i < rows; i++)
    printf "K-%06d,%s,%.2f,%d,%s,%s,%s,%s,%s,\n", (i * 7919) % rows, i % 11 ? int(rand() * 40) : "",
      rand() * 900, rand() < 0.6, rand() < 0.5 ? "yes" : "no",
      i % 13 ? sprintf("20%02d-%02d-%02d", 10 + rand() * 16, 1 + rand() * 12, 1 + rand() * 28) : "",
      town[1 + int(rand() * 5)], i == rows - 3 ? "unknown" : int(rand() * 100), i % 3 ? "" : "  "
}
