# make bench: speed and memory beside their references (tests/bench/README.md). Takes
# minutes, and for the largest run twelve gigabytes under build/bench that are given back;
# never part of `make test`.

.PHONY: bench bench-large
BENCH_ROWS ?= 1000000
# 20 a customer; BENCH_MANY: times as many customers in the largest run, 0: none
BENCH_EVENTS ?= $(shell echo $$((20 * $(BENCH_ROWS))))
BENCH_MANY ?= 10
BENCH_LARGE ?= 1000000 10000000 100000000
# The first run helder or none of it, and are linked with the lowest room only: that is quicker.
BENCH_OUTSIDE := generate whole counts many watch stream
BENCH_INSIDE := load ask events change
BENCH_PROGRAMS := $(BENCH_OUTSIDE) $(BENCH_INSIDE)
BENCH_BINARIES := $(BENCH_PROGRAMS:%=$(B)/bench/%)
BENCH_SHARED := figure process bare_lua bound

bench: all $(BENCH_BINARIES)
	@mkdir -p build/bench
	@sh tests/bench/run.sh $(B) $(BENCH_ROWS) $(BENCH_EVENTS) $(BENCH_MANY)

# Streamed runs up to 100,000,000 customers, 11 GB of CSV through a pipe. By hand: it takes an hour.
bench-large: all $(B)/bench/generate $(B)/bench/stream
	@sh tests/bench/large.sh $(B) $(BENCH_LARGE)

$(BENCH_OUTSIDE:%=$(B)/bench/%): $(filter $(B)/engine/base/%,$(ROOM_OBJECTS))
$(BENCH_INSIDE:%=$(B)/bench/%): $(BENCH_SHARED:%=$(B)/tests/bench/%.o) $(ROOM_OBJECTS)
$(BENCH_BINARIES): $(B)/bench/%: $(B)/tests/bench/%.o $(B)/tests/bench/figure.o $(B)/tests/bench/process.o
	@mkdir -p $(@D)
	$(call step,LINK,$@) $(CC) $(FLAGS) $(LDFLAGS) -o $@ $(sort $^) $(LIBRARIES)

-include $(BENCH_PROGRAMS:%=$(B)/tests/bench/%.d) $(BENCH_SHARED:%=$(B)/tests/bench/%.d)
