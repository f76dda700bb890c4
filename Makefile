# Brink: `make` alone tells the verbs. Each verb stands for a whole job; no other step is needed.
.DEFAULT_GOAL := help
.PHONY: help run test test-quick coverage lint format relevance messages elasticsearch requirements clean

PORT ?= 8000
export PORT

# The first Python on the PATH that is new enough; `make run PYTHON=/path/to/python3.12` overrides it.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; \
	done)
CHECKOUT = @$(if $(PYTHON),$(PYTHON),echo "Brink needs Python 3.11 or newer on the PATH." && false) deploy/checkout.py
VENV = .venv/bin
PIN = uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
	--no-strip-extras --python-version 3.11

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## *' '{printf "  make %-14s %s\n", $$1, $$2}'

run:  ## the whole site on http://127.0.0.1:8000, with demo content (PORT=8001 for another port)
	$(CHECKOUT) run

test:  ## everything: format, lint, types, imports, messages, all tests on both sets of services
	$(CHECKOUT) environment --dev
	@$(VENV)/python -m tests.suite

test-quick:  ## the inner loop, a minute and a half: on SQLite, no browser, servers, real commits, admin forms or `slow`
	$(CHECKOUT) environment --dev
	@$(VENV)/python -m tests.suite --quick

coverage:  ## tests on SQLite with the lines they reach
	$(CHECKOUT) environment --dev
	@$(VENV)/python -m tests.suite --coverage

lint:  ## format, lint, types, import layers and migrations, without tests
	$(CHECKOUT) environment --dev
	@$(VENV)/python -m tests.suite --lint

format:  ## put the code in the one format
	$(CHECKOUT) environment --dev
	@$(VENV)/ruff check --fix --quiet . ; $(VENV)/ruff format .

relevance:  ## what search finds of the golden set, by engine; DATABASE_URL and ELASTICSEARCH_URL add theirs
	$(CHECKOUT) environment --dev
	@$(VENV)/python deploy/messages.py compile
	@$(VENV)/python -m bench.relevance $(ARGUMENTS)

messages:  ## collect the words to translate into site/locale and compile them (needs gettext)
	$(CHECKOUT) environment --dev
	@$(VENV)/python deploy/messages.py collect
	@$(VENV)/python deploy/messages.py compile

elasticsearch:  ## a real Elasticsearch for trying out, until Ctrl-C; prints its ELASTICSEARCH_URL
	$(CHECKOUT) environment --dev
	@$(VENV)/python -m tests.services elasticsearch

requirements:  ## pin all dependencies anew, with hashes (needs uv)
	@$(PIN) --upgrade pyproject.toml -o requirements.txt
	@$(PIN) --upgrade pyproject.toml --extra vectors --constraint requirements.txt -o requirements-vectors.txt
	@$(PIN) --upgrade pyproject.toml --extra vectors --group dev --constraint requirements-vectors.txt \
		-o requirements-dev.txt

clean:  ## forget what can be made again: caches and .venv; var/ stays, it may hold uploads and a database
	@rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
