PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check lint bench golden clean

demo: $(VENV)/ready  ## set everything up and write the sample vault to minutebook-demo/
	$(BIN)/minutebook demo minutebook-demo

test: $(VENV)/ready-dev  ## set everything up and pass the tests
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/ready-dev  ## format, lint, types, layers, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src

check: test lint  ## what CI runs

bench: $(VENV)/ready-dev  ## speed of functions, and of whole commands where hyperfine is installed
	$(BIN)/python -m pytest bench -p no:xdist --benchmark-only
	bash bench/commands.sh $(BIN)

golden: $(VENV)/ready-dev  ## rewrite the expected outputs of the golden tests; review them with git diff
	$(BIN)/python -m pytest -n auto --golden

clean:
	rm -rf $(VENV) build dist minutebook-demo

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/ready-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@ $(VENV)/ready
