"""An article's file: header, then deck, subheads, captions and paragraphs as Markdown."""

import re
from itertools import groupby
from pathlib import Path

from . import header
from .model import PLAIN, Article, ArticleError, Response, Section

# A paragraph that begins like markup gets a backslash, which reading removes: "# x" → "\# x".
_MARKUP = re.compile(r"^(?=[\\#>!*+\-=_~`|<\[])|^(\d+)(?=\\|[.)](?:\s|$))")
_ESCAPED = re.compile(r"^\\(?=[\\#>!*+\-=_~`|<\[])|^(\d+)\\(?=[\\.)])")
_CAPTION = re.compile(r"!\[((?:[^\\\[\]]|\\.)*)\]\(\)")
_LINE = re.compile(
    r"(?P<deck>>)|(?P<subhead>##+\s+\S)|(?P<title>#\s+\S)|(?P<caption>!\[)|(?P<empty>\s*$)"
)


def to_markdown(article):
    """The text of an article's file. Raises ArticleError where ``read`` would refuse it."""
    fields = {key: getattr(article, key) for key in header.KEYS}
    fields["authors"] = list(article.authors)
    fields["responses"] = [response.as_dict() for response in article.responses]
    name = article.id or "article"
    if fault := next(header.faults(fields), None):
        raise ArticleError(f"{name}: {fault[1]}")
    kinds = [section.kind for section in article.sections]
    if "body" not in kinds or kinds.count("headline") > 1 or kinds.count("kicker") > 1:
        raise ArticleError(f"{name}: needs one headline, at most one kicker, and body text")
    texts = [_written(s) for s in article.sections if s.kind not in ("kicker", "headline")]
    return f"---\n{header.dump(fields)}---\n\n" + "\n\n".join(texts) + "\n"


def _written(section):
    if section.kind == "caption":
        return "![" + re.sub(r"([\\\[\]])", r"\\\1", section.text) + "]()"
    mark = {"deck": "> ", "subhead": "## "}.get(section.kind)
    return mark + section.text if mark else _MARKUP.sub(r"\1\\", section.text)


def read(path, name=None):
    """Read one article's file; messages call it ``name``.

    Raises ArticleError with one line, ``file:line: what is wrong; what to do``, and OSError.
    """
    name = name or str(path)
    try:
        return from_markdown(Path(path).read_bytes().decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        raise ArticleError(f"{name}: not UTF-8; save it as UTF-8") from None


def from_markdown(text, name="article"):
    """The article in a file's text. Raises ArticleError as ``read`` does."""
    lines = re.split(r"\r\n|\r|\n", text)
    if not text.strip():
        raise ArticleError(f"{name}: empty file; delete it, or add its page again")
    rules = [n for n, line in enumerate(lines) if line.rstrip() == "---"]
    if rules[:1] != [0] or len(rules) < 2:
        raise ArticleError(f"{name}:1: no YAML header between two lines of ---; add one")
    end = rules[1]
    fields = header.parse(lines[1:end], name)
    sections = _sections(lines, end + 1, name)
    if "body" not in {section.kind for section in sections}:
        raise ArticleError(f"{name}:{end + 1}: no text after the header; write the article there")
    heads = Section("kicker", fields["kicker"] or ""), Section("headline", fields["title"])
    return Article(
        sections=(*heads, *sections),
        authors=fields["authors"] or (),
        responses=map(Response.of, fields["responses"] or ()),
        origins=fields["origins"] or {},
        **{key: fields[key] for key in PLAIN},
    )


def _sections(lines, start, name):
    """Blocks of lines as sections; a paragraph or deck may go over several lines."""
    sections = []
    kinds = [match.lastgroup if (match := _LINE.match(line)) else "body" for line in lines]
    for kind, numbers in groupby(range(start, len(lines)), kinds.__getitem__):
        numbers = list(numbers)
        block = [lines[n] for n in numbers]
        if kind == "title":
            raise ArticleError(f"{name}:{numbers[0] + 1}: the title belongs in the header; move it")
        if kind == "body":
            texts = [_ESCAPED.sub(r"\1", " ".join(block).strip())]
        elif kind == "deck":
            texts = [" ".join(line[1:] for line in block)]
        elif kind == "subhead":
            texts = [line.lstrip("#") for line in block]
        elif kind == "caption":
            texts = [_caption(lines[n], f"{name}:{n + 1}") for n in numbers]
        else:
            continue
        sections += [Section(kind, text) for text in texts]
    return sections


def _caption(line, place):
    if not (match := _CAPTION.fullmatch(line.strip())):
        raise ArticleError(f"{place}: not a caption; write it as ![its text]()")
    return re.sub(r"\\(.)", r"\1", match[1])
