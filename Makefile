PYTHON ?= python3

.PHONY: prepare run test bench stop

prepare run test bench stop:
	@$(PYTHON) -m bootstrap $@
