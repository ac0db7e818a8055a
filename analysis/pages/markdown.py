"""A page saved as Markdown → blocks, responses and fields, read as the HTML it stands for."""

import re

import yaml
from lxml.html import builder as E
from lxml.html import document_fromstring
from markdown_it import MarkdownIt

from analysis._support.safe_yaml import safe_yaml
from analysis.article import clean_lines, one_line

from .block import Block, key
from .boilerplate import wording
from .html import read_tree
from .metadata import PLACES, plain
from .source import PageError

_LINE, _LAST = "data-line-of-markdown", 65_534  # an attribute, and the last line in lxml
# Indented lines are paragraphs in most pages, not code.
_PARSER = MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"])
_PARSER.disable(["code"])
_IS = wording("markdown")


def read_markdown(text):
    """Blocks, responses and fields of a Markdown page; None if it has no title or heading."""
    text = re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
    front, height = _front_matter(text)
    lines = text.split("\n")
    body = "\n" * height + "\n".join(lines[height:])
    tokens = [t for t in _PARSER.parse(_IS.plain.sub(r"\1\\", body)) if t.type != "fence"]
    title = plain(front.get("title") or front.get("headline"))
    heads = [n for n, token in enumerate(tokens) if token.type == "heading_open"]
    heads = [n for n in heads if tokens[n + 1].content.strip()]
    if not title and not heads:
        return None
    top = None if title else min(heads, key=lambda n: tokens[n].tag)
    for n in heads:
        tokens[n].tag = tokens[n + 2].tag = "h1" if n == top else "h2"
    blocks, responses, fields = read_tree(_tree(tokens, title, front), is_text=True)
    fields.pop("title_for_search", None)  # the title element is ours
    read = {n for block in blocks for n in range(block.first, block.last + 1)}
    for n, line in enumerate(lines, 1):
        if line.strip() and (n <= height or n not in read):
            why = "front matter: the page's own data" if n <= height else "markup without text"
            blocks += (Block(n, n, clean_lines(line.strip()), None, why),)
    origins = {name: origin for name, origin in fields["origins"].items() if name != "title"}
    origins |= {name: "front matter" for name, origin in origins.items() if "meta " in origin}
    return blocks, responses, fields | {"origins": origins}


def _front_matter(text):
    if not (match := _IS.front_matter.match(text)):
        return {}, 0
    try:
        front = safe_yaml(match[1], longest=100_000)
    except (yaml.YAMLError, ValueError) as error:
        what = one_line(getattr(error, "problem", None) or str(error))
        raise PageError(f"broken front matter ({what}); correct or remove it") from None
    if not isinstance(front, dict):
        return {}, 0  # text between two rules
    return {str(key).lower(): value for key, value in front.items()}, match[0].count("\n")


def _tree(tokens, title, front):
    """The page as HTML, whose elements know their lines in the Markdown."""
    root = document_fromstring(_IS.outer.sub("", _rendered(tokens)))
    body = root.find("body")
    if title:
        body.insert(0, E.H1(title))
    for keys, name in PLACES["front matter"].items():
        values = next((front[key] for key in keys.split() if front.get(key)), None)
        for value in filter(None, values if isinstance(values, list) else [values]):
            if not isinstance(value, dict):
                body.append(E.META(property=name, content=one_line(str(value))))
    headline = next(body.iter("h1"), body).text_content()
    body.append(E.TITLE(one_line(headline)))
    line = 1
    for element in root.iter("*"):
        number = element.attrib.pop(_LINE, "")
        line = int(number) if number.isdecimal() else line
        element.sourceline = min(line, _LAST)
        line += element.tag == "br"
    for head in body.iter("h1", "h2"):
        quote = head.getnext()
        if quote is not None and quote.tag == "blockquote":
            if key(head.text_content()) == key(headline):
                quote.set("class", "deck")
    return root


def _rendered(tokens):
    """The HTML of tokens; a picture that stands alone is its caption."""
    for n, token in enumerate(tokens):
        if token.type == "inline":
            images = [one for one in token.children if one.type == "image"]
            if images and not any(one.content for one in token.children if one.type != "image"):
                tokens[n - 1].tag = tokens[n + 1].tag = "figcaption"
                images[0].type, images[0].content = "text", " ".join(one.content for one in images)
                token.children = images[:1]
        elif token.nesting == 1 and token.map:
            token.attrSet(_LINE, str(token.map[0] + 1))
    return _PARSER.renderer.render(tokens, _PARSER.options, {})
