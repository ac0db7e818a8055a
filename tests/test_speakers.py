"""Who is quoted: named, unnamed, by pronoun; linked within one article; counted by hand."""

import pandas as pd
import pytest

from analysis import count, summarise
from analysis.article import Article, Section
from analysis.context import speaker_counts, speakers
from analysis.text.person import people


def spoken(*words_of, article="a"):
    table = pd.DataFrame(words_of, columns=["speaker", "words"])
    table["person"] = table["speaker"].map(people(table["speaker"]))
    return table.assign(article=article, quote="speech", section="body")


@pytest.mark.parametrize(
    ("speaker", "found"),
    [
        ("Mr. Cohen", ("named", "Cohen")),
        ("Clinton’s top foreign policy aide Jake Sullivan", ("named", "Jake Sullivan")),
        ("The National Rifle Association", ("named", "National Rifle Association")),
        ("Ursula von der Leyen", ("named", "Leyen")),
        ("Prime Minister Ann Lee", ("named", "Ann Lee")),
        ("Ann Lee, the mayor of Oslo", ("named", "Ann Lee")),
        ("the mayor, Ann Lee", ("named", "Ann Lee")),
        ("Sen. Ann Lee (D-Ohio)", ("named", "Ann Lee")),
        ("Ann Lee!", ("named", "Ann Lee")),
        ("Police Commissioner Ann Lee", ("named", "Ann Lee")),
        ("Inspector General Ann Lee", ("named", "Ann Lee")),
        ("Many Republicans", ("named", "Republicans")),
        ("officials", ("unnamed", "officials")),
        ("officials in Jerusalem", ("unnamed", "officials in Jerusalem")),
        ("which", ("pronoun", "")),
        ("The judge", ("unnamed", "The judge")),
        ("But", ("unnamed", "But")),
        ("She", ("pronoun", "")),
        ("", ("unknown", "")),
    ],
)
def test_who_a_speaker_is(speaker, found):
    [key] = speakers(spoken((speaker, 5))).index
    assert key == ("a", *found)


def test_a_short_name_stands_for_the_fullest_one_of_its_article():
    rows = [("Rep. Steve Cohen", 9), ("Cohen", 4), ("Mr. Cohen", 1), ("Lee", 2), ("Ann Lee", 3)]
    table = pd.concat([spoken(*rows), spoken(("Cohen", 7), article="b")])
    found = speakers(table)["words"].droplevel("naming").to_dict()
    assert found == {("a", "Steve Cohen"): 14, ("a", "Ann Lee"): 5, ("b", "Cohen"): 7}


def test_a_name_of_two_people_stands_for_itself():
    found = speakers(spoken(("Bill Clinton", 9), ("Hillary Clinton", 4), ("Clinton", 1)))["words"]
    assert found.droplevel(["article", "naming"]).to_dict() == {
        "Bill Clinton": 9,
        "Clinton": 1,
        "Hillary Clinton": 4,
    }


def test_a_name_that_only_ends_in_the_letters_of_another_is_another_person():
    found = speakers(spoken(("JoAnn Lee", 9), ("Ann Lee", 4)))["words"]
    assert found.droplevel(["article", "naming"]).to_dict() == {"Ann Lee": 4, "JoAnn Lee": 9}


def test_counts_and_measures_by_hand():
    rows = [("Ann Lee", 10), ("Lee", 6), ("Bo Ray", 4), ("officials", 8), ("he", 2), ("", 10)]
    table = pd.concat([spoken(*rows), spoken(("he", 3), article="b")])
    counts = speaker_counts(table).set_index("article")
    assert counts.loc["a"].tolist() == [40, 2, 40, 20, 8, 16]
    assert counts.loc["b"].tolist() == [3, 0, 3, 0, 0, 0]
    found = summarise(counts.reset_index(), "largest_speaker_share").loc[0]
    assert found[["articles", "missing", "pooled"]].tolist() == [1, 1, 0.8]
    shares = summarise(counts.reset_index(), "named_share").loc[0]
    assert shares["pooled"] == pytest.approx(20 / 43)
    sources = summarise(counts.reset_index(), "speakers_per_1000").loc[0]
    assert sources["pooled"] == pytest.approx(1000 * 2 / 43)


def test_from_text_to_speakers():
    text = "“We won the vote,” Ann Lee said. “We will stay,” Lee said. It rained, officials said."
    passages = count([Article("a", (Section("body", text),), language="en")])
    assert speakers(passages)["words"].to_dict() == {("a", "named", "Ann Lee"): 7}
    broken = 'It" was said" that nobody" knew. He said that a bad day" came.'
    assert speaker_counts(count([Article("a", (Section("body", broken),), language="en")])).empty
    nothing = count([Article("a", (Section("body", "It rained."),), language="en")])
    assert speaker_counts(nothing).values.tolist() == [["a", 2, 0, 0, 0, 0, 0]]
    assert speakers(nothing).empty


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was the work of Ann Lee. Lee left.", "Ann Lee"),
        ("They met Gen. Ann Mary Q. Lee. Lee left.", "Ann Mary Lee"),
        ("It was the work of Lee. It was Ann Lee.", "Lee"),  # not introduced so
        ("It was the work of Mayor Lee. They met Ann Lee.", "Lee"),
        ("It was the work of Ann Lee. They met Ann Ray and Lee.", "Lee"),  # of two people
        ("While Lee slept, it rained on Lee.", "Lee"),
        ("It rained all day. After Lee won, they met Ann Lee.", "Lee"),
        ("They met Ann Lee. Her husband, Bo Lee, spoke. Lee said so.", "Lee"),
        ("They met the Mayor of Boston Ann Lee. Lee left.", "Lee"),
        ("It was said by Ayatollah Lee. Ann Lee left; Lee spoke.", "Lee"),
    ],
)
def test_a_family_name_stands_for_the_name_by_which_the_text_introduces_it(text, name):
    assert people(["Lee", "he"], text) == {"Lee": name, "he": ""}


@pytest.mark.parametrize(
    ("speakers", "text", "person"),
    [
        (["Bo Lee", "Lee"], "They met Ann Lee. Lee and Bo Lee left.", "Lee"),
        (
            ["Bo Lee", "Lee"],
            "They met Bo Lee. But Lee and Mr. Lee left, Senator Lee said.",
            "Bo Lee",
        ),
        (["Lee"], "Voters met Bo Lee. Later Ann Lee came. Lee left.", "Lee"),
        (["Mr. Lee"], "The brothers Tom Lee and Jim Lee met. Mr. Lee left.", "Lee"),
    ],
)
def test_a_family_name_that_two_people_of_the_text_have_is_not_linked(speakers, text, person):
    assert people(speakers, text)[speakers[-1]] == person


def test_of_a_university_is_no_part_of_a_name():
    names = ["Professor Ann Lee", "Professor Ann Lee of Oslo University", "Lee"]
    assert people(names) == dict.fromkeys(names, "Ann Lee")


def test_a_capital_at_the_start_of_a_sentence_makes_no_name():
    text = "Critics of Trump Speak\nMay met Trump. Critics jeered. Police watched."
    text += "\nOn Monday Theresa May may speak, said Prof. Kay."
    found = people(["Critics", "Police", "Trump", "May", "Kay", "Monday", "BBC", "Ann Lee"], text)
    assert [name for name in found if found[name]] == ["Trump", "May", "Kay", "BBC", "Ann Lee"]


def test_those_of_a_named_one_are_not_that_one():
    text = "Supporters of Trump left. Bank of America fell, and the Bank of America rose."
    found = people(["Supporters of Trump", "Bank of America"], text)
    assert found == {"Supporters of Trump": "", "Bank of America": "Bank of America"}
