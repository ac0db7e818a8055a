"""The tests' browser reaches no other machine, and where there is none one test says so."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from accessible import problems
from browser import MISSING, watched

ABROAD = ["http://example.org/a.png", "http://192.0.2.1/b.png"]
ASK = """Promise.all([
    new Promise(done => new WebSocket("ws://example.org/d").onerror = done),
    fetch("https://example.org/e").catch(() => null),
])"""


def test_nothing_leaves_this_machine_and_what_is_asked_for_is_seen(browser, tmp_path):
    images = "".join(f"<img src='{address}'>" for address in [*ABROAD, "missing.png"])
    (tmp_path / "x.html").write_text(images)
    with watched(browser) as page:
        page.goto((tmp_path / "x.html").as_uri())
        page.wait_for_function("[...document.images].every(image => image.complete)")
        page.evaluate(f"() => {ASK}.then(() => null)")
        assert set(page.abroad) == {*ABROAD, "ws://example.org/d", "https://example.org/e"}
        assert {*ABROAD, (tmp_path / "missing.png").as_uri()} <= set(page.failed)
        assert sum("ERR_NAME_NOT_RESOLVED" in error for error in page.errors) == 4


def test_a_good_page_has_no_complaints(browser, tmp_path):
    (tmp_path / "x.html").write_text("<title>x</title><p>y")
    with watched(browser, viewport={"width": 400, "height": 300}) as page:
        page.goto((tmp_path / "x.html").as_uri())
        assert page.evaluate("innerWidth") == 400
        assert page.abroad == page.failed == page.errors == []


def test_what_is_wrong_on_one_screen_alone_is_found(browser, tmp_path):
    style = "@media (prefers-color-scheme: dark) { p { color: #777; background: #888 } }"
    body = "<main><h1>x</h1><p>faint<div style='width: 600px'>wide</div><img src='data:,'></main>"
    (tmp_path / "x.html").write_text(f"<html lang=en><title>x</title><style>{style}</style>{body}")
    with watched(browser) as page:
        page.goto((tmp_path / "x.html").as_uri())
        no_text, wide, faint, image = problems(page)
    assert no_text.startswith("image-alt: <img") and image.startswith("<img")
    assert wide == "wider than 400" and faint.startswith("color-contrast: <p>")


def test_without_a_browser_one_test_is_skipped_and_says_what_to_install(tmp_path):
    shutil.copy(Path(__file__).with_name("browser.py"), tmp_path)
    (tmp_path / "conftest.py").write_text(
        "from browser import browser, skip_as_one as pytest_collection_modifyitems\n"
        "import browser as module\n"
        "module.installed = lambda: None\n"
    )
    (tmp_path / "test_x.py").write_text(
        "def test_a(browser): assert 0\ndef test_b(browser): assert 0\ndef test_c(): pass\n"
    )
    command = [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", str(tmp_path)]
    env = {**os.environ, "PYTEST_ADDOPTS": ""}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=env)
    assert "1 passed, 1 skipped, 1 deselected" in done.stdout
    [line] = [line for line in done.stdout.splitlines() if line.startswith("SKIPPED")]
    assert line.endswith(MISSING)
