# Sales Cockpit. The targets, as a manual:
#
#   make run      start it: installs what is missing, opens the browser; the first page offers the demo company
#   make demo     load the demo company into the state directory itself, as the main company, without starting the server
#   make check    style, types and architecture, in a minute
#   make fast     style, architecture, contracts and the quick tests of single packages, in two minutes; says what it leaves out
#   make test     everything: style, types, and every test incl. a real browser, on all cores; says what it skipped
#   make coverage every test with the lines that no test runs; apart, because counting lines costs more than a tenth
#   make endure   kills, damage, full disks, every role at every door, floods of uploads, long days with many people
#                 (ENDURE_MINUTES=15), told in build/endure.md
#   make sweep    every case of which make test takes a few: everything that version 0.1 computed and showed, on four
#                 companies; every metric, split, page, language, layout and hostile file
#   make bench    speed against the bare libraries, on this machine (never part of the tests)
#   make pins     resolves pyproject.toml into requirements.txt and tests/requirements.txt, with hashes (needs uv)
#   make notices  THIRD_PARTY_NOTICES.md: what is carried along and every package with its licence
#   make audit    the bill of materials (build/bom.json) and pinned packages with known flaws; ADVISORIES=PATH names OSV records
#   make shots    a picture of every page in build/shots: two languages, light and dark, three widths
#   make clean    forget what was installed and built; data/home stays
#
# SALES_HOME=DIR   the state directory (data/home)      PORT=8600   the server's port (first free from 8501)
# PYTHON=python3.12   the interpreter for the venv      TESTS="tests/warehouse"   what `make test` runs
# JOBS=4           test processes (two more than cores, eight at most); JOBS=0 runs the tests in one process, in order

PYTHON ?= $(shell command -v python3.11 || command -v python3)
TESTS  ?= tests
# Two more than cores: the one with the browser waits for it, others for processes, locks and the clock; each costs its imports
# and the collecting of all tests.
JOBS   ?= $(shell $(PYTHON) -c 'import os; print(min(8, (os.cpu_count() or 1) + 2))')
PORT   ?= 0
BIN    := .venv/bin
CODE   := sales_core pages data scripts tests dashboard.py
# A file's tests stay in one process, so that its fixtures are built once; tests/conftest.py puts the long files first and
# keeps what needs a browser together.
PARALLEL = -n $(JOBS) --dist loadfile --no-loadscope-reorder
# What `make fast` leaves out: whole companies, whole processes, the browser, PostgreSQL, and types (make check).
LONG   := acceptance agreement bench cli demo e2e endure golden loading oracle pages

# Of the tests marked `endure`, those that `make endure` runs; `make sweep` runs all others.
ENDURE := tests/endure tests/access tests/loading/test_crash.py tests/loading/test_faults.py tests/e2e/test_sockets.py
# What measures memory, and so runs by itself after the rest of `make endure`.
ALONE  := tests/endure/test_viewers.py tests/e2e/test_upload_flood.py

# Compiled modules are kept whatever the shell says: processes that tests start, and the next run, import in half the time.
unexport PYTHONDONTWRITEBYTECODE

PINS   := uv pip compile pyproject.toml --universal --generate-hashes --no-annotate --no-emit-index-url --custom-compile-command "make pins" --quiet

.PHONY: run demo check fast test coverage endure sweep bench pins notices audit shots clean browser postgresql office

run: .make/product
	$(BIN)/python scripts/serve.py --port $(PORT)

demo: .make/product
	$(BIN)/python -m sales_core demo

check: .make/checks
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/pytest tests/architecture

# Types are looked at beside the tests, so that no core waits; they are told after them, and whatever fails fails it all.
define TYPES_BESIDE
	@mkdir -p build
	@$(BIN)/mypy >build/types.txt 2>&1 & types=$$!; \
	$(1); tests=$$?; \
	wait $$types; types=$$?; echo "types:"; cat build/types.txt; \
	[ $$tests -eq 0 ] && [ $$types -eq 0 ]
endef

# Nothing here waits for anything.
fast: JOBS := $(shell $(PYTHON) -c 'import os; print(min(8, os.cpu_count() or 1))')
fast: .make/checks
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	@echo "LEFT OUT of make fast: types, tests marked slow or shared, and $(LONG:%=tests/%); make test runs them"
	$(BIN)/pytest tests $(PARALLEL) -m "not (slow or shared or e2e or endure)" $(LONG:%=--ignore=tests/%)

# What a fresh clone lacks is compiled by one process that collects the tests, beside the types, and not by every worker.
test: .make/checks browser postgresql office
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(call TYPES_BESIDE,{ $(BIN)/pytest $(TESTS) --collect-only >/dev/null; $(BIN)/pytest $(TESTS) $(PARALLEL) -rs --durations=25; })

coverage: .make/checks browser postgresql office
	$(BIN)/pytest $(TESTS) $(PARALLEL) --cov=sales_core --cov=pages --cov-report=term:skip-covered

# Processes wait for each other and for the clock (TMPDIR=/tmp: for a disk too). Who has nothing left takes tests from others: a third of the time is in one file.
endure: JOBS := $(shell $(PYTHON) -c 'import os; print(min(8, (os.cpu_count() or 1) + 2))')
endure: .make/checks browser
	@$(BIN)/pytest $(ENDURE) -n $(JOBS) --dist worksteal -m endure $(ALONE:%=--ignore=%) -rs --durations=25; many=$$?; \
	$(BIN)/pytest $(ALONE) -m endure -rs; alone=$$?; \
	cat build/endure.md; [ $$many -eq 0 ] && [ $$alone -eq 0 ]

sweep: .make/checks browser postgresql office
	$(BIN)/pytest $(TESTS) $(PARALLEL) -m endure $(ENDURE:%=--ignore=%) $(ALONE:%=--ignore=%) -rs --durations=25

bench: .make/checks
	$(BIN)/python -m tests.bench

pins:
	$(PINS) -o requirements.txt
	$(PINS) --extra test -o tests/requirements.txt

notices: .make/product
	$(BIN)/python -m scripts.notices

audit: .make/product
	$(BIN)/python scripts/audit.py $(if $(ADVISORIES),--advisories $(ADVISORIES))

shots: .make/checks browser
	$(BIN)/python scripts/shots.py

clean:
	rm -rf .venv .make build .mypy_cache .ruff_cache

# The pip that Python brings looks at every file of every release for minutes; without a newer one it still does its work.
# The lists are whole and checked by hash, so that nothing has to be resolved. Modules are compiled when they are imported: a
# quarter of them ever is.
PIP := pip==26.3

define INSTALL
	@mkdir -p .make
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	-@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps -r $(1)
endef

# Installed once, and again when the pinned list changes.
.make/product: requirements.txt
	$(call INSTALL,$<)
	@touch $@

# The list of the tests holds all of the product's, with the same pins.
.make/checks: tests/requirements.txt requirements.txt
	$(call INSTALL,$<)
	@touch .make/product $@

# The browser of the system is used; only root on Debian or Ubuntu can be helped to one.
browser:
	@if command -v chromium chromium-browser google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk; \
	else echo "SKIPPED: no chromium found, so the browser tests will be skipped"; fi

# The tests start a private server of their own; only its programs have to be there.
postgresql:
	@if command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq postgresql; \
	else echo "SKIPPED: no PostgreSQL found, so the tests against it will be skipped"; fi

office:
	@if command -v soffice >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-impress libreoffice-calc; \
	else echo "SKIPPED: no LibreOffice found, so exports are not opened with it"; fi
