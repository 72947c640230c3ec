# One command for each act. `make run` shows danvan working; `make test` tests it. Both may be repeated at will.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
# A home of the work tree's own: nothing outside the folder is touched.
export DANVAN_HOME ?= $(CURDIR)/var
SERVE ?= 1

.DEFAULT_GOAL := help
.PHONY: help install dev run serve test long check bench bench-scale eval catalogue shape lock clean

help:           ## this list
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install:        ## make the environment with the danvan command; quick when nothing has changed
	@$(PYTHON) tools/install.py --into $(VENV)

dev:            ## the same, with the tools for tests and checks
	@$(PYTHON) tools/install.py --dev --into $(VENV)

run: install    ## the demonstration: load, compose, check, then serve (SERVE=0: end before serving)
	@$(BIN)/danvan demo
	@test "$(SERVE)" = 0 || exec $(BIN)/danvan serve

serve: install  ## the web application on what the home holds
	@exec $(BIN)/danvan serve

test:           ## every test but the long ones; on SQLite, on PostgreSQL and in a real browser
	@$(PYTHON) tools/run_tests.py --into $(VENV)

long:           ## kills, long random histories, the wheel
	@$(PYTHON) tools/run_tests.py --into $(VENV) --long

check: dev      ## style, types, order of the house, words, migrations, contracts; tells all that fails
	@failed=; for act in "ruff check ." "ruff format --check ." mypy lint-imports "python tools/words.py --check" \
		"python manage.py check --fail-level WARNING" "python manage.py makemigrations --check --dry-run" \
		"pytest tests -n 2 -m 'contract and not long'"; do \
		echo "== $$act"; eval "$(BIN)/$$act" || failed="$$failed; $$act"; \
	done; test -z "$$failed" || { echo "FAILED$$failed"; exit 1; }

bench: dev      ## how long things take, each beside a baseline, as one JSON document
	@$(BIN)/python bench

bench-scale: dev ## the engine on a million made-up facts, beside PostgreSQL; takes minutes
	@$(BIN)/python bench/scale

eval: dev       ## how well reports are read and doubted, on made-up ones and on samples where they lie at hand
	@$(BIN)/python tools/evaluate.py

catalogue: install  ## every kind, indicator, template, check and page, with its file
	@$(BIN)/danvan catalogue

shape: dev      ## sizes of files and functions, rooms that import each other
	@$(BIN)/python tools/shape.py

LOCK = $(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml
lock:           ## choose the newest fitting versions again (needs a network)
	$(LOCK) --extra build -o requirements.txt
	$(LOCK) --extra build --extra dev --constraint requirements.txt -o requirements-dev.txt

clean:          ## remove what can be made again; the home (./var) is kept
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis
