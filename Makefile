# Two commands: `make demo` checks the sample cell, `make test` runs everything that has to hold.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test lint setup setup-dev system system-tests

demo: setup system
	$(BIN)/minhchung check sample_docs --out outputs/sample

test: setup-dev system-tests lint
	$(BIN)/python -m pytest

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

setup: $(VENV)/.installed

setup-dev: $(VENV)/.installed-dev

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $@

# Vietnamese data of Tesseract for scans, libarchive for 7z and rar. The program runs without them and says which files it could not read.
system:
	@sh .ci/system || echo "Chưa cài được Tesseract tiếng Việt; bản quét sẽ được liệt kê là chưa đọc được."

# Chromium too, in which the tests open the pages.
system-tests:
	@sh .ci/system tests || echo "Chưa cài được Tesseract tiếng Việt hoặc Chromium; các phép thử cần chúng sẽ được bỏ qua."
