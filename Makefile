# The commands of the project. Each one first sets up what is missing.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help briefs pack desk release test test-fast test-cluster test-storage test-newest test-lowest bench fuzz docs lint lock messages

# A run starts dozens of processes: each would compile the library anew.
unexport PYTHONDONTWRITEBYTECODE

bin := .venv/bin
# Everything that is Snakemake's own language.
snakefiles := Snakefile workflow/rules
pytest := -m pytest -n 2 --dist worksteal -rs
# Few examples of each property, and nothing that needs more than Python or takes long.
fast := -m 'not (workflow or browser or office or pdf or slow)'

help:
	@echo 'make briefs       raw/의 모든 표를 검산하고 브리프(PDF)를 만듭니다 (results/)'
	@echo '                  checks every table in raw/ and prints the packs'
	@echo 'make desk         브라우저에서 쓰는 데스크를 엽니다: 보고서 검산, 결정, 브리프, 배포'
	@echo '                  opens the desk in a browser: check reports, decide, print, release'
	@echo 'make pack NAME=…  브리프 하나만 만듭니다. NAME은 config.yaml에 적은 이름입니다'
	@echo '                  makes one pack only; NAME is its name in config.yaml'
	@echo 'make release      결정하지 않은 불일치가 없는 브리프를 results/release/에 배포할 수 있게 담습니다'
	@echo '                  puts the packs without an open violation into results/release/'
	@echo 'make test         모든 시험을 합니다'
	@echo '                  runs every test, and says which it left out'
	@echo 'make test-fast    워크플로, 브라우저, 오피스, PDF 출력이 필요 없는 짧은 시험만 합니다'
	@echo '                  runs the short tests that need no workflow, browser, office suite or printing'
	@echo 'make test-cluster Slurm(slurm-wlm, munge)을 이 컴퓨터에 띄워 클러스터 실행을 시험합니다. 관리자 권한이 필요합니다'
	@echo '                  runs the workflow through a Slurm started on this machine, as root'
	@echo 'make test-storage 결과를 객체 저장소(S3)에 두는 실행을 이 컴퓨터에 띄운 서버(moto)로 시험합니다'
	@echo '                  runs the workflow with results in object storage, against a server started here'
	@echo 'make test-newest  바로 쓰는 패키지의 가장 새로운 판으로 빠른 시험을 합니다'
	@echo '                  runs the fast tests with the newest direct dependencies'
	@echo 'make test-lowest  바로 쓰는 패키지의 허용하는 가장 낮은 판으로 빠른 시험을 합니다'
	@echo '                  runs the fast tests with the lowest allowed direct dependencies'
	@echo 'make bench        속도를 재어 results/bench/에 씁니다 (docs/benchmarks.md)'
	@echo '                  measures the speed into results/bench/'
	@echo 'make fuzz NAME=xlsx SECONDS=600'
	@echo '                  읽는 부분에 아무도 쓰지 않을 파일을 먹여 봅니다(hwpx, ods, csv, text, check, pdf, page, xls, descriptors도)'
	@echo '                  feeds a reader what no program writes'
	@echo 'make docs         docs/families.md를 schemas/에서 새로 만듭니다'
	@echo '                  renews docs/families.md from schemas/'
	@echo 'make lint         코드를 살핍니다'
	@echo '                  runs the linters and the type checker'
	@echo 'make lock         requirements/의 잠금 파일을 pyproject.toml로 다시 만듭니다'
	@echo '                  renews the locks in requirements/ from pyproject.toml'
	@echo 'make messages     명령줄 번역(argparse.po)을 프로그램이 읽는 꼴로 바꿉니다'
	@echo '                  compiles the translation of the command line (argparse.po)'

briefs:
	@bash workflow/setup.sh
	@bash workflow/run.sh

desk:
	@bash workflow/setup.sh
	@$(bin)/geomsan serve

pack:
	@bash workflow/setup.sh
	@$(bin)/python3 -m geomsan.publish.packs.named "$(NAME)"
	@bash workflow/run.sh "results/packs/$(NAME).pdf"

# What is missing keeps back only the releases that need it.
release:
	@bash workflow/setup.sh
	@bash workflow/run.sh || test -s results/logs/incomplete.txt
	@$(bin)/geomsan release

test:
	@bash workflow/setup.sh --tests
	@$(bin)/python3 $(pytest)

test-fast:
	@bash workflow/setup.sh --lint
	@HYPOTHESIS_PROFILE=fast $(bin)/python3 $(pytest) $(fast)

test-cluster:
	@bash workflow/setup.sh --tests
	@$(bin)/uv pip install --quiet --python $(bin)/python3 --require-hashes -r requirements/cluster.txt
	@$(bin)/python3 $(pytest) tests/cluster

# Of its own: botocore asks for an earlier python-dateutil.
test-storage:
	@bash workflow/setup.sh --tests
	@$(bin)/uv venv --quiet --allow-existing --python $(bin)/python3 .venv-storage
	@$(bin)/uv pip install --quiet --python .venv-storage/bin/python3 --require-hashes \
		-r requirements/storage.txt -r requirements/moto.txt
	@$(bin)/python3 $(pytest) tests/storage

test-newest test-lowest: test-%:
	@bash workflow/setup.sh --lint
	@bash tests/resolution.sh $*
	@HYPOTHESIS_PROFILE=fast .venv-$*/bin/python3 $(pytest) $(fast)

bench:
	@bash workflow/setup.sh --lint
	@bash bench/setup.sh
	@$(bin)/python3 bench/run.py

fuzz:
	@bash workflow/setup.sh
	@$(bin)/uv venv --quiet --allow-existing --python $(bin)/python3 .venv-fuzz
	@$(bin)/uv pip install --quiet --python .venv-fuzz/bin/python3 --require-hashes -r requirements/fuzz.txt
	@PYTHONPATH=workflow:. .venv-fuzz/bin/python3 bench/fuzz.py $(or $(NAME),xlsx) $(or $(SECONDS),600)

docs:
	@bash workflow/setup.sh
	@$(bin)/python3 -m geomsan.check.families.page schemas docs/families.md
	@$(bin)/python3 -m geomsan.claims.page docs/claims.md

lint:
	@bash workflow/setup.sh --lint
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/snakefmt --check $(snakefiles)
	$(bin)/snakemake --lint
	$(bin)/mypy

# Versions and hashes only: a lock that names download addresses ties the project to one registry. The
# lock of the tests holds that of the runs in the same versions.
compile := $(bin)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock:
	@bash workflow/setup.sh
	$(compile) --group installer --output-file requirements/installer.txt
	$(compile) --extra workflow --extra desk --group build --output-file requirements/run.txt pyproject.toml
	$(compile) --extra workflow --extra desk --group build --group test --group lint \
		--constraint requirements/run.txt --output-file requirements/test.txt pyproject.toml
	$(compile) --extra desk --extra cluster --group build \
		--constraint requirements/run.txt --output-file requirements/cluster.txt pyproject.toml
	sed -n '/^python-dateutil==/d; s/^\([a-z].*==.*\) \\$$/\1/p' requirements/run.txt | \
		$(compile) --no-annotate --extra storage --group build \
		--constraint - --output-file requirements/storage.txt pyproject.toml
	$(compile) --group moto --constraint requirements/storage.txt --output-file requirements/moto.txt
	$(compile) --extra report --extra workflow --group build --group fuzz \
		--constraint requirements/run.txt --output-file requirements/fuzz.txt pyproject.toml
	$(compile) --output-file requirements/bench.txt bench/requirements.in

messages:
	@bash workflow/setup.sh --lint
	$(bin)/pybabel compile --domain argparse --directory workflow/geomsan/command/locale
