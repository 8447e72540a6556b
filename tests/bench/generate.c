/* generate ROWS > file.csv: customers of a web shop, 16 columns, the same bytes
 * each time. A realistic mix: a key, text of few and of many values, whole numbers,
 * decimals, dates, yes and no, empty cells, a few quoted ones. About 110 bytes a row.
 *
 * generate ROWS EVENTS > file.csv: so many contacts of those customers over five years, in
 * the order in which they happened, 5 columns, about 40 bytes a row. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

enum { BLOCK = 1 << 16, ROW_MOST = 512 };

typedef struct Writer {
  uint64_t state;
  size_t length;
  char bytes[BLOCK + ROW_MOST];
} Writer;

/* splitmix64 (Steele, Lea, Flood 2014) */
static uint64_t chance(Writer *writer) {
  uint64_t z = writer->state += 0x9E3779B97F4A7C15u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

/* From 0 up to, not including, `below`. */
static uint32_t pick(Writer *writer, uint32_t below) {
  return (uint32_t)((chance(writer) >> 32) * below >> 32);
}

/* Like pick, but small numbers are likelier: the smallest of three. */
static uint32_t pick_low(Writer *writer, uint32_t below) {
  uint32_t a = pick(writer, below), b = pick(writer, below), c = pick(writer, below);
  uint32_t least = a < b ? a : b;
  return least < c ? least : c;
}

static void put(Writer *writer, const char *text) {
  size_t length = strlen(text);
  memcpy(writer->bytes + writer->length, text, length);
  writer->length += length;
}

static void put_comma(Writer *writer) {
  writer->bytes[writer->length++] = ',';
}

/* At least `digits` digits, with zeros before. */
static void put_number(Writer *writer, uint32_t number, int digits) {
  char turned[12];
  int count = 0;
  for (; number || count < digits; number /= 10)
    turned[count++] = (char)('0' + number % 10);
  while (count)
    writer->bytes[writer->length++] = turned[--count];
}

static void put_date(Writer *writer, int32_t days) {
  date_to_iso(days, writer->bytes + writer->length);
  writer->length += DATE_ISO_LENGTH;
}

static const char *const first_names[] = {
    "Anna",   "Emma",    "Sanne",   "Zoë",   "Renée",  "Daniëlle", "Marijke", "Truus",
    "Fatima", "Noor",    "Jan",     "Piet",  "Kees",   "Noël",     "Joël",    "Thijs",
    "Bram",   "Mohamed", "Hendrik", "Joris", "Sjoerd", "André",    "Björn",   "Ayşe"};
static const char *const middle_names[] = {" ",         " van ",    " de ", " van der ",
                                           " van den ", " in 't ",  " 't ", " ter ",
                                           " op den ",  " van 't ", " el ", " von "};
static const char *const last_names[] = {
    "Jong",   "Jansen", "Vries",   "Berg",    "Bakker", "Dijk",    "Visser", "Smit",
    "Meijer", "Boer",   "Mulder",  "Groot",   "Bos",    "Meer",    "Hof",    "Veld",
    "Hart",   "Kelder", "Braak",   "Amrani",  "Yılmaz", "Özdemir", "Nguyễn", "Kowalski",
    "Null",   "Böhmer", "Geünjes", "Heijden", "Wijn",   "Ng"};
static const char *const cities[] = {
    "Utrecht",        "Amsterdam",      "Rotterdam", "'s-Hertogenbosch",
    "Den Haag",       "Eindhoven",      "Groningen", "Tilburg",
    "Almere",         "Breda",          "Nijmegen",  "Apeldoorn",
    "Haarlem",        "Arnhem",         "Enschede",  "Amersfoort",
    "Zaandam",        "Zwolle",         "Leiden",    "Leeuwarden",
    "Maastricht",     "Dordrecht",      "Ede",       "IJsselstein",
    "Bergen op Zoom", "Sint-Oedenrode", "'t Harde",  "Súdwest-Fryslân",
    "Hilversum",      "Zeist"};
static const char *const channels[] = {"web", "app", "shop", "phone", "partner"};

#define ONE_OF(writer, list) (list)[pick(writer, sizeof(list) / sizeof *(list))]

/* customer_id, household_id, name, city, postcode, channel */
static void put_who(Writer *writer, uint32_t row) {
  put(writer, "C-");
  put_number(writer, row, 8);
  put(writer, ",H-");
  put_number(writer, row / 3 + pick(writer, 3), 7);
  put_comma(writer);
  const char *quote = pick(writer, 50) ? "" : "\"";
  put(writer, quote);
  put(writer, ONE_OF(writer, first_names));
  put(writer, ONE_OF(writer, middle_names));
  put(writer, ONE_OF(writer, last_names));
  put(writer, *quote ? ", \"\"thuis\"\"\"" : "");
  put_comma(writer);
  put(writer, ONE_OF(writer, cities));
  put_comma(writer);
  put_number(writer, 1000 + pick(writer, 9000), 4);
  char letters[] = {' ', (char)('A' + pick(writer, 26)), (char)('A' + pick(writer, 26)), ',', 0};
  put(writer, letters);
  put(writer, ONE_OF(writer, channels));
}

/* birth_year, consent_email, member_since, last_order_on */
static void put_when(Writer *writer, int32_t today) {
  put_comma(writer);
  if (pick(writer, 50))
    put_number(writer, 1935 + pick(writer, 74), 4);
  put_comma(writer);
  uint32_t consent = pick(writer, 20);
  put(writer, consent < 13 ? "yes" : consent < 19 ? "no" : "");
  put_comma(writer);
  int32_t since = today - 1 - (int32_t)pick(writer, 5000);
  put_date(writer, since);
  put_comma(writer);
  if (pick(writer, 12))
    put_date(writer, today - (int32_t)pick_low(writer, (uint32_t)(today - since)));
}

/* orders_12m, returns_12m, spend_12m, discount_share, nps, complaints_12m */
static void put_what(Writer *writer) {
  uint32_t orders = pick_low(writer, 60);
  put_comma(writer);
  put_number(writer, orders, 1);
  put_comma(writer);
  put_number(writer, pick_low(writer, orders + 1), 1);
  put_comma(writer);
  put_number(writer, orders * (15 + pick(writer, 60)), 1);
  put(writer, ".");
  put_number(writer, pick(writer, 100), 2);
  put(writer, ",0.");
  put_number(writer, pick_low(writer, 10000), 4);
  put_comma(writer);
  if (pick(writer, 10) >= 3)
    put_number(writer, 10 - pick_low(writer, 11), 1);
  put_comma(writer);
  put_number(writer, pick_low(writer, 7), 1);
  put(writer, "\n");
}

/* customer_id, visited_on, channel, minutes, amount; `place`: which event of how many */
static void put_event(Writer *writer, uint32_t customers, int32_t today, double place) {
  enum { DAYS = 5 * 365 };
  put(writer, "C-");
  put_number(writer, pick(writer, customers) + 1, 8);
  put_comma(writer);
  put_date(writer, today - DAYS + 1 + (int32_t)(place * DAYS));
  put_comma(writer);
  put(writer, ONE_OF(writer, channels));
  put_comma(writer);
  if (pick(writer, 20))
    put_number(writer, pick_low(writer, 60), 1);
  put_comma(writer);
  put_number(writer, pick_low(writer, 300), 1);
  put(writer, ".");
  put_number(writer, pick(writer, 100), 2);
  put(writer, "\n");
}

static void put_customer(Writer *writer, uint32_t row, int32_t today) {
  put_who(writer, row);
  put_when(writer, today);
  put_what(writer);
}

int main(int argc, char **argv) {
  static Writer writer = {.state = 20261121};
  long rows = argc == 2 || argc == 3 ? atol(argv[1]) : 0;
  long events = argc == 3 ? atol(argv[2]) : 0, lines = events ? events : rows;
  if (rows < 1 || rows > 999999999 || events < 0) {
    fputs("usage: generate ROWS [EVENTS] > file.csv\n", stderr);
    return 2;
  }
  int32_t today;
  if (!date_from_civil(2026, 11, 21, &today))
    return 2;
  put(&writer, events ? "customer_id,visited_on,channel,minutes,amount\n"
                      : "customer_id,household_id,name,city,postcode,channel,birth_year,"
                        "consent_email,member_since,last_order_on,orders_12m,returns_12m,"
                        "spend_12m,discount_share,nps,complaints_12m\n");
  for (long row = 1; row <= lines; row++) {
    if (events)
      put_event(&writer, (uint32_t)rows, today, (double)(row - 1) / (double)events);
    else
      put_customer(&writer, (uint32_t)row, today);
    if (writer.length >= BLOCK || row == lines) {
      if (fwrite(writer.bytes, 1, writer.length, stdout) != writer.length)
        return 2;
      writer.length = 0;
    }
  }
  return fflush(stdout) ? 2 : 0;
}
