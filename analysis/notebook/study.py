"""What a notebook opens: a corpus, one article of it, and the folder for figures."""

import builtins
import os
import sys
import warnings
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

import pandas as pd

from analysis._support import NO_ARTICLE, NOT_COUNTED, ROOT, About, NothingToShow, as_path, plural
from analysis._support.wording import template
from analysis.article import Article
from analysis.coding.validity import coded_voices, hand_check
from analysis.corpus import Corpus, audit, clusters, load
from analysis.corpus.store import parted
from analysis.corpus.table_files import is_table
from analysis.counting import count
from analysis.lexicon import Lexicon, as_lexicon
from analysis.measures import applicable
from analysis.statistics import interval
from analysis.tables import counting_key, digest, reader_counts, tabulate, totals_in_batches

from .cache import cache_corpus, cached_corpus, cached_table, counted_corpus
from .display import DisplayedTable, warnings_as_notes


@dataclass(frozen=True, repr=False)
class Study:
    """A corpus, one article (or None), a term list and a folder for figures; made by `study`."""

    corpus: Corpus
    article: Article | None
    lexicon: Lexicon
    figures: Path
    digest: str  # of the corpus's files
    drawings: dict = field(default_factory=dict, compare=False)  # by `redraw` and `trace`

    id = property(lambda one: one.article and one.article.id, doc="The article's id, or None.")

    @cached_property
    def one(self):
        """A corpus that contains only the study's article; empty if the study has none."""
        return self.corpus.select(*filter(None, [self.id]))

    @cached_property
    def passages(self):
        """The article's passages (`analysis.count`); empty if it is not in English."""
        table = count([one for one in self.one if one.language == "en"], self.lexicon)
        table.attrs["about"] = About(checked=hand_check(self.corpus, self.lexicon))
        return table

    @cached_property
    def totals(self):
        """`analysis.totals` of the whole corpus, saved in ``figures`` if the corpus is large."""
        about = self.corpus.metadata[["outlet", "published"]].join(self.clusters["cluster"])
        make = partial(totals_in_batches, self.corpus, self.lexicon, about)
        key = counting_key(self.digest, self.lexicon.label, self.lexicon.fingerprint)
        counts, file = self.corpus.counts, self.figures / "counts.parquet"
        table = pd.read_parquet(counts) if counts else cached_table(self.corpus, file, make, key)
        of = self.corpus, self.lexicon
        facts = {"coded": coded_voices(*of), "checked": hand_check(*of)}
        facts["uncounted"] = int((self.corpus.metadata["language"].fillna("") != "en").sum())
        table.attrs["about"] = About(self.corpus.described, **facts)
        return table

    @cached_property
    def readers(self):
        """`analysis.reader_counts` of the whole corpus, with outlet and published."""
        about = self.corpus.metadata[["outlet", "published"]]
        table = reader_counts(self.corpus.responses).join(about, on="article")
        table.attrs["about"] = About(self.corpus.described)
        return table

    @cached_property
    def clusters(self):
        """Near-duplicates in the whole corpus (`analysis.corpus.clusters`), saved like `totals`."""
        if self.corpus.counts:
            return clusters([])
        make, key = partial(clusters, self.corpus), counting_key(self.digest)
        return cached_table(self.corpus, self.figures / "clusters.parquet", make, key)

    @cached_property
    def page(self):
        """`analysis.audit` of the article's page, or the reason why it cannot be shown."""
        try:
            return audit(self.corpus, self.id) if self.article else NothingToShow(NO_ARTICLE)
        except ValueError as error:
            return NothingToShow(str(error))

    def show(self, table, otherwise=None):
        """Display a table (anything `pandas.DataFrame` accepts), or say why it is empty."""
        if isinstance(table, NothingToShow):
            return table
        table = table if isinstance(table, pd.DataFrame) else pd.DataFrame(table)
        reason = otherwise or (NOT_COUNTED.format(self.id) if self.article else NO_ARTICLE)
        return NothingToShow(reason) if table.empty else DisplayedTable(table)

    @warnings_as_notes()
    def run(self, function, *arguments, **options):
        """Call a function and display its result, or say why it has none; warnings become notes."""
        try:
            result = function(*arguments, **options)
        except NothingToShow as nothing:
            return nothing.with_traceback(None)  # which would hold its tables
        return self.show(result) if isinstance(result, pd.DataFrame) else result

    def draw(self, figure, *arguments, **options):
        """Draw one of `analysis.figures`, save it and display it, or say why it cannot be drawn."""
        drawing, where = self.run(figure, *arguments, **options), ""
        if not isinstance(drawing, NothingToShow):
            where = f"; saved as {drawing.save(self.figures)[0]}"
            object.__setattr__(drawing, "study", self)  # frozen for everyone else
        if not hasattr(builtins, "__IPYTHON__"):  # a script displays nothing
            print(f"{drawing!r}{where}", file=sys.stderr)
        return drawing

    @warnings_as_notes()
    def tabulate(self, by, columns, otherwise=None):
        """Columns of `analysis.tabulate` for the article, or why it has none."""
        return self.show(tabulate(self.passages, by)[columns], otherwise)

    def body(self, *names):
        """Counts and measures of the article's body, one row each; measures with 95% intervals."""
        sums, measures = tabulate(self.passages, []), applicable(self.passages.columns)
        if sums.empty:
            return self.show(sums)
        rows = {name: {"value": sums[name].iloc[0]} for name in names}
        for name in measures.keys() & rows:
            rows[name] |= dict(interval(self.passages, name, []).iloc[0])
            rows[name] |= {key: getattr(measures[name][0], key) for key in ("unit", "direction")}
        columns = ["value", "low", "high", "unit", "direction"]
        return self.show(pd.DataFrame(rows, columns, dtype="object").T.rename_axis("name"))

    @property
    def folder(self):
        """The folder for figures, as a path relative to the folder that holds the corpus."""
        return self.figures.relative_to(self.corpus.path.parent).as_posix()

    def __repr__(self):
        article = f"article: {self.id}" if self.article else "no article in English"
        return f"{self.corpus!r}; {article}; figures in {self.folder}"

    def _repr_html_(self):
        said = {"plural": plural, "is_set": os.environ.get("CORPUS"), "no_article": NO_ARTICLE}
        return template("notebook/study.html.j2").render(said, study=self)


def study(path="../corpus", article=None, lexicon=None):
    """Open a corpus in a notebook; return a `Study` of the corpus and one of its articles.

    ``path`` is a folder ``mine`` (its figures are saved in ``mine/figures``) or a table
    ``mine.csv`` (``mine-figures``); the environment variable CORPUS overrides it. ``article`` is
    the id of the article to show, by default the first with an English body; ARTICLE overrides it.
    ``lexicon`` is a Lexicon or a path; the shipped list if not given. Raises FileNotFoundError or
    ValueError, in one line, if one of them cannot be used.
    """
    named, env = os.environ.get("CORPUS"), os.environ.get("ARTICLE") or None
    return opened(named or path, env if named else env or article, lexicon)


def opened(path, article=None, lexicon=None):
    """Open a study as `study` does, but ignore the environment variables CORPUS and ARTICLE."""
    path = as_path(path, "path").expanduser().resolve()
    folder, files = beside(path), digest(path)
    cached = cached_corpus(path, folder, files) or counted_corpus(path)
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        corpus = cached or load(path)
    if not len(corpus) and path.is_dir() and not (path / "articles").is_dir():
        raise ValueError(f"{path}: contains no article; make a corpus with `media-analysis add`")
    if article is None:  # the first in English, if its text is here
        english = corpus.metadata.index[corpus.metadata["language"].fillna("") == "en"]
        article = None if corpus.counts else next(iter(english), None)
    elif article not in corpus.metadata.index:
        of = f"{path.name} ({plural(len(corpus), 'article')})"
        raise ValueError(f"no article {article!r} in {of}; study.corpus.metadata lists the ids")
    one = article and corpus[article]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(0, "no permission to write")
    except OSError as error:
        raise ValueError(f"{folder}: {error.strerror}; copy the corpus to another folder") from None
    if not cached or "articles" in vars(cached):
        cache_corpus(corpus, one, folder, files)
    return Study(corpus, one, as_lexicon(lexicon), folder, files)


def beside(path):
    """The folder for the figures of a corpus; for the shipped corpus, ``notebooks/figures``."""
    if path.is_dir():
        return ROOT / "notebooks/figures" if path == ROOT / "corpus" else path / "figures"
    return path.with_name(f"{parted(path.name)[0] if is_table(path) else path.stem}-figures")
