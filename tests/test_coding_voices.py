"""Voices coded by hand: the sheet, what coders may write, and corrected shares that hold."""

import json
import re
import warnings

import numpy as np
import pandas as pd
import pytest
from pytest import approx
from typer.testing import CliRunner

from analysis import count, load
from analysis.article import Article, Section, to_markdown
from analysis.cli import app
from analysis.coding import agree, agree_voices, known_error, sample, sample_voices
from analysis.coding.sheet import stretches
from analysis.coding.validity import coded_voices
from analysis.coding.voices import corrected, draw
from analysis.corpus import Corpus
from analysis.figures import composition, voices
from analysis.lexicon import Lexicon, default
from analysis.notebook import study

TEXT = "Officials said that the betrayal would fail. It rained. “We won,” Ann said, and left. "


@pytest.fixture
def corpus():
    articles = [
        Article(f"a{n}", (Section("body", TEXT * 3),), outlet=f"Paper {n % 2}", language="en")
        for n in range(4)
    ]
    return Corpus(tuple(articles), (), "x")


def code(sheet, cells, name="coder.csv"):
    """A copy of a sheet, filled in by a function of each sentence."""
    table = pd.read_csv(sheet, dtype=str, keep_default_na=False)
    table["attributed"] = [cells(text) for text in table["text"]]
    table.to_csv(sheet.parent / name, index=False)
    return sheet.parent / name


def that(text):
    return "that the betrayal would fail" if "that" in text else "0"


def test_all_sentences_coded_give_the_coders_own_shares(corpus, tmp_path):
    passages = count(corpus)
    plan = sample_voices(corpus, passages, tmp_path / "sheet.csv", n=500)
    # Two sentences without marks and one that is quoted in part, three times in four articles.
    assert plan.loc["all"].tolist() == [36, 36]
    found = agree_voices([code(tmp_path / "sheet.csv", that)]).loc["all"]
    # By hand: outside marks 7, 2 and 4 words, of which 5 are attributed.
    assert found.loc["attributed_share", ["corrected", "low", "high"]].tolist() == approx(
        [5 / 13] * 3
    )
    assert found.loc["attributed_per_1000", "corrected"] == approx(1000 / 5)
    assert found.loc["unattributed_per_1000", "corrected"] == approx(0, abs=1e-9)
    assert found["sentences"].tolist() == [36] * 3 and found["alpha"].isna().all()


def test_coders_who_differ_count_half_and_groups_stand_alone(corpus, tmp_path):
    sheet = tmp_path / "sheet.csv"
    plan = sample_voices(corpus, count(corpus), sheet, n=500, by="outlet")
    assert plan["drawn"].to_dict() == {"Paper 0": 18, "Paper 1": 18}
    plan = sample_voices(corpus, count(corpus), tmp_path / "x" / "few.csv", n=10, by="outlet")
    assert plan["drawn"].sum() == 10 and set(plan["drawn"]) == {5}
    with pytest.raises(ValueError, match="1 sentences for 2 groups"):
        sample_voices(corpus, count(corpus), tmp_path / "x" / "none.csv", n=1, by="outlet")
    two = [code(sheet, that, "one.csv"), code(sheet, lambda _: "0", "two.csv")]
    found = agree_voices(two)
    assert found.loc[("Paper 1", "attributed_share"), "corrected"] == approx(2.5 / 13)
    assert found["coders"].eq(2).all() and found["alpha"].between(-1, 0.5).all()


def test_what_a_coder_may_write(corpus, tmp_path):
    sheet = tmp_path / "sheet.csv"
    sample_voices(corpus, count(corpus), sheet, n=500)
    every = agree_voices([code(sheet, lambda text: "1")]).loc["all"]
    # Words in quotation marks are not asked for.
    assert every.loc["attributed_share", "corrected"] == approx(1)
    parts = agree_voices([code(sheet, lambda t: "Officials | betrayal " if "that" in t else "0")])
    assert parts.loc[("all", "attributed_share"), "corrected"] == approx(2 / 13)
    for cell, says in (("", "attributed is empty; copy words"), ("it snowed", "'it snowed'; copy")):
        with pytest.raises(ValueError, match=says):
            agree_voices([code(sheet, lambda _, cell=cell: cell)])


def test_a_sheet_of_voices_is_not_one_of_terms(corpus, tmp_path):
    sample_voices(corpus, count(corpus), tmp_path / "voices.csv", n=9)
    sheet = code(tmp_path / "voices.csv", that)
    with pytest.raises(ValueError, match="use agree with --voice"):
        agree([sheet])
    sample(corpus, count(corpus), tmp_path / "x" / "terms.csv")
    with pytest.raises(ValueError, match="use agree without --voice"):
        agree_voices([tmp_path / "x" / "terms.csv"])
    with pytest.raises(ValueError, match="count with attribution=True"):
        sample_voices(corpus, count(corpus, attribution=False), tmp_path / "y.csv")


def test_corrected_intervals_cover():
    """1,000 samples of 100 sentences of made-up corpora whose probabilities are too low and unsure.

    Half of the sentences with attributed words are missed in part, and a loaded term is likelier in
    attributed words.
    """
    random, covered, errors = np.random.default_rng(1), [], []
    for _ in range(1_000):
        words = random.integers(4, 40, 1_500)
        share = np.where(random.random(1_500) < 0.45, random.beta(3, 2, 1_500), 0)
        coded = random.binomial(words, share)
        doubt = np.clip(share * random.beta(3, 3, 1_500) + random.beta(1, 15, 1_500), 0, 1)
        hits = random.binomial(words, 0.006)
        own = random.binomial(hits, np.minimum(1, 1.5 * share))
        table = {"words": words, "loaded_any": hits, "coded_words": coded, "coded_hits": own}
        rows = pd.DataFrame(table)
        rows["expected_words"] = np.rint(1000 * doubt * words)
        rows["expected_loaded_any"] = np.rint(1000 * doubt * hits)
        found = corrected(draw(rows, 100, random), rows.sum())
        truth = (
            coded.sum() / words.sum(),
            1000 * own.sum() / coded.sum(),
            1000 * (hits - own).sum() / (words - coded).sum(),
        )
        pairs = list(zip(found.values(), truth, strict=True))
        covered.append([of["low"] <= true <= of["high"] for of, true in pairs])
        errors.append([abs(of["corrected"] - true) for of, true in pairs])
        assert abs(found["attributed_share"]["expected"] - truth[0]) > 0.02
    assert (np.mean(covered, axis=0) >= 0.93).all(), np.mean(covered, axis=0)
    assert np.mean(errors, axis=0)[0] <= 0.03


def test_a_rate_of_few_sentences_is_at_most_one_term_a_word():
    rows = {"chance": [0.1, 0.1, 0.1], "loaded_any": [1, 1, 1], "words": [9, 9, 9]}
    rows |= {"coded_words": [9, 1, 0], "coded_hits": [0, 1, 0]}
    rows |= {"expected_words": [3000, 3000, 3000], "expected_loaded_any": [300, 300, 300]}
    total = {"words": 270, "loaded_any": 30, "expected_words": 90_000, "expected_loaded_any": 9_000}
    found = corrected(pd.DataFrame(rows), total)
    assert found["attributed_per_1000"]["high"] == 1000


@pytest.mark.parametrize("cell", ["fficials", "he", "rain", ".", "that | ", "that|Officials"])
def test_a_stretch_is_of_whole_words_in_order(corpus, tmp_path, cell):
    sheet = tmp_path / "sheet.csv"
    sample_voices(corpus, count(corpus), sheet, n=500)
    fault = f"attributed is {cell.strip()!r}; copy words of the sentence, in order"
    with pytest.raises(ValueError, match=re.escape(fault)):
        agree_voices([code(sheet, lambda text: cell if "Officials" in text else "0")])
    part = agree_voices([code(sheet, lambda t: ", and left." if "left" in t else "0")])
    assert part.loc[("all", "attributed_share"), "corrected"] == approx(2 / 13)


def test_a_share_is_never_above_1_nor_a_rate_of_no_words(corpus, tmp_path):
    for seed, cell in enumerate("01" * 5):
        sheet = tmp_path / f"{seed}" / "sheet.csv"
        sample_voices(corpus, count(corpus), sheet, n=4, seed=seed)
        found = agree_voices([code(sheet, lambda _, cell=cell: cell)]).loc["all"]
        share = found.loc["attributed_share", ["expected", "corrected", "low", "high"]]
        assert share.between(0, 1).all()
        rates = found.drop("attributed_share")[["corrected", "low", "high"]]
        assert ((rates >= 0) | rates.isna()).all(axis=None) and np.isfinite(rates.max(axis=None))


def test_a_damaged_key_is_named(corpus, tmp_path):
    sheet = tmp_path / "sheet.csv"
    sample_voices(corpus, count(corpus), sheet, n=4)
    file, coded = sheet.with_suffix(".key.json"), code(sheet, that)
    for spoil in (
        lambda key: key["rows"][0].clear(),
        lambda key: [row.pop("chance") for row in key["rows"]],
        lambda key: [row.pop("text") for row in key["rows"]],
        lambda key: key["totals"]["all"].pop("words"),
        lambda key: key.update(totals=3),
        lambda key: key.update(totals={"all": 3}),
        lambda key: [row.update(outside=[3]) for row in key["rows"]],
        lambda key: [row.update(chance="a") for row in key["rows"]],
    ):
        key = json.loads(text := file.read_text("utf-8"))
        spoil(key)
        file.write_text(json.dumps(key))
        with pytest.raises(ValueError, match="sheet.key.json: not a key written by `sample`"):
            agree_voices([coded])
        file.write_text(text, "utf-8")


def test_words_that_occur_twice_are_told_apart_by_number():
    text = "He said the plan failed, and the plan was the plan of 2016 [2]."
    assert stretches("the plan [2] | of 2016", text) == [(29, 37), (51, 58)]
    assert stretches("the plan", text) is None and stretches("the plan [4]", text) is None
    assert stretches("the plan [2] | the plan [1]", text) is None  # not in order
    assert stretches("the plan [0]", text) is None  # the first is [1]


@pytest.mark.usefixtures("svg_alone")
def test_figures_by_voice_quote_what_coders_found_on_this_corpus(tmp_path):
    folder = tmp_path / "mine"
    for n in range(10):
        outlet = {"outlet": f"Paper {n % 2}", "language": "en"}
        page = to_markdown(Article(f"a{n}", (Section("body", TEXT * 9),), **outlet))
        path = folder / f"articles/a{n}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    corpus = load(folder)
    before = composition(study(folder).totals).page
    sheet = folder / "coding/voices.csv"
    sample_voices(corpus, count(corpus), sheet, n=50)
    coded = str(code(sheet, that, "ann.csv"))
    scores = str(folder / "coding/scores.csv")
    done = CliRunner().invoke(app, ["agree", "--voice", coded, "--out", scores])
    assert done.exit_code == 0, done.output
    assert "attributed_per_1000: loaded terms per 1,000 (un)attributed words\n" in done.output
    assert "random draw of sentences, not the coders' errors" in done.output
    found = pd.read_csv(scores).set_index("measure")
    ends = found.loc["attributed_share", ["corrected", "low", "high"]]
    said = "Attributed share of words outside quotation marks, corrected by 50 coded sentences: "
    said += "{:.0%} ({:.0%} to {:.0%}).".format(*ends)
    for figure in (composition, voices):
        # All ten articles have the same text.
        page = figure(study(folder).totals.drop(columns="cluster")).page
        visible, method = page.split("\n\n")[1], page.split("## Method")[1]
        assert (said in visible) == (figure is composition) and "(PolNeAR)" not in visible
        drawn = {composition: "bars show shares of all words and", voices: "values drawn"}[figure]
        assert f"The {drawn} are not corrected" in visible
        assert f"{said} Loaded terms per 1,000 attributed words, corrected likewise: " in method
    assert said not in before and "(PolNeAR)" in before
    # By group they are too long for a caption of 60 words.
    groups = [found.reset_index().assign(group=f"Paper {n}") for n in range(9)]
    pd.concat(groups).to_csv(scores, index=False)
    short, long = coded_voices(corpus, default())
    assert short.endswith(" corrected by 450 coded sentences in 9 groups: see Method.")
    assert "Paper 0 " in long and "Paper 4 " in long and "and 4 more" in long
    pd.concat(groups).to_csv(scores, index=False, sep=";", decimal=",")
    assert coded_voices(corpus, default()) == (short, long)
    # The share does not depend on the list; the rates do.
    short_of_other, long_of_other = coded_voices(corpus, Lexicon("x", "1", (("a", "b"),)))
    assert short_of_other == short and "likewise" in long and "likewise" not in long_of_other
    with warnings.catch_warnings(action="error"):  # scores of voices are not those of a list
        one = known_error(corpus, default())[0]
    assert one.startswith("The list has not been validated")
