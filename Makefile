# `make help` says what there is. Each target makes .venv and fetches what it needs by itself; a second
# run finds it done. Needs Python 3.10 or newer, or uv; uses uv when it is on the PATH, Node likewise.

VENV := .venv
PY := $(VENV)/bin/python
# Several names, because the newest Python is not always the one called python3.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11 python3.10
# For the tests in a real browser. The one without windows takes a quarter less CPU; the long runs and
# the pictures have the one that people have. CHROMIUM=... is one of your own.
BROWSERS = chromium-headless-shell chromium chromium-browser google-chrome
soak bench pictures: BROWSERS = chromium chromium-browser google-chrome
CHROMIUM ?= $(firstword $(foreach name,$(BROWSERS),$(shell command -v $(name))))
export CHROMIUM
# Tests start some hundred processes that import the same packages.
export PYTHONDONTWRITEBYTECODE :=
# Each file's tests stay together, for what its fixtures share, and those that need the same server
# (tests/helpers/groups.py). Two workers more than cores, since a
# test waits for a browser or a server for a third of its time; more than four only fight over memory.
WORKERS = $(shell $(PY) -c 'import os; print(min(4, os.cpu_count() + 2))')
PARALLEL = -n $(WORKERS) --no-loadscope-reorder --dist loadgroup

INSTALL_INTO = if command -v uv >/dev/null; then uv pip install --quiet --python $(1) "$$@"; else \
	$(1) -m pip --version >/dev/null 2>&1 || $(1) -m ensurepip >/dev/null; \
	$(1) -m pip install --quiet --disable-pip-version-check "$$@"; fi
PIP = $(call INSTALL_INTO,$(PY))
NODE = $(PY) js/build/node.py
GET_NODE = set -e; missing=$$($(NODE) --missing); [ -z "$$missing" ] || { set -- "$$missing"; $(PIP); }

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo setup test test-fast test-js test-python test-notebooks check ruff types js protocol dev \
	build docs pictures soak studio hosts engines sdk aws lowest newest coverage bench clean bundle tools chromium engine

help: ## what there is
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

demo: bundle $(VENV)/.demo ## JupyterLab with the form and a local AWS: no account, nothing leaves the machine
	$(VENV)/bin/modelpkg-widget demo

setup: bundle tools $(VENV)/.dev ## what tests and checks need, in .venv and js/node_modules

test: test-js test-python test-notebooks ## all tests, those in a real browser included

# Those of the page run beside the others, and say what they found at the end.
test-fast: WORKERS = $(shell $(PY) -c "import os; print(os.cpu_count())")
test-fast: bundle tools $(VENV)/.dev ## the quick ones: no browser, no notebooks, nothing slow
	said=$$(mktemp); $(NODE) npm test --silent >"$$said" 2>&1 & page=$$!; \
	trap 'rm -f "$$said"' EXIT; trap 'kill $$page; exit 130' INT TERM; \
	$(PY) -m pytest -m "not soak and not slow" --ignore=tests/e2e --ignore=tests/hosts $(PARALLEL) \
		$(PYTEST); failed=$$?; wait $$page || failed=1; cat "$$said"; exit $$failed

test-js: tools
	$(NODE) npm test --silent

test-python: bundle tools $(VENV)/.dev chromium engine
	$(PY) -m pytest -m "not soak" $(PARALLEL) $(PYTEST)

# A copy, and a state folder of its own: what an earlier run created, or a learner answered, must not
# answer for this one.
test-notebooks: bundle $(VENV)/.dev
	own=$$(mktemp -d) && trap 'rm -rf "$$own"' EXIT && cp notebooks/*.ipynb "$$own" && \
	MODELPKG_STATE_DIR="$$own/state" $(PY) -m pytest "$$own" -c pyproject.toml --rootdir "$$own" \
		-p tests.helpers.kernel_ports --nbval --nbval-current-env \
		--nbval-sanitize-with tests/project/nbval.cfg $(PARALLEL:group=file)

check: ruff types js ## style, types and formatting of Python and TypeScript

ruff: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

types: $(VENV)/.dev
	$(VENV)/bin/mypy

js: tools
	$(NODE) npm run --silent check

protocol: $(VENV)/.dev ## the page's types, of the messages and traits that the kernel declares
	$(PY) js/build/protocol.py

dev: $(VENV)/.dev tools ## rebuild on save, and JupyterLab that shows it at once
	@$(NODE) node build/esbuild.mjs --watch & trap "kill $$! 2>&-" EXIT; \
	[ "$$(id -u)" != 0 ] || set -- --allow-root; \
	ANYWIDGET_HMR=1 $(VENV)/bin/jupyter lab --notebook-dir=notebooks "$$@" $(LAB)

build: bundle $(VENV)/.dev ## wheel and sdist in dist/
	$(PY) -m hatchling build

# An environment of its own: awscli, which the tests need, wants an older docutils than Sphinx does.
DOCS := $(VENV)/docs
docs: $(DOCS)/.installed ## the documentation as a site in docs/_build/html; warnings are errors
	$(DOCS)/bin/python docs/generate.py
	$(DOCS)/bin/python -m sphinx -W --keep-going --quiet -b html docs docs/_build/html
	@echo "Open docs/_build/html/index.html"

pictures: bundle $(VENV)/.pictures chromium ## remakes the pictures of README, docs and notebooks; NAMES=form only those
	$(PY) -m tests.e2e.pictures $(NAMES)

soak: bundle $(VENV)/.dev $(DOCS)/.installed chromium engine ## the long runs
	$(PY) -m pytest -m soak --hypothesis-profile=soak $(PYTEST)

# An environment of its own: sagemaker-core brings 50 packages, and wants a newer boto3 than others.
SDK := $(VENV)/sdk
sdk: bundle $(VENV)/.dev $(SDK)/.installed ## the export for sagemaker-core, run with that package
	SDK_PYTHON=$(CURDIR)/$(SDK)/bin/python $(PY) -m pytest tests/sdk $(PYTEST)

aws: $(VENV)/.dev ## compares the sandbox with an account: AWS_OPTIONS="--account 123456789012"
	$(PY) -m tests.real_aws $(AWS_OPTIONS)

studio: bundle $(VENV)/.dev ## the form and s3fs with the packages of SageMaker Studio's images, in new environments
	$(PY) -m pytest -m soak -s tests/environments $(PYTEST)

OF_ENGINES = $(addprefix tests/hosts/,test_webkit.py test_orca.py)
# Environments of their own, below $(VENV)/hosts; HOSTS_SYSTEM_USERS=1, as root, makes two users of the
# machine for the test of JupyterHub.
hosts: bundle tools $(VENV)/.dev chromium ## the form in JupyterHub and other hosts, in new environments
	HOSTS=1 $(PY) -m pytest $(addprefix --ignore=,$(OF_ENGINES)) tests/hosts tests/e2e/hosts/test_hosts.py $(PYTEST)

# An environment of its own: newer versions of playwright cannot drive Debian's firefox-esr.
ENGINES := $(VENV)/engines
FIREFOX ?= $(firstword $(foreach name,firefox-esr firefox,$(shell command -v $(name))))
# All of controls, but for what only a debugger of Chromium measures.
IN_FIREFOX = $(addprefix tests/e2e/,hosts/test_standalone.py flows/test_guide.py flows/test_guide_kinds.py \
	layout/test_height.py layout/test_narrow.py layout/test_scenes.py) \
	$(filter-out %/test_large_account.py,$(wildcard tests/e2e/controls/test_*.py))
engines: bundle tools $(ENGINES)/.installed ## the form in Firefox, by tests of `make test`, in WebKitGTK, and with Orca
	HOSTS=1 FIREFOX=$(FIREFOX) $(ENGINES)/bin/python -m pytest -m "not soak" --browser firefox \
		-p tests.hosts.engine_report $(IN_FIREFOX) $(PYTEST)
	HOSTS=1 FIREFOX=$(FIREFOX) $(ENGINES)/bin/python -m pytest --browser firefox $(OF_ENGINES) $(PYTEST)

# Of which Python, is said by a command: make lowest PYTHON=python3.10
WITH = $(if $(filter file,$(origin PYTHON)),$(PY),$(PYTHON))
lowest: bundle $(VENV)/.dev ## tests on the lowest versions that pyproject.toml allows
	$(PY) -m tests.project.versions lowest $(WITH) $(PYTEST)

newest: bundle $(VENV)/.dev ## tests on the newest versions there are
	$(PY) -m tests.project.versions newest $(WITH) $(PYTEST)

# Without a real browser: what is only seen there is not counted. Nor is what compares costs: our
# code alone is measured, and slower for it.
COVERED = --ignore=tests/e2e --ignore=tests/soak --ignore=tests/bench --ignore=tests/project \
	--ignore=tests/environments --deselect \
	tests/validation/test_schema_walk.py::test_a_check_costs_less_than_jsonschema_alone
coverage: bundle tools $(VENV)/.dev ## what the tests run of each package and folder, lines and branches
	rm -rf htmlcov && mkdir -p htmlcov
	$(NODE) npm test --silent -- --coverage
	$(PY) -m coverage run -m pytest -m "not soak and not browser" $(COVERED) $(PARALLEL) $(PYTEST)
	$(PY) -m coverage combine --quiet && $(PY) -m coverage json --quiet
	$(PY) -m tests.project.coverage_report

BENCH := tests/bench/web
bench: bundle $(VENV)/.bench chromium ## how fast, beside others; BENCH_OPTIONS=--quick only tries whether it runs
	$(NODE) npm ci --prefix $(CURDIR)/$(BENCH) --silent
	$(PY) -m tests.bench $(BENCH_OPTIONS)

clean: ## removes .venv, node_modules and everything that was built
	rm -rf $(VENV) dist docs/_build docs/notebooks js/node_modules $(BENCH)/node_modules \
		modelpkg_widget/static
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
	find modelpkg_widget notebooks tests js/build -name __pycache__ -prune -exec rm -rf {} +

# ---- what the above rests on

$(PY):
	@if command -v uv >/dev/null; then \
		exec uv venv --quiet --python '$(if $(filter file,$(origin PYTHON)),>=3.10,$(PYTHON))' $(VENV); \
	fi; \
	for python in $(PYTHON); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || continue; \
		"$$python" -m venv $(VENV) && exit; \
		rm -rf $(VENV); \
		echo "$$python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; \
		exit 1; \
	done; \
	echo "Python 3.10 or newer was not found. Install it, or say where it is: make PYTHON=/path/to/python3" >&2; \
	exit 1

# The bundle comes first: an editable install that finds it fresh asks for no Node of its own.
$(VENV)/.demo: pyproject.toml | bundle
	@echo "Installing into $(VENV), which takes a minute or two the first time"
	@set -- -e '.[demo]'; $(PIP)
	@touch $@

$(VENV)/.dev: pyproject.toml | bundle
	@echo "Installing into $(VENV), which takes a minute or two the first time"
	@set -- -e '.[demo,dev]'; $(PIP)
	@touch $@ $(VENV)/.demo

$(VENV)/.bench: pyproject.toml | $(VENV)/.dev
	@set -- -e '.[demo,dev,bench]'; $(PIP)
	@touch $@ $(VENV)/.dev $(VENV)/.demo

$(VENV)/.pictures: pyproject.toml | $(VENV)/.dev
	@set -- -e '.[demo,dev,pictures]'; $(PIP)
	@touch $@ $(VENV)/.dev $(VENV)/.demo

$(DOCS)/.installed: pyproject.toml | bundle
	@echo "Installing into $(DOCS), which takes a minute or two the first time"
	@if command -v uv >/dev/null; then uv venv --quiet --python $(PY) $(DOCS); \
	else $(PY) -m venv $(DOCS); fi
	@set -- -e '.[docs]'; $(call INSTALL_INTO,$(DOCS)/bin/python)
	@touch $@

$(ENGINES)/.installed: pyproject.toml | bundle
	@echo "Installing into $(ENGINES), which takes a minute or two the first time"
	@if command -v uv >/dev/null; then uv venv --quiet --python $(PY) $(ENGINES); \
	else $(PY) -m venv $(ENGINES); fi
	@set -- -e '.[demo,dev]' 'playwright==1.60.*' selenium; $(call INSTALL_INTO,$(ENGINES)/bin/python)
	@touch $@

$(SDK)/.installed: | $(PY)
	@echo "Installing into $(SDK), which takes a minute the first time"
	@if command -v uv >/dev/null; then uv venv --quiet --python $(PY) $(SDK); \
	else $(PY) -m venv $(SDK); fi
	@set -- 'sagemaker-core>=2.27'; $(call INSTALL_INTO,$(SDK)/bin/python)
	@touch $@

bundle: | $(PY)
	@$(PY) js/build/bundle.py --is-fresh || { $(GET_NODE); $(PY) js/build/bundle.py; }

tools: | $(PY)
	@$(GET_NODE); $(PY) js/build/bundle.py --tools

chromium: $(VENV)/.dev
	@[ "$(origin CHROMIUM) $(notdir $(CHROMIUM))" != "file $(firstword $(BROWSERS))" ] || exit 0; \
	if [ "$(origin CHROMIUM)" = file ] && [ "$$(id -u)" = 0 ] && \
		grep -qx ID=debian /etc/os-release 2>/dev/null && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(firstword $(BROWSERS)) >/dev/null; \
	then exit 0; fi; \
	[ -n "$(CHROMIUM)" ] || $(VENV)/bin/playwright install chromium

# For the tests that run containers. Where it cannot be installed, they are skipped, which pytest says.
ENGINE = podman runc busybox-static
engine:
	@{ command -v podman && [ -x /bin/busybox ]; } >/dev/null 2>&1 && exit 0; \
	if [ "$$(id -u)" = 0 ] && grep -qx ID=debian /etc/os-release 2>/dev/null && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(ENGINE) >/dev/null; \
	then exit 0; fi; \
	echo "Tests that run containers are skipped: they need podman and Debian's busybox-static" >&2
