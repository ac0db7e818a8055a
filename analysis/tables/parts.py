"""Count a corpus that is too large for memory in parts, and keep the totals of each part."""

import ast
import hashlib
import inspect
import marshal
import os
import pickle
import warnings
from contextlib import nullcontext, suppress
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from analysis._support import as_path, plural, progress, read, require, sha256, write
from analysis.corpus.load import article_files, load
from analysis.counting.passages import COUNTED, count, not_counted, pool
from analysis.lexicon import as_lexicon
from analysis.measures import WORD_FACTS

from .tabulate import WITHIN_SENTENCE, listed, select, tabulate
from .totals import KEYS, counts_in, summed, totals

_BATCH = 500  # articles whose passages are in memory at once
_LIBRARIES = "nupunkt pandas pyarrow pyphen python-dateutil textstat vaderSentiment".split()
_ROOMS = "_support text article lexicon measures pages corpus counting tables".split()


def count_parts(parts, out, lexicon=None, executor=None, passages=False):
    """Count a corpus in parts, each in one process, and keep the counts of each part.

    A part already counted with the same list and code is not counted again: a stopped run resumes.

    ``parts`` is a list of paths of tables or corpus folders, as `analysis.load` reads them, with a
    few thousand articles each. ``out`` is the folder for the totals, created if missing; by default
    ``lexicon`` (a Lexicon, a path or a dict of lists) is the shipped list. ``executor`` is a
    concurrent.futures.Executor that counts the parts; by default, a pool with a process per core.
    For many machines, use that of Dask: ``dask.distributed.Client(…).get_executor()``. With
    ``passages``, passages are kept for speakers and intervals; files are about 7 times as large.

    Returns, for each part with an English article, the path of a Parquet file of `analysis.totals`
    (or passages) with outlet and published. Its name ends in a hash of part, list and code; files
    of earlier runs stay in the folder. ``pandas.concat(map(pandas.read_parquet, files))`` is the
    same table for any executor, to the last bit. Warnings name a part and its problems.
    Raises ValueError if an article's id is in two parts; FileNotFoundError or TableError for a part
    that cannot be read; RuntimeError if a process ended before its part was counted.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     part = Path(folder, "may.csv")
    ...     _ = part.write_text("id,headline,body,language\\na,A storm,It rained.,en\\n")
    ...     [file] = count_parts([part], Path(folder, "counts"))
    ...     int(pd.read_parquet(file)["words"].sum())
    4
    """
    require((list, tuple), "a list of paths", parts=parts)
    lexicon, out = as_lexicon(lexicon), as_path(out, "out").resolve()
    parts = list(dict.fromkeys(as_path(part, "parts").resolve() for part in parts))
    out.mkdir(parents=True, exist_ok=True)
    if not parts:
        return []
    counting = partial(_count_part, out=out, lexicon=replace(lexicon), passages=passages)
    _code_digest()  # kept for all threads: Python's ast may fail in two at once
    advice = "make smaller parts and count again; counted parts are kept"
    with nullcontext(executor) if executor else pool(os.cpu_count() or 1, advice) as running:
        files = list(progress(running.map(counting, parts), len(parts), "part"))
    part_of, counted = {}, []
    for part, file in zip(parts, files, strict=True):
        ids, notes = _kept(file)
        for note in notes:
            warnings.warn(f"{part.name}: {note}", stacklevel=2)
        if twice := sorted(ids & part_of.keys()):
            both = f"{part} and {part_of[twice[0]]} share {plural(len(twice), 'id')}, such as"
            advice = "leave out one part, or give the articles different ids"
            raise ValueError(f"{both} {twice[0]!r}; {advice}")
        part_of |= dict.fromkeys(ids, part)
        counted += [file] if ids else []
    return counted


def tabulate_parts(files, by=(), section="body"):
    """`analysis.tabulate` of the files that `count_parts` returns, one in memory at a time.

    The result equals that for ``pandas.concat(map(pandas.read_parquet, files))``, to the last bit.
    Raises ValueError if there is no file, or if two have the same article or different term lists.
    """
    if not files:
        raise ValueError("no files; give the files that count_parts returned")
    by, sums, parts, ids, lists = listed(by), [], [], [], {}
    if within := ", ".join(sorted({*WITHIN_SENTENCE, "article"}.intersection(by) - {"voice"})):
        raise ValueError(f"cannot sum parts by {within}; tabulate each part (passages=True)")
    keys = list(dict.fromkeys([*by, *KEYS[1:]]))
    for file in files:
        table = pd.read_parquet(file)
        if len(lists := lists | {table.attrs.get("lexicon"): file}) > 1:
            raise ValueError(f"{file}: counted with a term list other than that of {files[0]}")
        table = select(table, by, section, to_measure=True)
        sums.append(summed(table, keys, counts_in(table)).reset_index())
        parts.append(tabulate(table, by, section=None).reset_index())
        ids.append(pd.util.hash_pandas_object(table["article"].drop_duplicates(), index=False))
    ids = pd.concat(ids, keys=map(str, files))
    if len(twice := ids[ids.duplicated()]):
        raise ValueError(f"{twice.index[0][0]} and another file share articles; leave out one")
    out = tabulate(pd.concat(sums).assign(article=""), by, section=None)
    # How many articles there are, and how many of them each measure is based on.
    for name in ["articles", *out.filter(regex="^n_")]:
        table = pd.concat(part[by].assign(n=part.get(name, part["articles"])) for part in parts)
        out[name] = summed(table, by, ["n"])["n"].to_numpy()
    return out


def counting_key(*what):
    """A key for a saved count, from ``what``, the code, the user's word facts and the libraries."""
    own = [one for one in WORD_FACTS.items() if not one[1].__module__.startswith("analysis.")]
    return " ".join([*what, _code_digest(), sha256(_behind(own, [])), *map(version, _LIBRARIES)])


def _behind(value, seen):
    """The content of a value; of a function, its code and the values that it uses."""
    value = inspect.unwrap(value) if callable(value) else value
    if value in seen if inspect.isfunction(value) else inspect.ismodule(value):
        return value.__name__.encode()
    value = [value.func, value.args, value.keywords] if isinstance(value, partial) else value
    if inspect.isfunction(value):
        seen.append(value)
        names, code = _used(value.__code__)
        used = [value.__globals__[name] for name in names if name in value.__globals__]
        used += inspect.getclosurevars(value).nonlocals.values()
        value = [names, code, used, value.__defaults__, value.__kwdefaults__]
    with suppress(ValueError):  # of plain types only: sets always come in the same order
        return marshal.dumps(value, 2)
    if isinstance(value, list | tuple | dict):
        return b"".join(_behind(one, seen) for one in getattr(value, "items", lambda: value)())
    try:
        return pickle.dumps(value)
    except (pickle.PicklingError, TypeError, AttributeError):  # an open file, say
        return repr(type(value)).encode()


def _used(code):
    """The names in a code object, and its content without its place in a file."""
    inner = [_used(one) for one in code.co_consts if inspect.iscode(one)]
    consts = [one for one in code.co_consts if not inspect.iscode(one)]
    return [*code.co_names, *sum((names for names, _ in inner), [])], [code.co_code, consts, inner]


def totals_in_batches(corpus, lexicon, about, kept=totals):
    """Totals (or what ``kept`` returns) of English articles, counted a few hundred at a time."""
    english = [article for article in corpus if article.language == COUNTED]
    batches = [english[n : n + _BATCH] for n in range(0, max(1, len(english)), _BATCH)]
    tables = [kept(count(batch, lexicon), about) for batch in batches]
    return pd.concat(tables, ignore_index=True).astype({"article": "str"})


def _count_part(part, out, lexicon, passages):
    """The file of what was counted in a part; it is written unless it is there."""
    key = counting_key(digest(part), lexicon.label, lexicon.fingerprint, *["passages"] * passages)
    file = out / f"{part.stem}-{sha256(key)[:16]}.parquet"
    if not _kept(file):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            corpus = load(part)
        notes = [str(warning.message).replace(str(part), part.name) for warning in caught]
        notes += filter(None, [not_counted(corpus)])
        kept = partial(pd.DataFrame.join, on="article") if passages else totals
        table = totals_in_batches(corpus, lexicon, corpus.metadata[["outlet", "published"]], kept)
        table.attrs["notes"] = notes
        write({file: table.to_parquet()})
    return file


def _kept(file):
    """The ids and notes in a part's file; None if there is none, or it is damaged."""
    with suppress(OSError, ValueError, KeyError):
        table = pd.read_parquet(file, columns=["article"])
        return set(table["article"]), table.attrs["notes"]


def digest(path):
    """sha256 of a table, or of a corpus's articles and pages, and of files about them."""
    files = [path, path.with_suffix(".yml")]
    if path.is_dir():
        files = [*article_files(path), path / "corpus.yml", path / "outlets.csv"]
        files += sorted(path.glob("pages/*"))
    content = hashlib.sha256()
    for file in filter(Path.is_file, files):
        content.update(os.fsencode(file.name) + b"\0")
        with suppress(OSError):  # a problem of the corpus
            content.update(sha256(read(file)).encode())
    return content.hexdigest()


@cache
def _code_digest(package=Path(__file__).parents[1]):
    """sha256 of the code and data that the counts depend on, comments left out."""
    files = sorted(path for room in _ROOMS for path in (package / room).rglob("*.*"))
    texts = [path.read_bytes() for path in files if path.suffix not in (".py", ".pyc")]
    code = [ast.dump(ast.parse(path.read_bytes())) for path in files if path.suffix == ".py"]
    return sha256(b"".join(texts) + "".join(code).encode())
