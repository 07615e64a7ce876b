# Two commands matter: `make demo` and `make test`. Everything installs into .venv by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test check ui bench generate docs clean

demo: $(VENV)/.core ## roadmap of the Shenzhen case community
	@$(BIN)/tanlu recommend examples/heyi-shenzhen.yaml

test: $(VENV)/.dev ## lint, types, import laws, all tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/tanlu kb check $(if $(CI),--require-reasoner)
	$(BIN)/tanlu rules check
	$(BIN)/tanlu rules test
	$(BIN)/tanlu rules coverage >/dev/null
	$(BIN)/tanlu rules verify
	$(BIN)/python -m pytest -n auto -m "not browser"
	$(BIN)/python -m pytest -m browser

check: $(VENV)/.dev ## quick: lint, types, unit tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto -m "not browser and not slow"

ui: $(VENV)/.ui ## the page at http://127.0.0.1:8501
	$(BIN)/tanlu ui

bench: $(VENV)/.core ## times of a cold and a warm run, beside a peer
	@$(INSTALL) -e '.[bench]'
	$(BIN)/python -m tests.bench

generate: $(VENV)/.core ## write ontology/generated anew from ontology/schema.yaml
	$(BIN)/tanlu kb build

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "需要 Python 3.11 或更新 | Python 3.11 or newer is needed (make PYTHON=python3.11 …)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.core: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "正在安装碳路（首次约一分钟）… | installing Tanlu …" >&2
	@$(INSTALL) -e .
	@touch $@

$(VENV)/.ui: $(VENV)/.core
	@$(INSTALL) -e '.[ui]'
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	@$(INSTALL) -e '.[ui,dev,reasoner]'
	@touch $@

docs: $(VENV)/.core ## a page of every record, class and property in build/docs, the rule book in build/rulebook
	@rm -rf build/docs build/rulebook
	@$(BIN)/tanlu kb docs --out build/docs
	@$(BIN)/tanlu rules book --out build/rulebook

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
