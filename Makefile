# Two commands do all the set-up: `make audit` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help

$(VENV)/.run: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

audit: $(VENV)/.run  ## audit seeds/ and write reports/run/ (links too, where there is a network)
	@mkdir -p reports/run
	@$(BIN)/citaudit audit seeds --fail-on never --format text --format html:reports/run/seeds.html --format json:reports/run/seeds.json --format markdown:reports/run/seeds.md

test: $(VENV)/.test  ## every test, with all that the tests need installed first
	$(BIN)/python -m pytest

check: $(VENV)/.test  ## linters, types and import contracts only
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

golden: $(VENV)/.test  ## write the golden files of the reports anew; read the difference
	$(BIN)/python -m tests.report.golden

dev: $(VENV)/.test  ## the development environment

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

.PHONY: audit test check golden dev help
