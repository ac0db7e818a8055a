"""Which column of a table is which field of an article."""

import re
from dataclasses import fields

from analysis.article import Article, one_line

from .rows import TableError

# A table has these for an article's sections; its other fields go by their own names.
TEXTS = ("title", "kicker", "deck", "text", "article_sections")
FIELDS = ("id", *TEXTS, *(f.name for f in fields(Article) if f.name not in ("id", "sections")))
NEEDED = ("title", "text")
# Other people's names in lower case; one of ours in the same table goes before them.
OTHERS = {
    "id": "doc_id article_id docid document_id",
    "title": "headline heading article_title",
    "text": "body content article_text full_text fulltext body_text article_body",
    "outlet": "source publication publisher newspaper medium media outlet_name",
    "published": "date datetime published_at date_published publication_date pub_date "
    "publish_date published_date",
    "authors": "author byline",
    "url": "link article_url web_url",
    "language": "lang",
    "deck": "subtitle standfirst subheadline",
    "modified": "updated updated_at date_modified last_modified",
    "news_section": "section category",
}


def name_columns(found, columns, name):
    """Field → its column, of the columns found in a table. Raises TableError.

    >>> name_columns(["Headline", "body", "Date"], {}, "x.csv")
    {'title': 'Headline', 'text': 'body', 'published': 'Date'}
    >>> name_columns(["words", "title"], {"words": "text"}, "x.csv")
    {'title': 'title', 'text': 'words'}
    """
    have = ", ".join(map(one_line, map(str, found))) or "none"
    chosen = {}
    for theirs, ours in columns.items():
        if not (theirs in found and ours in FIELDS) and ours in found and theirs in FIELDS:
            theirs, ours = ours, theirs
        if theirs not in found:
            raise TableError(f"{name}: no column {theirs!r}; found: {have}")
        if ours not in FIELDS:
            raise TableError(f"{name}: no field {ours!r}; the fields are {', '.join(FIELDS)}")
        if ours in chosen:
            raise TableError(f"{name}: two columns are given for {ours}; give one")
        chosen[ours] = theirs
    free = {}
    for column in found:
        if column not in chosen.values():
            free.setdefault(re.sub(r"\W+", "_", str(column).lower()).strip("_"), column)
    for field in FIELDS:
        names = (field, *OTHERS.get(field, "").split())
        name_of = next((n for n in names if n in free), None)
        if field not in chosen and name_of:
            chosen[field] = free.pop(name_of)
    if "sha256" not in chosen and chosen.get("source") not in columns:
        chosen.pop("source", None)  # not the file of a saved page
    if missing := [field for field in NEEDED if field not in chosen]:
        pairs = ", ".join(f"'NAME': '{field}'" for field in missing)
        options = " ".join(f"--column NAME={field}" for field in missing)
        raise TableError(
            f"{name}: no column for {' and '.join(missing)}; found: {have}; say which it is: "
            f"columns={{{pairs}}}, or in the shell {options}"
        )
    return {field: chosen[field] for field in FIELDS if field in chosen}
