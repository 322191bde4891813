# The commands of this project. Each target only calls a script or a package tool; what they do is written there.

.PHONY: help setup run test test-llm bench fuzz audit screenshots

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

setup: ## prepare this machine (the other commands do it themselves)
	@scripts/setup

run: ## open Vis-à-vis on the bundled sample, or with ARTICLE=path on a file of yours
	@scripts/run $${ARTICLE:+"$$ARTICLE"}

test: ## run every test, the real window included
	@scripts/test

test-llm: setup ## run articles through real language models (downloads 1.3 GB)
	@scripts/test-llm

bench: setup ## measure the segmenter, the engines, the scores and the window
	@scripts/bench

fuzz: ## search for a text that the segmenter cannot cut, for twenty minutes
	@scripts/fuzz

audit: ## check licences, advisories and unused dependencies
	@scripts/audit

screenshots: ## take the pictures of the documentation
	@scripts/screenshots
