"""Three voices: where passages are cut, who speaks, what probabilities add up to, and that every
other number stays what it is without the network."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import count, interval, tabulate, totals
from analysis.article import Article, Section
from analysis.counting import voices
from analysis.counting.batch import SENTENCE_FACTS
from analysis.counting.vocabulary import Vocabulary
from analysis.counting.voices import MARKS_ALONE, VOICES, source_of
from analysis.statistics import contrast
from analysis.tables.per_article import article_values
from analysis.tables.totals import counts_in, summed

CUES = ("said", "warned")
TEXT = (
    "Officials said that the plan would fail badly. “It is bad,” Ann Lee said. Lee warned that a "
    "bloody betrayal of the rogue state was near. It was a betrayal."
)


def article(*bodies, id="a"):
    sections = Section("headline", "That day that came"), *(Section("body", b) for b in bodies)
    return Article(id, sections, language="en")


def words_after_that(chunks, codes, sentence, article, quotation):
    """Instead of the network: what follows "that" in its sentence is attributed, nine to one."""
    label = np.zeros(len(codes), dtype="int8")
    for number in np.unique(sentence):
        places = np.flatnonzero(sentence == number)
        words = [chunks[code] for code in codes[places]]
        for n, (place, word) in enumerate(zip(places, words, strict=True)):
            if not quotation[place] and "that" in words:
                after = "that" in words[:n]
                label[place] = 3 if after else 2 if word in CUES else word.istitle()
    return np.where(quotation, 0, np.where(label == 3, 900, 100)), label


def at_random(chunks, codes, sentence, article, quotation):
    random = np.random.default_rng(len(codes))
    label = np.repeat(random.integers(0, 4, len(codes)), 2)[: len(codes)]
    outside = quotation == 0
    return random.integers(0, 1001, len(codes)) * outside, label * outside


@pytest.fixture
def network(monkeypatch):
    def use(attribute):
        monkeypatch.setattr(voices, "attribute", attribute)
        monkeypatch.setattr(Vocabulary, "network", lambda self: list(self.codes))

    use(words_after_that)
    return use


def test_a_text_cut_by_hand(network):
    one = article(TEXT)
    table = count([one])
    stretches = [one.text[row.start : row.end] for row in table.itertuples()]
    shown = ["voice", "speaker", "person", "cue", "whole", "reporting"]
    assert [[text, *row] for text, row in zip(stretches, table[shown].values, strict=True)] == [
        ["That day that came", "unattributed", "", "", "", True, False],
        ["Officials said that ", "unattributed", "", "", "", True, True],
        ["the plan would fail badly.", "attributed", "Officials", "", "said", True, True],
        ["“It is bad,”", "quoted", "Ann Lee", "Ann Lee", "said", False, False],
        [" Ann Lee said.", "unattributed", "", "", "", False, False],
        ["Lee warned that ", "unattributed", "", "", "", True, True],
        ["a bloody betrayal of the rogue state was near.", "attributed"]
        + ["Lee", "Ann Lee", "warned", True, True],
        ["It was a betrayal.", "unattributed", "", "", "", True, False],
    ]
    assert tuple(table["voice"].cat.categories) == VOICES
    assert table["sentences"].tolist() == [1, 1, 0, 1, 0, 1, 0, 1]
    # A quotation mark's words are nobody else's; a headline is not read.
    assert table["expected_words"].tolist() == [0, 300, 4500, 0, 300, 300, 8100, 400]
    assert table["expected_loaded_any"].tolist() == [0, 0, 0, 0, 0, 0, 1800, 100]


def test_by_voice_rates_are_of_probabilities_and_sentences_are_whole(network):
    table = tabulate(count([article(TEXT)]), "voice")
    # Outside marks 5 + 9 words are attributed nine to one, and 3 + 3 + 3 + 4 one to nine.
    assert table["words"].to_dict() == {"quoted": 3, "attributed": 14, "unattributed": 13}
    assert table["expected_words"].tolist() == [3000, 13900, 13100]
    assert table["expected_loaded_any"].tolist() == [0, 1900, 1100]
    rates = [0, 1000 * 1900 / 13900, 1000 * 1100 / 13100]
    assert table["loaded_any_per_1000"].tolist() == pytest.approx(rates)
    # Two sentences have attributed words and one has not; the quoted one goes on outside.
    assert table["sentences"].tolist() == [0, 2, 1]
    assert table["words_per_sentence"].tolist()[1:] == [10, 4]
    assert table["coverage"].tolist() == [0, 1, 4 / 7]
    alone = tabulate(count([article(TEXT)]), [])
    assert alone["attributed_share"].tolist() == [13.9 / 27]
    assert alone["loaded_attributed_share"].tolist() == pytest.approx([1.9 / 3])
    assert "attributed_share" not in table


def test_voices_add_up_to_what_marks_alone_give(network):
    passages = count([article(TEXT, TEXT), article("It rained. " * 12, id="b")])
    table = tabulate(passages, ["article", "voice"])
    two = tabulate(count([article(TEXT, TEXT)], attribution=False), ["article", "voice"])
    three = table.drop(index="quoted", level="voice").groupby("article")[["words", "loaded_any"]]
    assert (
        three.sum().loc["a"].tolist()
        == two.loc[("a", "unquoted"), ["words", "loaded_any"]].tolist()
    )
    # Words that are probably nobody's are a voice with few expected words.
    assert table.loc[("b", "attributed"), "expected_words"] == 2400
    assert table.loc[("b", "attributed"), "words"] == 0
    values, _, _ = article_values(passages, "loaded_any_per_1000", ["voice"])
    per_article = table["loaded_any_per_1000"].swaplevel().sort_index()
    assert values.set_index(["voice", "article"])["value"].to_dict() == per_article.to_dict()


def test_a_voice_taken_out_counts_by_its_labels(network):
    passages = count([article(TEXT)])
    own = passages[passages["voice"] == "unattributed"]
    table = tabulate(own)
    assert table["loaded_any_per_1000"].tolist() == [1000 / 13]
    # Only the sentence without attributed words is whole in it.
    assert table["words_per_sentence"].tolist() == [4]
    assert tabulate(own, "voice")["loaded_any_per_1000"].tolist() == [1000 / 13]
    assert tabulate(passages[passages["voice"] != "quoted"])["words_per_sentence"].tolist() == [8]


def test_a_term_of_several_words_is_not_cut(network):
    network(lambda rows, codes, *rest: (np.full(len(codes), 500), np.arange(len(codes)) % 2 * 3))
    table = count([article("A rogue state fell.")], {"label": ["rogue state"]})
    body = table[table["section"] == "body"]
    assert body["words"].tolist() == [1, 3] and body["loaded_label"].tolist() == [0, 1]
    assert body["expected_loaded_label"].tolist() == [0, 500]


def test_words_of_an_article_without_readable_marks_are_attributed_to_nobody(network):
    broken = article('It" was said" that nobody" knew. He said that a bad day" came.', id="b")
    table = count([broken])
    assert table["voice"].isna().all() and not table["expected_words"].any()
    assert tabulate(table)["attributed_share"].isna().all()
    assert tabulate(totals(count([broken, article(TEXT)])))["attributed_share"].notna().sum() == 1


def test_a_source_is_of_the_same_sentence(network):
    def labels(chunks, codes, *rest):
        kinds = {"Ann": 1, "Bo": 1, "said": 2, "x": 3, "x.": 3, "x,": 3}
        label = np.array([kinds.get(chunks[code], 0) for code in codes])
        return label * 100, label

    network(labels)
    text = "Ann said x, but Bo never x today. Then x came. Now it rained. Then x came."
    table = count([article(text)]).query("voice == 'attributed'")
    # Bo is as near to what follows as Ann, and nobody is near the last.
    assert table["speaker"].tolist() == ["Ann", "Bo", "", ""]
    assert table["cue"].tolist() == ["said", "said", "", ""]


def test_which_source_of_a_sentence_has_said_it():
    # Sources, cues, and the chunks that are attributed: (first, behind the last).
    told = [(0, 1), (2, 3)], [(1, 2), (3, 4)], 4, 9
    assert source_of(*told, False) == (0, 1), "Ann told Bo on x: Ann"
    both = [(0, 1), (6, 7)], [(1, 2), (7, 8)], 2, 5
    assert source_of(*both, False) == (0, 1), "Ann said x, and Bo said …: Ann"
    later = [(0, 1), (7, 8)], [(1, 2), (5, 7)], 2, 5
    assert source_of(*later, True) == (7, 8), "Ann clinched x, according to Bo: Bo"
    assert source_of([(5, 6)], [(6, 7)], 0, 4, False) == (5, 6), "x, Ann said: Ann"
    assert source_of([], [], 0, 4, False) is None


def test_after_according_to_stands_a_source(network):
    def labels(chunks, codes, *rest):
        label = np.array([3 if chunks[code] not in ("According", "to") else 2 for code in codes])
        return label * 100, label

    network(labels)
    text = "According to Rep. Ann Lee, the plan would fail."
    one = article(text)
    said = count([one]).query("voice == 'attributed'")
    assert [one.text[row.start : row.end] for row in said.itertuples()] == ["the plan would fail."]
    assert said[["speaker", "person"]].values.tolist() == [["Rep. Ann Lee", "Ann Lee"]]


PIECES = [
    "Officials said that the regime’s betrayal was a disgrace. ",
    "“We won — a great, great day!” ",
    "It was not very good, but the rogue state — so they said — fell. ",
    "Mr. Lee, “who” lost, ",
    "HE WAS HORRIBLY bad?! ",
    "so-called “war crimes”",
    ". ",
]


# Fewer measures than those of the shipped list, and a term of several words.
FEW_TERMS = {"betrayal": ["betrayal", "disgrace"], "label": ["rogue state", "regime"]}


BODIES = st.lists(st.lists(st.sampled_from(PIECES), max_size=5).map("".join), max_size=3)


# Tabulating takes as long for one article as for ten, so there are some at a time.
@settings(max_examples=10)
@given(st.lists(BODIES, min_size=1, max_size=12))
def test_no_other_sum_changes_whatever_the_network_says(texts):
    articles = [article(*bodies, id=f"{n:02}") for n, bodies in enumerate(texts)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(voices, "attribute", at_random)
        table = count(articles, FEW_TERMS)
    without = count(articles, FEW_TERMS, attribution=False)
    counts = counts_in(without)
    keys = ["article", "sentence", "whole", "quote"]
    expected = summed(without, keys, counts)
    pd.testing.assert_frame_equal(summed(table, keys, counts), expected, check_exact=True)
    assert tuple(without["voice"].cat.categories) == MARKS_ALONE
    assert (table[["words", "valence_up", "valence_down"]] >= 0).all(axis=None)
    twins = [name for name in table if name.startswith("expected_")]
    for name in twins:
        assert (table[name] <= 1000 * table[name.removeprefix("expected_")]).all()
    # Sentiment and readability outside marks: the same sentences in two groups.
    three, two = (tabulate(of, ["article", "voice"], section=None) for of in (table, without))
    quoted, before = (of.query("voice == 'quoted'") for of in (three, two))
    outside, same = (
        of.drop(index=marked.index)[[*SENTENCE_FACTS]].groupby("article").sum()
        for of, marked in ((three, quoted), (two, before))
    )
    pd.testing.assert_frame_equal(outside, same, rtol=1e-6)
    quoted, before = (of.reset_index("voice", drop=True) for of in (quoted, before))
    pd.testing.assert_frame_equal(quoted[before.columns], before)


def test_the_order_and_the_batch_change_no_bit():
    many = [article(TEXT * (n % 3 + 1), id=f"{n}") for n in range(9)]
    whole, workers = count(many), count(many, workers=2)
    pd.testing.assert_frame_equal(whole, workers)
    back = pd.concat([count([one]) for one in reversed(many)])
    back = back.sort_values("article", kind="stable", ignore_index=True)
    pd.testing.assert_frame_equal(whole, back)


def test_voices_of_an_outlet_are_compared_by_probabilities(network):
    many = [article(TEXT * 9, f"{'A bad betrayal. ' * n}", id=f"{n}") for n in range(8)]
    pairs = contrast(count(many), "loaded_any_per_1000", "voice", min_words=0)
    pair = pairs.query("group_a == 'attributed' and group_b == 'unattributed'").iloc[0]
    table = tabulate(count(many), "voice")["loaded_any_per_1000"]
    assert [pair["value_a"], pair["value_b"]] == table[["attributed", "unattributed"]].tolist()
    units = interval(count(many), "loaded_any_per_1000", ["article", "voice"])["value"]
    table = tabulate(count(many), ["article", "voice"])["loaded_any_per_1000"]
    assert units.sort_index().tolist() == pytest.approx(table.sort_index().tolist())
