-- lua5.4 profile.lua ROWS < `perf script -F period,ip,sym`: shares the cycles of whole runs out
-- over what they were for. A sample belongs to the first part below of which a function stands
-- in its stack, so that what the kernel does for a write is part of writing.

local PARTS = {
  { "the system: starting, its own clock", "bprm_execve", "asm_sysvec_apic_timer_interrupt" },
  { "log: bytes handed to the system", "vfs_write", "sync_file_range", "do_fsync", "__x64_sys_fsync", "vfs_fsync_range" },
  { "load: SHA-256 of the file", "source_hash" },
  { "log: SHA-256 of lines, tree and files", "sha256_many", "merkle_leaves", "merkle_add", "level_above", "small_root", "sha256_add", "SHA256_Update", "sha256_start", "sha256_end" },
  { "log: salts", "salt_text", "salts_fill", "RAND_bytes" },
  { "log: the index", "index_sort", "index_write", "index_add", "put_index" },
  { "log: lines put together", "line_write", "batch_fill", "batch_put", "lines_write", "write_lines", "line_plan" },
  { "log: the rest", "run_write" },
  { "load: bytes read, and looked at as UTF-8", "source_more", "source_check_from", "vfs_read", "__libc_pread64", "text_utf8_prefix" },
  { "load: where cells and records end", "split_step", "csv_parse", "records_next" },
  { "load: texts to codes", "store_texts", "dictionary_enter_many", "dictionary_enter_all", "dictionary_enter_new", "slots_double", "join_texts" },
  { "load: the key", "keys_check", "join_keys", "keys_join", "keymap_make" },
  { "load: numbers, dates, yes and no", "store_cells", "builder_fill", "store_integers", "number_decimal" },
  { "load: the rest", "table_read", "part_first", "reading_first", "first_job", "second_job", "join_job", "reading_parts_second" },
  { "rules asked over columns", "policy_ask", "ask_trees" },
  { "decide: segments, selections, counts", "decide_run", "range_job", "range_enter", "range_score", "range_draw", "range_in_order", "range_count",
    "count_job" },
  { "the policy read", "policy_load", "policy_describe" },
}

local part_of = {}
for order, part in ipairs(PARTS) do
  for i = 2, #part do
    part_of[part[i]] = part_of[part[i]] or order
  end
end
PARTS[#PARTS + 1] = { "the rest" }

local cycles, all, nowhere = {}, 0, {}
local period, least, top

local function close()
  if period then
    local order = least or #PARTS
    cycles[order] = (cycles[order] or 0) + period
    all = all + period
    if not least and top then
      nowhere[top] = (nowhere[top] or 0) + period
    end
  end
  period, least, top = nil, nil, nil
end

for line in io.lines() do
  local number = line:match "^%s*(%d+):?%s*$"
  if number then
    close()
    period = tonumber(number)
  else
    local name = line:match "^%s+%x+ ([%w_]+)"
    top = top or name
    local order = part_of[name]
    least = order and (not least or order < least) and order or least
  end
end
close()

for order, part in ipairs(PARTS) do
  if cycles[order] then
    print(("| %s | %.1f %% |"):format(part[1], 100 * cycles[order] / all))
  end
end
if os.getenv "NOWHERE" then -- to see what the parts miss
  for name, number in pairs(nowhere) do
    print(("%6.2f %% %s"):format(100 * number / all, name))
  end
end
