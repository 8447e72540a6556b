/* The tree of RFC 6962, against the vectors of transparency-dev/merkle. */
#include "log/merkle.h"

#include <check.h>
#include <dirent.h>
#include <jansson.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"

static const char folder[] = "../shared/data/merkle";

static bool absent(void) {
  if (access(folder, R_OK) == 0)
    return false;
  puts("skipped: no ../shared/data");
  return true;
}

static size_t from_hex(const char *hex, uint8_t *out) {
  size_t count = strlen(hex) / 2;
  for (size_t i = 0; i < count; i++) {
    unsigned byte;
    ck_assert_int_eq(sscanf(hex + 2 * i, "%2x", &byte), 1);
    out[i] = (uint8_t)byte;
  }
  return count;
}

static void assert_hash(const MerkleHash *hash, const char *hex) {
  char text[SHA256_HEX + 1];
  sha256_hex(hash->bytes, text);
  ck_assert_str_eq(text, hex);
}

static json_t *load(const char *path) {
  json_error_t why;
  json_t *json = json_load_file(path, 0, &why);
  ck_assert_msg(json != NULL, "%s: %s", path, why.text);
  return json;
}

START_TEST(roots_of_0_to_8_leaves) {
  if (absent())
    return;
  json_t *vectors = load("../shared/data/merkle/roots.json");
  json_t *leaves = json_object_get(vectors, "leaves_hex");
  json_t *roots = json_object_get(vectors, "roots_hex_by_size");
  MerkleHash hashes[8];
  for (size_t i = 0; i < 8; i++) {
    uint8_t bytes[64];
    size_t length = from_hex(json_string_value(json_array_get(leaves, i)), bytes);
    hashes[i] = merkle_leaf((Text){(char *)bytes, length});
  }
  for (size_t size = 0; size <= 8; size++) {
    MerkleHash root = merkle_root(hashes, size);
    assert_hash(&root, json_string_value(json_array_get(roots, size)));
  }
  MerkleHash leaf = merkle_leaf(TEXT("L123456"));
  assert_hash(&leaf,
              json_string_value(json_object_get(json_object_get(vectors, "hash_leaf"), "L123456")));
  json_decref(vectors);
}
END_TEST

/* A base64 field of 32 bytes; false when it holds something else. */
static bool hash_from(const json_t *field, MerkleHash *hash) {
  unsigned char bytes[256];
  const char *text = json_string_value(field);
  if (!text || strlen(text) != 44)
    return false;
  ck_assert_int_eq(EVP_DecodeBlock(bytes, (const unsigned char *)text, 44), 33);
  memcpy(hash->bytes, bytes, SHA256_BYTES);
  return true;
}

/* A proof with an item that is no hash is refused before it is checked. */
static bool proof_from(const json_t *list, MerkleProof *proof) {
  proof->count = 0;
  for (size_t i = 0; i < json_array_size(list); i++)
    if (!hash_from(json_array_get(list, i), &proof->hashes[proof->count++]))
      return false;
  return true;
}

static uint64_t number(const json_t *json, const char *name) {
  return (uint64_t)json_integer_value(json_object_get(json, name));
}

static bool inclusion_holds(const json_t *json) {
  MerkleProof proof;
  MerkleHash leaf, root;
  return proof_from(json_object_get(json, "proof"), &proof) &&
         hash_from(json_object_get(json, "leafHash"), &leaf) &&
         hash_from(json_object_get(json, "root"), &root) &&
         merkle_check_inclusion(&leaf, number(json, "leafIdx"), number(json, "treeSize"), &proof,
                                &root);
}

static bool consistency_holds(const json_t *json) {
  MerkleProof proof;
  MerkleHash before, after;
  return proof_from(json_object_get(json, "proof"), &proof) &&
         hash_from(json_object_get(json, "root1"), &before) &&
         hash_from(json_object_get(json, "root2"), &after) &&
         merkle_check_consistency(number(json, "size1"), number(json, "size2"), &proof, &before,
                                  &after);
}

static int check_folder(Arena *arena, const char *path, bool (*holds)(const json_t *)) {
  int checked = 0;
  DIR *opened = opendir(path);
  ck_assert_ptr_nonnull(opened);
  for (struct dirent *entry; (entry = readdir(opened));) {
    if (entry->d_name[0] == '.')
      continue;
    char *below = arena_format(arena, "%s/%s", path, entry->d_name);
    if (!strstr(entry->d_name, ".json")) {
      checked += check_folder(arena, below, holds);
      continue;
    }
    json_t *json = load(below);
    bool wrong = json_is_true(json_object_get(json, "wantErr"));
    ck_assert_msg(holds(json) == !wrong, "%s: %s", below,
                  json_string_value(json_object_get(json, "desc")));
    json_decref(json);
    checked++;
  }
  closedir(opened);
  return checked;
}

START_TEST(proofs_of_others_are_judged_rightly) {
  if (absent())
    return;
  Arena *arena = arena_make();
  ck_assert_int_ge(check_folder(arena, "../shared/data/merkle/inclusion", inclusion_holds), 6);
  ck_assert_int_ge(check_folder(arena, "../shared/data/merkle/consistency", consistency_holds), 13);
  arena_drop(arena);
}
END_TEST

enum { TREE_MOST = 70 };

static void make_leaves(MerkleHash *leaves) {
  for (size_t i = 0; i < TREE_MOST; i++)
    leaves[i] = merkle_leaf((Text){(char *)&i, sizeof i});
}

START_TEST(own_proofs_hold_for_every_size) {
  MerkleHash leaves[TREE_MOST];
  MerkleProof proof;
  make_leaves(leaves);
  for (size_t size = 1; size <= TREE_MOST; size++) {
    MerkleHash root = merkle_root(leaves, size);
    for (size_t i = 0; i < size; i++) {
      merkle_prove_inclusion(leaves, size, i, &proof);
      ck_assert(merkle_check_inclusion(&leaves[i], i, size, &proof, &root));
      ck_assert(!merkle_check_inclusion(&leaves[(i + 1) % TREE_MOST], i, size, &proof, &root));
      MerkleHash before = merkle_root(leaves, i + 1);
      merkle_prove_consistency(leaves, i + 1, size, &proof);
      ck_assert(merkle_check_consistency(i + 1, size, &proof, &before, &root));
      if (i + 1 < size)
        ck_assert(!merkle_check_consistency(i + 1, size, &proof, &root, &before));
    }
  }
}
END_TEST

START_TEST(root_of_subtrees_is_the_root) {
  MerkleHash leaves[TREE_MOST], subtrees[TREE_MOST];
  make_leaves(leaves);
  for (size_t size = 1; size <= TREE_MOST; size++) {
    size_t count = 0;
    for (size_t from = 0; from < size; from += 8)
      subtrees[count++] = merkle_root(leaves + from, size - from < 8 ? size - from : 8);
    MerkleHash whole = merkle_root(leaves, size), joined = merkle_root(subtrees, count);
    ck_assert_mem_eq(whole.bytes, joined.bytes, SHA256_BYTES);
  }
}
END_TEST

Suite *log_merkle_suite(void) {
  Suite *suite = suite_create("log_merkle");
  TCase *tests = tcase_create("merkle");
  tcase_add_test(tests, roots_of_0_to_8_leaves);
  tcase_add_test(tests, proofs_of_others_are_judged_rightly);
  tcase_add_test(tests, own_proofs_hold_for_every_size);
  tcase_add_test(tests, root_of_subtrees_is_the_root);
  suite_add_tcase(suite, tests);
  return suite;
}
