# The commands of this project. Each target only calls a script or a package tool; what they do is written there.

.PHONY: help setup run test bench audit screenshots

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 20

setup: ## prepare this machine (the other commands do it themselves)
	@scripts/setup

run: ## open Vis-à-vis on the bundled sample, or with ARTICLE=path on a file of yours
	@scripts/run $${ARTICLE:+"$$ARTICLE"}

test: ## run every test, the real window included
	@scripts/test

bench: setup ## measure the segmenter, the scores and the window against their peers
	@scripts/bench

audit: ## check licences, advisories and unused dependencies
	@scripts/audit

screenshots: ## take the pictures of the documentation
	@scripts/screenshots
