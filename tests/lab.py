"""JupyterLab for tests: a server in a place of its own, and the clicks that a user makes."""

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

WAIT = 300_000  # milliseconds: long, since the machine may be slow
SHOWN = Path(__file__).with_name("shown.js").read_text("utf-8")
# Nobody is asked about news; every cell is in the page, in view or not.
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {"windowingMode": "none"},
}
OPTIONS = """
    --no-browser --allow-root --ip=127.0.0.1 --port=0 --IdentityProvider.token=test
    --KernelManager.transport_encryption=auto --LabApp.expose_app_in_browser=True
""".split()
# Notebooks show the SVG, which is drawn as ever. Of the PNG and PDF that they save only the records
# are read: the one has fewer dots, the other's fonts no tables for kerning.
QUICK = """
import sys
def quick(*_):
    if drawing := sys.modules.get("analysis.figures.drawing"):
        from fontTools.subset import Options
        drawing.STYLE["savefig.dpi"] = 72
        Options._drop_tables_default = [*Options._drop_tables_default, "GDEF", "GPOS", "GSUB"]
        get_ipython().events.unregister("pre_run_cell", quick)
get_ipython().events.register("pre_run_cell", quick)
"""


def save_quickly(ipython):
    """Kernels with this folder of IPython save images of which only the record is read quickly."""
    begin = ipython / "profile_default/startup/quick.py"
    begin.parent.mkdir(parents=True)
    begin.write_text(QUICK)


@contextmanager
def server(root, home):
    """The address of a JupyterLab on the folder `root`; what is its own it keeps in `home`."""
    for name, setting in SETTINGS.items():
        path = home / f"settings/@jupyterlab/{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(setting))
    own = {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"JUPYTERLAB_SETTINGS_DIR": str(home / "settings")}
    own |= {"JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}
    own |= {"IPYTHONDIR": str(home / "ipython"), "JUPYTER_PREFER_ENV_PATH": "1"}
    command = [sys.executable, "-m", "jupyter", "lab", *OPTIONS, f"--ServerApp.root_dir={root}"]
    with open(home / "log", "w") as log:
        running = subprocess.Popen(command, env={**os.environ, **own}, stdout=log, stderr=log)
    try:
        yield _address(home / "RUNTIME", running, home / "log")
    finally:
        running.terminate()
        running.wait()


def _address(runtime, running, log):
    end = time.monotonic() + WAIT / 1000
    while time.monotonic() < end and running.poll() is None:
        for file in runtime.glob("jpserver-*.json"):
            try:
                return f"http://127.0.0.1:{json.loads(file.read_text())['port']}"
            except ValueError:
                pass  # it is still being written
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start: {log.read_text()[-2000:]}")


def open_folder(page, address, folder):
    """Show a folder in the file browser."""
    page.set_default_timeout(WAIT)
    page.goto(f"{address}/lab/tree/{folder}?token=test&reset")


def run_all(page, name):
    """Open a notebook by a double click and run it by the menu; the id of its panel."""
    page.locator(".jp-DirListing-item", has_text=name).dblclick()
    tab = page.locator("#jp-main-dock-panel .lm-TabBar-tab.jp-mod-current", has_text=name)
    panel = tab.get_attribute("data-id")
    # The page says that it is idle before a kernel is there, so the notebook itself is asked.
    page.wait_for_function(
        """(panel) => {
            const shown = window.jupyterapp.shell.currentWidget;
            const kernel = shown?.sessionContext?.session?.kernel;
            return shown?.id === panel && shown.sessionContext.isReady
                && kernel?.connectionStatus === "connected" && kernel.status === "idle";
        }""",
        arg=panel,
        polling=250,
    )
    menu(page, "Run", "Run All Cells")
    return panel


def menu(page, *labels):
    """Click through the menus."""
    first, *rest = labels
    page.locator("#jp-MainMenu .lm-MenuBar-itemLabel", has_text=first).first.click()
    for label in rest:
        item = page.locator(".lm-Menu-item", has=page.get_by_text(label, exact=True))
        item.last.click()


def wait_until_run(page, panel):
    """Wait until every code cell has run, or one has failed and those below it wait no more."""
    page.wait_for_function(
        """(panel) => {
            const cells = [...document.querySelectorAll(`[id="${panel}"] .jp-CodeCell`)];
            const prompts = cells.map((cell) => cell.querySelector(".jp-InputPrompt").innerText);
            return /\\d/.test(prompts[0]) && !prompts.some((text) => text.includes("*"));
        }""",
        arg=panel,
        polling=250,
    )


def save_all(page):
    """Save what is open, and wait until it is written."""
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save-all').then(() => 0)")


def set_theme(page, theme):
    """Choose a theme by the menu: Light or Dark."""
    menu(page, "Settings", "Theme", f"JupyterLab {theme}")
    light = "true" if theme == "Light" else "false"
    page.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached")


def look(page, panel):
    """What a notebook shows (shown.js), when its tab is in front and its images are loaded."""
    page.locator(f'#jp-main-dock-panel .lm-TabBar-tab[data-id="{panel}"]').click()
    found = page.locator(f'[id="{panel}"]')
    found.wait_for()
    found.evaluate(
        "(root) => Promise.all([...root.querySelectorAll('img')].map("
        "(image) => image.decode().catch(() => null)))"
    )
    return found.evaluate(SHOWN)
