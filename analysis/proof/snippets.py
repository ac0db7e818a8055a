"""A figure's citation and caption in the forms that reference managers and editors read."""

import html
import json
import re
from pathlib import Path

from .cite import bibtex, citation, cite, cited_as, latex, read_record


def snippet(path, form):
    """A figure's citation, or what puts it in a manuscript, after the checks of `cite`.

    ``form`` is "text", "bibtex" or "csl" (CSL-JSON), or "latex", "markdown", "html" or "word": the
    image with its caption, citation and text alternative. Raises CiteError as `cite` does, and
    ValueError for another form.
    """
    if form not in FORMS:
        raise ValueError(f"no form {form!r}; available: {', '.join(FORMS)}")
    path = Path(path)
    page, record = cite(path), read_record(path)
    alt = page.partition("\n## Text alternative\n")[2].partition("\n\n## ")[0]
    return FORMS[form](record, path.stem, page.split("\n\n")[1].strip(), alt.strip())


def _csl(record, *_):
    names, year, key, home = cited_as(record)
    return json.dumps(
        [
            {
                "id": key,
                "type": "figure",
                "title": record["title"],
                "author": [{"literal": name} for name in names],
                "issued": {"date-parts": [[int(year)] if year.isdecimal() else [year]]},
                "container-title": home,
                "note": f"Corpus {record['corpus']}, data {record['data']}",
            }
        ],
        indent=1,
        ensure_ascii=False,
    )


def _latex(record, name, caption, alt):
    return (
        "\\begin{figure}\n"
        f"  \\includegraphics[width=\\linewidth,alt={{{latex(alt)}}}]{{{name}.pdf}}\n"
        f"  \\caption{{{latex(caption)} \\cite{{{cited_as(record)[2]}}}}}\n"
        f"  \\label{{fig:{name}}}\n\\end{{figure}}"
    )


def _markdown(record, name, caption, alt):
    caption, alt, cited = map(_plain, (caption, alt, citation(record)))
    return f"![{alt}]({name}.svg)\n\n{caption}\n\n{cited}"


def _plain(text):
    """A text in which Markdown and the HTML in it find nothing to read."""
    return re.sub(r"([\\`*_{}\[\]<>#|~$&])", r"\\\1", text)


def _html(record, name, caption, alt):
    caption, alt, cited = map(html.escape, (caption, alt, citation(record)))
    image = f'<img src="{html.escape(name)}.svg" alt="{alt}">'
    return f"<figure>\n{image}\n<figcaption>{caption} <cite>{cited}</cite></figcaption>\n</figure>"


def _word(record, name, caption, alt):
    return f"Picture: {name}.png\nCaption: {caption} {citation(record)}\nAlt text: {alt}"


FORMS = {
    "text": lambda record, *_: citation(record),
    "bibtex": lambda record, *_: bibtex(record),
    "csl": _csl,
    "latex": _latex,
    "markdown": _markdown,
    "html": _html,
    "word": _word,
}
