# Clausier: `make help` lists the commands. What is missing gets installed by the command that needs it.
PYTHON ?= python3
# Each file of tests runs whole in one of two processes (tests/repartition.py): a site or a browser starts once in each.
PYTEST_WORKERS ?= 2
VENV := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help serve build model index test test-full check bench freeze env-example clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

serve: ## install what is missing, build what is out of date, serve on http://127.0.0.1:8000
	@$(PYTHON) -m tools.serve

build: ## the same without serving
	@$(PYTHON) -m tools.prepare --artefacts

test: ## install what is missing (Chromium included) and run the suite
	@$(PYTHON) -m tools.prepare --tests --navigateur --artefacts
	@$(VENV)/python -m pytest -m "not lent" -n $(PYTEST_WORKERS) --dist loadfile $(PYTEST_OPTIONS)

test-full: ## the same with the slow tests
	@$(PYTHON) -m tools.prepare --tests --navigateur --artefacts
	@$(VENV)/python -m pytest $(PYTEST_OPTIONS)

check: ## lint, types, import directions, base, generated files, documentation links
	@$(PYTHON) -m tools.prepare --tests --artefacts
	@$(VENV)/python -m tools.check

bench: ## every measure, in docs/bench/ (BENCH_OPTIONS=--rapide for the short form)
	@$(PYTHON) -m tools.prepare --tests --artefacts
	@$(VENV)/python -m tools.bench $(BENCH_OPTIONS)

model: ## the embedded model only, if it is out of date
	@$(PYTHON) -m tools.prepare
	@$(VENV)/python -m index.modele_embarque

index: ## the model and the index only, if they are out of date
	@$(PYTHON) -m tools.prepare
	@$(VENV)/python -m index.modele_embarque
	@$(VENV)/python -m index construire

freeze: ## resolve requirements.txt into requirements/*.txt
	@$(VENV)/python -m tools.freeze

env-example: ## write .env.example from settings.py
	@$(VENV)/python -m tools.env_example

clean: ## remove what was built (environments and instance data stay)
	rm -rf artefacts node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf htmlcov .coverage
	find . -name __pycache__ -type d -not -path './.venv*' -prune -exec rm -rf {} +
