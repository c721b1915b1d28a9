# Everything a person runs, from a clone with Python 3.11 or newer and make: `make` alone lists it.
#
# .venv belongs to this file. A stamp in it is newer than the lock file and the pyproject.toml it was installed from, so
# that only a change of those installs anything: every other run works without a network.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= python3
SOURCE ?= source
OUT ?= out
GOLD ?= tests/gold tests/corpus/plans
ARGS ?=

# `override`, because recipes below remove these folders.
override VENV := .venv
override CACHE := .cache
PY := $(VENV)/bin/python
FICHES := $(VENV)/bin/fiches
COMPILE := $(VENV)/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --fork-strategy fewest \
  --only-binary :all: --generate-hashes --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

# What the caller's environment says of pip goes first.
PIP_DEFAULT_TIMEOUT ?= 60
PIP_RETRIES ?= 8
PIP_DISABLE_PIP_VERSION_CHECK ?= 1
PIP_NO_INPUT ?= 1
PIP_ROOT_USER_ACTION ?= ignore
PIP_USER := 0
export PIP_DEFAULT_TIMEOUT PIP_RETRIES PIP_DISABLE_PIP_VERSION_CHECK PIP_NO_INPUT PIP_ROOT_USER_ACTION PIP_USER
export HYPOTHESIS_STORAGE_DIRECTORY := $(CACHE)/hypothesis
unexport PYTHONHOME PYTHONPATH

.PHONY: help
help: ## list the targets
	@echo "make TARGET, where TARGET is one of:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{ printf "  %-11s %s\n", $$1, $$2 }'

# ---------------------------------------------------------------------------------------------------------- to use it

.PHONY: extract eval figures report review bench bench-batch schema
extract: $(VENV)/base.stamp ## read the plans of SOURCE (source/) and write OUT (out/)
	$(FICHES) extract $(SOURCE) --out $(OUT)

eval: $(VENV)/base.stamp ## score every plan of the folders GOLD; ARGS=--errors prints each wrong value
	$(FICHES) figures $(GOLD) $(ARGS)

figures: $(VENV)/base.stamp ## the same, and write down the figures that the next `make eval` compares with
	$(FICHES) figures $(GOLD) --write

report: extract ## extract, then write OUT/report.html: the plans beside their source, in a browser
	$(FICHES) report $(OUT)/*.json --out $(OUT)/report.html

PLAN ?= $(firstword $(wildcard $(SOURCE)/*.txt $(SOURCE)/*.md $(SOURCE)/*.docx $(SOURCE)/*.odt $(SOURCE)/*.pdf))
review: $(VENV)/dev.stamp ## look at PLAN, the first of SOURCE, beside its text in a browser, and correct it
	$(FICHES) review '$(PLAN)'

bench: $(VENV)/bench.stamp ## compare with other libraries; installs them (Linux x86_64, macOS or Windows, Python to 3.13)
	$(PY) -m tests.bench $(ARGS)
	$(PY) -m tests.batch.bench

bench-batch: $(VENV)/dev.stamp ## the end of `make bench` alone: does `fiches batch` cost what it may? ARGS="--plans 1000" asks for less
	$(PY) -m tests.batch.bench $(ARGS)

schema: $(VENV)/base.stamp ## write schemas/ again from the models
	$(FICHES) schema

# ------------------------------------------------------------------------------------------------------- to work on it

CORPORA ?= corpora
.PHONY: train fixtures
train: $(VENV)/dev.stamp ## train the model of names again from CORPORA (see pipeline/train/README.md)
	$(PY) -m pipeline.train --corpora $(CORPORA) --work $(CACHE)/train --out pipeline/models/fr_plan

fixtures: $(VENV)/dev.stamp ## build tests/fixtures/made again; needs LibreOffice and the packages of the group `fixtures`
	$(PY) -m pip install --quiet --require-hashes --only-binary :all: -r requirements/fixtures.txt
	$(PY) -m tests.fixtures.build_all

SECONDS ?= 300
.PHONY: test fuzz hostile fix lock clean
test: $(VENV)/dev.stamp ## run the tests; ARGS go to pytest
	$(PY) -m pytest $(ARGS)

fuzz: $(VENV)/fuzz.stamp ## read inputs that nobody wrote for SECONDS (300); ARGS name targets, all by default
	$(PY) -m tests.fuzz --seconds $(SECONDS) $(ARGS)

hostile: $(VENV)/dev.stamp ## read 2,000 damaged copies of each kind of file: a quarter of an hour
	DAMAGED_COPIES=2000 $(PY) -m pytest tests/read/test_hostile.py $(ARGS)

CHECKS := check-format check-lint check-types check-layers check-schema check-dead check-deps check-repository
.PHONY: check $(CHECKS)
check: $(CHECKS) ## look at everything but behaviour, change nothing; `make -k check` goes on after a failure
$(CHECKS): $(VENV)/dev.stamp
$(CHECKS): export PYTHONDONTWRITEBYTECODE := 1

check-format:
	$(PY) -m ruff format --check .
check-lint:
	$(PY) -m ruff check .
check-types:
	$(PY) -m mypy
check-layers:
	$(VENV)/bin/lint-imports --no-logo --cache-dir $(CACHE)/import-linter
check-schema:
	$(FICHES) schema --check
check-dead:
	$(PY) -m vulture
check-deps:
	$(PY) -m deptry --no-ansi .
check-repository:
	$(PY) -m pytest tests/test_repository.py

fix: $(VENV)/dev.stamp ## format, and correct what ruff can correct by itself; `make check` tells what is left
	$(PY) -m ruff check --fix --exit-zero .
	$(PY) -m ruff format .

# The order matters: the pins of base.txt hold in the others. uv reads no configuration of pip's, so nothing local leaks in.
lock: $(VENV)/lock.stamp ## pin what pyproject.toml asks for in requirements/; UPGRADE=1 takes the newest versions
	$(COMPILE) --group build --output-file requirements/base.txt
	$(COMPILE) --group build --group dev --constraints requirements/base.txt --output-file requirements/dev.txt
	$(COMPILE) --group build --group bench --constraints requirements/base.txt --output-file requirements/bench.txt
	$(COMPILE) --group build --group fixtures --constraints requirements/base.txt --output-file requirements/fixtures.txt
	$(COMPILE) --group build --group fuzz --constraints requirements/base.txt --output-file requirements/fuzz.txt
	$(subst pip compile pyproject.toml,pip compile,$(COMPILE)) --group lock --output-file requirements/lock.txt

clean: ## remove all that these targets made: out/, .venv and caches
	rm -rf $(VENV) $(CACHE) build dist *.egg-info .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find out -mindepth 1 ! -name .gitkeep -delete
	find pipeline tests -name __pycache__ -type d -prune -exec rm -rf {} +

# ------------------------------------------------------------------------------------------------------ the environment

# An environment that was moved, or whose Python is gone, is made anew.
USABLE := $(shell [ "$$(cat $(VENV)/here 2>/dev/null)" = "$$(pwd -P)" ] && $(PY) -I -S -c '' 2>/dev/null && echo yes)
COMPLAIN = { echo "fiches: $(1)" >&2; exit 1; }
INSTALL := $(PY) -m pip install --quiet --require-hashes --only-binary :all:

.PHONY: FORCE
$(VENV)/here: $(if $(USABLE),,FORCE)
	@command -v '$(PYTHON)' >/dev/null || \
	  $(call COMPLAIN,there is no $(PYTHON) here: install Python 3.11 or newer$(comma) or name one with make PYTHON=...)
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  $(call COMPLAIN,Python 3.11 or newer is needed and $(PYTHON) is older: name another one with make PYTHON=...)
	@'$(PYTHON)' -c 'import venv, ensurepip' 2>/dev/null || \
	  $(call COMPLAIN,$(PYTHON) cannot make virtual environments: on Debian$(comma) apt install python3-venv)
	rm -rf $(VENV)
	'$(PYTHON)' -m venv $(VENV)
	@pwd -P > $@

# --no-index: the project itself is built with the pinned setuptools, and asks the network for nothing.
$(VENV)/base.stamp: $(VENV)/here requirements/base.txt pyproject.toml
	$(INSTALL) -r requirements/base.txt
	$(PY) -m pip install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp $(VENV)/bench.stamp $(VENV)/fuzz.stamp: $(VENV)/base.stamp
$(VENV)/lock.stamp: $(VENV)/here
$(VENV)/dev.stamp $(VENV)/bench.stamp $(VENV)/fuzz.stamp $(VENV)/lock.stamp: $(VENV)/%.stamp: requirements/%.txt
	$(INSTALL) -r requirements/$*.txt
	@touch $@

comma := ,
