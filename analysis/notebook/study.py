"""What the notebooks look at: a corpus, one article of it, and the folder for what they make."""

import html
import os
import warnings
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from analysis import lexicon as term_lists
from analysis._support.not_shown import NO_ARTICLE, NOT_COUNTED, NotShown
from analysis.article import Article
from analysis.corpus import Corpus, audit, load
from analysis.corpus.model import plural
from analysis.counting.passages import count
from analysis.lexicon import Lexicon
from analysis.tables.readers import reader_counts

from .cache import clusters_of, totals_of
from .figure_folder import beside, writable


@dataclass(frozen=True, repr=False)
class Study:
    """A corpus, the article of it that is looked at, and where figures go; made by `study`.

    ``article`` is an Article, or None where the corpus has none to look at, ``lexicon`` the term
    list, ``figures`` the folder for figures, and ``chosen`` says why it is this article.
    """

    corpus: Corpus
    article: Article | None
    lexicon: Lexicon
    figures: Path
    chosen: str

    @property
    def id(self):
        """The article's id, or None."""
        return self.article and self.article.id

    @cached_property
    def one(self):
        """The corpus of the article alone; without articles where there is none."""
        return self.corpus.select(*filter(None, [self.id]))

    @cached_property
    def passages(self):
        """The article's passages (`analysis.count`): no row where it is not in English."""
        return count([a for a in self.one if a.language == "en"], self.lexicon)

    @cached_property
    def totals(self):
        """Counts of the whole corpus (`analysis.totals`), with outlet, published and cluster.

        Those of a large corpus are kept in ``figures``.
        """
        return self._described(totals_of(self.corpus, self.lexicon, self.figures))

    @cached_property
    def readers(self):
        """Reader counts of the whole corpus (`analysis.reader_counts`), with outlet and published."""
        about = self.corpus.metadata[["outlet", "published"]]
        return self._described(reader_counts(self.corpus.responses).join(about, on="article"))

    def _described(self, table):
        """The table with what captions say of the corpus."""
        table.attrs["about"] = {
            "name": "corpus",
            "source": f"{plural(len(self.corpus), 'article')} of this corpus",
            "fingerprint": self.corpus.fingerprint,
            "cite": [],
            "limits": [],
        }
        return table

    @cached_property
    def clusters(self):
        """Near-duplicates of the whole corpus (`analysis.corpus.clusters`), kept likewise."""
        return clusters_of(self.corpus, self.figures)

    @cached_property
    def page(self):
        """What was kept of the article's page (`analysis.audit`), or why there is none."""
        if self.article is None:
            return NotShown(NO_ARTICLE)
        try:
            return audit(self.corpus, self.id)
        except ValueError as error:
            return NotShown(str(error))

    @property
    def nothing(self):
        """Why there is nothing to show, should there be nothing."""
        if self.article is None:
            return NO_ARTICLE
        return NOT_COUNTED.format(self.id)

    @property
    def folder(self):
        """The folder for figures in short: without the folders that the corpus lies in."""
        own = self.figures.name
        return own if self.corpus.path.is_file() else f"{self.figures.parent.name}/{own}"

    def __repr__(self):
        article = f"article {self.id}, {self.chosen}" if self.article else self.chosen
        return f"{self.corpus!r}; {article}; figures in {self.folder}"

    def _repr_html_(self):
        number = plural(len(self.corpus), "article")
        lines = [f"Corpus <b>{html.escape(self.corpus.path.name)}</b>: {number}."]
        if self.corpus.problems:
            first = html.escape(self.corpus.problems[0])
            lines.append(f"{plural(len(self.corpus.problems), 'problem')}, the first: {first}.")
        if self.article:
            title = html.escape(self.article.title or "without a title")
            lines.append(
                f"The article looked at: “{title}” (<code>{self.id}</code>), {self.chosen}. For "
                "another, give its id in this cell, or <code>make figures ARTICLE=id</code>; ids "
                "are in <code>study.corpus.metadata</code>."
            )
        else:
            lines.append(f"{self.chosen[0].upper()}{self.chosen[1:]}, so none is looked at.")
        lines.append(f"Figures go to <code>{html.escape(self.folder)}</code>.")
        return "".join(f"<p style='margin:.2em 0'>{line}</p>" for line in lines)


def study(path="../corpus", article=None, lexicon=None):
    """Open a corpus for the notebooks.

    Parameters
    ----------
    path : str or Path
        A corpus folder or a table of articles. The environment variable CORPUS takes its place.
    article : str, optional
        Id of the article to look at; the first by id that has an English body if not given. The
        environment variable ARTICLE takes its place.
    lexicon : Lexicon or path, optional
        The shipped list if not given.

    Returns
    -------
    Study
        Its figures go beside the corpus: into ``mine/figures`` for a folder ``mine``, into
        ``mine-figures`` for a table ``mine.csv``; those of the shipped corpus into
        ``notebooks/figures``. What `load` warns of is in ``corpus.problems``. From here on this
        package's warnings are printed as plain lines, so that an output holds no path of them.

    Raises
    ------
    FileNotFoundError, ValueError
        One line: if the corpus, the article or the term list cannot be used, or the folder for
        figures cannot be written.
    """
    warnings.showwarning = _note
    env = os.environ.get
    if given := env("CORPUS"):
        found = opened(given, env("ARTICLE") or None, lexicon)
        said = f"{found.chosen} (the environment variable CORPUS names the corpus, not this cell)"
        return replace(found, chosen=said)
    return opened(path, env("ARTICLE") or article, lexicon)


def opened(path, article=None, lexicon=None):
    """As `study`, without a look at environment variables."""
    path = Path(path).expanduser().resolve()
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        corpus = load(path)
    if not len(corpus) and path.is_dir() and not (path / "articles").is_dir():
        raise ValueError(
            f"{path}: no article in it; make a corpus of saved pages and tables with "
            "`python -m analysis add FILES --corpus FOLDER`"
        )
    if article is not None and article not in {one.id for one in corpus}:
        raise ValueError(
            f"no article {article!r} in {path.name} ({plural(len(corpus), 'article')}); give an id "
            "of study.corpus.metadata, or none for the first article"
        )
    english = [one for one in corpus if one.language == "en" and _has_body(one)]
    if article is not None:
        found, chosen = corpus[article], f"chosen of {plural(len(corpus), 'article')}"
    elif english:
        found = english[0]
        chosen = f"the first by id of {plural(len(english), 'article')} in English"
    else:
        found, chosen = None, "no article has a body in English"
    return Study(corpus, found, term_lists.as_lexicon(lexicon), writable(beside(path)), chosen)


def _has_body(article):
    return any(section.kind == "body" for section in article.sections)


_showwarning = warnings.showwarning


def _note(message, category, *where):
    """Print a warning of this package as a plain line; others as ever."""
    if category is UserWarning:
        print(f"Note: {message}")
    else:
        _showwarning(message, category, *where)
