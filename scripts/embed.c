/* Writes the named files as C tables (engine/policy/scripts.h):
 *   shipped_scripts[]  the Lua files, as bytecode of the Lua that this program and the engine
 *                      are built with; names and lines are kept, for messages
 *   shipped_texts[]    those that no Lua runs (their first line is ---@meta), byte for byte
 *   shipped_start[]    what `helder init` writes (scripts/start/), byte for byte
 *
 *   embed scripts/a.lua … scripts/start/b.lua … > scripts.c
 *
 * Runs at build time only; exits with 1 after saying which file cannot be read or is no Lua. */
#include <lauxlib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef enum Kind { SCRIPT, TEXT, START, KINDS } Kind;

static int fail(const char *path, const char *why) {
  fprintf(stderr, "embed: %s: %s\n", path, why);
  return 1;
}

static void bytes_write(const void *bytes, size_t length) {
  for (size_t i = 0; i < length; i++)
    printf("%u,%s", ((const unsigned char *)bytes)[i], i % 32 == 31 ? "\n" : "");
}

static int bytecode_write(lua_State *lua, const void *bytes, size_t length, void *context) {
  (void)lua;
  (void)context;
  bytes_write(bytes, length);
  return 0;
}

/* Pushes the whole file as text; false when it cannot be read. */
static bool file_push(lua_State *lua, const char *path) {
  luaL_Buffer buffer;
  FILE *file = fopen(path, "rb");
  if (!file)
    return false;
  luaL_buffinit(lua, &buffer);
  for (size_t got = 1; got > 0;) {
    char *room = luaL_prepbuffer(&buffer);
    got = fread(room, 1, LUAL_BUFFERSIZE, file);
    luaL_addsize(&buffer, got);
  }
  luaL_pushresult(&buffer);
  bool whole = !ferror(file);
  fclose(file);
  return whole;
}

static Kind kind_of(const char *path, const char *text) {
  if (strstr(path, "/start/"))
    return START;
  return strncmp(text, "---@meta\n", strlen("---@meta\n")) == 0 ? TEXT : SCRIPT;
}

/* Pushes the file's last name; without .lua but for what init writes. */
static const char *name_push(lua_State *lua, const char *path, Kind kind) {
  const char *last = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
  size_t length = strlen(last);
  return lua_pushlstring(lua, last, kind == START ? length : length - strlen(".lua"));
}

/* Adds the file's row to the table of its kind, which lies at index 1 + kind. */
static int file_write(lua_State *lua, const char *path, int number) {
  size_t length;
  if (!file_push(lua, path))
    return fail(path, "cannot be read");
  const char *text = lua_tolstring(lua, -1, &length);
  Kind kind = kind_of(path, text);
  const char *name = name_push(lua, path, kind);
  printf("static const unsigned char file_%d[] = {\n", number);
  if (kind != SCRIPT)
    bytes_write(text, length);
  else if (luaL_loadbufferx(lua, text, length, lua_pushfstring(lua, "=helder %s", name), "t"))
    return fail(path, lua_tostring(lua, -1));
  else
    lua_dump(lua, bytecode_write, NULL, 0);
  puts("0};");
  lua_pushfstring(lua, "  {\"%s\", (const char *)file_%d, sizeof file_%d - 1},\n", name, number,
                  number);
  lua_rawseti(lua, 1 + kind, luaL_len(lua, 1 + kind) + 1);
  lua_settop(lua, KINDS);
  return 0;
}

static void tables_write(lua_State *lua) {
  static const char *const tables[KINDS] = {"shipped_scripts", "shipped_texts", "shipped_start"};
  for (int kind = 0; kind < KINDS; kind++) {
    printf("const ShippedScript %s[] = {\n", tables[kind]);
    for (lua_Integer row = 1; lua_rawgeti(lua, 1 + kind, row) == LUA_TSTRING; row++) {
      fputs(lua_tostring(lua, -1), stdout);
      lua_pop(lua, 1);
    }
    puts("  {0, 0, 0}};");
    lua_settop(lua, KINDS);
  }
}

int main(int count, char **paths) {
  lua_State *lua = luaL_newstate();
  int failed = lua ? 0 : fail("Lua", "not enough memory");
  for (int kind = 0; kind < KINDS && !failed; kind++)
    lua_newtable(lua);
  puts("#include \"policy/scripts.h\"");
  for (int i = 1; i < count && !failed; i++)
    failed = file_write(lua, paths[i], i);
  if (!failed)
    tables_write(lua);
  if (lua)
    lua_close(lua);
  return failed || fflush(stdout) != 0;
}
