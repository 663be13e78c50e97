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

test: $(VENV)/.test parts  ## every test, with all that the tests need installed first
	$(BIN)/python -m pytest -n 2 --dist loadfile

parts:  ## what the tests need besides Python packages: a browser, a MediaWiki, a Wayback
	@for each in tests/*/install.sh; do "$$each" || exit 1; done

check: $(VENV)/.test  ## linters, types and import contracts only
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

golden: $(VENV)/.test  ## write the golden files of the reports anew; read the difference
	$(BIN)/python -m tests.report.golden

samples: $(VENV)/.run  ## reports/seeds.*: the sample report of an offline audit
	@$(BIN)/python -m tests.samples reports

docs: $(VENV)/.run  ## docs/rules*.md, from the rules themselves
	$(BIN)/python -m citaudit.judge.manual docs/rules.md
	$(BIN)/python -m citaudit.judge.manual docs/rules.zh-Hans.md zh-Hans
	$(BIN)/python -m citaudit.judge.manual docs/rules.zh-Hant.md zh-Hant

bench: $(VENV)/.test parts  ## benchmarks, as ratios in one run (CORPUS=folder:folder for more pages)
	@for each in audit parsing statements html_report recover archives; do \
	  echo "== $$each"; $(BIN)/python -m benchmarks.$$each || exit 1; done

pictures: $(VENV)/.test parts  ## the pictures of the README
	@$(BIN)/python -m tests.pictures docs/images
	@$(BIN)/python tests/html/screenshots.py reports/seeds.html docs/images

dev: $(VENV)/.test parts  ## the development environment

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

.PHONY: audit test parts check golden samples docs bench pictures dev help
