"""Every notebook in a real JupyterLab: run once by the menu, read in a light and a dark theme."""

import json
import shutil
from pathlib import Path

import pytest
from browser import watched
from lab import look, open_folder, run_all, server, set_theme, wait_until_run

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
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
    "analysis.highlight(all[0])",
    "from analysis._support import progress\nprogress._DELAY = 0\n"
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
def lab(browser, tmp_path_factory):
    """What each notebook showed in each theme, and what was asked of other machines."""
    home, root = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("root")
    shutil.copytree(ROOT / "corpus", root / "corpus")
    (root / "notebooks").mkdir()
    for path in NOTEBOOKS:
        shutil.copy(path, root / "notebooks")
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
