"""pip's own wheel, from the package index that the user has set, for a Python without pip."""

import configparser
import hashlib
import html
import os
import re
import ssl
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen


def config_files():
    """Where pip looks for its settings; a later file wins."""
    env = os.environ.get
    if env("PIP_CONFIG_FILE") == os.devnull:  # pip takes that to mean: no file at all
        return []
    folders = (env("XDG_CONFIG_DIRS") or "/etc/xdg").split(os.pathsep)
    folders += ["/Library/Application Support", env("PROGRAMDATA")]
    files = [os.path.join(folder, "pip") for folder in folders if folder] + ["/etc"]
    files += ["~/.pip", "~/Library/Application Support/pip"]
    folders = [env("XDG_CONFIG_HOME") or "~/.config", env("APPDATA")]
    files += [os.path.join(folder, "pip") for folder in folders if folder]
    name = "pip.ini" if os.name == "nt" else "pip.conf"
    files = [os.path.join(folder, name) for folder in files] + [env("PIP_CONFIG_FILE")]
    return [os.path.expanduser(file) for file in files if file]


def setting(name):
    """An option of pip's, such as 'index-url', from the environment or pip's own files."""
    config = configparser.RawConfigParser(strict=False)
    config.read(config_files(), encoding="utf-8")
    value = config.get("global", name, fallback=None)
    value = config.get("install", name, fallback=value)
    return os.environ.get("PIP_" + name.upper().replace("-", "_")) or value


def wheel_link(page, address, version):
    """The address of pip's wheel on an index page, or None."""
    for link in re.findall(r'href\s*=\s*["\']([^"\']+)', page):
        url = urljoin(address, html.unescape(link))
        if urlsplit(url).path.endswith(f"/pip-{version}-py3-none-any.whl"):
            return url
    return None


def fetch_pip(folder, lock):
    """Save the pip that the lock names, checked by its hash; return the path."""
    index = setting("index-url")
    if not index:
        raise LookupError("install python3-venv or pip, or set PIP_INDEX_URL")
    version, hashes = re.search(r"^pip==(\S+)((?:.*\n +--hash.*)+)", lock, re.M).groups()
    address = index.rstrip("/") + "/pip/"
    context = ssl.create_default_context(cafile=setting("cert"))
    with urlopen(address, timeout=60, context=context) as answer:
        link = wheel_link(answer.read().decode(), address, version)
    if not link:
        raise LookupError(f"the package index has no pip {version}")
    with urlopen(link, timeout=60, context=context) as answer:
        wheel = answer.read()
    if hashlib.sha256(wheel).hexdigest() not in hashes:
        raise LookupError(f"pip {version} of the package index is not the one in the lock")
    path = os.path.join(folder, f"pip-{version}-py3-none-any.whl")
    with open(path, "wb") as file:
        file.write(wheel)
    return path
