"""Sentences that name an actor: found by hand, counted, ranked, refused."""

import pytest

from analysis import count, tabulate
from analysis.article import Article, Section
from analysis.context import actor_passages
from analysis.context.speakers import read_actors
from analysis.statistics import tone

ACTORS = {"Netanyahu": ["Netanyahu", "Bibi"], "Iran": ["Iran", "Iranian"], "the U.S.": ["U.S."]}


def corpus(*texts):
    articles = [
        Article(f"a{n}", (Section("body", text),), language="en") for n, text in enumerate(texts)
    ]
    return {article.id: article for article in articles}, count(articles)


def named(text):
    table = actor_passages(*corpus(text), ACTORS).query("named == 'named'")
    return {(row.actor, row.sentence) for row in table.itertuples()}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Netanyahu’s ally left. Bibi stayed.", {("Netanyahu", 0), ("Netanyahu", 1)}),
        ("IRAN, iran and Irania. An Iranian left.", {("Iran", 1)}),
        ("The U.S. told Iran so. He left.", {("the U.S.", 0), ("Iran", 0)}),
        ("“Iran won,” he said. We left.", {("Iran", 0)}),
    ],
)
def test_which_sentences_name_an_actor(text, found):
    assert named(text) == found


def test_a_sentence_in_two_voices_is_one_sentence_for_an_actor():
    text = "Iran said: “We love peace.” It left."
    found = tone(*corpus(text), ACTORS)
    assert found.index.tolist() == ["Iran"]
    assert found.loc["Iran", ["articles", "sentences"]].tolist() == [1, 1]
    assert found.loc["Iran", "mean_compound"] > 0.5 and found.loc["Iran", "others"] == 0


def test_actors_are_ranked_with_intervals_over_articles_or_sentences():
    texts = [f"Iran is {'horrible ' * (n % 3)}bad. Bibi is good. He left." for n in range(6)]
    found = tone(*corpus(*texts), ACTORS)
    assert found.index.tolist() == ["Iran", "Netanyahu"]
    assert (found["low"] <= found["mean_compound"])["Iran"]
    assert (found["mean_compound"] <= found["high"])["Iran"]
    assert found["low"].isna().tolist() == [False, True]  # all of one score: no interval
    long = "Iran is bad. Iran is very bad. " * 6
    assert tone(*corpus(long), ACTORS)["low"].notna().tolist() == [True]


def test_a_file_of_actors(tmp_path):
    path = tmp_path / "actors.yml"
    path.write_text("Netanyahu: [Netanyahu, Bibi]\nIran:\n", encoding="utf-8")
    assert tone(*corpus("Iran won. Bibi lost."), path).index.tolist() == ["Netanyahu", "Iran"]


def test_one_form_may_be_a_text(tmp_path):
    path = tmp_path / "actors.yml"
    path.write_text("Netanyahu: Bibi\n", encoding="utf-8")
    for actors in ({"Netanyahu": "Bibi"}, path):
        assert tone(*corpus("Iran won. Bibi lost."), actors).index.tolist() == ["Netanyahu"]


def test_names_that_yaml_reads_as_true_or_false_are_names(tmp_path):
    path = tmp_path / "actors.yml"
    path.write_text("NO: [Iran]\nYes:\n", encoding="utf-8")
    assert read_actors(path) == {"NO": ["Iran"], "Yes": ["Yes"]}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("- Iran", "no actors"),
        ("Iran: {a: 1}", "Iran needs a list of names"),
        ("Iran: [[a]]", "Iran needs a list of names"),
        ("a: [", "invalid YAML"),
        ("a: &x [b]\nc: *x", "invalid YAML"),
        ("", "no actors"),
        ("Iran: [Iran]\nBibi: [Bibi]\nIran: [Tehran]", "'Iran' occurs twice, line 3"),
        ("1: [a]\n'1': [b]", "'1' occurs twice, line 2"),
    ],
)
def test_a_file_that_is_no_list_of_actors_is_one_line(tmp_path, content, says):
    path = tmp_path / "actors.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=says) as error:
        tone(*corpus("Iran won."), path)
    assert str(error.value).startswith("actors.yml: ") and "\n" not in str(error.value)


def test_nobody_named_is_said():
    with pytest.raises(ValueError, match="no sentence names"):
        tone(*corpus("It rained."), ACTORS)
    with pytest.raises(ValueError, match="check the path"):
        tone(*corpus("Iran won."), "no-such.yml")
    with pytest.raises(TypeError, match="actors"):
        tone(*corpus("Iran won."), ["Iran"])


def test_an_actor_that_no_sentence_names_is_named():
    with pytest.warns(UserWarning, match="no sentence names Oslo, Putin; check"):
        found = tone(*corpus("Iran praised the deal."), {"Iran": [], "Putin": [], "Oslo": []})
    assert list(found.index) == ["Iran"]


def test_the_tone_of_sentences_that_name_an_actor():
    text = "Iran praised the deal. The war went on."
    table = actor_passages(*corpus(text), {"Iran": ["Iran", "Tehran"]})
    assert tabulate(table, ["actor", "named"])["mean_compound"].tolist() == [0.4939, -0.5994]
