"""Figures whose marks lead to the sentences behind them, and the page where these stand."""

import re

from lxml import etree

from analysis.figures.drawing import MARKS

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
# What matplotlib writes. An image may have been changed, so nothing else goes into the page.
_KEPT = {_SVG + name for name in ("svg", "g", "defs", "path", "use", "clipPath", "rect", "style")}


def linked(svg, figure, links, alt):
    """An SVG to stand inside a page, each mark in a link to what is behind it.

    ``svg`` is the file's bytes; ``links`` gives rows of the figure's data an address and a name,
    and ``alt`` is the text alternative. Marks are the elements that `analysis.figures.drawing.tag`
    named after rows. Ids begin with the name of the figure, so that pages may hold several.
    """
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, huge_tree=False))
    for element in list(root.iter()):
        if element.tag not in _KEPT and (above := element.getparent()) is not None:
            above.remove(element)
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name.lower().startswith("on") or "script:" in value:
                del element.attrib[name]
            elif name == "id":
                element.set(name, f"{figure}-{value}")
            else:
                value = re.sub(r"url\(#", f"url(#{figure}-", value)
                value = f"#{figure}-{value[1:]}" if name == _XLINK else value
                element.set(name, value)
    root.attrib.update({"role": "group", "aria-label": alt})
    for element in root.xpath("//*[@id]"):
        if found := MARKS.search(element.get("id")):
            uses = list(element.iter(_SVG + "use")) or [element]
            for row, mark in zip(found[1].split("-"), uses, strict=False):
                if int(row) in links:
                    _wrap(mark, *links[int(row)])
    return etree.tostring(root, encoding="unicode")


def _wrap(mark, address, name):
    link = etree.Element(f"{_SVG}a", {"href": address, "aria-label": name})
    mark.getparent().replace(mark, link)
    link.append(mark)
