# `make build` localizes the shipped project; `make test` checks everything.
# In the compat mode an editable package is a path, and every start of Python 10 ms shorter.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: build test format clean

build: $(VENV)/.installed
	$(BIN)/l10n build

test: $(VENV)/.installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

format: $(VENV)/.installed-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(VENV)/.installed: pyproject.toml constraints.txt l10n/formats/html/ordinary.pyx
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --config-settings editable_mode=compat --editable .
	$(BIN)/python -m compileall -q l10n
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --config-settings editable_mode=compat --editable '.[test,deepl]'
	touch $@

clean:
	rm -rf $(VENV) public preview build *.egg-info .l10n l10n/formats/html/ordinary.c l10n/formats/html/ordinary.*.so
