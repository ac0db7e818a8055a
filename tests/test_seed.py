"""What the first article must show: counted by hand on the page."""

from pathlib import Path

import pytest

import analysis

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "corpus/pages/000_854d33eb91b1359a.txt"
ID = "is-he-still-with-us-why-netanyahu-left-0f3ec3d0"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """The page read anew, so that what is later written into the corpus by hand changes nothing."""
    folder = tmp_path_factory.mktemp("corpus")
    [(_, outcome, _)] = analysis.add([PAGE], folder)
    assert outcome == "added"
    return analysis.load(folder)


@pytest.fixture(scope="module")
def passages(corpus):
    table = analysis.count(corpus)
    return table[table["article"] == ID]


def texts(corpus, rows):
    return [corpus[ID].text[row.start : row.end] for row in rows.itertuples()]


def test_no_word_of_the_pages_furniture_is_counted(corpus):
    text = corpus[ID].text.lower()
    for word in ("skip to", "newsletter", "ready for", "privacy", "enjoyed", "follow", "loading"):
        assert word not in text
    assert "(88)" not in text


def test_the_caption_stands_once_and_not_in_the_body(corpus):
    captions = [s.text for s in corpus[ID].sections if s.kind == "caption"]
    assert captions == [
        "Prime Minister Benjamin Netanyahu and President Donald Trump "
        "(Photo: Yonatan Sindel/Flash90)"
    ]
    body = " ".join(s.text for s in corpus[ID].sections if s.kind == "body")
    assert "Flash90" not in body


def test_nothing_is_guessed(corpus):
    article = corpus[ID]
    assert article.outlet is article.published is article.url is article.accessed is None
    assert article.authors == ()


def test_words_by_hand(passages):
    words = passages.groupby("section", observed=True)["words"].sum()
    assert words["kicker"] == 8
    assert words["headline"] == 15
    assert words["caption"] == 12
    sentences = passages.groupby("section", observed=True)["sentences"].sum()
    assert sentences["body"] == 13
    assert passages.query("section == 'body'").groupby("part")["sentences"].sum().tolist() == [
        5,
        4,
        4,
    ]


def test_loaded_terms_and_their_voice(corpus, passages):
    hits = analysis.concordance(corpus, passages=passages, section=None)
    victory = hits[hits["hit"] == "victory for the Ayatollahs"]
    assert victory[["section", "voice"]].to_numpy().tolist() == [["body", "quoted"]]
    betrayal = hits[hits["hit"].str.lower().str.startswith("betray")]
    assert betrayal[["section", "voice", "hit"]].to_numpy().tolist() == [
        ["headline", "unattributed", "Betrayal"]
    ]


def test_speech_and_fragments(corpus, passages):
    body = passages[(passages["section"] == "body") & (passages["voice"] == "quoted")]
    speech = body[body["quote"] == "speech"]
    assert texts(corpus, speech) == ['"Is he still with us?', 'I am worried."']
    assert speech["speaker"].unique().tolist() == ["Prime Minister Benjamin Netanyahu"]
    fragments = texts(corpus, body[body["quote"] == "fragment"])
    assert '"soft"' in fragments and '"Middling"' in fragments


def test_plain_words_make_every_positive_sentence(corpus, passages):
    drivers = analysis.context.drivers(corpus, passages)
    positive = drivers[drivers["compound"] >= 0.05]
    plain = {"United", "security", "like", "support", "top"}
    kept = positive["valence"].where(~positive["word"].isin(plain), 0)
    assert positive["sentence"].nunique() == 5
    assert (kept.groupby(positive["sentence"]).sum() <= 0).all()


def test_drivers_add_up_to_the_valence_counted(corpus, passages):
    drivers = analysis.context.drivers(corpus, passages)
    body = passages[passages["section"] == "body"]
    assert drivers["valence"].clip(lower=0).sum() == pytest.approx(body["valence_up"].sum())
    assert drivers["valence"].clip(upper=0).sum() == pytest.approx(-body["valence_down"].sum())
