# make bench: speed and memory beside their references (tests/bench/README.md). Takes
# minutes and most of a gigabyte under build/bench; never part of `make test`.

.PHONY: bench
BENCH_ROWS ?= 1000000
BENCH_EVENTS ?= 20000000
BENCH_PROGRAMS := generate load ask whole events change watch
BENCH_BINARIES := $(BENCH_PROGRAMS:%=$(B)/bench/%)
BENCH_SHARED := figure process bare_lua

bench: all $(BENCH_BINARIES)
	@mkdir -p build/bench
	@sh tests/bench/run.sh $(B) $(BENCH_ROWS) $(BENCH_EVENTS)

$(BENCH_BINARIES): $(B)/bench/%: $(B)/tests/bench/%.o $(BENCH_SHARED:%=$(B)/tests/bench/%.o) $(ROOM_OBJECTS)
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(LDFLAGS) -o $@ $^ $(LIBRARIES)

-include $(BENCH_PROGRAMS:%=$(B)/tests/bench/%.d) $(BENCH_SHARED:%=$(B)/tests/bench/%.d)
