"""An article's file: YAML header, then deck, subheads, captions and paragraphs as Markdown."""

import re
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path

import yaml

from analysis._support.safe_yaml import LONGEST, read_yaml, safe_yaml

from .model import COUNTERS, DATES, IS, PLAIN, Article, ArticleError, Section, one_line

KEYS = ("id", "title", "kicker", *(field.name for field in fields(Article)[2:]))
_MOST = 10**15  # more readers than there are, and still a 64-bit number
# Of a key in the header the pattern of its form, and what is wrong with another.
_FORMS = read_yaml(Path(__file__).with_suffix(".yml"))


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines unchanged, under ``|``."""

    def represent_str(self, text):
        """A text as a YAML node."""
        several = "\n" in text and not re.search(r"^\s|\s$|[ \t]\n", text)
        return self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if several else None)

    yaml_representers = yaml.SafeDumper.yaml_representers | {str: represent_str}


def to_markdown(article):
    """The text of an article's file. Raises ArticleError if a field is too long to reload."""
    values = {key: getattr(article, key) for key in KEYS} | {"authors": list(article.authors)}
    values["responses"] = [response.as_dict() for response in article.responses]
    header = "".join(map(str, values.values()))
    if len(header) <= LONGEST:  # else writing it takes minutes
        header = yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    if len(header) > LONGEST:
        raise ArticleError(f"{article.id}: the title or other fields are too long; shorten them")
    texts = [_written(s) for s in article.sections if s.kind not in ("kicker", "headline")]
    return f"---\n{header}---\n\n" + "\n\n".join(texts) + "\n"


def _written(section):
    if section.kind == "caption":
        return "![" + re.sub(r"([\\\[\]])", r"\\\1", section.text) + "]()"
    mark = {"deck": "> ", "embed": ">> ", "subhead": "## "}.get(section.kind)
    return mark + section.text if mark else IS.markup.sub(r"\1\\", section.text)


def from_markdown(text, name="article"):
    """Read an article. ArticleError has one line: ``file:line: what is wrong; what to do``."""
    lines = re.split(r"\r\n|\r|\n", text)
    if not text.strip():
        raise ArticleError(f"{name}: empty file; delete it, or add its page again")
    rules = [n for n, line in enumerate(lines) if line.rstrip() == "---"]
    if rules[:1] != [0] or len(rules) < 2:
        raise ArticleError(f"{name}:1: no YAML header between two lines of ---; add one")
    end = rules[1] + 1
    header, sections = _header(lines[1 : end - 1], name), _sections(lines, end, name)
    if "body" not in {section.kind for section in sections}:
        raise ArticleError(f"{name}:{end}: no body text after the header; add the article's text")
    heads = Section("kicker", header["kicker"]), Section("headline", header["title"])
    return Article.of(header, (*heads, *sections))


def _sections(lines, start, name):
    """The lines of the text as sections; a paragraph, deck or embed may go over several."""
    texts, last = [], None
    for number, line in enumerate(lines[start:], start + 1):
        kind = match.lastgroup if (match := IS.line.match(line)) else "body"
        if kind == "title":
            raise ArticleError(f"{name}:{number}: the title belongs in the header; move it there")
        if kind == "caption":
            if not IS.picture.fullmatch(line.strip()):
                raise ArticleError(f"{name}:{number}: not a caption; write it as ![caption]()")
            line = re.sub(r"\\(.)", r"\1", line.strip()[2:-3])
        if kind == "body" != last:
            line = IS.escaped.sub(r"\1", line.strip())
        text = line[match.end() :] if kind in ("deck", "embed", "subhead") else line
        if kind == last and kind in ("deck", "embed", "body"):
            texts[-1][1].append(text)
        elif kind != "empty":
            texts.append((kind, [text]))
        last = kind
    return [Section(kind, " ".join(parts)) for kind, parts in texts]


def _header(lines, name):
    """The dict in a header's lines (from the file's second on), every key present."""
    try:
        header = safe_yaml("\n".join(lines))
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2026-02-31
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = f":{mark.line + 2}" if mark else ""
        what = one_line(getattr(error, "problem", None) or str(error))
        raise ArticleError(f"{name}{place}: broken YAML header ({what}); correct it") from None
    if not isinstance(header, dict):
        raise ArticleError(f"{name}:2: the header has no 'key: value' lines; add them")
    header |= {key: header[key].isoformat() for key in DATES if isinstance(header.get(key), date)}
    for key, fault in faults(header):
        numbers = {line.partition(":")[0].rstrip(): n for n, line in enumerate(lines, 2)}
        raise ArticleError(f"{name}:{numbers.get(key, 1)}: {fault}")
    return dict.fromkeys(KEYS) | header


def faults(header):
    """Yield (key, "what is wrong; what to do") for each fault in a header's dict."""
    for key in [key for key in header if key not in KEYS]:
        yield key, f"unknown key {one_line(str(key))!r}; available: {', '.join(KEYS)}"
    # Texts are checked for their type first: what follows relies on it.
    for key in (*PLAIN, "title", "kicker"):
        if not isinstance(header.get(key), str | None):
            yield key, f"{key} is not text; put it in quotation marks"
    if not one_line(str(header.get("id") or "")):
        yield "id", "id is missing; add it to the header"
    for key, (pattern, fault) in _FORMS.items():
        if header.get(key) and not re.fullmatch(pattern, header[key]):
            yield key, f"{key} {fault}"
    why = "cannot be read as a date; write year-month-day, such as 2026-02-26"
    for key in DATES:
        if header.get(key) and not _is_date(header[key]):
            yield key, f"{key} {header[key]!r} {why}"
    origins = header.get("origins") or {}
    if not isinstance(origins, dict) or not _is_list([*origins, *origins.values()], str):
        yield "origins", "origins is not a list of 'field: origin' lines; see docs/corpus.md"
    if not _is_list(header.get("authors"), str):
        yield "authors", "authors is not a list of names; write one name per line after '- '"
    if not _is_list(responses := header.get("responses") or [], dict):
        yield "responses", "responses is not a list of polls and counters; see docs/corpus.md"
        return
    for n, response in enumerate(responses, 1):
        yield from (("responses", f"response {n}{fault}") for fault in _response_faults(response))


def _is_list(value, kind):
    return not value or isinstance(value, list) and all(isinstance(item, kind) for item in value)


def _is_date(text):
    """Whether both Python and pandas read a text as a date; each alone reads more."""
    try:
        return bool(IS.date.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _response_faults(response):
    texts, options = ("question", "snippet", "where"), response.get("options") or ()
    for key in response.keys() - {"kind", "options", *texts}:
        yield f" has an unknown key {key!r}; see docs/corpus.md"
    are_texts = all(isinstance(response.get(key), str | None) for key in texts)
    if not (response.get("kind") in ("poll", *COUNTERS) and are_texts and _is_list(options, dict)):
        yield " has an unknown kind, or a value of the wrong type; see docs/corpus.md"
        return
    for option in options:
        label, count = option.get("label"), option.get("count", 0)
        if option.keys() - {"label", "count"} or not isinstance(label, str):
            yield ": an option has a label that is not text, or an unknown key; see docs/corpus.md"
        if count is not None and (type(count) is not int or not 0 <= count < _MOST):
            yield f": the count of {label!r} is not a whole number of 0 or more; correct it"
