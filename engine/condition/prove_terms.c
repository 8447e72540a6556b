#include "condition/prove_terms.h"

#include "condition/number.h"

static void drop_pool(void *pool) {
  pool_free(pool);
}

Prover *prover_make(Arena *arena, ProveField *field, const void *context, int32_t as_of) {
  Prover *prover = arena_new(arena, sizeof *prover);
  prover->arena = arena;
  prover->field = field;
  prover->context = context;
  prover->as_of = as_of;
  arena_finally(arena, drop_pool, &prover->made);
  return prover;
}

/* --- equal parts are the same term --------------------------------------------- */

static Text value_bytes(const Value *value) {
  if (value->kind == VALUE_TEXT)
    return value->text;
  if (value->kind == VALUE_BOOLEAN)
    return value->boolean ? TEXT("true") : TEXT("false");
  return (Text){(const char *)&value->integer, value->kind == VALUE_MISSING ? 0 : sizeof(int64_t)};
}

static uint64_t term_hash(const Term *term) {
  uint64_t hash = (uint64_t)term->op * 0x9E3779B97F4A7C15u + term->value.kind;
  hash ^= text_hash(term->op == TREE_CONSTANT ? value_bytes(&term->value) : term->field);
  for (size_t i = 0; i < term->count; i++)
    hash = (hash ^ term->operands[i]->hash) * 0x9E3779B97F4A7C15u + (hash >> 29);
  return hash;
}

static bool term_equal(const Term *a, const Term *b) {
  if (a->hash != b->hash || a->op != b->op || a->count != b->count)
    return false;
  for (size_t i = 0; i < a->count; i++)
    if (a->operands[i] != b->operands[i])
      return false;
  return text_equal(a->field, b->field) && a->value.kind == b->value.kind &&
         (a->op != TREE_CONSTANT || text_equal(value_bytes(&a->value), value_bytes(&b->value)));
}

static Interval bounds_of(const Prover *prover, const Term *term) {
  if (term->op == TREE_FIELD)
    return prover->field(prover->context, term->field);
  return interval_of_kinds(INTERVAL_VALUES | INTERVAL_ERROR);
}

static size_t number_field(Prover *prover, Term *term) {
  prover->fields = arena_room(prover->arena, prover->fields, prover->field_count,
                              &prover->field_capacity, sizeof(Term *));
  prover->fields[prover->field_count] = term;
  return prover->field_count++;
}

static size_t sole_of(const Term *term) {
  size_t sole = TERM_NONE;
  for (size_t i = 0; i < term->count; i++) {
    size_t other = term->operands[i]->sole;
    if (other == TERM_NONE || other == sole)
      continue;
    sole = sole == TERM_NONE ? other : TERM_SEVERAL;
  }
  return sole;
}

Term *prover_intern(Prover *prover, Term wanted) {
  wanted.hash = term_hash(&wanted);
  Term **bucket = &prover->buckets[wanted.hash % TERM_BUCKETS];
  for (Term *term = *bucket; term; term = term->next)
    if (term_equal(term, &wanted))
      return term;
  Term *term = arena_new(prover->arena, sizeof *term);
  *term = wanted;
  term->operands = arena_array(prover->arena, wanted.count, sizeof(Term *));
  if (wanted.count)
    memcpy(term->operands, wanted.operands, wanted.count * sizeof(Term *));
  term->room = arena_array(prover->arena, wanted.count, sizeof(Interval));
  term->bounds = bounds_of(prover, term);
  term->sole = term->op == TREE_FIELD ? number_field(prover, term) : sole_of(term);
  term->next = *bucket;
  return *bucket = term;
}

/* --- where a term is worth cutting --------------------------------------------- */

static void keep_point(Prover *prover, Term *term, Value point) {
  for (size_t i = 0; i < term->point_count; i++)
    if (term->points[i].kind == point.kind && value_equal(term->points[i], point))
      return;
  term->points = arena_room(prover->arena, term->points, term->point_count, &term->point_capacity,
                            sizeof *term->points);
  term->points[term->point_count++] = point;
}

/* A value that comes from one of its parts is cut there. */
static void add_point(Prover *prover, Term *term, Value point) {
  bool comparable = point.kind == VALUE_TEXT || point.kind == VALUE_INTEGER ||
                    (point.kind == VALUE_DECIMAL && point.decimal == point.decimal);
  if (!comparable || term->op == TREE_CONSTANT || term->op == TREE_NOT)
    return;
  if (!term_is_logical(term)) {
    keep_point(prover, term, point);
    return;
  }
  for (size_t i = term->op == TREE_IF || term->op == TREE_LET; i < term->count; i++)
    add_point(prover, term->operands[i], point);
}

static void add_points(Prover *prover, const Term *term) {
  if (term->op == TREE_ONE_OF)
    for (size_t i = 1; i < term->count; i++)
      add_point(prover, term->operands[0], term->operands[i]->value);
  if (!tree_is_comparison(term->op))
    return;
  for (int side = 0; side < 2; side++)
    if (term->operands[1 - side]->op == TREE_CONSTANT)
      add_point(prover, term->operands[side], term->operands[1 - side]->value);
}

Term *prover_operation(Prover *prover, Term wanted) {
  if (wanted.op == TREE_GREATER || wanted.op == TREE_GREATER_EQUAL) {
    Term *left = wanted.operands[0];
    wanted.op = wanted.op == TREE_GREATER ? TREE_LESS : TREE_LESS_EQUAL;
    wanted.operands[0] = wanted.operands[1];
    wanted.operands[1] = left;
  }
  Term *term = prover_intern(prover, wanted);
  add_points(prover, term);
  return term;
}

/* --- from trees ---------------------------------------------------------------- */

typedef struct Reading {
  Prover *prover;
  const Tree *tree;
  Term **slots;         /* the values of the locals met so far */
  const TreeNode *part; /* NULL, or what is supposed to be … */
  Value truth;          /* … this */
} Reading;

Term *prover_constant(Prover *prover, Value value) {
  return prover_intern(prover, (Term){.op = TREE_CONSTANT, .value = value});
}

Term *prover_field(Prover *prover, Text name) {
  for (const TermName *known = prover->names; known; known = known->next)
    if (text_equal(known->name, name))
      return known->term;
  return prover_intern(prover, (Term){.op = TREE_FIELD, .field = name});
}

static Term *read_node(Reading *reading, const TreeNode *node);

static Term *read_operation(Reading *reading, const TreeNode *node) {
  Term wanted = {.op = node->op, .count = node->count};
  wanted.operands = arena_array(reading->prover->arena, node->count, sizeof(Term *));
  for (size_t i = 0; i < node->count; i++) {
    wanted.operands[i] = read_node(reading, node->operands[i]);
    if (node->op == TREE_LET && i == 0)
      reading->slots[node->index] = wanted.operands[0];
  }
  return prover_operation(reading->prover, wanted);
}

static Term *read_node(Reading *reading, const TreeNode *node) {
  if (node == reading->part)
    return prover_constant(reading->prover, reading->truth);
  switch (node->op) {
  case TREE_CONSTANT:
    return prover_constant(reading->prover, node->value);
  case TREE_FIELD:
    return prover_field(reading->prover, reading->tree->fields[node->index]);
  case TREE_LOCAL:
    return prover_intern(
        reading->prover,
        (Term){.op = TREE_LOCAL, .count = 1, .operands = &reading->slots[node->index]});
  default:
    return read_operation(reading, node);
  }
}

/* The locals that are made above a part: those of the whole tree, in its order. */
static void read_locals(Reading *reading, const TreeNode *node) {
  if (node->op == TREE_LET && !reading->slots[node->index])
    reading->slots[node->index] = read_node(reading, node->operands[0]);
  for (size_t i = 0; i < node->count; i++)
    read_locals(reading, node->operands[i]);
}

static Reading reading_of(Prover *prover, const Tree *tree) {
  Reading reading = {.prover = prover, .tree = tree};
  reading.slots = arena_array(prover->arena, tree->slot_count, sizeof(Term *));
  return reading;
}

Term *prover_term(Prover *prover, const Tree *tree, const TreeNode *part) {
  Reading reading = reading_of(prover, tree);
  if (part && tree->slot_count)
    read_locals(&reading, tree->root);
  return read_node(&reading, part ? part : tree->root);
}

Term *prover_supposing(Prover *prover, const Tree *tree, const TreeNode *part, bool truth) {
  Reading reading = reading_of(prover, tree);
  reading.part = part;
  reading.truth = (Value){.kind = VALUE_BOOLEAN, .boolean = truth};
  return read_node(&reading, tree->root);
}
