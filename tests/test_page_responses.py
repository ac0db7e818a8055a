"""Polls and counters on HTML pages: every one found with its numbers, none made from prose."""

import json

import pytest

from analysis.article.model import COUNTERS
from analysis.pages import read_page
from analysis.pages.response import find

TEXT = (
    "<p>The harbour of the small town was closed on Monday after a storm broke two of its gates."
    "</p><p>Nobody was hurt, the mayor said, but the boats will stay where they are until spring."
    "</p>"
)
YES_NO = (("Yes", 88), ("No", 4))
TOWNS = (("The state", 31), ("The town", 7), ("Nobody", 12))
ASKED = "Enjoyed this article?"
PAYS = "Who should pay?"


def page(inside="", head="", before=""):
    """A page with text around what is tested."""
    return (
        f"<html lang=en><head><title>Harbour closed after storm</title>{head}</head><body>"
        f"<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>{before}<article>"
        f"<h1>Harbour closed after storm</h1>{TEXT}{inside}</article></body></html>"
    ).encode()


def linked(data):
    return f'<script type="application/ld+json">{data}</script>'


def article(fields):
    return linked(
        '{"@type": "NewsArticle", "headline": "Harbour closed after storm", "url": '
        f'"https://paper.example/storm", {fields}}}'
    )


# What stands after the text, and the polls in it: (question, options).
POLLS = {
    "one paragraph": (f"<p>{ASKED} Yes (88) No (4)</p>", ASKED, YES_NO),
    "paragraph of its own for each": (
        f"<p>{ASKED}</p><p>Yes (88)</p><p>No (4)</p>",
        ASKED,
        YES_NO,
    ),
    "a third answer, no counts": (
        f"<p>{ASKED}</p><p>Yes</p><p>No</p><p>Maybe</p>",
        ASKED,
        (("Yes", None), ("No", None), ("Maybe", None)),
    ),
    "line breaks": (f"<p>{ASKED}<br>Yes (88)<br>No (4)</p>", ASKED, YES_NO),
    "after prose in one paragraph": (
        f"<p>It will rain again.<br>{ASKED}<br>Yes (88)<br>No (4)</p>",
        ASKED,
        YES_NO,
    ),
    "divs": (f"<div><div>{ASKED}</div><div>Yes (88)</div><div>No (4)</div></div>", ASKED, YES_NO),
    "buttons": (
        f"<div>{ASKED} <button>Yes (88)</button><button>No (4)</button></div>",
        ASKED,
        YES_NO,
    ),
    "buttons with spans": (
        f"<h4>{ASKED}</h4><button><i></i><span>Yes</span><span>88</span></button>"
        "<button><span>No</span><span>4</span></button>",
        ASKED,
        YES_NO,
    ),
    "spans that touch": (
        f"<div>{ASKED}</div><div><span>Yes</span><b>88</b></div><div><span>No</span><b>4</b></div>",
        ASKED,
        YES_NO,
    ),
    "a list": (f"<p>{ASKED}</p><ul><li>Yes: 88</li><li>No: 4</li></ul>", ASKED, YES_NO),
    "a list with divs for label and number": (
        f"<p>{ASKED}</p><ul><li><div>Yes</div><div>88</div></li>"
        "<li><div>No</div><div>4</div></li></ul>",
        ASKED,
        YES_NO,
    ),
    "a table": (
        f"<p>{ASKED}</p><table><tr><td>Yes</td><td>88</td></tr><tr><td>No</td><td>4</td></tr>"
        "</table>",
        ASKED,
        YES_NO,
    ),
    "a table with shares": (
        f"<p>{ASKED}</p><table><tr><td>Yes</td><td>88</td><td>96%</td></tr>"
        "<tr><td>No</td><td>4</td><td>4%</td></tr></table>",
        ASKED,
        YES_NO,
    ),
    "a table with shares before counts": (
        f"<p>{ASKED}</p><table><tr><td>Yes</td><td>96%</td><td>88</td></tr>"
        "<tr><td>No</td><td>4%</td><td>4</td></tr></table>",
        ASKED,
        YES_NO,
    ),
    "a list of terms": (
        f"<p>{ASKED}</p><dl><dt>Yes</dt><dd>88</dd><dt>No</dt><dd>4</dd></dl>",
        ASKED,
        YES_NO,
    ),
    "numbers first": (
        f"<p>{ASKED}</p><div><div>88</div><div>Yes</div></div><div><div>4</div><div>No</div></div>",
        ASKED,
        YES_NO,
    ),
    "thousands and a total": (
        "<div class=poll><h3>Should the gates be higher?</h3><p>Yes 1,204 votes</p>"
        "<p>No 96 votes</p><p>Total votes: 1,300</p></div>",
        "Should the gates be higher?",
        (("Yes", 1204), ("No", 96)),
    ),
    "many options in parentheses": (
        f"<p>{PAYS}</p><ul><li>The state (31)</li><li>The town (7)</li><li>Nobody (12)</li></ul>",
        PAYS,
        TOWNS,
    ),
    "many options in a poll's table": (
        f"<div class=reader-poll><p>{PAYS}</p><table><tr><th>The state</th><td>31</td></tr>"
        "<tr><th>The town</th><td>7</td></tr><tr><th>Nobody</th><td>12</td></tr></table></div>",
        PAYS,
        TOWNS,
    ),
    "many options in a poll's divs": (
        f"<div id=poll-7><div>{PAYS}</div><div>The state</div><div>31</div><div>The town</div>"
        "<div>7</div><div>Nobody</div><div>12</div></div>",
        PAYS,
        TOWNS,
    ),
    "many options with bars": (
        f"<div class=poll><p>{PAYS}</p><div><span>The state</span><div class=bar></div>"
        "<span>62%</span><span> 31 votes</span></div><div><span>The town</span>"
        "<div class=bar></div><span>14%</span><span> 7 votes</span></div><div><span>Nobody</span>"
        "<div class=bar></div><span>24%</span><span> 12 votes</span></div></div>",
        PAYS,
        TOWNS,
    ),
    "a form with labels": (
        f"<form><legend>{PAYS}</legend><label><input type=radio name=a>The state (31)</label>"
        "<label><input type=radio name=a>The town (7)</label>"
        "<label><input type=radio name=a>Nobody (12)</label><button>Vote</button></form>",
        PAYS,
        TOWNS,
    ),
    "a poll without a question mark": (
        "<div class=poll><h3>Rate the new gates</h3><p>Good (31)</p><p>Bad (7)</p></div>",
        "Rate the new gates",
        (("Good", 31), ("Bad", 7)),
    ),
    "shares only": (
        f"<div class=poll><p>{PAYS}</p><p>The state 81%</p><p>The town 19%</p></div>",
        PAYS,
        (("The state", None), ("The town", None)),
    ),
    "buttons without numbers": (
        f"<div class=poll><p>{PAYS}</p><button>The state</button><button>The town</button></div>",
        PAYS,
        (("The state", None), ("The town", None)),
    ),
    "what readers think": (
        "<p>What do you think of the gates?</p><ul><li>Good (31)</li><li>Bad (7)</li></ul>",
        "What do you think of the gates?",
        (("Good", 31), ("Bad", 7)),
    ),
    "whether it should pass": (
        "<p>Should the plan pass?</p><p>Yes - 218</p><p>No - 215</p>",
        "Should the plan pass?",
        (("Yes", 218), ("No", 215)),
    ),
    "signs": (f"<p>{ASKED}</p><p>👍 Yes (88)</p><p>👎 No (4)</p>", ASKED, YES_NO),
    "in the page's foot": (
        f"</article><footer><div>{ASKED}</div><div>Yes (88)</div><div>No (4)</div></footer>"
        "<article>",
        ASKED,
        YES_NO,
    ),
    "capitals and nought": (
        f"<p>{ASKED}</p><p>YES (1.2K)</p><p>NO (0)</p>",
        ASKED,
        (("YES", 1200), ("NO", 0)),
    ),
}


@pytest.mark.parametrize("name", POLLS)
def test_a_poll_is_found_and_is_not_text(name):
    inside, question, options = POLLS[name]
    read = read_page(page(inside))
    (poll,) = read.responses
    assert (poll.kind, poll.question, poll.options) == ("poll", question, options)
    # The page's own words, and the block in which they stood.
    assert question in poll.snippet and all(label in poll.snippet for label, _ in options)
    block = read.blocks[int(poll.where.removeprefix("block ")) - 1]
    assert not block.kept and block.reason == "reader poll; kept as a response"
    text = " ".join(section.text for section in read.sections)
    assert question not in text and "(88)" not in text
    assert "until spring." in text and ("It will rain again." in text) == ("It will" in inside)


@pytest.mark.parametrize(
    ("question", "answers", "button"),
    [
        ("Which network do you use most?", ["Facebook", "Twitter", "Email"], "Vote"),
        ("How do you read the news?", ["Print", "Website", "WhatsApp"], "Results"),
        ("Should it be built?", ["Yes", "No"], "Submit response"),
        ("What should the council do?", ["Save", "Sell"], "Submit your opinion"),
        ("Who should pay for it?", ["Owners", "Guests", "All"], "Vote"),
    ],
)
def test_answers_may_be_words_of_menus_and_buttons_are_no_answers(question, answers, button):
    rows = "".join(f"<p>{name}</p>" for name in answers)
    inside = f"<div class=poll><p>{question}</p>{rows}<button>{button}</button></div>"
    (poll,) = read_page(page(inside)).responses
    assert (poll.question, [name for name, _ in poll.options]) == (question, answers)


@pytest.mark.parametrize("third", ["Not sure", "Don't know", "I do not care", "Other"])
@pytest.mark.parametrize(("votes", "last"), [(" votes", ""), ("", "<p>Total: 700 votes</p>")])
def test_an_answer_and_its_count_may_be_two_elements_of_a_line(third, votes, last):
    answers = {"Yes": 530, "No": 121, third: 49}
    rows = "".join(f"<li><span>{name}</span> <b>{n}{votes}</b>" for name, n in answers.items())
    inside = f"<section class=poll><h3>Was it built too late?</h3><ul>{rows}</ul>{last}</section>"
    read = read_page(page(inside))
    assert [dict(poll.options) for poll in read.responses] == [answers]
    assert not [s.text for s in read.sections if third in s.text or "Total" in s.text]


@pytest.mark.parametrize("rows", [["Close (45)", "All (20)"], ["Close", "45 votes", "All", "20"]])
def test_an_answer_with_a_count_is_no_button_and_no_total(rows):
    inside = f"<div class=poll><p>Open or close it?</p><p>{'</p><p>'.join(rows)}</p></div>"
    (poll,) = read_page(page(inside)).responses
    assert poll.options == (("Close", 45), ("All", 20))


@pytest.mark.parametrize(
    ("rows", "options"),
    [
        # A number in an answer, the sum of the answers, and a button with a count.
        (
            ["Before 2026", "30 votes", "After 2026", "70"],
            (("Before 2026", 30), ("After 2026", 70)),
        ),
        (["In 2025", "30%", "In 2026", "70%"], (("In 2025", None), ("In 2026", None))),
        (["Yes 88", "No 4", "All 92"], (("Yes", 88), ("No", 4))),
        (["Yes", "88", "No", "4", "Share", "12"], (("Yes", 88), ("No", 4))),
    ],
)
def test_a_number_in_a_poll_that_counts_no_answer(rows, options):
    inside = f"<div class=poll><p>When to open it?</p><p>{'</p><p>'.join(rows)}</p></div>"
    (poll,) = read_page(page(inside)).responses
    assert poll.options == options


@pytest.mark.parametrize("question", ["Who has won?", "Which party leads the race?"])
def test_the_result_of_an_election_is_no_reader_poll(question):
    text = "\n".join([*["The town closed the old bridge on Monday after a lorry hit it."] * 4])
    rows = [question, "Smith", "12,310 votes", "Jones", "9,002 votes"]
    assert not read_page("\n\n".join(["Bridge closed", text, *rows, text]).encode()).responses


def test_answers_above_their_votes_in_a_text():
    text = "\n".join([*["The town closed the old bridge on Monday after a lorry hit it."] * 4])
    rows = [
        "Should it be built anew?",
        "Yes, it is overdue",
        "318 votes",
        "Nobody knows",
        "5 votes",
    ]
    (poll,) = read_page("\n\n".join(["Bridge closed", text, *rows]).encode()).responses
    assert poll.options == (("Yes, it is overdue", 318), ("Nobody knows", 5))


def counts(**kinds):
    return {kind: ((kind, n),) for kind, n in kinds.items()}


COUNTED = {
    "a link": ("<a href=#comments>23 Comments</a>", "", counts(comments=23)),
    "a div": ("<div>Comments (1,204)</div>", "", counts(comments=1204)),
    "two divs": ("<div><div>23</div><div>Comments</div></div>", "", counts(comments=23)),
    "spans": ("<p><span>5</span> <span>shares</span></p>", "", counts(shares=5)),
    "likes and dislikes": (
        "<div><button>12 likes</button><button>3 dislikes</button></div>",
        "",
        counts(likes=12, dislikes=3),
    ),
    "a table": ("<table><tr><td>Views</td><td>1.2K</td></tr></table>", "", counts(views=1200)),
    "a list": ("<ul><li>7 shares</li><li>9 views</li></ul>", "", counts(shares=7, views=9)),
    "comment count in JSON-LD": ("", article('"commentCount": 23'), counts(comments=23)),
    "interactions in JSON-LD": (
        "",
        article(
            '"interactionStatistic": [{"@type": "InteractionCounter", "interactionType": '
            '"https://schema.org/CommentAction", "userInteractionCount": 23}, {"interactionType": '
            '{"@type": "ShareAction"}, "userInteractionCount": "5"}]'
        ),
        counts(comments=23, shares=5),
    ),
    "JSON-LD and the page agree": (
        "<p>23 comments</p>",
        article('"commentCount": "23"'),
        counts(comments=23),
    ),
    "JSON-LD knows which of several numbers": (
        "<p>23 comments</p><p>7 comments</p>",
        article('"commentCount": 23'),
        counts(comments=23),
    ),
}


@pytest.mark.parametrize("name", COUNTED)
def test_a_counter_is_found_and_is_not_text(name):
    inside, head, expected = COUNTED[name]
    read = read_page(page(inside, head))
    assert {r.kind: r.options for r in read.responses} == expected
    assert all(r.snippet and r.where.startswith(("block ", "JSON-LD ")) for r in read.responses)
    kept = " ".join(section.text for section in read.sections)
    assert not any(word in kept.lower() for word in ("comments", "shares", "likes", "views"))


# Prose and figures of the news, other pages' counters, and what is no count at all.
DECOYS = {
    "a vote in a sentence": "<p>88 members voted yes and 4 no.</p>",
    "a vote after a question": "<p>Did it pass? 88 members voted yes and 4 no.</p>",
    "a roll call as a list": (
        "<p>How did the members vote?</p><ul><li>Yes: 88</li><li>No: 4</li></ul>"
    ),
    "a roll call as a table": (
        "<p>Did the council vote for the gates?</p><table><tr><td>Yes</td><td>88</td></tr>"
        "<tr><td>No</td><td>4</td></tr></table>"
    ),
    "figures under a question": (
        "<h2>Who was hurt?</h2><ul><li>Men: 12</li><li>Women: 7</li><li>Children: 3</li></ul>"
    ),
    "a table of figures under a question": (
        "<h2>What broke?</h2><table><tr><td>Gates</td><td>2</td></tr>"
        "<tr><td>Boats</td><td>14</td></tr></table>"
    ),
    "results of a match": "<p>Who won?</p><p>Harbour 3 Castle 1</p>",
    "an election": (
        "<p>How many seats did each party win?</p><ul><li>Left: 31</li><li>Right: 29</li></ul>"
    ),
    "likes in a sentence": "<p>The film of the storm got 1,204 likes and 23 comments.</p>",
    "a heading with a number": "<h2>5 views on the storm</h2><p>First, it was a bad one.</p>",
    "shares of a firm": "<p>Shares fell 3%</p>",
    "another article's comments": (
        "<aside><a href=/other-story>Ships in the fog</a>"
        "<a href=/other-story#comments>23 comments</a></aside>"
    ),
    "another article's comments in a paragraph": (
        "<p><a href='https://paper.example/fog#comments'>23 comments</a></p>"
    ),
    "numbers of several articles": "<ul><li>A <b>5</b></li></ul><p>5 comments</p><p>7 comments</p>",
    "what it would cost": "<p>What would the plan cost? Schools: 40 Roads: 20</p>",
    "what it costs a reader": "<p>What does your town pay? Schools: 40 Roads: 20</p>",
    "how much": ("<h3>How much would it cost?</h3><ul><li>Schools: 40</li><li>Roads: 20</li></ul>"),
    "how many of you": "<p>How many of us pay? Owners: 40 Tenants: 20</p>",
    "who will pay": (
        "<h3>Who will pay for it?</h3><ul><li>Owners: 40</li><li>Tenants: 20</li></ul>"
    ),
    "a vote to come": "<p>Will the plan pass?</p><p>Yes - 218</p><p>No - 215</p>",
    "a vote that was": "<p>Was the plan approved?</p><ul><li>Yes: 218</li><li>No: 215</li></ul>",
    "a box to search in": (
        "<form><label><input type=radio name=s>Site</label>"
        "<label><input type=radio name=s>Web</label></form>"
    ),
    "sections with numbers of stories": "<ul><li>Politics (23)</li><li>Sport (11)</li></ul>",
}


@pytest.mark.parametrize("name", DECOYS)
def test_a_decoy_is_no_response(name):
    head = '<link rel=canonical href="https://paper.example/storm">'
    assert read_page(page(DECOYS[name], head)).responses == ()


@pytest.mark.parametrize(
    "heading",
    [
        "The council's vote on the harbour plan:",
        "Senate vote on the Iran sanctions",
        "UN Security Council vote on Gaza ceasefire:",
        "Committee vote:",
        "How the council votes",
        "How did the party split?",
    ],
)
def test_a_roll_call_is_no_poll_and_stays_in_the_text(heading):
    dump = f"Harbour closed after storm\n\n{TEXT[3:-4].replace('</p><p>', chr(10))}\n\n"
    dump += f"{heading}\nYes: 5\nNo: 4\n\n{TEXT[3:-4].replace('</p><p>', chr(10))}\n"
    assert read_page(dump.encode()).responses == ()
    read = read_page(page(f"<p>{heading}</p><p>Yes: 5</p><p>No: 4</p>{TEXT}"))
    assert read.responses == ()
    assert {"Yes: 5", "No: 4"} <= {section.text for section in read.sections}


@pytest.mark.parametrize(
    "question",
    [
        "Will Brexit split the Tory party?",
        "Could the war split NATO?",
        "Do people who voted for Trump regret it?",
    ],
)
def test_a_question_of_votes_and_splits_may_be_a_poll(question):
    [response] = read_page(page(f"<p>{question} Yes (88) No (4)</p>")).responses
    assert (response.question, response.options) == (question, YES_NO)


def test_news_of_a_vote_stays_in_the_text():
    for name in ("a vote in a sentence", "a vote after a question", "likes in a sentence"):
        read = read_page(page(DECOYS[name] + TEXT))
        sentence = DECOYS[name].removeprefix("<p>").removesuffix("</p>")
        assert sentence in [section.text for section in read.sections]


def test_counters_of_films_in_the_data_are_not_the_articles():
    film = '"video": {"@type": "VideoObject", "commentCount": 9, "interactionStatistic": {}}'
    assert read_page(page(head=article(film))).responses == ()
    for wrong in ("null", "-1", "1.5", '"many"', "true", "[]", "{}"):
        assert read_page(page(head=article(f'"commentCount": {wrong}'))).responses == ()


@pytest.mark.parametrize("kind", COUNTERS)
def test_each_kind_of_counter_is_read_from_text_and_from_data(kind):
    nouns, names = COUNTERS[kind]
    for noun in nouns.split("|"):
        assert read_page(page(f"<p>23 {noun}s</p>")).responses[0].options == ((kind, 23),)
    for name in names.split():
        item = f'{{"interactionType": {{"@type": "{name}Action"}}, "userInteractionCount": 23}}'
        [response] = read_page(page(head=article(f'"interactionStatistic": {item}'))).responses
        assert (response.kind, response.options) == (kind, ((kind, 23),))


@pytest.mark.parametrize(
    "inside",
    [
        "<div>2 m READ</div>",
        "<p>Would you like news notifications?</p><button>YES</button><button>NO</button>",
        "<div><p>1505 Likes</p><p>24 Comments</p><p>1297 Photos</p><p>377 Following</p></div>",
    ],
)
def test_numbers_and_questions_that_are_no_response(inside):
    assert read_page(page(inside)).responses == ()


ONE = "The harbour of the small town was closed on Monday after a storm broke two of its gates."
TWO = "It is not known who will pay for the gates, nor when the boats will go out to sea again."


@pytest.mark.parametrize("again", ["Yes 95%\nNo 5%", "Yes: 88\nNo: 4"], ids=["shares", "twice"])
def test_options_that_come_again_are_counted_once(again):
    text = f"{ONE}\n\n{ASKED}\nYes: 88\nNo: 4\n{again}\n\n{TWO}\n"
    read = read_page(f"A storm\n\n{text}".encode(), "x.txt")
    assert [(r.question, r.options) for r in read.responses] == [(ASKED, YES_NO)]
    assert [s.text for s in read.sections if s.kind == "body"] == [ONE, TWO]


def test_a_share_may_stand_before_the_count_of_an_answer():
    items = "<li>Yes <span>62%</span> <span>1,204 votes</span></li><li>No 38% 738 votes</li>"
    poll = f"<h3>Should the bridge stay open?</h3><ul>{items}</ul><p>Total votes: 1,942</p>"
    found = read_page(page(f"<div>{poll}</div>"))
    assert [r.options for r in found.responses] == [(("Yes", 1204), ("No", 738))]
    assert not any("votes" in section.text for section in found.sections)


def test_counters_below_a_poll_are_no_answers():
    text = TEXT.replace("<p>", "").replace("</p>", "\n")
    poll = "Poll: Should the bridge stay open?\nYes: 120\nNo: 80\nShares: 56\nComments: 78\n"
    page = read_page(f"Harbour closed after storm\nBy Ann Lee\n\n{text}\n{poll}".encode(), "x.txt")
    found = {r.kind: r.options for r in page.responses}
    assert found["poll"] == (("Yes", 120), ("No", 80))
    assert found["shares"] == (("shares", 56),) and found["comments"] == (("comments", 78),)


def test_other_counts_begin_another_poll_and_a_contradiction_is_none():
    def options(text):
        read = read_page(f"A storm\n\n{ONE}\n\n{text}\n\n{TWO}\n".encode(), "x.txt")
        return [r.options for r in read.responses]

    assert options("Yes 88\nNo 4\n\nYes 3\nNo 9") == [YES_NO, (("Yes", 3), ("No", 9))]
    assert options("Yes 88 Yes 3\nNo 4") == []


def test_claps_and_responses_are_likes_and_comments():
    found = read_page(page("<p>193 claps</p><p>13 responses</p>")).responses
    assert [r.options for r in found] == [(("likes", 193),), (("comments", 13),)]


def test_of_several_numbers_that_above_the_text_is_the_articles():
    teasers = "".join(f"<p>Ferry {n} is late</p><p>({n}95 comments)</p>" for n in (1, 2))
    own = b"storm</h1><p>56 comments</p>"
    found = read_page(page(teasers).replace(b"storm</h1>", own)).responses
    assert [r.options for r in found] == [(("comments", 56),)]


@pytest.mark.parametrize(
    ("before", "count"),
    [
        ("1.7Mshares", ("shares", 1_700_000)),
        ("12Comments", ("comments", 12)),
        ("12Reads", ("views", 12)),
        ("0 comments", ("comments", None)),  # a script fills it in later
    ],
)
def test_a_glued_counter_and_one_that_a_script_fills_in_later(before, count):
    [response] = read_page(page(before=f"<div>{before}</div>"), "x.html").responses
    assert response.options == (count,)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["56", "Comments", "12", "Shares"], {"comments": 56, "shares": 12}),
        (["0", "Comments"], {"comments": 0}),  # what a reader saw
        (["Comments", "56", "Shares", "12"], {}),  # no number is the next noun's
        (["Posts", "5", "Comments", "7"], {}),
        (["1", "2", "3", "Comments"], {}),  # of pages
        (["May 2", "2026", "Views"], {}),
        (["The Town Paper on Facebook", "12,345 likes"], {}),  # of its account
        (["Share on Facebook", "12,345 shares"], {"shares": 12_345}),
        (["@tomray", "It is shut.", "10:15 AM · Oct 1, 2020", "12.3K Views", "5 Likes"], {}),
        (["Ministers trade insults on X", "23 comments"], {"comments": 23}),
        (["Watch on YouTube", "12,345 views"], {"views": 12_345}),
    ],
)
def test_counters_on_two_lines_of_a_text(lines, found):
    text = TEXT.replace("<p>", "").replace("</p>", "\n")
    data = "\n".join(["Harbour closed after storm", "By Ann Lee", *lines, text])
    responses = read_page(data.encode(), "x.txt").responses
    assert {r.kind: dict(r.options)[r.kind] for r in responses} == found


def test_a_zero_hides_no_number_and_share_buttons_hide_no_counter():
    data = page("<div>15 comments</div>", before="<div>0 comments</div>")
    assert [r.options for r in read_page(data, "x.html").responses] == [(("comments", 15),)]
    buttons = "<ul><li>Share on Facebook</li><li>Share on X</li></ul><span>56 comments</span>"
    [response] = read_page(page(before=buttons), "x.html").responses
    assert response.options == (("comments", 56),)
    text = TEXT.replace("<p>", "").replace("</p>", "\n\n")
    [response] = read_page(f"# Harbour closed\n\n{text}0 comments".encode(), "x.md").responses
    assert response.options == (("comments", 0),)  # no script fills in Markdown


@pytest.mark.parametrize(
    "total",
    [
        ["Total: 100 votes"],
        ["Sum - 100"],
        ["Responses: 100"],
        ["100 responses"],
        ["All votes: 100"],
    ],
)
@pytest.mark.parametrize("options", [["Yes 60 votes", "No 40 votes"], ["Yes", "60", "No", "40"]])
def test_the_total_of_a_poll_is_neither_an_option_nor_another_count(options, total):
    lines = ["Should the bridge be built?", *options, *total]
    text = "It rained on the town for nine days, and the river rose by two feet."
    html = "".join(f"<div>{line}</div>" for line in lines)
    for page in (
        "\n".join(["A storm", "", text, "", *lines]),
        f"<h1>A storm</h1><p>{text}</p>{html}",
    ):
        [response] = read_page(page.encode()).responses
        assert response.options == (("Yes", 60), ("No", 40))


@pytest.mark.parametrize(("stated", "counts"), [(0, 23), (25, 25)])
def test_a_zero_in_the_data_gives_way_to_the_number_on_the_page(stated, counts):
    data = json.dumps({"@type": "Article", "commentCount": stated})
    data = f"<script type='application/ld+json'>{data}</script>"
    text = "<p>It rained on the town for nine days, and the river rose by two feet.</p>" * 2
    page = f"<head>{data}</head><body><h1>A storm</h1><div>23 comments</div>{text}"
    [response] = read_page(page.encode()).responses
    assert response.options == (("comments", counts),)


def test_a_number_in_a_button_counts_what_the_button_is_called():
    html = '<h1>The gates of Dover</h1><button aria-label="Like (88)"><svg></svg><b>88</b></button>'
    text = "<p>The gates of the harbour will be closed for the winter, the mayor said.</p>" * 2
    for button, expected in ((html, [("likes", 88)]), (html.replace("Like", "Next"), [])):
        page = read_page(f"<title>The gates of Dover</title><body>{button}{text}".encode())
        assert [one.options[0] for one in page.responses] == expected


def test_answers_whose_numbers_add_up_to_the_votes_are_a_poll():
    lines = ["What should be done with the gate?", "Close it 60", "Open it, slowly 28", "88 votes"]
    (match,) = find(lines)
    assert match.responses[0].options == (("Close it", 60), ("Open it, slowly", 28))
    assert not find([*lines[:3], "95 votes"])


def test_likes_beside_a_reply_button_are_a_comments_and_a_heading_counts_comments():
    assert not find(["I liked the gate.", "Like (18)", "Reply"])
    (match,) = find(["7 thoughts on “The gates of Dover”"])
    assert match.responses[0].options == (("comments", 7),)
