# SPDX-License-Identifier: GPL-3.0-or-later
# The thin door: what one types. The build itself is CMakeLists.txt and CMakePresets.json.
.DEFAULT_GOAL := help
SHELL := /bin/bash

ARTICLES ?= articles
INDEX    ?= run/index
LOG      ?= run/searches.db
LISTEN   ?= 127.0.0.1:8080
USERS    ?= run/users

# The sample articles as a kit: make relevance.
SAMPLE_KIT = articles:tests/relevance/queries.tsv

# Two jobs need 2 GB of memory; more cores may take more.
JOBS     ?= $(shell nproc)

.PHONY: help
help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1@\2/' | column -t -s @

.PHONY: packages
packages: ## install the Debian packages it needs
	@./packages.sh packages.txt

.PHONY: build
build: packages ## build both programs into build/
	@cmake --preset release --log-level=WARNING
	@cmake --build build --parallel $(JOBS) --target firstline-index firstline-server

.PHONY: run
run: build ## index the articles and serve them: ARTICLES=, INDEX=, LOG=, LISTEN=, USERS=
	@mkdir -p $(dir $(LOG))
	@build/firstline-index $(ARTICLES) --index $(INDEX)
	@exec build/firstline-server --index $(INDEX) --log $(LOG) --users $(USERS) --listen $(LISTEN)

.PHONY: test
test: build ## build everything and run every test
	@cmake --build build --parallel $(JOBS)
	@ctest --test-dir build --output-on-failure

.PHONY: browser
browser: build ## look at every page in a browser: a lead's morning, accessibility, no foreign addresses
	@tests/trips/browser/run.sh

.PHONY: deployment
deployment: build ## try what deploy/ ships: the nginx site, the systemd units, the installed programs
	@tests/trips/deploy/run.sh

.PHONY: screenshots
screenshots: build ## make the pictures of all pages: MONTH=log of a played month, else one is played
	@$(if $(MONTH),,cmake --build build --parallel $(JOBS) --target firstline-replay)
	@MONTH='$(abspath $(MONTH))' tests/trips/browser/run.sh screenshots

.PHONY: check
check: packages ## what a change must pass: format, warnings as errors, sanitizers
	@tests/check.sh

.PHONY: bench
bench: build ## measure speed and memory: CORPUS=folder of articles, COUNT=articles, QUERIES=file, one query a line
	@tests/bench/run.sh $(if $(CORPUS),--corpus $(CORPUS)) $(if $(COUNT),--articles $(COUNT)) \
	  $(if $(QUERIES),--queries $(QUERIES))

.PHONY: stress
stress: build ## put the server under attack and load, six minutes: CORPUS=folder of articles, HOW="--only attack"
	@cmake --build build --parallel $(JOBS) --target firstline-stress
	@build/firstline-stress $(if $(CORPUS),--corpus $(CORPUS)) $(HOW)

.PHONY: fuzz
fuzz: packages ## run the fuzz targets: SECONDS=of each (600), TARGETS="name name"
	@tests/fuzz/run.sh $(if $(findstring command,$(origin SECONDS)),--seconds $(SECONDS)) $(TARGETS)

.PHONY: relevance
relevance: build ## score the ranking on judged queries: KIT=folder, HOW="--misspell --unmarked --latin"
	@cmake --build build --parallel $(JOBS) --target firstline-relevance
	@build/firstline-relevance $(if $(KIT),$(KIT),$(SAMPLE_KIT) --accepted tests/relevance/accepted.tsv --verbose) $(HOW)

.PHONY: accept-relevance
accept-relevance: build ## accept today's ranking as the one that KIT=, or the tests, hold it to
	@cmake --build build --parallel $(JOBS) --target firstline-relevance
ifdef KIT
	@build/firstline-relevance $(KIT) --accept
else
	@build/firstline-relevance $(SAMPLE_KIT) --accepted tests/relevance/accepted.tsv --accept
	@build/firstline-relevance tests/relevance/languages --accept
endif

.PHONY: fit-confidence
fit-confidence: build ## fit how sure the engine is: KITS="folder folder...", or judge it only: HOW=--check
	@cmake --build build --parallel $(JOBS) --target firstline-fit-confidence
	@build/firstline-fit-confidence --kits "$(KITS)" --model search/data/confidence.tsv $(HOW)

.PHONY: replay
replay: build ## play a made-up month of searches to the server and judge its log: HOW="--searches N --seed N --out DIR"
	@cmake --build build --parallel $(JOBS) --target firstline-replay
	@build/firstline-replay $(HOW)

.PHONY: accept-golden
accept-golden: build ## accept today's pages as the golden ones
	@cmake --build build --parallel $(JOBS)
	@FIRSTLINE_ACCEPT=1 build/test_serving "Pages look as they were accepted"

.PHONY: format
format: ## lay out the code by .clang-format
	@git ls-files '*.cc' '*.h' | xargs clang-format -i

.PHONY: clean
clean: ## remove what was built and what ran
	rm -rf build run
