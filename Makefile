# demo, test, check, bench, fmt: each installs what it needs into .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check bench fmt learn pins

$(READY): requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

demo: $(READY)
	$(BIN)/python -m bot sandbox

test: $(READY)
	$(BIN)/python -m pytest -n 2

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot verify

bench: $(READY)
	$(BIN)/python -m tests.benchmarks

fmt: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Learns rules/likeness/points.tsv anew from the examples beside it.
learn: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[learn]'
	$(BIN)/python -m tools.learn

# Pins anew, with hashes, what pyproject.toml asks for.
pins: $(READY)
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --no-emit-options --no-header --extra postgres --extra report -o requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --no-emit-options --no-header --extra postgres --extra report --extra test -o requirements-dev.txt pyproject.toml
