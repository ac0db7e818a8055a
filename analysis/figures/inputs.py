"""The input of figures: an article's passages, a table of counts, a measure."""

import re
import warnings

import pandas as pd

from analysis import lexicon as term_lists
from analysis._support import NO_ARTICLE, NOT_COUNTED, ROOT, NothingToShow, file_name, read_yaml
from analysis._support.files import About, csv_bytes, rounded, sha256
from analysis.context.concordance import concordance
from analysis.counting.batch import EXPECTED, VOICES
from analysis.counting.passages import same_list
from analysis.measures.registry import FROM_0, applicable
from analysis.pages.dates import iso_date
from analysis.tables.tabulate import taken_out

_WORDS = read_yaml(ROOT / "analysis/figures/measures.yml")
_FORMS = ("subject", "more", "less", "most", "least")  # of which these are the words
MIN_WORDS = 100  # of an article's body, to enter a comparison
LOADED = "loaded_any_per_1000"  # the rate of all terms of a list
MOST_OUTLETS = 20  # of a figure with a row for each
LOADED_SECTIONS = ("headline", "deck", "body")  # of the figure of an article's loaded terms
LEVEL = 0.05  # q of what a title calls a difference
_DAY = r"\d{4}-\d\d-\d\d"
_PLACE = ["article", "section", "part", "paragraph", "sentence", "voice", "start", "end"]


def body_of(passages, article):
    """The passages of an article's body; NothingToShow if there are none."""
    if article is None:
        raise NothingToShow(NO_ARTICLE)
    body = passages[(passages["article"] == article) & (passages["section"] == "body")]
    if body.empty:
        raise NothingToShow(NOT_COUNTED.format(article))
    return body


def loaded_stretches(corpus, passages, article, lexicon):
    """A term list, an article's passages, and each stretch of its text that terms match, once.

    A stretch has the category of its longest term, the innermost if there are several; ``also`` has
    others that match within it. ValueError if the passages were counted with another list.
    """
    lexicon = term_lists.as_lexicon(lexicon)
    same_list(passages, lexicon)
    body_of(passages, article)  # says why if there is none
    passages, rows = passages[passages["article"] == article], []
    hits = concordance(corpus, lexicon, passages, section=None).sort_values(["start", "end"])
    stretches = (hits["start"] >= hits["end"].cummax().shift(fill_value=0)).cumsum()
    rank = {name: (-name.count("."), n) for n, name in enumerate(lexicon.categories)}
    for _, group in hits.groupby(stretches):
        first = min(group.itertuples(), key=lambda hit: (hit.start - hit.end, rank[hit.category]))
        names, inner = group["category"].unique(), f"{first.category}."
        also = ", ".join(name for name in names if not inner.startswith(f"{name}."))
        start, end = group["start"].min(), group["end"].max()
        text = corpus[article].text[start:end]
        rows.append({**first._asdict(), "also": also, "text": text, "start": start, "end": end})
    columns = ["section", "category", "also", "term", "text", "start", "end", "voice"]
    return lexicon, passages, pd.DataFrame(rows, columns=columns)


def corpus_about(corpus, passages=None, measures=(), columns=(), article=None, lexicon=""):
    """How a figure describes its corpus or article, and a record of the columns that it uses."""
    record = {"corpus": corpus.fingerprint, "passages": "", "lexicon": lexicon}
    record["selection"] = corpus.described.get("selection", "")
    if passages is not None:
        needed = applicable(passages.columns)
        used = [*_PLACE, *(name for one in measures for name in needed[one][1]), *columns]
        record["passages"] = sha256(csv_bytes(passages.filter([*dict.fromkeys(used)])))
    source = corpus.described["source"]
    if article is not None:
        text, record["article"] = corpus[article], article
        source = f"“{text.title or 'no headline'}”, {text.outlet or 'outlet not recorded'}, "
        source += text.published or "date not recorded"
    return {"source": source, "by": corpus.described["by"], "record": record}


def table_about(table):
    """How a figure describes the corpus behind a table of counts, and a record of its rows."""
    if taken_out(table):
        how = "give the whole table; `outlets` draws one voice with voice="
        raise ValueError(f"the table lacks a voice's words, and captions would not say so; {how}")
    about = {"name": "table", "source": "a table of counts", "cite": [], "limits": []}
    about |= {"voices": "", "coded": ("", ""), "selection": ""} | table.attrs.get("about", {})
    corpus = about.get("fingerprint") or sha256(csv_bytes(table))
    terms = table.attrs.get("lexicon", "")
    if terms not in ("", term_lists.default().label):  # else it would replace that of the list
        about["name"] = f"{file_name(terms.split(' (terms ')[0])}-{about['name']}"
    about["record"] = {"corpus": corpus, "passages": "", "lexicon": terms}
    hashes = pd.util.hash_pandas_object(rounded(table), index=False).to_numpy().tobytes()
    about["record"] |= {name: about[name] for name in ("selection", "metadata") if name in about}
    about["record"]["table"] = sha256(hashes)
    days = {*table.get("published", pd.Series(dtype=str)).dropna().astype("str")}
    days = sorted(filter(None, map(iso_date, days)))
    is_said = not days or {days[0][:10], days[-1][:10]} <= {*re.findall(_DAY, about["source"])}
    about["dates"] = "" if is_said else f", published {days[0][:10]} to {days[-1][:10]}"
    return about


def of_voice(table, voice):
    """Rows whose voice is known; for "unquoted", attributed and unattributed words have it."""
    needs(table, "voice")
    table = table.dropna(subset=["voice"])
    if voice == "unquoted":
        names = table["voice"].astype("str").replace(["attributed", "unattributed"], voice)
        table = table[[n for n in table if not n.startswith(EXPECTED)]].assign(voice=names)
    if voice not in (have := [*VOICES, "unquoted"]):
        raise ValueError(f"no voice {voice}; available: {', '.join(have)}")
    return table


def largest(table):
    """The ``MOST_OUTLETS`` outlets with the most articles; captions say so if there are more."""
    needs(table, "outlet")
    sizes = table.groupby("outlet", observed=True)["article"].nunique()
    if len(sizes) <= MOST_OUTLETS:
        return table
    source = f"{table_about(table)['source']}; the {MOST_OUTLETS} of {len(sizes):,} outlets with "
    part = table[table["outlet"].isin(sizes.nlargest(MOST_OUTLETS).index)]
    part.attrs["about"] = About(table.attrs.get("about", {}), source=f"{source}the most articles")
    return part


def quietly(test, *arguments, **options):
    """The result of a comparison, without its warning on groups left out: captions list them."""
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        return test(*arguments, **options, min_words=MIN_WORDS)


def measure_facts(measure, table):
    """How captions describe a measure; ValueError if the table cannot give it."""
    measures = applicable(table.columns)
    if measure not in measures:
        raise ValueError(f"no measure {measure}; available: {', '.join(measures)}")
    function, shipped = measures[measure][0], term_lists.default()
    name = re.sub("^loaded_(.+)_per_1000$", r"“\1” terms", measure).replace("_", " ")
    ends = "more, fewer, most, fewest" if name[0] == "“" else "higher, lower, highest, lowest"
    wording = dict(zip(_FORMS, _WORDS.get(measure, f"{name}, {ends}").split(", "), strict=True))
    terms = table.attrs.get("lexicon")
    slug = file_name(wording["subject"])
    if measure == LOADED and (terms or shipped.label) != shipped.label:
        slug, name = "terms", re.sub(r"( v?\d\S*)? \(terms .*", "", terms)
        wording["subject"] = name if re.search(r"\bterms$", name) else f"{name} terms"
    subject = wording["subject"]
    label = subject if subject.startswith("share of") else f"{subject} ({function.unit})"
    wording |= {"slug": slug, "label": label, "capital": subject[0].upper() + subject[1:]}
    wording |= {"unit": function.unit, "reference": function.cite, "lexicon": terms}
    wording["counts_terms"] = measure.startswith(("loaded_", "covered_"))
    wording["pooled"] = wording["counts_terms"] and function.bounds == FROM_0
    wording["bounded"] = -1 <= function.bounds[0] and function.bounds[1] <= 1
    category = re.sub("^loaded_(.+)_per_1000$|.*", r"\1", measure) or "any"
    checked = table.attrs.get("about", {}).get("checked", {}).get(category, "")
    wording["checked"] = checked * wording["counts_terms"]
    is_shipped = wording["counts_terms"] and shipped.label == wording["lexicon"]
    return wording | {"caution": shipped.caution if is_shipped else ""}


def tested(rows, *names):
    """Which rows are ``clear``, and ``comparisons``: for each row with a p, names, p and clear."""
    clear, has_p = rows["q"] <= LEVEL, rows["p"].notna()
    which = map(", ".join, rows.loc[has_p, list(names)].to_numpy())
    comparisons = list(zip(which, rows["p"][has_p], clear[has_p], strict=True))
    return {"comparisons": comparisons, "clear": clear}


def needs(table, *columns):
    """Raise ValueError if a table lacks one of these columns."""
    if missing := [name for name in columns if name not in table]:
        how = f"analysis.totals(passages, corpus.metadata[{missing}])"
        raise ValueError(f"no column {', '.join(missing)}; {how} adds it")
