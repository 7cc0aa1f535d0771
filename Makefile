# make help lists what there is; CONTRIBUTING.md says which tests run where.
PYTHON ?= python3
PORT ?= 8000
VENV = .venv
BIN = $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Where it is set, each of a run's processes would compile every module of the house and of its tests again.
unexport PYTHONDONTWRITEBYTECODE

# Without T workers share the files, the long ones first: four on two cores, since journeys wait for their browser; T=path runs that alone, in one process. ARGS goes to pytest as it is.
SLOWEST = --durations=20 --durations-min=1
WORKERS = 4
quick unit: WORKERS = 2
PYTEST = $(BIN)/python -m pytest $(if $(T),$(T),-n $(WORKERS) --dist loadfile --no-loadscope-reorder $(SLOWEST))

.PHONY: help demo test quick unit browser nightly fmt lint types form oracles bench screens lock translations clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

$(VENV)/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.run
	$(BIN)/python -m pip install -q --require-hashes -r requirements-test.lock
	touch $@

translations: $(VENV)/.run ## compile the translations
	$(BIN)/python deliberation/translations/__main__.py

demo: $(VENV)/.run translations ## a believable community on http://127.0.0.1:8000 (PORT=)
	$(BIN)/python -m deliberation demo --port $(PORT)

test: $(VENV)/.test translations ## every test but those of the night: ten minutes on two cores
	bash packaging/test-system-packages
	$(PYTEST) -m "not nightly" $(ARGS)

quick: $(VENV)/.test translations ## without a browser, without PostgreSQL, without what is slow: a minute
	$(PYTEST) -m "not nightly and not browser and not postgres and not slow" $(ARGS)

unit: $(VENV)/.test ## the charter and the counting alone: ten seconds
	$(if $(T),$(PYTEST),$(PYTEST) tests/charter tests/counting) -m "not nightly and not slow" $(ARGS)

browser: $(VENV)/.test translations ## what drives Chromium
	bash packaging/test-system-packages
	$(PYTEST) -m "browser and not nightly" $(ARGS)

nightly: $(VENV)/.test translations ## all of it, with every product whole and every journey on both databases and a real server
	bash packaging/test-system-packages
	DELIBERATION_SERVED=1 $(PYTEST) -m "" $(ARGS)

fmt: $(VENV)/.test ## every line of Python as ruff writes it, imports sorted, small faults mended
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lint: $(VENV)/.test ## what ruff finds, what is not formatted, and which import goes the wrong way
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

types: $(VENV)/.test ## mypy; each room may have what packaging/types.toml says, which only falls (ARGS=--update)
	$(BIN)/python packaging/ratchet.py $(ARGS)

form: $(VENV)/.test ## how long lines, files and functions are, and how full folders
	$(BIN)/python -m tests.form $(ARGS)

# pref-voting wants an older numpy, abcvoting solvers of hundreds of MB: an environment of its own, which sees the suite's behind its own.
$(VENV)/oracles/.made: requirements-oracles.lock $(VENV)/.test
	test -x $(VENV)/oracles/bin/python || $(PYTHON) -m venv $(VENV)/oracles
	$(VENV)/oracles/bin/python -m pip install -q --require-hashes -r requirements-oracles.lock
	$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' > "$$($(VENV)/oracles/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/suite.pth"
	touch $@

oracles: $(VENV)/oracles/.made translations ## counting against other programs, which need a large environment of their own
	$(VENV)/oracles/bin/python -m pytest tests/counting/ranked/test_ranked_oracles.py tests/counting/budget/test_approval_oracles.py $(ARGS)

bench: $(VENV)/.test translations ## how quick it is under load
	$(BIN)/python -m bench

screens: $(VENV)/.test translations ## a picture of every page into screens/
	$(BIN)/python -m tests.screens

lock: ## the lock files anew from pyproject.toml
	$(PYTHON) packaging/lock.py

clean: ## remove what was made
	rm -rf $(VENV) build dist screens *.egg-info

# Generated requests at the whole site: make fuzz [N=50000] [SEED=…] [DATABASE=sqlite|postgres|both]
.PHONY: fuzz audit
N ?= 50000
DATABASE ?= sqlite
fuzz: $(VENV)/.test translations
	$(BIN)/python -m tests.fuzz -n $(N) --database $(DATABASE) $(if $(SEED),--seed $(SEED)) $(ARGS)

# Known weaknesses of what is locked and of our own code, in an environment apart from what is looked at. Exit 3 and 4: see packaging/audit.py.
$(VENV)/audit/.made: requirements-audit.lock
	test -x $(VENV)/audit/bin/python || $(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install -q --require-hashes -r requirements-audit.lock
	touch $@

audit: $(VENV)/audit/.made
	$(VENV)/audit/bin/python packaging/audit.py $(ARGS)
