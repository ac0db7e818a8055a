"""One article: metadata, its sections in reading order, and its readers' responses.

In the corpus an article is one Markdown file: a YAML header, whose keys ``docs/corpus.md`` lists,
then the text. Inline markup is not interpreted: a paragraph's characters are its text.

>>> article = Article("ab-1", (Section("headline", "A storm"), Section("body", "It rained.")))
>>> article.title, article.text
('A storm', 'A storm\\n\\nIt rained.')
>>> from_markdown(to_markdown(article)) == article
True
"""

from .markdown import KEYS, faults, from_markdown, to_markdown
from .model import SECTIONS, Article, ArticleError, Response, Section, clean_lines, flags, one_line
