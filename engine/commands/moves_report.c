#include "commands/moves_report.h"

#include "base/memory.h"
#include "commands/members.h"

enum { NAME_WIDTH = 34, COUNT_WIDTH = 12, SAMPLE = 3 };

/* Every outcome that somebody has in one of the two. */
typedef struct Outcomes {
  Text *names;
  size_t *counts[2];
  size_t count;
} Outcomes;

static void count_labels(const Ended *ended, size_t *counts) {
  for (size_t row = 0; row < ended->rows; row++)
    counts[ended->of[row]]++;
}

static Outcomes outcomes_of(const MovesTable *table) {
  size_t ours = dictionary_count(table->from->labels), theirs = dictionary_count(table->to->labels);
  size_t *from = memory_array(ours + 1, sizeof *from), *to = memory_array(theirs + 1, sizeof *to);
  Outcomes outcomes = {memory_array(ours + theirs + 1, sizeof(Text)),
                       {memory_array(ours + theirs + 1, sizeof(size_t)),
                        memory_array(ours + theirs + 1, sizeof(size_t))},
                       0};
  count_labels(table->from, from);
  count_labels(table->to, to);
  for (uint32_t i = 0; i < ours; i++) {
    uint32_t other;
    Text name = dictionary_text(table->from->labels, i);
    bool both = dictionary_find(table->to->labels, name, &other);
    outcomes.names[outcomes.count] = name;
    outcomes.counts[0][outcomes.count] = from[i];
    outcomes.counts[1][outcomes.count] = both ? to[other] : 0;
    outcomes.count += from[i] || (both && to[other]);
  }
  for (uint32_t i = 0; i < theirs; i++) {
    uint32_t other;
    Text name = dictionary_text(table->to->labels, i);
    if (to[i] == 0 || dictionary_find(table->from->labels, name, &other))
      continue;
    outcomes.names[outcomes.count] = name;
    outcomes.counts[1][outcomes.count++] = to[i];
  }
  memory_free(from);
  memory_free(to);
  return outcomes;
}

static void outcomes_free(Outcomes *outcomes) {
  memory_free(outcomes->names);
  memory_free(outcomes->counts[0]);
  memory_free(outcomes->counts[1]);
}

/* --- text -------------------------------------------------------------------------- */

static void put_padded(Buffer *out, const char *indent, Text text) {
  size_t width = text_width(text) + strlen(indent);
  buffer_format(out, "%s%.*s%*s", indent, TEXT_ARGS(text),
                width + 2 < NAME_WIDTH ? (int)(NAME_WIDTH - width) : 2, "");
}

static void put_change(Buffer *out, size_t before, size_t after) {
  if (after > before)
    buffer_format(out, "%*s+%zu", 4, "", after - before);
  else if (after < before)
    buffer_format(out, "%*s-%zu", 4, "", before - after);
}

static void put_sample(const MovesTable *table, const Move *move, Buffer *out) {
  for (size_t i = 0; table->key && i < move->customers && i < SAMPLE; i++) {
    Text key = table->key(table->context, move->rows[i]);
    buffer_format(out, "%s%.*s", i ? ", " : "  like ", TEXT_ARGS(key));
  }
}

static void put_moves(const MovesTable *table, Buffer *out) {
  for (size_t i = 0; i < table->moves->count; i++) {
    const Move *move = &table->moves->list[i];
    buffer_format(out, "  %zu from %.*s to %.*s", move->customers, TEXT_ARGS(move->from),
                  TEXT_ARGS(move->to));
    put_sample(table, move, out);
    buffer_byte(out, '\n');
  }
}

static void put_title(const MovesTable *table, Buffer *out) {
  Buffer title = {0};
  buffer_text(&title, table->from->rule);
  title.bytes[0] = (char)(title.bytes[0] - 'a' + 'A');
  put_padded(out, "", buffer_view(&title));
  buffer_format(out, "%*s%*s\n", COUNT_WIDTH, table->heads[0], COUNT_WIDTH, table->heads[1]);
  buffer_free(&title);
}

void moves_text(const MovesTable *table, Buffer *out) {
  Outcomes outcomes = outcomes_of(table);
  put_title(table, out);
  for (size_t i = 0; i < outcomes.count; i++) {
    put_padded(out, "  ", outcomes.names[i]);
    buffer_format(out, "%*zu%*zu", COUNT_WIDTH, outcomes.counts[0][i], COUNT_WIDTH,
                  outcomes.counts[1][i]);
    put_change(out, outcomes.counts[0][i], outcomes.counts[1][i]);
    buffer_byte(out, '\n');
  }
  put_moves(table, out);
  outcomes_free(&outcomes);
}

/* --- JSON -------------------------------------------------------------------------- */

static void put_head(Buffer *out, const char *head, size_t count) {
  char name[32] = {0};
  for (size_t i = 0; head[i] && i + 1 < sizeof name; i++)
    name[i] = head[i] == ' ' ? '_' : head[i];
  member_count(out, name, count);
}

static void put_keys(const MovesTable *table, const Move *move, Buffer *out) {
  if (!table->key)
    return;
  member_open(out, "keys", '[');
  for (size_t i = 0; i < move->customers; i++)
    item_text(out, table->key(table->context, move->rows[i]));
  buffer_byte(out, ']');
}

void moves_json(const MovesTable *table, Buffer *out) {
  Outcomes outcomes = outcomes_of(table);
  member_open(out, NULL, '{');
  member_text(out, "rule", table->from->rule);
  member_open(out, "outcomes", '[');
  for (size_t i = 0; i < outcomes.count; i++) {
    member_open(out, NULL, '{');
    member_text(out, "outcome", outcomes.names[i]);
    put_head(out, table->heads[0], outcomes.counts[0][i]);
    put_head(out, table->heads[1], outcomes.counts[1][i]);
    buffer_byte(out, '}');
  }
  buffer_byte(out, ']');
  member_open(out, "moves", '[');
  for (size_t i = 0; i < table->moves->count; i++) {
    const Move *move = &table->moves->list[i];
    member_open(out, NULL, '{');
    member_text(out, "from", move->from);
    member_text(out, "to", move->to);
    member_count(out, "customers", move->customers);
    put_keys(table, move, out);
    buffer_byte(out, '}');
  }
  buffer_string(out, "]}");
  outcomes_free(&outcomes);
}
