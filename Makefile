# Produktionstavlen: everything a person needs to run and test it, in a virtual environment of its own.
.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
# More arguments for pytest: make test ARGS="tests/unit -x"
ARGS ?=

BIN := $(VENV)/bin
PINS := requirements/pins.txt
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python --constraint $(PINS) --build-constraint $(PINS)
UV := $(shell grep '^uv==' $(PINS))
OLD_PYTHON := Python 3.11 or newer with venv is needed (Debian: apt-get install python3-venv); set PYTHON to use another one.

.PHONY: help run test check format bench screenshots clean

help: ## Tell what can be made
	@echo "Produktionstavlen"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

run: $(VENV)/.installed ## Serve the demo municipality on http://127.0.0.1:8000 (PORT=8123 for another port)
	@exec $(BIN)/kanban demo --port $(PORT)

test: $(VENV)/.developing ## Run the whole test suite, with a real browser and a real PostgreSQL (ARGS="tests/unit" for a part)
	@$(BIN)/python -m tests.tools.prepare
	@$(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile $(ARGS)

check: $(VENV)/.developing ## Lint, types, the direction of imports and the templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint templates

format: $(VENV)/.developing ## Put the code into the common form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.developing ## Measure speed and print the figures
	@$(BIN)/python -m tests.bench $(ARGS)

screenshots: $(VENV)/.developing ## Take the pictures of the guide
	@$(BIN)/python -m tests.tools.prepare
	@$(BIN)/python -m tests.browser.screenshots $(ARGS)

clean: ## Remove the environment, tools and caches; data in var/ stays
	rm -rf $(VENV) .tools build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/uv: $(PINS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' && $(PYTHON) -m venv $(VENV) || { echo "$(OLD_PYTHON)" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	@touch $@

$(VENV)/.installed: pyproject.toml $(PINS) $(BIN)/uv
	@echo 'Installing into $(VENV)'
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.developing: $(VENV)/.installed
	@echo 'Installing the development tools into $(VENV)'
	@$(INSTALL) --group dev
	@touch $@
