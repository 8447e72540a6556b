# The tests. `make test` installs what is missing and runs all; `make unit`,
# `make flows`, … run one kind. Each prints "N passed, N failed" or Check's line.

test: deps-test
	$(MAKE) check

check:
	$(MAKE) VARIANT=asan unit

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
	$(CC) $(FLAGS) -c -o $@ $<

$(B)/unit: $(ROOM_OBJECTS) $(UNIT_OBJECTS)
	$(CC) $(FLAGS) $(LDFLAGS) -o $@ $^ $(LIBRARIES) $(shell pkg-config --libs check)

unit: $(B)/unit
	$(B)/unit $(ONLY)

-include $(TESTS:%.c=$(B)/%.d)
