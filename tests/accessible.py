"""What axe-core finds on a page, and what does not fit on the screen."""

from axe_playwright_python.sync_playwright import Axe

SMALL = {"viewport": {"width": 400, "height": 900}, "color_scheme": "light"}
LARGE = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"}
# Marks texts, with no element inside, that look like an earlier one: in colours, size, weight and
# what is behind them. Their contrast is not judged again, which would take axe-core long.
MARK_ALIKE = """() => {
    const behind = new Map([[null, ""]]), seen = new Set();
    const names = ["backgroundColor", "backgroundImage", "opacity", "position", "filter"];
    names.push("mixBlendMode", "overflow");
    const plain = "rgba(0, 0, 0, 0),none,1,static,none,normal,visible";
    const look = (element) => {
        if (!behind.has(element)) {
            const style = getComputedStyle(element);
            const own = names.map((name) => style[name]).join();
            behind.set(element, look(element.parentElement) + (own === plain ? "" : `/${own}`));
        }
        return behind.get(element);
    };
    for (const element of document.body.querySelectorAll("*")) {
        const style = getComputedStyle(element);
        const text = [style.color, style.fontSize, style.fontWeight, style.textShadow];
        const all = `${element.localName} ${look(element)} ${text}`;
        const alike = !element.childElementCount && element.innerText?.trim() && seen.has(all);
        element.toggleAttribute("data-alike", Boolean(alike));
        seen.add(all);
    }
}"""
JUDGE_OTHERS = "axe.configure({rules: [{id: 'color-contrast', selector: ':not([data-alike])'}]})"


def problems(page):
    """What is wrong on a page, small and light first, then large and dark.

    That is serious and critical findings, images without text, and whether it is too wide. Of
    what axe-core judges only contrast depends on the screen, so all else is judged once.
    """
    said = []
    page.evaluate(Axe().axe_script)
    page.evaluate(JUDGE_OTHERS)
    for screen, rules in ((SMALL, None), (LARGE, ["color-contrast"])):
        page.set_viewport_size(screen["viewport"])
        page.emulate_media(color_scheme=screen["color_scheme"])
        page.evaluate(MARK_ALIKE)
        said += _found(page, rules)
        if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
            said.append(f"wider than {screen['viewport']['width']}")
    said += page.evaluate("[...document.images].filter(i => !i.alt.trim()).map(i => i.outerHTML)")
    return said


def _found(page, rules):
    options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    return [
        f"{one['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for one in page.evaluate("options => axe.run(options)", options)["violations"]
        for node in one["nodes"]
        if one["impact"] in ("serious", "critical")
    ]
