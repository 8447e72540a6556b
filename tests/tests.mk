# The tests. `make test` installs what is missing and runs all (`make check` without
# installing); each kind below can be run alone and prints its own closing line.

test: deps-test
	$(MAKE) check

JOBS := -j$(shell nproc)

check:
	$(MAKE) $(JOBS) VARIANT=asan build/asan/unit build/asan/helder
	$(MAKE) $(JOBS) VARIANT=faults build/faults/helder build/faults/unit
	$(MAKE) $(JOBS) VARIANT=valgrind build/valgrind/helder
	$(MAKE) $(JOBS) all
	@rm -f build/tally
	$(MAKE) arrows scripts-test
	$(MAKE) VARIANT=asan unit
	$(MAKE) VARIANT=faults HELDER_ROUNDS=500 ONLY=condition_random unit
	$(MAKE) both-ways pieces flows flows-asan flows-valgrind sweep docs policies fuzz
	$(MAKE) VARIANT=faults ONLY=explain_change unit
	$(MAKE) VARIANT=faults ONLY=log_flip unit
	$(MAKE) VARIANT=faults ONLY=explain_change_customers unit
	@awk '{p += $$1; f += $$2; s += $$3} END {printf "%d passed, %d failed, %d skipped\n", p, f, s; exit f > 0}' build/tally

# A line "…: N passed, N failed[, N skipped]" is shown and added to the tally.
tally = | tee build/last.txt; status=$${PIPESTATUS[0]}; sed -n 's/^.*: *\([0-9]*\) passed, \([0-9]*\) failed\(, \([0-9]*\) skipped\)\{0,1\}.*/\1 \2 0\4/p' build/last.txt | tail -1 >> build/tally; exit $$status
SHELL := /bin/bash

# --- Check, one file a subject: tests/<room>/<name>_test.c defines <room>_<name>_suite

UNIT_OBJECTS = $(TESTS:%.c=$(B)/%.o) $(B)/tests/unit_main.o $(B)/tests/suites.o

$(B)/tests/suites.c: $(TESTS)
	@mkdir -p $(@D)
	@{ echo '#include <check.h>'; \
	for t in $(TESTS); do n=$$(basename $$t _test.c); r=$$(basename $$(dirname $$t)); echo "Suite *$${r}_$${n}_suite(void);"; done; \
	echo 'Suite *(*const suites[])(void) = {'; \
	for t in $(TESTS); do n=$$(basename $$t _test.c); r=$$(basename $$(dirname $$t)); echo "  $${r}_$${n}_suite,"; done; \
	echo '  0};'; } > $@

$(B)/tests/suites.o: $(B)/tests/suites.c
	$(call step,CC,$<) $(CC) $(FLAGS) -c -o $@ $<

# tests/log/flip_test.c stands between these and whoever calls them.
REMEMBERED = -Wl,--wrap=merkle_leaf -Wl,--wrap=merkle_root

$(B)/unit: $(ROOM_OBJECTS) $(UNIT_OBJECTS)
	$(call step,LINK,$@) $(CC) $(FLAGS) $(LDFLAGS) $(REMEMBERED) -o $@ $^ $(LIBRARIES) $(shell pkg-config --libs check)

unit: $(B)/unit
	@mkdir -p build
	@ASAN_OPTIONS=detect_leaks=1 tests/unit.sh $(B)/unit $(ONLY) $(tally)

-include $(TESTS:%.c=$(B)/%.d)

# --- the house's arrows, the shipped Lua, the real binary, the docs

.PHONY: arrows both-ways pieces scripts-test flows flows-asan flows-valgrind sweep docs policies
arrows:
	@mkdir -p build
	@sh tests/arrows.sh $(tally)

scripts-test:
	@for t in tests/scripts/*_test.lua; do echo "== $$t"; \
	LUA_PATH='scripts/?.lua;tests/scripts/?.lua' lua5.4 $$t > build/script.txt; status=$$?; \
	tail -n 30 build/script.txt | sed 's/^\([0-9]* passed\)/scripts: \1/'; \
	sed -n 's/^.*\b\([0-9][0-9]*\) passed, \([0-9]*\) failed\(, \([0-9]*\) skipped\)\{0,1\}.*/\1 \2 0\4/p' build/script.txt | tail -1 >> build/tally; \
	[ $$status = 0 ] || exit 1; done

flows: build/helder
	@tests/flow/run.sh build/helder $(tally)

flows-asan:
	@tests/flow/run.sh build/asan/helder $(tally)

flows-valgrind:
	@WRAP="valgrind -q --error-exitcode=99 --trace-children=no --child-silent-after-fork=yes" \
	tests/flow/run.sh build/valgrind/helder $(VALGRIND_FLOWS) $(tally)

# Those without a clock, a kill or a large sample in them; valgrind takes seconds a command.
VALGRIND_FLOWS := why why_nl why_loop overrides rule_error broken_guarantee wrong_key bad_data \
	second_run profile list_forms verify_receipt check_findings

# Law 2: the Lua VM and the columns, random policies over random data, the same bytes
both-ways: build/helder
	@tests/both_ways.sh build/helder 20 150 $(tally)

pieces:
	@tests/pieces.sh build/faults/helder $(tally)

sweep:
	@tests/sweep.sh build/faults/helder $(tally)

docs: build/helder
	@tests/docs.sh build/helder $(tally)

policies: build/helder
	@tests/policies.sh build/helder $(tally)

# --- what threads share, under ThreadSanitizer: reading in parts, kept columns, deciding, writing,
# streaming, watching, verifying, the line of progress. Some minutes, so not part of `make check`;
# tsan-few is the fewest that reach each path, and part of CI. A process that Ctrl-C ends waits
# for none of its threads: that is no leak.

.PHONY: tsan tsan-few
TSAN_SUITES := table_parts table_kept table_events log_run log_ended decide_measure decide_random
TSAN_FLOWS := threads events what_if_events verify_replay compare counts stream stream_killed watch \
	interrupted progress
tsan-few:
	$(MAKE) tsan TSAN_SUITES="table_parts table_kept log_run decide_measure" \
	TSAN_FLOWS="events verify_replay counts stream_killed"

tsan:
	$(MAKE) $(JOBS) VARIANT=tsan build/tsan/unit build/tsan/helder
	@export TSAN_OPTIONS="halt_on_error=1 exitcode=66 report_thread_leaks=0"; \
	for suite in $(TSAN_SUITES); do build/tsan/unit $$suite || exit 1; done; \
	tests/flow/run.sh build/tsan/helder $(TSAN_FLOWS)

# --- fuzzing: in CI a minute for the loaders of data and policies, less for the others;
# two at a time, new inputs kept under build/

FUZZ_SECONDS ?= $(if $(CI),60,10)
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*_fuzz.c))
FUZZ_FIRST := load_fuzz policy_fuzz

build/fuzz/%: $(ROOM_OBJECTS) $(B)/tests/fuzz/%.o
	@mkdir -p $(@D)
	$(call step,LINK,$@) $(CC) $(FLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(LIBRARIES)

fuzz:
	$(MAKE) $(JOBS) VARIANT=fuzz $(FUZZERS:%=build/fuzz/%)
	@printf '%s\n' $(FUZZ_FIRST:%=%:$(FUZZ_SECONDS)) \
	$(patsubst %,%:$$(($(FUZZ_SECONDS) / 3)),$(filter-out $(FUZZ_FIRST),$(FUZZERS))) | \
	xargs -P 2 -n 1 tests/fuzz/run.sh
	@cat build/*_fuzz.tally >> build/tally; ! grep -qv '^1 0' build/*_fuzz.tally -h

# --- format and static checks: nothing may be said

C_FILES = $(shell git ls-files '*.c' '*.h')
lint: deps-test
	@clang-format --dry-run -Werror $(C_FILES) && echo "lint: format is right"
	$(MAKE) $(JOBS) B=build/lint-gcc CI=1 CC=gcc build/lint-gcc/helder >/dev/null
	$(MAKE) $(JOBS) B=build/lint-clang CI=1 CC=clang OPTIMISE_release=-O2 build/lint-clang/helder >/dev/null
	@echo "lint: gcc and clang say nothing with -Wall -Wextra -Wpedantic -Werror"
	$(call step,CPPCHECK,engine) cppcheck -q --std=c11 -j2 -Iengine --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	--suppress=normalCheckLevelMaxBranches --suppress=missingIncludeSystem -D__x86_64__ engine
	@echo "lint: cppcheck says nothing"
	@sh tests/shape.sh

format:
	clang-format -i $(C_FILES)
