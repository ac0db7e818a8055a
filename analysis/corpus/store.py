"""Write to a corpus folder: one writer at a time, each article with its page or not at all."""

import re
from collections import namedtuple
from contextlib import contextmanager, suppress

import yaml
from filelock import FileLock, Timeout

from analysis._support import DRAFT, as_path, read, require, sha256, write
from analysis.article import Article, from_markdown, one_line, to_markdown
from analysis.article.model import PLAIN
from analysis.lexicon import default

from .load import article_in, as_recorded, blocks_of
from .model import Corpus
from .rows import export

# An article in the corpus; its file may have been renamed.
Stored = namedtuple("Stored", "file id source sha256", defaults=(None, None))
RIGHTS = "© the publisher; kept for research and criticism"
GIVEN = "given"  # the origin of what the user says of articles
HEADS = {"title": "headline", "kicker": "kicker"}  # field → kind of section
BESIDE = ("authors", "responses", *PLAIN[1:])  # fields that are in no section
# Hashes of each file as `add` wrote it, and in a comment of the term list at that time.
SUMS, TERMS = "articles/SHA256SUMS", "term list"
_NOTED = re.compile(rf"(?:# )?([0-9a-f]{{64}})  ((?:articles|pages)/[^/\\\0\n]+|{TERMS})")
# What tells one export of a table from the next, in the header of a row's article.
_EXPORT = re.compile(rb"^(?:source|sha256): .*\n", re.MULTILINE)


@contextmanager
def alone(corpus_dir):
    """Lock a corpus folder (made if missing); remove what an interrupted writer left."""
    if corpus_dir.is_file():
        raise NotADirectoryError(None, "a file, not a folder; give the corpus folder", corpus_dir)
    is_new = not corpus_dir.exists()
    corpus_dir.mkdir(parents=True, exist_ok=True)
    lock = corpus_dir / ".add.lock"  # it ends with the process, however that ends
    try:
        with FileLock(lock, timeout=0):
            for draft in corpus_dir.glob(f"*/{DRAFT.format('*')}"):
                draft.unlink()
            try:
                yield
            finally:
                with suppress(OSError):  # Windows keeps an open file
                    lock.unlink()
    except Timeout:
        busy = "another `add` is writing to this folder; wait until it finishes"
        raise BlockingIOError(None, busy, corpus_dir) from None
    finally:
        if is_new and not any(corpus_dir.iterdir()):
            corpus_dir.rmdir()


class Store:
    """The articles in a folder, by id and by the hash of their page."""

    def __init__(self, corpus_dir, replace):
        self.pages, self.articles = corpus_dir / "pages", corpus_dir / "articles"
        self.replace, self.by_page, self.by_id = replace, {}, {}
        self.overruled = {}  # field → articles whose page says other than the user
        self.sums, _ = manifest(corpus_dir)
        for file in sorted(self.articles.glob("[!.]*.md")):
            header = read(file).split(b"\n---", 1)[0]
            lines = re.findall(rb"^(?:id|source|sha256): *\S.*", header, re.MULTILINE)
            values = {"file": file, "id": file.stem}
            with suppress(yaml.YAMLError, ValueError):  # `check` reports it
                header = yaml.safe_load(b"\n".join(lines)) or {}
                values |= {key: value for key, value in header.items() if isinstance(value, str)}
            self._register(Stored(**values))

    def _register(self, stored):  # Windows and macOS hold a1 and A1 to be one file
        self.by_id[stored.id.lower()] = self.by_page[stored.sha256] = stored

    def by_hand(self, id):
        """Fields of a stored article that the user gave, not its page: field → value.

        If an edited article is to be replaced, also fields without an origin, and a title or kicker
        that differs from its record. Raises ValueError if these cannot be read and would be lost.
        """
        stored = self.by_id.get(id.lower())
        content = read(stored.file) if stored and stored.file.exists() else b""
        is_edited = content and self.sums.get(f"articles/{stored.file.name}") != sha256(content)
        is_at_stake = self.replace and is_edited
        if not is_at_stake and f": {GIVEN}\n".encode() not in content:
            return {}
        try:
            old = article_in(content, stored.file.name)
        except ValueError as error:
            if not is_at_stake:
                return {}  # `check` reports it
            name = stored.file.name
            raise ValueError(f"{error}, then add its page again, or delete {name}") from None
        unsaid = GIVEN if is_at_stake else None  # what a table gave has no origin either
        values = {n: getattr(old, n) for n in BESIDE if old.origins.get(n, unsaid) == GIVEN}
        if "responses" in values:  # those of a page have its lines
            values["responses"] = tuple(one for one in old.responses if not one.snippet)
        values = {name: value for name, value in values.items() if value and value != RIGHTS}
        recorded = Article(id, ())
        with suppress(ValueError):  # without a record, what the article has is kept
            recorded = as_recorded(id, blocks_of(stored.file))
        heads = {n: getattr(old, n) for n in HEADS if getattr(old, n) != getattr(recorded, n)}
        return values | heads

    def source(self, name, data, digest):
        """A page's file name in pages/: its own, unless another page has that name."""
        stem, ending = parted(name)
        same_name = self.pages / f"{stem}{ending}"
        is_taken = same_name.exists() and read(same_name) != data
        return f"{stem}-{digest[:8]}{ending}" if is_taken else same_name.name

    def put(self, article, page, record):
        """Write an article, and the bytes of its page and record, all or none → the status."""
        text, stored = to_markdown(article).encode(), self.by_id.get(article.id.lower())
        file = stored.file if stored else self.articles / f"{article.id}.md"
        old = file.read_bytes() if file.exists() else None
        same = old and _EXPORT.sub(b"", old, 2) == _EXPORT.sub(b"", text, 2)
        other_page = stored and article.sha256 != stored.sha256
        if same and other_page:  # a row in an export that overlaps or grew
            return "unchanged"
        # A table of the same name is a later export: its rows may replace their articles.
        pair = article, stored or article
        names = {(x.source or "").replace(f"-{(x.sha256 or '')[:8]}.", ".") for x in pair}
        is_own = stored.id == article.id if stored else same or not old
        if not is_own or (other_page and len(names) > 1):
            owner = f"id {article.id} already belongs to an article from"
            raise ValueError(f"{owner} {stored and stored.source or file.name}; use a different id")
        edited = "replaced" if self.replace else "kept"
        status = "unchanged" if same else edited if old else "added"
        if status in ("added", "replaced") and from_markdown(text.decode(), article.id) != article:
            raise ValueError("the article would change when read back; save the page as text")
        # The article last: if it exists, so do the others. Another version made other records.
        saved = self.pages / article.source
        own = {file.with_suffix(".blocks.csv"): record, file: text}
        due, is_ours = {} if saved.exists() else {saved: page}, status != "kept"
        due |= {p: own[p] for p in own if not p.exists() or is_ours and read(p) != own[p]}
        for folder in (self.pages, self.articles):
            folder.mkdir(exist_ok=True)
        write(due)
        if is_ours:  # in the manifest, the last line of a name holds
            sums = {f"articles/{p.name}": sha256(own[p]) for p in own}
            sums |= {f"pages/{saved.name}": article.sha256, TERMS: default().fingerprint}
            new = {name: digest for name, digest in sums.items() if self.sums.get(name) != digest}
            with (self.pages.parent / SUMS).open("a", encoding="utf-8", newline="") as out:
                out.writelines(f"{'# ' * (name == TERMS)}{new[name]}  {name}\n" for name in new)
            self.sums |= new
        self._register(Stored(file, article.id, article.source, article.sha256))
        return status


def manifest(home):
    """Hashes by file name, as `add` wrote them, and the numbers of lines that cannot be read."""
    file = home / SUMS
    text = file.read_text("utf-8-sig", "replace") if file.is_file() else ""  # an editor may save it
    matches = [(n, _NOTED.fullmatch(x)) for n, x in enumerate(text.split("\n"), 1) if x.strip()]
    return {match[2]: match[1] for _, match in matches if match}, [n for n, m in matches if not m]


def parted(name):
    """A file's name, in a plain form, as (stem, ending), such as ("x", ".csv.gz")."""
    name = one_line(name).replace("\\", "-").replace("/", "-").lstrip(".") or "page"
    ending = re.search(r"(\.\w{1,16})?(\.gz)?$", name, re.IGNORECASE)[0]
    return name.removesuffix(ending)[:100], ending


def split(corpus, folder, articles=5_000):
    """Export a corpus in parts for `analysis.count_parts` and return the paths of the parts.

    Each part has up to ``articles`` articles. The files are folder/part-0001.parquet and so on; the
    folder is made if missing. Raises ValueError if it contains parts, or ``articles`` is below 1.
    """
    require(Corpus, "a Corpus, as returned by load()", corpus=corpus)
    if not isinstance(articles, int) or articles < 1:
        raise ValueError(f"articles={articles!r}; give a whole number of 1 or more")
    folder, ids = as_path(folder, "folder"), [article.id for article in corpus]
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.glob("part-*.parquet")):
        raise ValueError(f"{folder}: already contains parts; delete them, or give another folder")
    starts = range(0, len(ids), articles)
    parts = (corpus.select(*ids[first : first + articles]) for first in starts)
    return [export(part, folder / f"part-{n:04}.parquet") for n, part in enumerate(parts, 1)]
