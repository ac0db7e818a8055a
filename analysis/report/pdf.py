"""A page as PDF, by a browser of Chromium's family; the same bytes each time."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    "--headless --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-extensions --no-pdf-header-footer "
    "--generate-pdf-document-outline --lang=en-US"
).split()
_SECONDS = 120


def installed():
    """The path of a browser of Chromium's family, or None."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def print_page(page, out):
    """Print an HTML file to PDF; returns why it could not, or None.

    The time of printing is taken out of the PDF, so that one browser gives one PDF.
    """
    browser = installed()
    if not browser:
        return "no browser to print it: install chromium"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        pdf = Path(profile) / "page.pdf"
        command = [browser, *_FLAGS, f"--user-data-dir={profile}", f"--print-to-pdf={pdf}"]
        # Chromium refuses its sandbox to root.
        command += ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
        # A home of its own: no one's fonts, locale or time zone.
        env = {**os.environ, "HOME": profile, "TZ": "UTC", "LC_ALL": "C.UTF-8"}
        try:
            options = {"capture_output": True, "timeout": _SECONDS, "check": True}
            subprocess.run([*command, Path(page).resolve().as_uri()], env=env, **options)
            content = pdf.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            return f"{browser} did not print it: {type(error).__name__}"
    # Of the same length, since a PDF holds offsets.
    undated = re.sub(rb"(/(?:Creation|Mod)Date \(D:)\d{14}", rb"\g<1>19800101000000", content)
    Path(out).write_bytes(undated)
    return None
