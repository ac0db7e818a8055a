"""What axe-core finds on a page, and what does not fit on the screen."""

from axe_playwright_python.sync_playwright import Axe

SMALL = {"viewport": {"width": 400, "height": 900}, "color_scheme": "light"}
LARGE = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"}


def problems(page):
    """What is wrong on a page, small and light first, then large and dark.

    That is serious and critical findings, images without text, and whether it is too wide. Of
    what axe-core judges only contrast depends on the screen, so all else is judged once.
    """
    said = []
    for screen, rules in ((SMALL, None), (LARGE, ["color-contrast"])):
        page.set_viewport_size(screen["viewport"])
        page.emulate_media(color_scheme=screen["color_scheme"])
        said += _found(page, rules)
        if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
            said.append(f"wider than {screen['viewport']['width']}")
    said += page.evaluate("[...document.images].filter(i => !i.alt.trim()).map(i => i.outerHTML)")
    return said


def _found(page, rules):
    options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    return [
        f"{one['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for one in Axe().run(page, options=options).response["violations"]
        for node in one["nodes"]
        if one["impact"] in ("serious", "critical")
    ]
