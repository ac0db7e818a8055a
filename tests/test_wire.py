"""Wire copy is told by agencies' own marks, and a quoted or thanked agency is none."""

import pytest

from analysis.article import Article, Section
from analysis.corpus.wire import wire

PLAIN = "It rained on the town for nine days."


def told(*body, authors=(), **about):
    sections = tuple(Section("body", text) for text in body)
    found = wire(Article("a", sections, authors=authors, **about))
    return found and (found.agency, found.where)


@pytest.mark.parametrize(
    ("author", "agency"),
    [
        ("AP", "AP"),
        ("The Associated Press", "AP"),
        ("ASSOCIATED PRESS", "AP"),
        ("Ann Lee, Associated Press", "AP"),
        ("By ANN LEE, AP", "AP"),
        ("Ann Lee | Reuters", "Reuters"),
        ("Reuters Staff", "Reuters"),
        ("Tom Day Associated Press", "AP"),
        ("Tom Day Associated Press Writer", "AP"),
        ("AFP and Post Staff", "AFP"),
        ("Post Staff and Agence France-Presse", "AFP"),
        ("Ann Lee (dpa)", "dpa"),
        ("AAP", "AAP"),
        ("Ann Lee", None),
        ("A.P. Lee", None),
        ("Ap Lee", None),
        ("Pa Reuter", None),
        ("Ann Lee, Post Staff", None),
        ("By Ann Lee, PA news agency", "PA"),
        ("Press Association", "PA"),
        ("By Ann Lee, Harrisburg, PA", None),
        ("Ann Lee, PA", None),
        ("Ann Lee, TT", None),
        ("Ann Lee, formerly of the Associated Press", None),
    ],
)
def test_bylines(author, agency):
    assert told(PLAIN, authors=("Bo Ek", author)) == (agency and (agency, "byline"))
    if author.startswith("By"):
        assert told(author, PLAIN) == (agency and (agency, "byline"))


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("WASHINGTON (AP) — The town was wet.", "AP"),
        ("Paris (AFP) - The town was wet.", "AFP"),
        ("LONDON, Aug 3 (Reuters) - The town was wet.", "Reuters"),
        ("DES MOINES, Iowa, Aug. 10 (UPI) -- The town was wet.", "UPI"),
        ("(Reuters) - The town was wet.", "Reuters"),
        ("NEW DELHI (PTI) The town was wet.", "PTI"),
        ("MOSCOW, February 3. /TASS/. The town was wet.", "TASS"),
        ("BEIJING, Feb. 3 (Xinhua) -- The town was wet.", "Xinhua"),
        ("The Associated Press (AP) said that the town was wet.", None),
        ("The town was wet, the agency (AP) said.", None),
        ("WASHINGTON — The town was wet, Reuters reported.", None),
        ("Some in the US (AP) say so.", None),
        ("The group (PA: gates) said so.", None),
        ("LONDON (PA) — The town was wet.", "PA"),
        ("Rep. Scott Perry (PA) — The town was wet.", None),
    ],
)
def test_datelines(text, agency):
    assert told(text, PLAIN) == (agency and (agency, "dateline"))


def test_lines_below_the_copy():
    signed = "(Reporting by Ann Lee; Additional reporting by Bo Ek; Editing by Cy Oh)"
    assert told(PLAIN, signed) == (None, "sign-off")
    assert told(PLAIN, "Associated Press writers Ann Lee in Rome and Bo Ek contributed to this "
                       "report.") == ("AP", "sign-off")  # fmt: skip
    assert told(PLAIN, "Copyright 2026 The Associated Press. All rights reserved.") == (
        "AP",
        "sign-off",
    )
    assert told(PLAIN, "The Associated Press contributed to this report.") is None
    assert told(PLAIN, "Reporting by the town's paper was cited.") is None


def test_an_agencys_own_page_is_no_wire_copy():
    assert told("LONDON (Reuters) - It rained.", outlet="Reuters") is None
    for outlet, text in (
        ("AP News", "LONDON (AP) — It rained."),
        ("The Associated Press", "LONDON (AP) — It rained."),
        ("Reuters.com", "LONDON (Reuters) - It rained."),
        ("Agence France-Presse (AFP)", "PARIS (AFP) - It rained."),
        ("Bloomberg", "By Bloomberg News"),
    ):
        assert told(text, PLAIN, outlet=outlet) is None
        assert told(text, PLAIN, outlet="The Cape Post")
    assert told("LONDON (AP) — It rained.", outlet="Australian Associated Press")
    assert told("LONDON (AP) - It rained.", outlet="Reuters") == ("AP", "dateline")


def test_a_mark_gives_the_agency_and_its_words():
    rome = wire(Article("a", (Section("body", "ROME (ANSA) – It rained."),)))
    assert rome.agency and rome.words == "ROME (ANSA) –"
    signed = wire(Article("c", (Section("body", "Reporting by Ann Lee; editing by Bo Ek"),)))
    assert signed.agency is None and signed.where == "sign-off"
    assert wire(Article("b", (Section("body", PLAIN),))) is None


def test_a_long_line_is_read_in_little_time():
    assert told("A (" * 50_000, "By " + "a, " * 50_000, authors=("x, " * 20_000,)) is None
