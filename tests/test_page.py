"""Saved pages as text: what is kept, what is dropped, and which lines are polls."""

import csv
import io
import textwrap
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import lines

from analysis.pages import Block, PageError, from_csv, language, read_page, to_csv
from analysis.pages.boilerplate import boilerplate
from analysis.pages.dump import read_dump
from analysis.pages.names import byline
from analysis.pages.response import find, number, options_in

REAL = Path(__file__).parent.parent / "corpus" / "pages" / "000_854d33eb91b1359a.txt"

ONE = "The harbour of the small town was closed on Monday after a storm broke two of its gates."
TWO = "Nobody was hurt, the mayor said, but the boats will stay where they are until the spring."
SAYS = "They should be ashamed of what they did."
THREE = "Repairs will cost more than the town spends in a year, and no one has offered to pay."

# Each dump, and the sections that a reader would give it, in the page's order.
DUMPS = {
    "kicker, deck, caption, subhead": (
        f"Skip to content\n\nStorm on the coast\n\nHarbour closed after gates break in the night\n"
        f"\n{TWO}\n\nThe harbour\nThe harbour (Photo: Ann Lee)\n\n{ONE}\n\nWho pays\n\n{THREE}\n",
        [
            ("kicker", "Storm on the coast"),
            ("headline", "Harbour closed after gates break in the night"),
            ("deck", TWO),
            ("caption", "The harbour (Photo: Ann Lee)"),
            ("body", ONE),
            ("subhead", "Who pays"),
            ("body", THREE),
        ],
    ),
    "a deck that begins with by": (
        "Harbour closed after storm\n\nBy closing the harbour, the town hopes to repair two piers\n"
        f"\n3 May 2026\n\n{ONE}\n\n{TWO}\n\n{THREE}\n",
        [
            ("headline", "Harbour closed after storm"),
            ("deck", "By closing the harbour, the town hopes to repair two piers"),
            ("body", ONE),
            ("body", TWO),
            ("body", THREE),
        ],
    ),
    "a long byline is no deck": (
        f"Harbour closed after storm\n\nBy Ann Lee and Bob Day of the town for The Paper\n\n"
        f"{ONE}\n\n{TWO}\n\n{THREE}\n",
        [
            ("headline", "Harbour closed after storm"),
            ("body", ONE),
            ("body", TWO),
            ("body", THREE),
        ],
    ),
    "no kicker, no deck, no caption": (
        f"Harbour closed after storm\n\n{ONE}\n{TWO}\n",
        [("headline", "Harbour closed after storm"), ("body", ONE), ("body", TWO)],
    ),
    "deck without full stop, longer than the headline": (
        f"Harbour Closed After Storm Breaks Gates\n\nMayor says the boats of the town will stay "
        f"where they are until spring\n\n{ONE}\n\n{TWO}\n",
        [
            ("headline", "Harbour Closed After Storm Breaks Gates"),
            ("deck", "Mayor says the boats of the town will stay where they are until spring"),
            ("body", ONE),
            ("body", TWO),
        ],
    ),
    "question as headline, one paragraph": (
        f"Who will pay for the broken gates of the harbour?\n\n{ONE}\n\nShare this article\n",
        [("headline", "Who will pay for the broken gates of the harbour?"), ("body", ONE)],
    ),
    "menu on top, byline, date": (
        "Home\nNews\nSport\nWeather\nShip lists\nJobs\n\nHarbour closed after storm\n"
        f"By Ann Lee\nFebruary 3, 2026\n5 min read\n\n{ONE}\n\n{TWO}\n\n© 2026 The Paper\n",
        [("headline", "Harbour closed after storm"), ("body", ONE), ("body", TWO)],
    ),
    "menu on one line, page title first": (
        f"Harbour closed after storm | The Paper\nHome | News | Sport | Weather\n"
        f"Harbour closed after storm\n{ONE}\n{TWO}\n",
        [("headline", "Harbour closed after storm"), ("body", ONE), ("body", TWO)],
    ),
    "poll and newsletter in the middle": (
        f"Harbour closed after storm\n\n{ONE}\n\nSign up for our newsletter\n\n"
        f"Should the state pay?\nYes (12)\nNo (3)\n\n{TWO}\n\n{THREE}\n",
        [
            ("headline", "Harbour closed after storm"),
            ("body", ONE),
            ("body", TWO),
            ("body", THREE),
        ],
    ),
    "Windows line ends and byte order mark": (
        f"\ufeffOn the coast\r\n\r\nHarbour closed after storm\r\n\r\n{ONE}\r\n\r\n{TWO}\r\n",
        [
            ("kicker", "On the coast"),
            ("headline", "Harbour closed after storm"),
            ("body", ONE),
            ("body", TWO),
        ],
    ),
    "wrapped lines": (
        "Harbour closed after storm\n\nThe harbour of the small town was closed on\nMonday after a "
        "storm broke two of its gates.\n\nNobody was hurt, the mayor said, but the boats\nwill "
        "stay where they are until the spring, and\nthen a new gate will be built.\n",
        [
            ("headline", "Harbour closed after storm"),
            ("body", ONE),
            ("body", TWO[:-1] + ", and then a new gate will be built."),
        ],
    ),
    "related links in the text and after it": (
        f"Harbour closed after storm\n\n{ONE}\n\nRead also: Ships in the fog\n\nRelated articles\n"
        f"Ships in the fog\nA mayor and her town\n\n{TWO}\n\nWho pays\n\n{THREE}\n\nMost read\n\n"
        "Ships in the fog\n\nThe last ferry\n",
        [
            ("headline", "Harbour closed after storm"),
            ("body", ONE),
            ("body", TWO),
            ("subhead", "Who pays"),
            ("body", THREE),
        ],
    ),
    "a list that the text announces": (
        f"Harbour closed after storm\n\n{ONE}\n\nThree things are broken:\n\n- the north gate\n"
        f"- the south gate\n- the crane\n\n{TWO}\n",
        [
            ("headline", "Harbour closed after storm"),
            ("body", ONE),
            ("body", "Three things are broken:"),
            ("body", "- the north gate"),
            ("body", "- the south gate"),
            ("body", "- the crane"),
            ("body", TWO),
        ],
    ),
    "comments after the article": (
        f"Harbour closed after storm\n\n{ONE}\n\n{TWO}\n\n2 Comments\n\nComments\n\nBob\n\n"
        "I saw the gate fall and I still cannot believe it.\n",
        [("headline", "Harbour closed after storm"), ("body", ONE), ("body", TWO)],
    ),
    "prompts that no list knows": (
        f"Harbour closed after storm\n\n{ONE}\n\n{TWO}\n\nHungry for more?\n\nSubscribe\n\n"
        "Your morning starts with us.\n",
        [("headline", "Harbour closed after storm"), ("body", ONE), ("body", TWO)],
    ),
}


@pytest.mark.parametrize("name", DUMPS)
def test_sections_of_a_dump(name):
    text, expected = DUMPS[name]
    sections = read_page(text.encode()).sections
    assert [(section.kind, section.text) for section in sections] == expected


def test_a_byline_longer_than_the_headline_is_no_headline():
    text = (
        "Fish prices fall\n\nBy Ann Lee, The Harbour Post\n17 March 2025\n\n"
        "The price of fish fell by a third in the harbour on Monday, the port said. "
        "Boats came back with full nets.\n\nShe expects prices to stay low until May, she said.\n"
    )
    sections = read_page(text.encode()).sections
    assert [(one.kind, one.text) for one in sections][0] == ("headline", "Fish prices fall")
    assert not any("Ann Lee" in one.text for one in sections)


HEADLINE = "Harbour closed after gates break in the night"
# The lines between headline and text, and behind it: authors and day.
SIGNED = [
    ("By Ann Leek and Bob Dayton, CNN\n6 min read\nUpdated 3:47 PM EDT, Tue March 5, 2024", "",
     ["Ann Leek", "Bob Dayton"], "2024-03-05"),
    ("Ann Leek in Rome and Bob Dayton in Oslo\nTue 5 Mar 2024 15.47 CET", "",
     ["Ann Leek", "Bob Dayton"], "2024-03-05"),
    ("ANN LEEK\n2 hours ago", "", ["ANN LEEK"], None),
    ("Ann Leek Political Editor\n5 March 2024 • 3:47pm", "", ["Ann Leek"], "2024-03-05"),
    ("Ann Leek - Mar 5, 2024 8:02 pm UTC\nHarbour Watch", "", ["Ann Leek"], "2024-03-05"),
    ("December 10, 2025April 9, 2024 by Ann Leek", "", ["Ann Leek"], "2024-04-09"),
    ("2 minute readApril 25, 20242:26 PM GMT+2Last Updated 9 min ago", "", None, "2024-04-25"),
    ("By\nAnn Leek\n10/13/23 12:34PM", "", ["Ann Leek"], "2023-10-13"),
    ("Updated 3 May 2024, published 1 May 2024", "", None, "2024-05-01"),
    ("By Martin Vega, Jr., and Emily Post\n3 Feb 2024", "",
     ["Martin Vega Jr.", "Emily Post"], "2024-02-03"),
    ("By Yun Sun and BONO\n3 Feb 2024", "", ["Yun Sun", "BONO"], "2024-02-03"),
    ("Theresa May 3 Feb 2024", "", ["Theresa May"], "2024-02-03"),
    ("by Ann Leek (reporting) and Bob Dayton (photography)", "", ["Ann Leek"], None),
    ("By Ann Leek and agencies", "", ["Ann Leek"], None),
    ("By BYRON YORK", "", ["BYRON YORK"], None),
    ("By Associated Press", "", ["Associated Press"], None),
    ("By Staff Writer\n3 Feb 2024", "", None, "2024-02-03"),
    ("By agencies", "", None, None),
    ("New York\n3 Feb 2024", "", None, "2024-02-03"),
    ("Tel Aviv\n3 Feb 2024", "", None, "2024-02-03"),
    ("World News\n3 Feb 2024", "", None, "2024-02-03"),
    ("Cleo Franz\n3 Feb 2024", "", None, "2024-02-03"),  # of whom the text tells
    ("Ann Leek", "Ann Leek is a reporter in Rome.", ["Ann Leek"], None),
    ("Ann LeekNovember 6, 2023\nCoast", "", ["Ann Leek"], "2023-11-06"),
    ("the rights of those who are named\nby data processors.\n3 Feb 2024", "", None, "2024-02-03"),
    ("Recent Posts\n3 Feb 2024", "", None, "2024-02-03"),
    ("", "Written by Ann Leek on 3 February 2024", ["Ann Leek"], "2024-02-03"),
    ("By\nAnn Leek\n,\nBob Dayton &\nCy Fox\n12.16.14", "",
     ["Ann Leek", "Bob Dayton", "Cy Fox"], "2014-12-16"),
    ("By Ann Leek and\nBob Dayton", "", ["Ann Leek", "Bob Dayton"], None),
    ("By Ann Leek,\nHarbour Watch", "", ["Ann Leek"], None),
    ("By Ann Leek, Rome", "", ["Ann Leek"], None),
    ("By Ann Leek and Bob Dayton24 comments", "", ["Ann Leek", "Bob Dayton"], None),
    ("Ann Leek | Staff Writer\n3 Feb 2024", "", ["Ann Leek"], "2024-02-03"),
    ("Ann Leek\nSenior Contributor", "", ["Ann Leek"], None),
    ("Ann Leek\nMayor of Oslo", "", None, None),
    ("Ann Leek @annleek", "", ["Ann Leek"], None),
    ("Ann Leek\n@annleek", "", ["Ann Leek"], None),
    ("Ann Leek Staff Writer", "", ["Ann Leek"], None),
    ("v1.15.14 and 3.4.14", "", None, None),
    ("Ann Leek", "Ann is a reporter in Rome.", ["Ann Leek"], None),
    ("3 May 2024\nBy Ann Leek\nPublished on 1 May 2024", "", ["Ann Leek"], "2024-05-01"),
    ("Edited by Ann Leek\n3 Feb 2024", "", None, "2024-02-03"),
    ("By ANN LEEK FOR HARBOURONLINE and BOB DAYTON", "", ["ANN LEEK", "BOB DAYTON"], None),
    ("By Wu, Li and Chen", "", ["Wu", "Li", "Chen"], None),
    ("Von Anna Müller und Jan Weiß\n3 Feb 2024", "", ["Anna Müller", "Jan Weiß"], "2024-02-03"),
    ("Par Jeanne Roux\n3 Feb 2024", "", ["Jeanne Roux"], "2024-02-03"),
    ("Von Miller\n3 Feb 2024", "", ["Von Miller"], "2024-02-03"),
    ("By Tuesday evening\n3 Feb 2024", "", None, "2024-02-03"),
    ("By Invitation\n3 Feb 2024", "", None, "2024-02-03"),
    ("By Course or Type\n3 Feb 2024", "", None, "2024-02-03"),
    ("Reset Password\n3 Feb 2024", "", None, "2024-02-03"),
    ("Skip Hollander\n3 Feb 2024", "", ["Skip Hollander"], "2024-02-03"),
    ("Leek Dayton", "Design by Leek Dayton", None, None),
    ("Ann Leek\nBob Dayton\nUpdated 3 Feb 2024 - 3:56am, first published 2 Feb 2024 - 9:00pm", "",
     ["Ann Leek", "Bob Dayton"], "2024-02-02"),
    ("Ann Leek\nCleo Franz\n3 Feb 2024", "", ["Ann Leek"], "2024-02-03"),  # of whom the text tells
    ("Harbour Design Lab\nAnn Leek\n3 Feb 2024", "", ["Ann Leek"], "2024-02-03"),
    ("Ann Leek Dayton\nBob Dayton\n3 Feb 2024", "Ann is a reporter in Rome.",
     ["Ann Leek Dayton", "Bob Dayton"], "2024-02-03"),
    ("", "Ann Leek", None, None),  # a tag
    ("This article was published on 3 February 2024.", "", None, "2024-02-03"),
    ("", "Continue Reading", None, None),
    ("Compiled By Ann Leek", "", ["Ann Leek"], None),
    ("Ann Leek / COAST / Updated: Feb 3, 2024, 10:11 IST", "", ["Ann Leek"], "2024-02-03"),
    ("Ann Leek | COAST | Feb 3, 2024, 10:11 IST", "", ["Ann Leek"], "2024-02-03"),
    ("3 February 2024 | White House", "", None, "2024-02-03"),
    ("Published3 February 2024\nShare\nBy Ann Leek\nCoast News, Galway", "",
     ["Ann Leek"], "2024-02-03"),
    ("Ann Leek Published February 3, 2024 Updated about 2 hours ago", "",
     ["Ann Leek"], "2024-02-03"),
    ("BY ANN LEEKSTAFF WRITER\nFEB. 3, 2024 9:30 AM PT", "", ["ANN LEEK"], "2024-02-03"),
    ("Ann Leek (with AFP, Reuters)\n02/03/2024February 3, 2024", "", ["Ann Leek"], "2024-02-03"),
    ("Ann Leek\n3 Feb 2024\nGet notified of articles from Ann Leek", "",
     ["Ann Leek"], "2024-02-03"),
    ("Source: Coast| 2024-02-03 09:30:12|Editor: leek", "", None, "2024-02-03"),
    ("Ann Leek\nRome 07February2024", "", ["Ann Leek"], "2024-02-07"),
    ("Updated on: 14 February,2024 07:42 AM IST  |  Rome", "", None, "2024-02-14"),
    ("FILE - Boats lie in the harbour, on June 23, 2021, before the storm.", "", None, None),
    ("The gates on June 23, 2021. REUTERS/Bob Dayton/File Photo Acquire Licensing", "", None, None),
    ("IN SESSION. Members hold a meeting there on June 23, 2021.", "", None, None),
]  # fmt: skip


@pytest.mark.parametrize("lines, after, authors, day", SIGNED)
def test_authors_and_day_in_a_dump(lines, after, authors, day):
    told = "Officials in Tel Aviv and New York said that Cleo Franz had been there."
    text = "\n\n".join([f"{HEADLINE}\n{lines}", ONE, TWO, told, THREE, after, "Related"])
    fields = read_page(text.encode()).fields
    assert (fields.get("authors"), fields.get("published")) == (authors, day)


def test_the_day_of_an_update_is_not_that_of_publication():
    lines = "By Ann Leek\nWed 10 Sep 2025 11.32 BST\nLast modified on Thu 11 Sep 2025 12.00 BST"
    fields = read_page("\n\n".join([f"{HEADLINE}\n{lines}", ONE, TWO]).encode()).fields
    assert (fields["published"], fields["modified"]) == ("2025-09-10", "2025-09-11")


def test_what_stands_around_a_text_is_told_from_it():
    said = "The mayor of the harbour town, Ann Leek, on Monday. Photo by Bob Dayton."
    lines = [HEADLINE, "What the town does now that its gates are broken", "Harbour Post4 days ago"]
    lines += [
        "Tuesday 5 May 2020 at 08:30 (first published Monday 4 May)",
        said,
        f"• {HEADLINE.upper()}",
        ONE,
        "Advertisement. Scroll to continue reading.",
        TWO,
    ]
    page = read_page("\n\n".join([*lines, THREE]).encode())
    sections = [(section.kind, section.text) for section in page.sections]
    assert sections[:3] == [("headline", HEADLINE), ("deck", lines[1]), ("caption", said)]
    assert [text for kind, text in sections if kind == "body"] == [ONE, TWO, THREE]


def test_the_name_of_a_paper_above_a_headline_is_no_headline():
    title = "Dozens of ships stranded by Brannoc port closure"
    lead = "More than 40 ships wait outside Port Brannoc, the harbour authority said on Tuesday."
    text = (
        f"The harbour master said that the queue could double. {THREE}\n\n(c) 2025 The Harbour Post"
    )
    page = f"The Harbour Post\n\n{title}\n\nBy Tom Birch\n5 February 2025\n\n{lead}\n\n{text}"
    assert read_page(page.encode()).title == title


@pytest.mark.parametrize(
    "lines",
    [
        ("The score was 1-0.", "The score was 10."),
        ("“You did it?”", "“You did it!”"),
        ("The vote hurt the city. It has hurt its self-image of tolerance.",),
        ("It stood there for a hundred years. Photograph of her son.",),
    ],
)
def test_lines_that_differ_by_a_sign_and_pictures_of_the_text_are_kept(lines):
    page = read_page("\n\n".join([HEADLINE, "3 Feb 2024", ONE, TWO, *lines, THREE]).encode())
    kept = [section.text for section in page.sections if section.kind == "body"]
    assert kept == [ONE, TWO, *lines, THREE]


def test_a_family_name_may_be_a_place_or_a_month():
    told = "Officials in Sandwich said in May that it will stay so."
    for name in ("Ann Sandwich", "Ann May"):
        text = f"{HEADLINE}\n\nBy {name} and Bob Day\n\n3 Feb 2024\n\n{ONE}\n\n{TWO}\n\n{told}"
        assert read_page(text.encode()).fields["authors"] == [name, "Bob Day"]


@pytest.mark.parametrize("line", ["The Coast", "Al Watan", "Copy Link", "By Ann Leek Sandwich"])
def test_an_outlet_a_button_and_a_place_are_no_authors(line):
    told = "Officials in Sandwich said that it will stay so. © 2024 Al Watan"
    text = f"{HEADLINE} | Al Watan\n\n{HEADLINE}\n{line}\n3 Feb 2024\n\n{ONE}\n\n{TWO}\n\n{told}"
    fields = read_page(text.encode()).fields
    assert "authors" not in fields and fields["published"] == "2024-02-03"


NAMED = [  # above the headline, behind it in the page's title, below the text
    ("The Harbour Post\nHome", "", "© 2024 Harbour Post Ltd. All rights reserved.", "Harbour Post"),
    ("Home", " | The Quay", "Copyright © 2019-2024 The Quay, Inc.", "The Quay"),
    ("Harbour Post", "", "Harbour Post © 2024", "Harbour Post"),
    ("Home", "", "© 2024 The Harbour Post", None),  # in one line alone
    ("The Harbour Post", "", "© 2024 Quay Media Group", None),  # which is another's
    ("The Harbour Post", " | Coast", "All rights reserved", None),
    ("Harbour Post", "", "© 2024 Harbour Post. The Harbour Post answers for none.", "Harbour Post"),
    ("Contact Us", "", "Copyright 2024 Contact Us", None),
    ("Home", "", "© 2024 Harbour Post\n\nHarbour Post", "Harbour Post"),
    ("© Ann Leek", "", "A boat. Photo © Ann Leek", None),  # who took the pictures
    # Within other lines, it takes two, and no company's name.
    (
        "Get the Quay free",
        "",
        "Write for Quay Today\n\nJoin Quay Today\n\n© 2024 Quay Today",
        "Quay Today",
    ),
    ("Home", "", "Write for Quay Today\n\n© 2024 Quay Today", None),
    ("Home", "", "Ads by Quay Media\n\nJoin Quay Media\n\n© 2024 Quay Media", None),
    ("Harbour Post", "", "Harbour Post © All rights reserved", "Harbour Post"),
    ("All", "", "© All rights reserved", None),
    ("2024", "", "© 2024 2024", None),
]


@pytest.mark.parametrize("above, title, rights, outlet", NAMED)
def test_an_outlet_is_named_by_two_lines_of_a_dump(above, title, rights, outlet):
    lines = [above, f"{HEADLINE}{title}", f"{HEADLINE}\n3 Feb 2024", ONE, TWO, rights]
    page = read_page("\n\n".join(lines).encode())
    assert page.title == HEADLINE and page.fields.get("outlet") == outlet
    assert page.fields["origins"].get("outlet") == (outlet and "page")


COMMENT = "I have lived at this harbour for sixty years and never saw such a storm."


@pytest.mark.parametrize(
    "lines, number, are_told",
    [
        (f"Bob\n3 Feb 2024 at 9:15\n{COMMENT}\nReply\n", 3, True),
        (f"Bob says:\nMay 3, 2024 at 9:15 am\n{COMMENT}\n", 3, True),
        (f"Bob\n{COMMENT}\nLike Reply 3 h\n", 3, True),
        (f"Reply\n{COMMENT}\n", 2, False),
        (f"Bob Day says:\n{COMMENT}\n", 3, False),  # an interview
        (f"Bob Day wrote:\n3 March 2026\n{COMMENT}\n", 3, False),  # letters
        (f"“It will stay so,” Bob said.\n{COMMENT}\n", 3, False),
    ],
)
def test_comments_without_a_heading_are_no_text(lines, number, are_told):
    text = f"{HEADLINE}\n3 Feb 2024\n{ONE}\n{TWO}\n{THREE}\n{lines * number}"
    page = read_page(text.replace("\n", "\n\n").encode())
    kept = [section.text for section in page.sections if section.kind == "body"]
    assert kept[:3] == [ONE, TWO, THREE] and (COMMENT not in kept) == are_told
    reasons = {block.reason for block in page.blocks if block.text == COMMENT and not block.kept}
    assert reasons == ({"comments of readers"} if are_told else set())


@pytest.mark.parametrize(
    "thread",
    [
        f"Question\n{COMMENT}\nReply\n{THREE}\n" * 3,  # subheads
        "Bob Day @bobday\nThe harbour is shut.\nReply Share 3h\n" * 3,  # posts set into the text
    ],
)
def test_text_below_a_reply_is_kept(thread):
    after = "\n".join(f"{THREE} That was on day {n}." for n in range(9))
    text = f"{HEADLINE}\n3 Feb 2024\n{ONE}\n{TWO}\n{thread}{after}\n"
    page = read_page(text.replace("\n", "\n\n").encode())
    kept = [section.text for section in page.sections if section.kind == "body"]
    assert kept[:2] == [ONE, TWO] and kept[-9:] == after.split("\n")
    assert ("harbour is shut" in thread) == (COMMENT not in kept)


# A page for each piece of evidence: its headline, the lines above it and those below.
SHUT = "Harbour shut after gates break"
HEADED = {
    "a deck below it": ("The Post\n", "\nFishermen wait at the gates of the harbour\n3 Feb 2024"),
    "a path above it": (f"Home > Coast > {SHUT}\n", "\n3 Feb 2024"),
    "other stories above it": (
        "Council votes on the new budget\nBand plays in the park again\nSchools to open soon\n",
        "\nBy Ann Leek",
    ),
    "a caption below it": ("", "\nAnn Leek\n3 Feb 2024\nThe quay"),
    "far above the text": ("", "\n3 Feb 2024\n" + "A short line of a menu\n" * 50),
}


@pytest.mark.parametrize("above, below", HEADED.values(), ids=HEADED)
def test_the_headline_is_the_line_with_most_evidence(above, below):
    page = read_page("\n\n".join([f"{above}{SHUT}{below}", ONE, TWO, THREE]).encode())
    assert page.title == SHUT


def test_a_date_behind_the_third_paragraph_is_another_texts():
    for n, published in ((2, "2024-02-03"), (3, None)):
        prose = "The harbour was closed on Monday, and the boats lay in the mud all day long. " * 3
        lines = [SimpleNamespace(text=text) for text in [*[prose] * n, "3 Feb 2024", "By Ann Lee"]]
        fields = byline(lines)
        assert fields.get("published") == published and fields["authors"] == ["Ann Lee"]


def test_a_line_of_the_menu_is_no_author():
    text = f"Home\nHarbour Watch\nFish\nSport\nWeather\nLetters\n{HEADLINE}\nHarbour Watch\n"
    page = read_page(f"{text}3 Feb 2024\n{ONE}\n{TWO}\n{THREE}\n".encode())
    assert "authors" not in page.fields and page.fields["published"] == "2024-02-03"


@pytest.mark.parametrize(
    "lines",
    [
        "Did you see it?\nNo.\nWho told you?\nMy sister.\n",
        "“Yes,” said one of them.\nWhy?\n“I do not know.”\nHe left.\n",
        "– A rope of the harbour\n– A gate of the harbour\n",
    ],
)
def test_dialogues_and_lists_stay_in_the_text(lines):
    text = f"{HEADLINE}\n\n{ONE}\n{lines * 12}{TWO}\nThe end.\nRelated\nA goat wins\n"
    blocks = read_page(text.encode()).blocks
    assert [block.text for block in blocks if not block.kept] == ["Related", "A goat wins"]


def test_a_last_sentence_may_end_with_an_hour():
    last = "The new gates open in the harbour on May 20 at 7 a.m."
    text = "\n\n".join([f"{HEADLINE}\nBy Ann Leek\n3 Feb 2024", ONE, TWO, THREE, last])
    assert [section.text for section in read_page(text.encode()).sections][-1] == last


def test_a_long_sentence_is_no_headline():
    lead = f"{ONE.removesuffix('.')}, and nobody who was there could say when it would open again."
    page = read_page(f"Gates break\n\nBy Ann Leek\n\n{lead}\n\n{TWO}\n\n{THREE}\n".encode())
    assert page.title == "Gates break"


def test_each_block_says_why():
    text, _ = DUMPS["poll and newsletter in the middle"]
    blocks = read_page(text.encode()).blocks
    assert [(b.first, b.last, b.kept, b.reason) for b in blocks] == [
        (1, 1, True, "the line with the most evidence for a headline"),
        (3, 3, True, "paragraph"),
        (5, 5, False, "newsletter prompt"),
        (7, 9, False, "reader poll; kept as a response"),
        (11, 11, True, "paragraph"),
        (13, 13, True, "paragraph"),
    ]


def test_a_lead_before_a_list_is_text():
    lead = "The council voted on Tuesday to close the old bridge. Here is what we know about that."
    items = f"1. It was built in 1931\n{ONE}\n\n2. It has cracks\n{TWO}"
    page = read_page(f"Five things about the bridge\nBy Ann Lee\n\n{lead}\n\n{items}\n".encode())
    assert page.title == "Five things about the bridge"
    assert next(section.text for section in page.sections if section.kind == "body") == lead


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to make this site better.",
        "This article is for subscribers.",
        "Follow us on Twitter",
        "Facebook Twitter WhatsApp",
        "Please wait…",
        "All rights reserved.",
        "You might also like",
        "Published: 3 February 2026",
        "* * *",
        "Tags: harbour, storm",
        "Was this article helpful?",
        "Would you like to comment on this article? Sign up for free.",
        "Please read our Comment Policy before commenting.",
        "Please enable JavaScript to view the comments powered by Disqus.",
        "We apologize, but this video has failed to load.",
        "Ad block users: Some site features may not work.",
        "Photo: John Locher, AP",
        "Image 1 of 13",
        "[The Gadget Post]",
        "First published in The Coast Review.",
        "Editor’s note: The number of gates was mended.",
        "Free weekly newsletter",
        "Sign up to Down to Harbour",
        "This article is more than 3 years old",
        "Copyright HARBOUR.",
        "All rights reserved. This material may not be published or rewritten without permission.",
        "A version of this article appears in print on May 5, 2021, Section A, Page 1.",
        "CLICK HERE TO GET THE HARBOUR APP",
        "https://harbour.example/p/abc",
        "05/04/2021 09:30 AM EDT",
        "By Ann Leek May 4, 2021, 9:30am EDT",
        "This entry was posted in Local and tagged gates by Ann Leek.",
    ],
)
def test_furniture_between_paragraphs_is_dropped(line):
    text = f"Harbour closed after storm\n\n{ONE}\n\n{line}\n\n{TWO}\n"
    blocks = read_page(text.encode()).blocks
    assert [b.text for b in blocks if not b.kept] == [line]


@pytest.mark.parametrize("line", ["5 thoughts on the first week of the storm", "Copyright Reform"])
def test_subheads_with_such_words_are_kept(line):
    blocks = read_page(f"{HEADLINE}\n\n{ONE}\n\n{line}\n\n{TWO}\n".encode()).blocks
    assert line in [block.text for block in blocks if block.section == "subhead"]


def test_a_credit_in_the_line_makes_a_caption():
    line = "The gates in March.Credit...Bob Dayton for The Coast"
    blocks = read_page(f"{HEADLINE}\n\n{ONE}\n\n{line}\n\n{TWO}\n".encode()).blocks
    assert [block.text for block in blocks if block.section == "caption"] == [line]


CLOSED = "The harbour is closed for the winter."
PIER = "Two boats lie at the pier in the mud."
OPENINGS = {  # the lines between headline and text, the text's first line, the section of each
    "a dateline": ([CLOSED], f"DOVER, Kent (Reuters) — {ONE}", ["deck"]),
    "an agency's dateline": ([CLOSED], f"(ATLANTA) – {ONE}", ["deck"]),
    "a dateline of its own": ([f"DOVER: {CLOSED}"], f"DEAL: {ONE}", ["body"]),
    "a date above, a byline below": (["3 Feb 2024", CLOSED, "By Ann Leek"], ONE, ["deck"]),
    "its own words again": ([CLOSED], f"{CLOSED} {ONE}", ["deck"]),
    "a byline above": (["By Ann Leek", CLOSED], f"DOVER (Reuters) — {ONE}", ["body"]),
    "other words in capitals": ([CLOSED], f"NATO-led crews left. {ONE}", ["body"]),
    "two datelines": ([CLOSED], f"DOVER, Kent — {ONE} DEAL, Kent — {TWO}", ["deck"]),
    "its first words alone": ([f"{ONE[:60]} in a year."], ONE, ["body"]),
    "nothing": ([CLOSED], ONE, ["body"]),
    "a caption in capitals": ([CLOSED], "UNDER WATER: The pier in the mud.", ["body"]),
    "a credit glued to it": ([PIER[:-1], f"{PIER[:-1]}ALAMY / PA"], ONE, ["caption"]),
}


@pytest.mark.parametrize("above, first, sections", OPENINGS.values(), ids=OPENINGS)
def test_where_a_text_begins(above, first, sections):
    page = read_page("\n\n".join([f"{HEADLINE}\n3 Feb 2024", *above, first, TWO, THREE]).encode())
    assert [s.kind for s in page.sections] == ["headline", *sections, "body", "body", "body"]
    assert [s.text for s in page.sections[-3:]] == [first, TWO, THREE]


def test_a_headline_with_little_evidence_is_in_doubt():
    vague = read_page(f"Notes\n\n{ONE}\n\n{TWO}\n\n{THREE}".encode())
    sure = read_page(f"{HEADLINE}\nBy Ann Leek\n\n{ONE}\n\n{TWO}\n\n{THREE}".encode())
    reasons = [page.blocks[0].reason for page in (vague, sure)]
    assert ["in doubt" in reason for reason in reasons] == [True, False]


def test_a_byline_alone_is_a_doubtful_headline():
    lines = ["By Ann Leek, Coast Association", ONE, TWO, THREE]
    assert "in doubt" in read_page("\n\n".join(lines).encode()).blocks[0].reason


def test_the_country_us_does_not_speak_to_readers():
    last = "The foreign minister will fly to the US on Friday for talks on the gates."
    page = read_page("\n\n".join([HEADLINE, ONE, TWO, last]).encode())
    assert [s.text for s in page.sections] == [HEADLINE, ONE, TWO, last]


def test_marks_at_the_end_of_a_text_belong_to_it():
    for end in ("■", "Enditem"):
        page = read_page("\n\n".join([HEADLINE, ONE, TWO, f"{THREE} {end}"]).encode())
        assert page.sections[-1].text == f"{THREE} {end}"


@pytest.mark.parametrize(
    "above, below, day",
    [("", "18.4 C\nDover\n\n", None), ("", "", None), ("Dover Notes\n\n", "", "2024-02-05")],
)
def test_the_day_of_a_visit_in_the_head_of_a_page_is_not_that_of_publication(above, below, day):
    head = f"{above}Monday, February 5th, 2024\n{below}{HEADLINE}"
    page = read_page(f"{head}\n\n{ONE}\n\n{TWO}".encode())
    assert page.title == HEADLINE and page.fields.get("published") == day


@pytest.mark.parametrize(
    "first, last, day",
    [
        (f"DOVER, February 5, 2024 - {ONE}", THREE, "2024-02-05"),
        (f"DOVER, Feb. 5, 2024 /Coast Wire/ -- {ONE}", THREE, "2024-02-05"),
        (f"The gates of February 5, 2024 – {ONE}", THREE, None),
        (f"{ONE} {THREE}", f"{TWO} {THREE}\n\nEnds/Monday, February 5, 2024", "2024-02-05"),
        (
            f"{ONE} {THREE}",
            f"{TWO} {THREE}\n\nThe quay is shut— Dover (@dover) February 5, 2024",
            None,
        ),
    ],
)
def test_the_day_of_a_dateline_or_below_the_text_is_that_of_publication(first, last, day):
    page = read_page("\n\n".join([HEADLINE, first, f"{ONE} {TWO}", last]).encode())
    assert page.fields.get("published") == day


def test_a_deck_that_the_text_repeats_is_no_headline():
    deck = "Boatmen used mobile phones to find the gates"
    text = [f"{ONE} {deck} in the night of the storm.", TWO, THREE]
    lines = [HEADLINE, deck, "Updated: 14 Mar 2024", *text]
    assert read_page("\n\n".join(lines).encode()).title == lines[0]


@pytest.mark.parametrize(
    "line", ["From Our Correspondent", "By Our Staff Reporter", "By The Coast Team"]
)
def test_a_desk_is_no_person(line):
    page = read_page(f"{HEADLINE}\n{line}\n3 Feb 2024\n\n{ONE}\n\n{TWO}\n\n{THREE}".encode())
    assert all(" Our" not in name and name != "The" for name in page.fields.get("authors", []))


def test_a_name_with_a_job_behind_it_is_an_author():
    lines = ["Back to Article", "Ann Leek, Staff Writer", "Email This Story"]
    page = read_page("\n\n".join([HEADLINE, *lines, ONE, TWO, THREE]).encode())
    assert page.fields["authors"] == ["Ann Leek"]


def test_a_line_of_two_days_is_a_date_line():
    line = "Published: 05th February 2024 07:12 AM | Last Updated: 06th February 2024 9:12 | A+"
    page = read_page(f"{HEADLINE}\n\n{line}\n\n{ONE}\n\n{TWO}".encode())
    assert [s.text for s in page.sections] == [HEADLINE, ONE, TWO]
    assert (page.fields["published"], page.fields["modified"]) == ("2024-02-05", "2024-02-06")


def test_other_stories_below_a_heading_are_no_text():
    others = ["A ferry runs late", "It left the island after noon.", "Bread for the poor"]
    others.append("Ann Leek bakes it in a shed beside the mill, and nobody pays.")
    for heading in ("Trending Now", "CTVNews.ca Top Stories", "Related articles"):
        page = read_page("\n\n".join([HEADLINE, ONE, TWO, heading, *others]).encode())
        assert [s.text for s in page.sections] == [HEADLINE, ONE, TWO]
        # But two paragraphs in a row are a text.
        page = read_page("\n\n".join([HEADLINE, ONE, heading, *others, TWO, THREE]).encode())
        body = [s.text for s in page.sections if s.kind == "body"]
        assert body == [ONE, *others[1::2], TWO, THREE]
    # A text may itself be a list of titles with a paragraph each.
    items = [f"Gate {n}" if n % 2 else f"The gate number {n} was shut." for n in range(1, 13)]
    text = [HEADLINE, ONE, TWO, *items[:8], "Related articles", *items[8:]]
    assert items[11] in [s.text for s in read_page("\n\n".join(text).encode()).sections]


def test_a_statement_in_which_all_speaks_to_readers_is_text():
    texts = [f"We ask the town to hold our {gate} gate shut." for gate in ("north", "south")]
    page = read_page("\n\n".join([HEADLINE, *texts, "Subscribe to our newsletter today."]).encode())
    assert [s.text for s in page.sections] == [HEADLINE, *texts]


def test_a_count_of_responses_to_the_headline_ends_the_text():
    below = [f"19 Responses to {HEADLINE}", "Bob Dayton", "I saw the gate fall and wept."]
    page = read_page("\n\n".join([HEADLINE, ONE, TWO, *below]).encode())
    assert [s.text for s in page.sections] == [HEADLINE, ONE, TWO]


@pytest.mark.parametrize(
    "lines",
    [
        [
            HEADLINE,
            "By Ann Lee",
            1,
            2,
            "Also read",
            "Ferry runs late again",
            3,
            "Costs",
            4,
            "Next",
            5,
        ],
        ["Home", "Politics", "Latest", HEADLINE, "By Ann Lee", 1, "Costs", 2, 3, "Next", 4, 5],
        [HEADLINE, "By Ann Lee", 1, 2, "40 comments on Facebook blamed the master of it.", 3, 4, 5],
        ["5 Thoughts on Sunday's Debate", "By Ann Lee", "3 May 2024", 1, 2, 3, 4, 5],
        [HEADLINE, "By Ann Lee", 1, 2, 3, "Authors React", 4, "Text: Genesis", 5],
        [
            HEADLINE,
            "By Ann Lee",
            1,
            2,
            3,
            4,
            5,
            "14 Responses to " + HEADLINE,
            "I saw it coming.",
            "I too.",
        ],
        [
            HEADLINE,
            "By Ann Lee",
            "3 May 2024",
            "Your trusted source for local news.",
            1,
            2,
            3,
            4,
            5,
        ],
        [HEADLINE, 1, 2, 3, 4, 5, "Jo K", "2 days ago", "They should be ashamed of what they did."],
        [
            HEADLINE,
            1,
            2,
            3,
            4,
            5,
            "Jo K",
            "2 hours ago",
            "They should be ashamed.",
            "Reply",
            "Shame!",
        ],
        [
            HEADLINE,
            1,
            2,
            3,
            4,
            5,
            "jo kay",
            "2 hours ago",
            SAYS,
            "Jo van Dyke",
            "3 hours ago",
            SAYS,
        ],
        # A byline, and the entries of a live blog.
        [HEADLINE, 1, 2, 3, "Ann Lee", "2 hours ago", 4, 5],
        [HEADLINE, 1, 2, "Jo K", "2 hours ago", 3, "Jo K", "3 hours ago", 4, 5],
        [
            HEADLINE,
            1,
            2,
            3,
            4,
            5,
            "Jo",
            "May 4, 2024 at 9:12 am",
            "They should be ashamed.",
            "Reply",
        ],
    ],
)
def test_of_lines_that_look_like_something_else_the_text_is_kept_and_nothing_more(lines):
    text = {
        n: f"Harbour gate {n} was closed on Tuesday after a storm had torn it off."
        for n in range(6)
    }
    page = read_page("\n\n".join(text.get(line, line) for line in lines).encode())
    own = [text[n] for n in range(1, 6)]
    own[2:2] = [line for line in lines if "Facebook" in str(line)]
    assert [s.text for s in page.sections if s.kind == "body"] == own


@pytest.mark.parametrize(
    "line",
    [
        "Your support helps us to send people to the coast in every storm of the year.",
        "For only £3 a month you can keep our reporters at the harbour and read it all.",
    ],
)
def test_appeals_for_money_are_no_text(line):
    page = read_page("\n\n".join([HEADLINE, line, ONE, TWO, line, THREE]).encode())
    assert [s.text for s in page.sections] == [HEADLINE, ONE, TWO, THREE]


def test_what_tells_of_the_author_is_no_text():
    other = "Bob Dayton is a fisherman who has lived in the town since the gates were built."
    about = "Ann Leek is a writer at The Coast, for which she reports from Rome on storms."
    own = "Ann Leek reports that she has seen the gates and the boats in the harbour."
    signed = f"{HEADLINE}\nBy ANN LEEK\n3 Feb 2024"
    text = "\n\n".join([signed, ONE, other, own, TWO, THREE, about, "Ann Leek"])
    kept = [section.text for section in read_page(text.encode()).sections]
    assert kept == [HEADLINE, ONE, other, own, TWO, THREE]


def test_the_line_below_the_label_of_a_caption_is_one():
    lines = ["Image source, Coast Media", "Image caption,", "The gates opened in 1961"]
    text = "\n".join([HEADLINE, "Published3 February 2024", *lines, "By Ann Leek", ONE, TWO])
    page = read_page(text.encode())
    assert page.title == HEADLINE
    assert ("caption", lines[-1]) in [(s.kind, s.text) for s in page.sections]


@pytest.mark.parametrize(
    "line",
    [
        "Loading of the ships began at dawn.",
        "Follow the money, she said.",
        "Copyright law does not help the town.",
        "This article of the treaty is more than 3 years old.",
        "Click here, the sign said, and they did.",
        "Click here to see the proof, he said.",
        "Voters want to know more about Clinton's emails.",
        "88 responses to a poll of members said yes.",
        "Exxon Mobil posted 20 percent growth in profit.",
        "The self-published 2016 book sold well.",
        "Copyright holders have all rights reserved by law, the court said.",
        "A new REUTERS/Ipsos poll found 40 percent approve of it.",
        "Give him credit... he won the race in the end.",
        "We share the worry of the fishermen.",
        "Yes, 88 of them came.",
        "88 members voted yes and 4 no.",
        "Comments by the mayor were met with silence.",
        "She showed photos by the dozen.",
        "The crew spoke to Reuters.",
        "Related industries will suffer as well.",
        "First published figures were wrong, the mayor said.",
        "Editors note the lack of gates in the town.",
        "Image 1 of the gates was lost.",
        "[applause] was all that was heard there.",
        "Would you like to live here, she asked.",
        "Your town, your harbour, they sang.",
    ],
)
def test_sentences_with_such_words_are_kept(line):
    text = f"Harbour closed after storm\n\n{ONE}\n\n{line}\n\n{TWO}\n"
    page = read_page(text.encode())
    assert ("body", line) in [(s.kind, s.text) for s in page.sections]
    assert page.responses == ()


LINES = st.one_of(
    st.sampled_from(
        [ONE, TWO, "Home", "Who pays", "Yes (3)", "No (1)", "Why?", "Follow us", "X, "]
    ),
    st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=80),
    st.sampled_from(["", " ", "\ufeff", "\x00", "Comments", "Related", "(Photo: A)", "12 shares"]),
)


@given(st.lists(LINES, max_size=25), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_line_lies_in_exactly_one_block(lines, end):
    blocks, responses, _ = read_dump(end.join(lines))
    lines[:1] = [line.removeprefix("\ufeff") for line in lines[:1]]
    places = [n for block in blocks for n in range(block.first, block.last + 1)]
    assert len(places) == len(set(places)) and places == sorted(places)
    assert {n for n, line in enumerate(lines, 1) if line.strip()} <= set(places)
    assert all(block.reason and block.kept == (block.section is not None) for block in blocks)
    assert all(lines[block.last - 1].strip() for block in blocks)
    dropped = {block.text for block in blocks if not block.kept}
    assert all(response.snippet in dropped for response in responses)


def test_the_real_page():
    page = read_page(REAL.read_bytes())
    kinds = [section.kind for section in page.sections]
    order = "kicker headline deck caption body subhead body subhead body"
    assert kinds == order.split()
    texts = [section.text for section in page.sections]
    assert texts[0] == "Growing Tension Over Trump’s Hesitation to Strike Iran"
    assert texts[1].startswith('"Is He Still With Us?" Why Netanyahu')
    assert texts[3] == (
        "Prime Minister Benjamin Netanyahu and President Donald Trump "
        "(Photo: Yonatan Sindel/Flash90)"
    )
    (poll,) = page.responses
    assert (poll.kind, poll.question) == ("poll", "Enjoyed this article?")
    assert poll.options == (("Yes", 88), ("No", 4))
    assert poll.snippet == "Enjoyed this article?\n\nYes (88)\nNo (4)"
    assert language("\n".join(texts))[0] == "en"
    assert [(b.first, b.reason) for b in page.blocks if not b.kept] == [
        (1, "navigation"),
        (9, "repeated by the line beside it"),
        (22, "prompt to readers"),
        (24, "newsletter prompt"),
        (26, "privacy or cookie notice"),
        (28, "reader poll; kept as a response"),
        (32, "follow line"),
        (34, "loading line"),
    ]


YES_NO = (("Yes", 88), ("No", 4))
POLLS = {
    "own lines": ("Enjoyed this article?\nYes (88)\nNo (4)", YES_NO),
    "empty lines between": ("Enjoyed this article?\n\nYes (88)\n\nNo (4)", YES_NO),
    "one line": ("Enjoyed this article? Yes (88) No (4)", YES_NO),
    "two lines": ("Enjoyed this article?\nYes (88) | No (4)", YES_NO),
    "colons": ("Enjoyed this article?\nYes: 88\nNo: 4", YES_NO),
    "colons and commas": ("Enjoyed this article? Yes: 88, No: 4", YES_NO),
    "number first": ("Enjoyed this article?\n88 Yes\n4 No", YES_NO),
    "number after": ("Enjoyed this article?\nYes 88\nNo 4", YES_NO),
    "votes": ("Enjoyed this article?\nYes – 88 votes\nNo – 4 votes\n92 votes", YES_NO),
    "shares too": ("Enjoyed this article?\nYes 96% (88)\nNo 4% (4)\nTotal votes: 92", YES_NO),
    "labels and numbers apart": ("Enjoyed this article?\nYes\n88\nNo\n4", YES_NO),
    "numbers and labels apart": ("Enjoyed this article?\n88\nYes\n4\nNo", YES_NO),
    "buttons without numbers": ("Enjoyed this article?\nYes\nNo", (("Yes", None), ("No", None))),
    "shares only": ("Enjoyed this article?\nYes 96%\nNo 4%", (("Yes", None), ("No", None))),
    "thousands": ("Enjoyed this article?\nYES (1,204)\nNO (2.1K)", (("YES", 1204), ("NO", 2100))),
    "nought": ("Enjoyed this article?\nYes (0)\nNo (4)", (("Yes", 0), ("No", 4))),
    "signs": ("Enjoyed this article?\n👍 Yes (88)\n👎 No (4)", YES_NO),
    "many options": (
        "Who should pay?\nThe state (31)\nThe town (7)\nNobody, close it (12)",
        (("The state", 31), ("The town", 7), ("Nobody, close it", 12)),
    ),
}


@pytest.mark.parametrize("name", POLLS)
def test_polls(name):
    text, options = POLLS[name]
    lines = ["Some text.", "", *text.split("\n"), "", "Follow us"]
    (found,) = find(lines)
    (poll,) = found.responses
    assert (poll.kind, poll.options, poll.snippet) == ("poll", options, text)
    assert poll.question == text.split("?")[0] + "?"
    assert (found.first, found.last) == (2, len(lines) - 3)
    assert poll.where == (f"lines 3 to {len(lines) - 2}" if "\n" in text else "line 3")


def test_a_poll_without_its_question():
    (found,) = find(["A paragraph that ends.", "Yes (88)", "No (4)"])
    assert found.responses[0].question is None and found.responses[0].options == YES_NO


@pytest.mark.parametrize(
    "line, expected",
    [
        ("23 Comments", [("comments", 23)]),
        ("Comments (23)", [("comments", 23)]),
        ("View all 23 comments", [("comments", 23)]),
        ("Shares 1,204", [("shares", 1204)]),
        ("1.2K views", [("views", 1200)]),
        ("0 comments", [("comments", 0)]),
        ("2M likes · 34 comments", [("likes", 2_000_000), ("comments", 34)]),
        ("1 reaction", [("reactions", 1)]),
    ],
)
def test_counters(line, expected):
    (found,) = find([line])
    assert [(r.kind, *r.options) for r in found.responses] == [(k, (k, n)) for k, n in expected]
    assert all(r.snippet == line and r.question is None for r in found.responses)


def test_a_counter_with_several_numbers_is_nobodys():
    text = f"Harbour closed after storm\n23 comments\n5 shares\n\n{ONE}\n\n5 shares\n7 comments\n"
    page = read_page(text.encode())
    assert [(r.kind, r.options) for r in page.responses] == [("shares", (("shares", 5),))]
    other = "repeated, shown with different numbers, or of another page"
    assert [(b.text, b.reason) for b in page.blocks if not b.kept] == [
        ("23 comments", f"counter of comments; {other}"),
        ("5 shares", "counter of shares; kept as a response"),
        ("5 shares", f"counter of shares; {other}"),
        ("7 comments", f"counter of comments; {other}"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "88 members voted yes and 4 no.",
        "Did it pass? 88 members voted yes and 4 no.",
        "How did they vote? Yes 88, no 4.",
        "Loading comments...",
        "Comments",
        "Load more comments",
        "5 views on the war",
        "Shares fell 3%",
        "Shares: 3%",
        "Politics (23)\nSport (11)",
        "Yes (88)",
        "Who won?\nArsenal 3 Chelsea 1",
        "He got 1,204 likes for it.",
        "Is it over?\n88\n4",
        "Is it over?\nYes\n88\n4\nNo",
    ],
)
def test_decoys(text):
    assert find(text.split("\n")) == []


@pytest.mark.parametrize(
    "text, value",
    [("88", 88), ("1,204", 1204), ("1.204", 1204), ("1’204’000", 1204000), ("1,5k", 1500)],
)
def test_numbers(text, value):
    assert number(text) == value


def test_a_number_in_another_form_is_not_a_count():
    assert options_in("Yes (12,34)") == options_in("Yes (1.2)") == ()


@given(st.text(max_size=200), st.text("YesNo 0123456789()%:,.?-|KM\n", max_size=200))
def test_responses_lie_in_order_and_hold_whole_numbers(a, b):
    lines = (a + "\n" + b).split("\n")
    found = find(lines)
    places = [n for f in found for n in range(f.first, f.last + 1)]
    assert places == sorted(set(places))
    for f in found:
        for response in f.responses:
            assert all(n is None or type(n) is int and n >= 0 for _, n in response.options)


@pytest.mark.parametrize(
    "data, line",
    [
        (b"", "empty page; save it again"),
        (b"\xef\xbb\xbf \n", "empty page; save it again"),
        ("Café\n".encode("latin-1"), "not UTF-8; save it as UTF-8"),
        (f"Storm\n\n{ONE}".encode("utf-16"), "not UTF-8; save it as UTF-8"),
        (b"<!DOCTYPE html><p>x", "no paragraph found; save the whole text of the page"),
        (
            b"Home\n\nHarbour closed after storm\n",
            "no paragraph found; save the whole text of the page",
        ),
        (f"1984\n\n{ONE}\n\n{TWO}\n".encode(), "no headline found; put the title on a separate"),
        (f"{ONE}\n\n{TWO}\n".encode(), "no headline found; put the title on a separate line"),
        (b"x\n" * 100_001, "more than 10 MB or 100,000 lines; save only the article's page"),
    ],
)
def test_pages_without_an_article(data, line):
    with pytest.raises(PageError) as raised:
        read_page(data)
    assert str(raised.value).startswith(line)


def test_a_text_that_begins_with_a_comment_is_no_html():
    page = read_page(f"<!-- saved -->\n\n{HEADLINE}\n\n{ONE}\n\n{TWO}\n".encode())
    assert page.title == HEADLINE
    assert [section.text for section in page.sections if section.kind == "body"] == [ONE, TWO]
    html = f"<!-- saved --> <!-- on Monday -->\n<h1>Gates break</h1><p>{ONE}</p>".encode()
    assert read_page(html).title == "Gates break"


def test_a_long_page_does_not_take_long():
    # Twenty thousand lines of every kind; a rule that looks back at all lines would take minutes.
    text = "\n".join([ONE, "Home", "Who pays", "Who pays?", "Related", "(Photo: A)"] * 3_000)
    blocks, *_ = read_dump("Harbour closed\n" + text)
    assert len(blocks) == 18_001


@pytest.mark.parametrize(
    "text, code",
    [
        (f"{ONE} {TWO} {THREE}", "en"),
        ("Der Hafen der kleinen Stadt war am Montag nach einem Sturm geschlossen, und in den "
         "Booten, die an der Mauer lagen, war so viel Wasser, dass sie nun sinken.", None),
        ("De haven van het stadje was maandag dicht na een storm die in de nacht twee van de "
         "poorten brak, en het is niet bekend wat er met de boten is gebeurd.", None),
        ("Le port de la petite ville a été fermé lundi après une tempête qui a brisé deux de ses "
         "portes, et les bateaux resteront où ils sont jusqu'au printemps.", None),
        ("The harbour is closed.", None),
    ],
)  # fmt: skip
def test_language_is_english_or_unknown(text, code):
    assert language(text)[0] == code and language(text)[1]


@given(st.lists(st.builds(
    Block, st.integers(1), st.integers(1), st.text("=+-@'\"\t\n,;ab") | st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00")),
    st.sampled_from([None, "body"]), st.just("a reason, in words"))))  # fmt: skip
def test_the_record_of_blocks_reads_back_and_holds_no_formula(blocks):
    text = to_csv(blocks)
    assert from_csv(text) == blocks
    for row in list(csv.reader(io.StringIO(text, newline="")))[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_a_changed_record_is_told_with_its_row():
    text = to_csv([Block(1, 1, "Home", None, "navigation")])
    with pytest.raises(ValueError, match="^row 2: the text does not match its hash"):
        from_csv(text.replace("Home", "Rome"))
    with pytest.raises(ValueError, match="^row 2: not 8 valid cells"):
        from_csv(text.replace(",Home", ""))
    with pytest.raises(ValueError, match="^row 1: the columns are not block, first_line"):
        from_csv("")


def test_a_menu_of_any_length_is_told_at_once():
    assert boilerplate(" | ".join(["a"] * 12) + " | d.e x") is None
    assert boilerplate("|".join("a" * 130) + "|d.e x") is None
    assert lines(lambda: boilerplate(" | ".join(["a"] * 200) + " | d.e x")) < 2_000
    assert boilerplate(" | ".join(["a"] * 200) + " | d.e x") is None
    assert boilerplate(" | ".join(["a"] * 200)) == "menu on one line"
    assert boilerplate("Home | News | Sport.") == "menu on one line"
    assert boilerplate("Rain | Storm fell. It was wet | more") is None
    assert boilerplate("Rain | " + "a long item " * 4 + " | Storm") is None


def test_a_quotation_set_apart_and_a_caption_stand_once():
    quote = "“Nobody was hurt, the mayor said.”"
    text = f"{quote[1:-1]} The boats will stay where they are, and that will be until the spring."
    page = read_page(f"Harbour closed after storm\n\n{ONE}\n\n{quote}\n\n{text}\n\n{ONE}".encode())
    assert [s.text for s in page.sections][1:] == [ONE, text, ONE]
    assert [b.reason for b in page.blocks if b.text == quote] == [
        "quotation that repeats words of a paragraph"
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<!-- -->" * 25_000 + "<p>It rained.",
        "<p" + "".join(f" a{n}=1" for n in range(60_000)) + ">It rained.",
        "<script type='application/ld+json'>1" + " " * 400_000 + "</script><h1>A storm</h1>",
        '<meta property="og:title" content="A storm">' * 9_000 + "<h1>A storm</h1>" * 9_000,
        "<h1>A storm</h1>" + "<div><div>a</div></div>" * 8_000,
        "<h1>A storm</h1><p>A" + "\u0301\u0323" * 400_000,
    ],
    ids=["comments", "attributes", "JSON-LD", "titles", "divisions", "marks"],
)
def test_a_page_that_repeats_is_read_or_refused_in_seconds_not_minutes(page):
    with suppress(PageError):
        read_page(page.encode())


def test_a_headline_that_begins_a_longer_caption_is_kept():
    caption = f"{HEADLINE} The gate as it was before the night of the storm (Photo: Ann Leek)"
    page = read_page("\n".join([HEADLINE, caption, "", ONE, "", TWO]).encode())
    kinds = [(s.kind, s.text) for s in page.sections]
    assert kinds == [("headline", HEADLINE), ("caption", caption), ("body", ONE), ("body", TWO)]


def test_a_byline_below_a_deck_is_no_subhead():
    deck = "Two gates broke on Monday and the council says that repair will take a year."
    lines = [HEADLINE, deck, "By Ann Lee, Staff Writer", "February 3, 2026", ONE, TWO, THREE]
    page = read_page("\n\n".join(lines).encode())
    kinds = [s.kind for s in page.sections]
    assert kinds == ["headline", "deck", *["body"] * 3]
    assert page.fields["authors"] == ["Ann Lee"]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Ann Lee and Bo Ray", ["Ann Lee", "Bo Ray"]),
        # People of the story, and its topics.
        ("Ann Lee and Eva Kent", None),
        ("Ann Lee and Mo Day", None),
        ("High Tide, Ann Lee", None),
    ],
)
def test_two_names_below_a_headline_are_authors_unless_the_story_is_about_them(line, authors):
    told = "The gates were closed when Kent, the mayor, and with her Mo Day had seen the harbour."
    page = read_page("\n\n".join([HEADLINE, line, ONE, told, TWO, THREE]).encode())
    assert page.fields.get("authors") == authors


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("Ann Lee, singer, born 3 May 1991; died 2 February 2026", None, None),
        ("Correction: February 9, 2026", None, "2026-02-09"),
        ("By Bo Ray | Published May 3, 2026 | Corrected May 5, 2026", "2026-05-03", "2026-05-05"),
        ("Published May 3, 2026 (corrected May 5, 2026)", "2026-05-03", "2026-05-05"),
        ("Print Email May 3, 2026", "2026-05-03", None),
        ("This article appeared in print on May 3, 2026", None, None),
        ("Print edition, May 3, 2026", None, None),
    ],
)
@pytest.mark.parametrize("place", [1, 5])
def test_a_day_of_birth_or_correction_is_not_that_of_publication(line, published, modified, place):
    rows = ["Ann Lee, singer of the harbour, dies"]
    rows += [
        f"Ann Lee sang {n} songs in the harbour town, and all who heard her wept." for n in "4567"
    ]
    rows.insert(place, line)
    fields = read_page("\n\n".join(rows).encode()).fields
    assert (fields.get("published"), fields.get("modified")) == (published, modified)


@pytest.mark.parametrize("width", [30, 40, 50, 72, 90])
def test_paragraphs_of_two_lines_are_joined_at_any_width(width):
    text = [
        "The council voted on Tuesday to close the old bridge after a lorry hit it on the way out.",
        "Engineers will look at the damage, and they will say whether it can bear the buses again.",
        "Shops on both banks fear that they will lose trade before the holidays, a trader said.",
    ]
    headline = "Council votes to close the old bridge after lorry hits it"
    wrapped = "\n\n".join(textwrap.fill(one, width) for one in text)
    page = read_page(f"{headline}\n\nBy Ann Lee\n\n{wrapped}\n".encode())
    assert page.title == headline
    assert [s.text for s in page.sections if s.kind in ("deck", "body")] == text


COLUMN = """Turtle wardens of the bay
go unpaid for seven months

ANN LEE
9 October 2024

The men who walk the beach at the bay
every night so that turtles may lay their eggs in
peace have not been paid since March, they say.
Forty-two wardens are employed by the forest de-
partment on daily wages of £12. Their work be-
gins in November, but most are also hired in the
off season to clear plastic and to mend fences.
Officer Bo Ek said in a short- and a long-
winded note, read out to them on the day, that
the money came late. It was sent in April.
"""


def test_a_column_of_a_pdf_is_joined_and_cut_words_are_whole():
    page = read_page(COLUMN.encode())
    assert page.title == "Turtle wardens of the bay go unpaid for seven months"
    [text] = [one.text for one in page.sections if one.kind == "body"]
    assert "employed by the forest department on daily wages" in text
    assert "Their work begins in November" in text and "a short- and a long-winded note" in text
    assert len(text.split()) == 90


def test_a_word_is_whole_only_where_rows_are_joined():
    text = f"{HEADLINE}\n\nHe said that he was trea- sury man for years, and left it.\n\n{TWO}"
    assert "trea- sury" in read_page(text.encode()).sections[1].text


@pytest.mark.parametrize("mark", ["> ", ">", ">> "])
def test_a_forwarded_message_is_read_without_its_marks(mark):
    quoted = "".join(f"{mark}{row}\n" for row in COLUMN.split("\n"))
    page = read_page(f"From: Bo <bo@post.example>\n\nLook at this!\n\n{quoted}".encode())
    assert page.title == "Turtle wardens of the bay go unpaid for seven months"
    assert page.sections == read_page(COLUMN.encode()).sections


def test_front_matter_in_a_text_file_is_that_of_a_clipped_page():
    text = f"---\ntitle: {HEADLINE}\nauthor:\n  - '[[Ann Lee]]'\n---\n{ONE}\n\n{TWO}\n"
    page = read_page(text.encode(), "clip.txt")
    assert (page.title, page.fields["authors"]) == (HEADLINE, ["Ann Lee"])


@pytest.mark.parametrize(
    "line",
    [
        "3 May 2026 10:48 Ann Leek",
        "Ann Leek, Dover\n3 May 2026",
        "Ann Leek, Reporter\n3 May 2026",
        "Ann Leek/Coast Writer\n3 May 2026",
        "Ann Leek",
        "Ann Leek - The Coast",
        "Headshot of Ann Leek",
    ],
)
def test_a_name_without_by_is_an_author(line):
    text = f"{HEADLINE}\n\n{line}\n\n{ONE}\n\n{TWO}\n\n{THREE}\n"
    assert read_page(text.encode()).fields.get("authors") == ["Ann Leek"]


OTHER = [
    "View Photos",
    "HARBOUR WATCH",
    "Admin\n3 May 2026",
    "3 May 2026 10:48 Eastern Daylight Time",
]


@pytest.mark.parametrize("line", OTHER)
def test_other_words_above_the_text_are_no_author(line):
    text = f"{HEADLINE}\n\n{line}\n\n{ONE}\n\n{TWO}\n\n{THREE}\n"
    assert "authors" not in read_page(text.encode()).fields
