"""A headless browser for tests. It is one that is already installed, and reaches this machine only.

def test_x(browser):
    with watched(browser) as page:
        page.goto(path.as_uri())
        assert page.abroad == page.failed == page.errors == []
"""

from contextlib import contextmanager

import pytest

MISSING = "no browser to test with: install chromium (on Debian, apt-get install chromium)"
# No address but this machine's is found, and the browser itself asks for nothing.
FLAGS = (
    """
    --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --no-proxy-server
""".split()
    + ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
)
LOCAL = ("file:", "data:", "blob:", "about:", "http://127.0.0.1:", "ws://127.0.0.1:")


def installed():
    """The path of a browser, or None. The process that only shares out tests imports nothing."""
    from analysis.report.folder import installed

    return installed()


@pytest.fixture(scope="module")
def browser():
    """A browser of Chromium's family, driven by playwright.

    It is closed with the module, since while it runs no other test can have an event loop.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=installed(), args=FLAGS)
        yield found
        found.close()


@contextmanager
def watched(browser, **options):
    """A new page, with lists of what went wrong in it.

    ``page.abroad`` holds the addresses of other machines that it asked for (in vain),
    ``page.failed`` what it did not get from this one, ``page.errors`` the errors on its console.
    ``options`` are playwright's, such as ``viewport={"width": 400, "height": 800}``.
    """
    context = browser.new_context(service_workers="block", **options)
    page = context.new_page()
    page.abroad, page.failed, page.errors = [], [], []

    def asked(request):
        if not request.url.startswith(LOCAL):
            page.abroad.append(request.url)

    def answered(response):
        if response.status >= 400:
            page.failed.append(f"{response.status} {response.url}")

    def said(message):
        if message.type == "error":
            page.errors.append(message.text)

    for event in ("request", "websocket"):
        page.on(event, asked)
    page.on("requestfailed", lambda request: page.failed.append(request.url))
    page.on("response", answered)
    page.on("console", said)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    try:
        yield page
    finally:
        context.close()


def skip_as_one(config, items):
    """Where no browser is installed, the tests that need one are a single skip that says so."""
    needing = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    if installed() or not needing:
        return
    first, *others = needing
    first.add_marker(pytest.mark.skip(reason=MISSING))
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]
