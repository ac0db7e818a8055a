"""One article: metadata, its sections in reading order, and what its readers answered.

In the corpus an article is one Markdown file: a YAML header, then the text. ``corpus/README.md``
lists the header's keys. Inline markup is not interpreted: what stands in a paragraph is its text.

>>> article = Article("ab-1", (Section("headline", "A storm"), Section("body", "It rained.")))
>>> article.title, article.text
('A storm', 'A storm\\n\\nIt rained.')
>>> from_markdown(to_markdown(article)) == article
True
"""

from .header import KEYS
from .markdown import from_markdown, read, to_markdown, write
from .model import SECTIONS, Article, ArticleError, Response, Section, flags, fold, fold_lines

__all__ = [
    "KEYS",
    "SECTIONS",
    "Article",
    "ArticleError",
    "Response",
    "Section",
    "flags",
    "fold",
    "fold_lines",
    "from_markdown",
    "read",
    "to_markdown",
    "write",
]
