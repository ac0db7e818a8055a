"""What axe-core finds on a page, and what does not fit on the screen."""

from axe_playwright_python.sync_playwright import Axe

SCREENS = [
    {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    for width in (400, 1280)
    for scheme in ("light", "dark")
]


def problems(page):
    """Serious and critical findings, images without text, and whether the page is too wide."""
    found = Axe().run(page).response["violations"]
    said = [
        f"{one['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for one in found
        for node in one["nodes"]
        if one["impact"] in ("serious", "critical")
    ]
    said += page.evaluate("[...document.images].filter(i => !i.alt.trim()).map(i => i.outerHTML)")
    if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
        said.append("wider than the screen")
    return said
