# Two commands are enough: `make demo` and `make test`. `make help` lists the rest.

# The folder of our own uv comes last on the path, so that an installed one is used where it works.
# (A version manager's stand-in for uv may refuse in the engine's folder, hence the trial there.)
OWN_UV := $(CURDIR)/.tools/bin/uv
UV := $(shell (cd assistant/engine && uv --version >/dev/null 2>&1) && command -v uv || echo $(OWN_UV))
PYTHON ?= python3

# Where bytecode may not be written every start of Python compiles all that it imports anew. The
# engine, its training and most tests are such starts.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help install demo test check check-web danger answers train evaluate picture screenshots clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

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

danger: install ## train the model of danger, which lies in the repository
	@assistant/engine/.venv/bin/python -m assistant.nlu.danger.training

answers: install ## train the gate's model of answers, which lies in the repository
	@assistant/engine/.venv/bin/python -m bench.gate_model

train: install ## train the model if its data changed
	@.venv/bin/brukervalg train

# The model is trained beside the tests that do without it; those that need it come last, and wait.
# Two workers more than there are cores: a test often waits for a browser or a process of its own.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 2)
# The tests' databases lie in memory where there are two gigabytes: what a disk waits for at each
# commit no test looks at. Those of tests that passed are deleted as they go (pyproject.toml).
MEMORY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 2000000 { print "/dev/shm" }')
test: export PYTEST_DEBUG_TEMPROOT ?= $(MEMORY)
test: install ## run every test, and tell which took longest
	@mkdir -p var; .venv/bin/brukervalg train >var/training.log 2>&1 & training=$$!; trap "kill $$training" INT TERM; \
	.venv/bin/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder \
		--durations 20 --durations-min 5; tested=$$?; \
	wait $$training || { cat var/training.log; exit 1; }; exit $$tested

check: install ## lint and types
	.venv/bin/ruff check . && .venv/bin/ruff format --check .
	.venv/bin/mypy

check-web: install ## the pages in a real browser (axe, keyboard, weight), and a running demo by html-validate, vnu and Lighthouse
	.venv/bin/python -m pytest -q tests/web/public/test_in_browser.py tests/web/citizen/test_in_browser.py \
		tests/web/choosing/test_in_browser.py tests/channels/webchat/test_browser.py
	.venv/bin/python -m devtools.check_pages

evaluate: install ## judge the model on bench/understanding, write docs/understanding.md
	@.venv/bin/python -m bench.evaluation.evaluate

picture: install ## play a conversation with the running demo, draw it for the README
	@.venv/bin/python -m docs.draw_conversation

screenshots: install ## draw the pages of the running demo
	@.venv/bin/python -m docs.draw_pages

clean: ## remove what was made: models, databases, caches
	rm -rf var .mypy_cache .pytest_cache .ruff_cache .hypothesis
