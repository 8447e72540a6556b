# The Debian packages of the project: one list each for building and for testing.
# `packages` (plain make) only looks and names what is missing; `deps` installs.

BUILD_PACKAGES := gcc libc6-dev pkg-config liblua5.4-dev lua-lpeg-dev lua-filesystem-dev \
	libcsv-dev libssl-dev libseccomp-dev libjansson-dev libxxhash-dev
TEST_PACKAGES := check clang llvm libclang-rt-14-dev clang-format clang-tidy cppcheck valgrind lua5.4 \
	lua-lpeg lua-filesystem python3

missing_packages = $(shell for p in $(1); do dpkg-query -W -f '$${Status}\n' $$p 2>/dev/null | grep -q 'ok installed' || printf '%s ' $$p; done)
SUDO = $(shell test "$$(id -u)" = 0 || echo sudo)
APT = $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -y -q --no-install-recommends

packages:
	@command -v dpkg-query >/dev/null 2>&1 || exit 0; \
	missing="$(strip $(call missing_packages,$(BUILD_PACKAGES)))"; \
	if [ -n "$$missing" ]; then echo "Missing: $$missing" >&2; \
	echo "Install with: apt-get install $$missing   (or: make deps)" >&2; exit 1; fi

define install_missing
	@missing="$(strip $(call missing_packages,$(1)))"; \
	if [ -n "$$missing" ]; then echo "Installing: $$missing"; \
	$(APT) update >/dev/null && $(APT) install $$missing >/dev/null; fi
endef

deps:
	$(call install_missing,$(BUILD_PACKAGES))

deps-test:
	$(call install_missing,$(BUILD_PACKAGES) $(TEST_PACKAGES))
