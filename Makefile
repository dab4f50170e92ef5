# Everything runs in a virtual environment of its own; the first target that needs it makes it.
PYTHON ?= python3
PORT ?= 8080
LIUBU_DATA ?= data
VENV := .venv
READY := $(VENV)/.ready
export PORT LIUBU_DATA

.PHONY: run setup test storm lint bench pictures clean

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	PIP_CONSTRAINT=constraints.txt $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $(READY)

run: $(READY)   ## the bot: in the sandbox, or on Telegram when LIUBU_TOKEN is set
	@exec $(VENV)/bin/liubu run

setup: $(READY) ## a community of your own, by answering questions (ARGS for its options)
	@exec $(VENV)/bin/liubu setup $(ARGS)

test: $(READY)  ## every test that this machine can run
	$(VENV)/bin/python -m pytest -n 4

storm: $(READY) ## random people, 10,000 steps (LIUBU_STORM_STEPS, LIUBU_STORM_SEED), and a flood of 500 reports
	$(VENV)/bin/python -m tests.storm
	LIUBU_LONG=1 $(VENV)/bin/python -m pytest tests/stories/test_crowd.py -k flood

lint: $(READY)  ## style, types, import contracts
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: $(READY) ## one JSON line for each figure
	$(VENV)/bin/python -m bench

pictures: $(READY) ## the README's pictures, taken from the running page
	$(VENV)/bin/python -m tests.pictures

clean:
	rm -rf $(VENV) data .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
