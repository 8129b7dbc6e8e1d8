# The commands of the project. Each one first sets up what is missing.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help briefs release test bench docs lint lock

bin := .venv/bin
# Everything that is Snakemake's own language.
snakefiles := Snakefile workflow/rules

help:
	@echo 'make briefs   raw/의 모든 표를 검산하고 브리프(PDF)를 만듭니다 (results/)'
	@echo '              checks every table in raw/ and prints the packs'
	@echo 'make release  결정하지 않은 불일치가 없는 브리프를 results/release/에 배포할 수 있게 담습니다'
	@echo '              puts the packs without an open violation into results/release/'
	@echo 'make test     모든 시험을 합니다'
	@echo '              runs every test, and says which it left out'
	@echo 'make bench    속도를 재어 results/bench/에 씁니다 (docs/benchmarks.md)'
	@echo '              measures the speed into results/bench/'
	@echo 'make docs     docs/families.md를 schemas/에서 새로 만듭니다'
	@echo '              renews docs/families.md from schemas/'
	@echo 'make lint     코드를 살핍니다'
	@echo '              runs the linters and the type checker'
	@echo 'make lock     requirements*.txt를 새로 만듭니다 (uv 필요)'
	@echo '              renews requirements*.txt (needs uv)'

briefs:
	@bash workflow/setup.sh
	@bash workflow/run.sh

release: briefs
	@$(bin)/geomsan release

test:
	@bash workflow/setup.sh --tests
	@$(bin)/python3 -m pytest -n 2 --dist loadfile -rs

bench:
	@bash workflow/setup.sh
	@bash bench/setup.sh
	@$(bin)/python3 bench/run.py

docs:
	@bash workflow/setup.sh
	@$(bin)/python3 -m geomsan.check.families.page schemas docs/families.md

lint:
	@bash workflow/setup.sh
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/snakefmt --check $(snakefiles)
	$(bin)/snakemake --lint
	$(bin)/mypy

# Versions and hashes only: a lock that names download addresses ties the project to one registry.
compile := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock:
	$(compile) --extra dev --output-file requirements.txt pyproject.toml
	$(compile) --output-file requirements-bench.txt bench/requirements.in
