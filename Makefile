# make demo: a believable community on http://127.0.0.1:8000   ·   make test: the whole suite
PYTHON ?= python3
PORT ?= 8000
VENV = .venv
BIN = $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test oracles bench screens lock translations clean

$(VENV)/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.run
	$(BIN)/python -m pip install -q --require-hashes -r requirements-test.lock
	touch $@

translations: $(VENV)/.run
	$(BIN)/python deliberation/translations/__main__.py

demo: $(VENV)/.run translations
	$(BIN)/python -m deliberation demo --port $(PORT)

test: $(VENV)/.test translations
	bash packaging/test-system-packages
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

# pref-voting wants an older numpy, abcvoting solvers of hundreds of MB: an environment of its own, which sees the suite's behind its own.
$(VENV)/oracles/.made: requirements-oracles.lock $(VENV)/.test
	test -x $(VENV)/oracles/bin/python || $(PYTHON) -m venv $(VENV)/oracles
	$(VENV)/oracles/bin/python -m pip install -q --require-hashes -r requirements-oracles.lock
	$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' > "$$($(VENV)/oracles/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/suite.pth"
	touch $@

oracles: $(VENV)/oracles/.made translations
	$(VENV)/oracles/bin/python -m pytest tests/counting/test_ranked_oracles.py tests/counting/test_approval_oracles.py $(ARGS)

bench: $(VENV)/.test translations
	$(BIN)/python -m bench

screens: $(VENV)/.test translations
	$(BIN)/python -m tests.screens

lock:
	$(PYTHON) packaging/lock.py

clean:
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
