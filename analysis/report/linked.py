"""Figures whose marks link to the sentences behind them, and the page with these sentences."""

from base64 import b64encode
from collections import defaultdict

from lxml import etree

from analysis._support.wording import plural
from analysis.context.highlight import page
from analysis.figures.drawing import MARKS
from analysis.figures.trace import trace
from analysis.proof.cite import read_data

PAGE = "article.html"
_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
# What matplotlib writes. An image may have been changed, so nothing else goes into the page.
_KEPT = {_SVG + name for name in "svg g defs path use clipPath rect style pattern".split()}


def linked(svg, figure, links, alt):
    """An SVG for use in a page, with links (row of the data → address, name) on its marks."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False))
    etree.strip_elements(root, *{element.tag for element in root.iter()} - _KEPT)
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.lower().startswith("on") or "script:" in value.lower():
                del element.attrib[name]
            elif name == "id":
                element.set(name, f"{figure}-{value}")  # a page holds several figures
            elif name == _XLINK:
                element.set(name, f"#{figure}-{value.removeprefix('#')}")
            else:
                element.set(name, value.replace("url(#", f"url(#{figure}-"))
    for element in root.xpath("//*[@id]"):
        if found := MARKS.search(element.get("id")):
            marks = list(element.iter(_SVG + "use")) or [element]
            for row, mark in zip(map(int, found[1].split("-")), marks, strict=False):
                if row in links:
                    address, name = links[row]
                    link = etree.Element(f"{_SVG}a", {"href": address, "aria-label": name})
                    mark.getparent().replace(mark, link)
                    link.append(mark)
    root.attrib.update({"role": "group", "aria-label": alt})
    return etree.tostring(root, encoding="unicode")


def in_notebook(text, figure):
    """A notebook's page, with a figure's image replaced by its SVG with links."""
    style = '<svg style="max-width:100%;height:auto;background:#fff" '
    svg = with_links(figure, "../").replace("<svg ", style, 1)
    image = b64encode(figure.files[f"{figure.name}.svg"]).decode()
    out, *rest = text.split(f'base64,{image}"')
    for part in rest:
        out = out[: out.rindex("<img ")] + svg + part.partition(">")[2]
    return out


def behind(record, csv, study):
    """The sentences behind the marks of a figure of the study's article: row → DataFrame."""
    if not (study and study.id and study.id == record.get("article") and record["passages"]):
        return {}
    data = read_data(csv)
    rows = {row: trace(record, data, row, study).sentences for row in data.index}
    return {row: found for row, found in rows.items() if len(found)}


def with_links(one, folder=""):
    """A figure's SVG with links from its marks to the page of the article in a folder."""
    names = {n: f"{_named(one, n)}: {plural(len(x), 'sentence')}" for n, x in one.behind.items()}
    links = {row: (f"{folder}{PAGE}#{one.name}-{row}", name) for row, name in names.items()}
    return linked(one.files[f"{one.name}.svg"], one.name, links, one.caption.alt)


def article_page(figures, study):
    """The content of `PAGE`: the marked article and, for each mark, the sentences behind it."""
    links = defaultdict(list)
    for number, one in enumerate(figures, 1):
        for sentence in {n for found in one.behind.values() for n in found["sentence"]}:
            links[sentence].append((number, one.name))
    facts = {"title": study.article.title or study.id, "figures": figures, "named": _named}
    return facts | {"article": page(study.article, study.passages, study.lexicon, links)}


def _named(figure, row):
    """A mark in words: the first four facts of its row of the data."""
    facts = zip(figure.rows[0], figure.rows[row + 1], strict=True)
    return ", ".join([f"{head} {cell}" for head, cell in facts if cell][:4])
