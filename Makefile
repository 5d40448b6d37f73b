# Two commands are enough: `make demo` and `make test`. `make help` lists the rest.

# The folder of our own uv comes last on the path, so that an installed one is used where it works.
# (A version manager's stand-in for uv may refuse in the engine's folder, hence the trial there.)
OWN_UV := $(CURDIR)/.tools/bin/uv
UV := $(shell (cd assistant/engine && uv --version >/dev/null 2>&1) && command -v uv || echo $(OWN_UV))
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help install demo test check train evaluate picture screenshots clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

install: .venv/installed assistant/engine/.venv/installed ## install both environments

.venv/installed: pyproject.toml uv.lock | uv
	$(UV) sync --frozen --quiet
	@touch $@

assistant/engine/.venv/installed: assistant/engine/pyproject.toml assistant/engine/uv.lock | uv
	@echo "installerer motoren (Rasa), det tar et minutt første gang ..."
	cd assistant/engine && $(UV) sync --frozen --quiet
	@touch $@

.PHONY: uv
uv:
	@test -x "$(UV)" || ($(PYTHON) -m venv .tools && .tools/bin/pip install --quiet uv)

demo: install ## start everything on loopback, with invented people
	@.venv/bin/brukervalg demo

train: install ## train the model if its data changed
	@.venv/bin/brukervalg train

test: install train ## run every test
	@.venv/bin/python -m pytest -n auto --dist loadfile

check: install ## lint and types
	.venv/bin/ruff check . && .venv/bin/ruff format --check .
	.venv/bin/mypy

evaluate: install ## judge the model on bench/understanding, write docs/understanding.md
	@.venv/bin/python -m bench.evaluate

picture: install ## play a conversation with the running demo, draw it for the README
	@.venv/bin/python -m docs.draw_conversation

screenshots: install ## draw the pages of the running demo
	@.venv/bin/python -m docs.draw_pages

clean: ## remove what was made: models, databases, caches
	rm -rf var .mypy_cache .pytest_cache .ruff_cache .hypothesis
