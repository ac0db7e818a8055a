"""Every notebook in a real JupyterLab: run once by the menu, read in a light and a dark theme.

Then saved: what is in the notebooks, in the folder of figures and in exported pages.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from accessible import problems
from browser import installed, watched
from lab import (
    look,
    open_folder,
    run_all,
    save_all,
    save_quickly,
    server,
    set_theme,
    wait_until_run,
)
from test_notebooks import NOTEBOOKS, cells

from analysis.proof.cite import read_record

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "notebooks/figures"
ENDINGS = ("svg", "png", "pdf", "csv", "md")
THEMES = ("Light", "Dark")
FAULTY = [
    "from IPython.display import HTML\nimport warnings\nwarnings.warn('it is late')",
    'HTML(\'<p style="color:#777">hard to read</p><p style="opacity:.3">faded</p>\')',
    'HTML(\'<figure><img src="data:image/png;base64,x" alt="broken"></figure>\')',
    "1 / 0",
]
HOSTILE = (
    "<script>document.body.id = 'hurt'</script><img src=x onerror=\"document.body.id = 'hurt'\">"
)
DISPLAYS = [
    f"hostile = {HOSTILE!r}\n"
    "from pathlib import Path\n"
    "from analysis.article import Article, Response, Section\n"
    "from analysis.corpus import Corpus\n"
    "poll = Response('poll', hostile, ((hostile, 8), ('No', None)), '')\n"
    "sections = [Section('headline', hostile), *[Section('body', hostile + ' A regime.')] * 20]\n"
    "all = [Article(f'a{n:02}', sections, hostile, language='en', responses=[poll])"
    " for n in range(12)]\n"
    "corpus = Corpus(tuple(all), (hostile,) * 12, Path('mine'))\n"
    "corpus",
    "all[0]",
    "import analysis\nanalysis.concordance(corpus)",
    "analysis.context.highlight(all[0])",
    "import sys\nprogress = sys.modules['analysis._support.progress']\nprogress._DELAY = 0\n"
    "started = iter(progress.progress(range(7)))\nnext(started)",
    "list(progress.progress(range(9), unit='done'))",
]


def notebook(cells):
    made = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": source}
        | {"outputs": [], "execution_count": None}
        for n, source in enumerate(cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    content = {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4}
    return json.dumps(content | {"nbformat_minor": 5})


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A copy of the project's corpus and notebooks."""
    root = tmp_path_factory.mktemp("root")
    shutil.copytree(ROOT / "corpus", root / "corpus")
    (root / "notebooks").mkdir()
    for path in NOTEBOOKS:
        shutil.copy(path, root / "notebooks")
    return root


@pytest.fixture(scope="module")
def lab(browser, root, tmp_path_factory):
    """What each notebook showed in each theme, and what was asked of other machines."""
    home = tmp_path_factory.mktemp("home")
    save_quickly(home / "ipython")
    (root / "notebooks/displays.ipynb").write_text(notebook(DISPLAYS))
    (root / "notebooks/faulty.ipynb").write_text(notebook(FAULTY))
    names = [*(path.name for path in NOTEBOOKS), "displays.ipynb", "faulty.ipynb"]
    with server(root, home) as address, watched(browser) as page:
        open_folder(page, address, "notebooks")
        panels = {}
        for name in names:
            panels[name] = run_all(page, name)
        for name in names:
            wait_until_run(page, panels[name])
        save_all(page)
        shown = {}
        for theme in THEMES:
            set_theme(page, theme)
            shown |= {(name, theme): look(page, panels[name]) for name in names}
        hurt = page.evaluate("document.body.id") == "hurt"
    return {"shown": shown, "abroad": page.abroad, "hurt": hurt}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_can_be_read(lab, path, theme):
    found = lab["shown"][path.name, theme]
    assert found["wrong"] == []
    assert found["faint"] == []
    assert len(found["shown"]) > 10
    assert all(figure["visible"] and figure["alt"] for figure in found["figures"])
    if "study.draw(" in path.read_text("utf-8"):
        assert found["figures"]


@pytest.mark.parametrize("theme", THEMES)
def test_displays_can_be_read_and_run_nothing(lab, theme):
    found = lab["shown"]["displays.ipynb", theme]
    assert found["wrong"] == found["faint"] == []
    assert sum(HOSTILE in text for text in found["shown"]) > 20
    assert not lab["hurt"]


def test_a_bar_shows_and_goes_at_the_end(lab):
    said = lab["shown"]["displays.ipynb", "Light"]["shown"]
    assert any("/7 [" in text for text in said)
    assert not any("/9 [" in text for text in said)


@pytest.mark.parametrize("theme", THEMES)
def test_faults_are_seen(lab, theme):
    found = lab["shown"]["faulty.ipynb", theme]
    assert [("it is late" in text, "ZeroDivisionError" in text) for text in found["wrong"]] == [
        (True, False),
        (False, True),
    ]
    assert {text.split(": ")[1] for text in found["faint"]} >= {"hard to read", "faded"}
    assert found["figures"] == [{"alt": "broken", "visible": False}]


def test_nothing_was_asked_of_another_machine(lab):
    assert lab["abroad"] == []


@pytest.fixture(scope="module")
def run(request, root):
    """The notebooks as JupyterLab saved them; without a browser, nbconvert runs them."""
    folder = root / "notebooks"
    if installed():
        request.getfixturevalue("lab")
    else:
        nbconvert(folder, "--execute", "--to", "notebook", "--inplace")
    return folder


def nbconvert(folder, *options):
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--log-level=ERROR", *options]
    names = [path.name for path in NOTEBOOKS]
    done = subprocess.run([*command, *names], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]


def outputs(path):
    return [output for cell in cells(path, "code") for output in cell["outputs"]]


def pages(path):
    """The HTML that each cell shows."""
    return ["".join(output.get("data", {}).get("text/html", "")) for output in outputs(path)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_without_error_or_warning(run, path):
    shown = outputs(run / path.name)
    assert len(shown) == len(cells(path, "code"))
    assert {output["output_type"] for output in shown} <= {"execute_result", "display_data"}
    assert all(pages(run / path.name))


def test_counts_are_shown_as_whole_numbers(run):
    readability = "".join(pages(run / "2-readability.ipynb"))
    row = r">(words|sentences|letters)</td><td style='text-align:right[^>]*>([^<]*)<"
    assert dict(re.findall(row, readability)) == {
        "words": "342",
        "sentences": "13",
        "letters": "1821",
    }
    shown = "".join(page for path in NOTEBOOKS for page in pages(run / path.name))
    assert re.findall(r"<td[^>]*>\d\d+\.000</td>", shown) == []


def test_the_marked_article_is_the_first_thing_shown(run):
    marked = pages(run / "1-corpus.ipynb")[1]
    assert "<b style" in marked and "[betrayal]" in marked


def test_figures_are_shown_with_alt_text_and_saved(run):
    shown = [page for path in NOTEBOOKS for page in pages(run / path.name)]
    figures = [page for page in shown if page.startswith("<figure")]
    assert len(figures) == len(list(FIGURES.glob("*.svg")))
    assert all('alt="' in page and "<figcaption" in page for page in figures)
    folder = run.parent / "corpus/figures"  # beside the copy, which is not the shipped corpus
    saved = {path.name for path in folder.iterdir()}
    committed = {p.name for p in FIGURES.iterdir() if p.suffix != ".html"}
    names = {Path(name).stem for name in committed}
    assert saved == committed == {f"{name}.{ending}" for name in names for ending in ENDINGS}


def test_committed_data_captions_and_records_are_those_of_a_fresh_run(run):
    for path in sorted((run.parent / "corpus/figures").glob("*.svg")):
        for ending in ("csv", "md"):
            fresh = path.with_suffix(f".{ending}").read_bytes()
            assert (FIGURES / f"{path.stem}.{ending}").read_bytes() == fresh, path.stem
        record = read_record(path)
        for ending in ("svg", "png", "pdf"):
            kept = read_record(FIGURES / f"{path.stem}.{ending}")
            libraries = {key: record[key] for key in ("environment", "checksum")}
            assert kept | libraries == record == read_record(path.with_suffix(f".{ending}"))


def test_print_size(run):
    """Widths of a journal's column or page, and no text under 7 points."""
    for path in (run.parent / "corpus/figures").glob("*.svg"):
        drawn = path.read_text("utf-8")
        width = re.search(r'<svg [^>]*width="([\d.]+)pt"', drawn)[1]
        assert round(float(width) / 72 * 25.4, 3) in (89, 183), path.stem
        # Letters are drawn 100 points high, then scaled to the size of the text.
        texts = re.findall(r"scale\(([\d.]+) -\1\)", drawn)
        assert texts and min(map(float, texts)) >= 0.07, path.stem


def test_exported_pages_are_open_to_everybody(run, browser):
    template = f"--TemplateExporter.extra_template_basedirs={ROOT / 'analysis/report'}"
    nbconvert(run, "--to", "html", "--template", "notebook", template)
    with watched(browser) as page:
        for path in NOTEBOOKS:
            page.goto((run / path.with_suffix(".html").name).as_uri())
            assert problems(page) == [], path.name
            assert page.abroad == page.failed == page.errors == []
