# Helder. The commands for people:
#   make demo      install what is missing, build, run the spa policy, ask one why
#   make test      install what is missing, build, run every test
#   make           build build/helder; touches nothing outside build/
#   make install PREFIX=…    make bench    make lint    make tsan    make clean
# VARIANT chooses how it is built: release (default), asan, tsan, valgrind, faults, fuzz.
# A step is told in one short line; V=1 shows the whole command.

VARIANT ?= release
PREFIX ?= /usr/local
B := $(if $(filter release,$(VARIANT)),build,build/$(VARIANT))

ifeq ($(VARIANT),fuzz)
CC := clang
endif
WARNINGS := -Wall -Wextra -Wpedantic $(if $(filter clang%,$(CC)),,-Wno-maybe-uninitialized)
ifdef CI
WARNINGS += -Werror
endif
ARCH_LIBRARIES := lua5.4 lua5.4-lpeg lua5.4-filesystem libcrypto libseccomp jansson libxxhash
INCLUDES = -Iengine -I$(B) $(shell pkg-config --cflags $(ARCH_LIBRARIES))
# A release holds its libraries where their archives are there, as with Debian's -dev packages:
# one binary, and a process that has nothing to look up starts a millisecond sooner.
without_archive = $(if $(filter release,$(VARIANT)),$(foreach l,$(1),$(if $(filter /%,$(shell $(CC) -print-file-name=lib$(l:-l%=%).a)),,$(l))),$(1))
NEEDED = $(filter -l%,$(shell pkg-config --libs $(ARCH_LIBRARIES))) -lcsv
LIBRARIES = $(if $(strip $(call without_archive,$(NEEDED))),$(NEEDED),-Wl,-Bstatic $(NEEDED) -Wl,-Bdynamic) -lm -lpthread
OPTIMISE_release := -O2 -flto=auto
OPTIMISE_asan := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -DHELDER_FAULTS -DHELDER_SANITIZED -Wno-format-truncation
OPTIMISE_tsan := -O1 -fsanitize=thread -DHELDER_SANITIZED
OPTIMISE_valgrind := -O1 -DHELDER_WITHOUT_SECCOMP
OPTIMISE_faults := -O1 -DHELDER_FAULTS
OPTIMISE_fuzz := -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -DHELDER_SANITIZED
FLAGS = -std=c11 -D_GNU_SOURCE -g $(OPTIMISE_$(VARIANT)) $(WARNINGS) $(INCLUDES) $(CFLAGS)

SOURCES := $(sort $(wildcard engine/*.c engine/*/*.c))
OBJECTS := $(SOURCES:%.c=$(B)/%.o) $(B)/scripts.o
ROOM_OBJECTS = $(filter-out $(B)/engine/main.o,$(OBJECTS))
SCRIPTS := $(sort $(wildcard scripts/*.lua scripts/start/*))
TESTS := $(sort $(wildcard tests/*/*_test.c))

# $(call step,CC,WHAT): the short line, and the command that follows unseen.
step = $(if $(V),,@echo "$(1) $(2)";)

.PHONY: all demo test check bench bench-large lint install clean deps deps-test unit valgrind-flows fuzz format packages
.DELETE_ON_ERROR:
.SECONDARY:

all: packages $(B)/helder

# --- what must be there -------------------------------------------------------

include tests/packages.mk

# --- the binary ---------------------------------------------------------------

$(B)/helder: $(OBJECTS)
	$(call step,LINK,$@) $(CC) $(FLAGS) $(LDFLAGS) -o $@ $^ $(LIBRARIES)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(call step,CC,$<) $(CC) $(FLAGS) -MMD -MP -c -o $@ $<

# Loops over columns: compilers turn them into vector instructions from -O3 on.
$(B)/engine/base/bytes.o: OPTIMISE_release += -O3
$(addprefix $(B)/engine/condition/,evaluate.o kernel.o kernel_column.o numeric.o): OPTIMISE_release += -O3
$(addprefix $(B)/engine/table/,dictionary_view.o kept_table.o range.o): OPTIMISE_release += -O3
$(addprefix $(B)/engine/decide/,counts.o entry.o measure_add.o measure_pick.o measure_scale.o near.o segments.o): OPTIMISE_release += -O3

# The Lua that ships with the engine, as one C table of names and bytecode: made by a program of
# this machine's compiler with the same Lua, so that what is written is what the engine reads.
$(B)/embed: scripts/embed.c
	@mkdir -p $(@D)
	$(call step,CC,$<) $(CC) -std=c11 -g $(WARNINGS) $(INCLUDES) $(CFLAGS) $(LDFLAGS) -o $@ $< $(shell pkg-config --libs lua5.4)

$(B)/scripts.c: $(SCRIPTS) $(B)/embed
	$(call step,EMBED,$@) $(B)/embed $(SCRIPTS) > $@

$(B)/scripts.o: $(B)/scripts.c
	$(call step,CC,$<) $(CC) $(FLAGS) -c -o $@ $<

-include $(OBJECTS:.o=.d)

# The spa's policy over its sample, and one guest's why.
demo: deps
	@mkdir -p build; $(MAKE) --no-print-directory build/helder > build/make.log 2>&1 || { cat build/make.log; exit 1; }
	build/helder run rules/spa --as-of 2026-11-21
	build/helder why $(DEMO_KEY)

DEMO_KEY := G-0007

install: all
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 build/helder $(DESTDIR)$(PREFIX)/bin/helder

# The sample data, the same bytes each time.
.PHONY: samples
samples:
	lua5.4 samples/generate.lua

clean:
	rm -rf build

include tests/tests.mk
include tests/bench/bench.mk
