# Every target sets itself up in .venv and does nothing where nothing changed.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
INDEX := index/artefacts/current
BUILT := $(INDEX)/manifest.json
export HF_HUB_OFFLINE := 1

.PHONY: help ask chat index bot check test bench pictures clean

help:
	@echo 'make ask q="how many arrived in 2013?"   ask one question'
	@echo 'make chat                                ask one after another'
	@echo 'make index                               build the index from corpus/'
	@echo 'make bot                                 run the Discord bot (needs DISCORD_TOKEN)'
	@echo 'make check / make test                   ruff and mypy / the tests'
	@echo 'make pictures                            the pictures of the README (needs chromium)'
	@echo 'make bench                               what is timed, against its limit or peer'

$(READY): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo 'Setting up .venv (once; some minutes) ...'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[build,chart,dev]'
	@touch $@

$(BUILT): $(READY) $(shell find corpus index/*.py src/retrieval -name '*.py' -o -path 'corpus/*' -type f)
	@$(BIN)/python -m index build
	@touch $@

index: $(BUILT)

ask: $(BUILT)
	@$(BIN)/python -m retrieval ask "$$q"

chat: $(BUILT)
	@$(BIN)/python -m retrieval chat

bot: $(READY)
	@$(BIN)/python -m bot settings
	@$(MAKE) --no-print-directory index
	@$(BIN)/python -m bot

check: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

test: $(BUILT)
	@$(BIN)/python -m pytest

pictures: $(BUILT)
	@$(BIN)/python docs/pictures.py

bench: $(BUILT)
	@$(BIN)/python benchmarks/serving.py

clean:
	rm -rf index/artefacts build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
