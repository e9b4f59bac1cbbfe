# `make brief` needs Python 3.11 or later and make, nothing else.

PYTHON   ?= python3
ARTICLES ?= articles
OUT      ?= outputs
# The sample's briefing is of the day of its last article, as in the README; your own is of today, or DATE=YYYY-MM-DD.
DATE     ?= $(if $(filter articles,$(ARTICLES)),2024-11-18)

# What the benchmarks read: topics with people's summaries (benchmarks/rouge.py), stories with labels, more to compare.
BENCH    ?= bench
FACTS    ?= benchmarks/labels/seeds_facts.json
LABELS   ?= $(filter-out $(FACTS),$(wildcard benchmarks/labels/*.json))
SEEDS    ?= $(BENCH)/../seeds
STORY    ?= articles
STREAMS  ?= $(wildcard $(BENCH)/stories/*.jsonl)
BRIEFED  ?= $(BENCH)/duc03.jsonl:300 $(BENCH)/duc03.jsonl:500
EXTRACTS ?= $(BENCH)/duc03.jsonl:100 $(patsubst %,%:250,$(wildcard $(BENCH)/ml11_*.jsonl))

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help brief test lint snapshots docs bench clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

brief: $(VENV)/ready ## brief the sample story (ARTICLES=folder, OUT=folder, DATE=day for your own)
	$(BIN)/summarizer brief "$(ARTICLES)" $(if $(DATE),--date "$(DATE)") -o "$(OUT)" -f md,html,json
	@echo "The briefing is in $(OUT)/ as Markdown, HTML and JSON:"
	@ls -1t "$(OUT)" | head -n 3 | sed 's|^|  $(OUT)/|'

test: lint ## check style and types, run all tests
	$(BIN)/pytest -n 2 --dist worksteal

lint: $(VENV)/ready-for-tests ## check style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

snapshots: $(VENV)/ready-for-tests ## write the expected outputs of the tests anew; read the difference
	$(BIN)/pytest --snapshot-update
	@git status --short tests/snapshots

docs: $(VENV)/ready-for-docs ## make the docs as pages, in build/docs
	$(BIN)/mkdocs build --strict --quiet
	@echo "The docs are in build/docs/index.html"

bench: $(VENV)/ready-for-tests ## measure speed and quality (BENCH=folder of topics, STORY=five articles, SEEDS=labelled ones, PACKAGES=folder of others)
	$(BIN)/python -m benchmarks.speed "$(BENCH)/duc03.jsonl" --articles "$(STORY)" --note benchmarks/profile.md \
	  $(if $(PACKAGES),--packages "$(PACKAGES)") --write docs/performance.md
	$(BIN)/python -m benchmarks.quality --extracts $(EXTRACTS) --stories $(LABELS) \
	  --briefings $(EXTRACTS) $(BRIEFED) --nuggets "$(BENCH)/duc03.jsonl" --facts $(FACTS) --seeds "$(SEEDS)" \
	  --notes benchmarks/rules.md benchmarks/shortfalls.md --write docs/quality.md
	$(BIN)/python -m benchmarks.story_detection $(STREAMS) benchmarks/labels/stories_de.jsonl \
	  --small benchmarks/labels/piles/*.jsonl \
	  --notes benchmarks/story_shortfalls.md --write docs/stories.md

clean: ## remove all that was made but outputs/
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
	find summarizer tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "“$(PYTHON)” is not Python 3.11 or later. Name one that is: make PYTHON=python3.12 …" >&2; exit 1; }
	@echo "Making $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); echo "No virtual environment could be made; on Debian, install python3-venv." >&2; exit 1; }

# The stamps are written last: a broken installation is done again.
$(VENV)/ready: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the program needs (once)"
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/ready-for-docs: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what makes the docs (once)"
	@$(PIP) install -c constraints.txt -e ".[docs]"
	@touch $@

$(VENV)/ready-for-tests: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the program and its tests need (once)"
	@$(PIP) install -c constraints.txt -e ".[dev]"
	@touch $@ $(VENV)/ready
