"""Known cuts of small texts, and what must hold for any text."""

import re

import nupunkt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from work import lines

from analysis import count, tabulate
from analysis.article import Article, Section, one_line
from analysis.text import read_quotations, sentences, straighten, words

# Whole texts of the characters that make cutting hard.
HARD = st.text(
    alphabet=st.sampled_from(list("aB1 .,!?'\"“”‘’`´-—\n\u200b\u05d0\U0001f600")), max_size=80
)


def pieces(text, spans):
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don't don’t the players’ vote", ["don't", "don’t", "the", "players", "vote"]),
        ("war-torn, long‑range", ["war-torn", "long‑range"]),
        ("$1.5bn 3,000 12:30 50%", ["1.5bn", "3,000", "12:30", "50"]),
        ("one—two–three--four", ["one", "two", "three", "four"]),
        ("See https://example.org/a?b=1. Then", ["See", "https://example.org/a?b=1", "Then"]),
        ("the U.S. at 5 a.m. today", ["the", "U.S", "at", "5", "a.m", "today"]),
        ("the 'B'-9 and the 'super'-rich", ["the", "B", "9", "and", "the", "super", "rich"]),
        ("😀 … “ ” $ %", []),
    ],
)
def test_words(text, expected):
    assert pieces(text, words(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sen. Ray met Mr. Fox at 5 a.m. in the U.S. He left.", 2),
        ("Prices rose 3.5 percent. Why? Nobody knew.", 3),
        ("“Why?” he asked. “We go.” She left.", 3),
        ('He said, "No. I will not." Then he left.', 3),
        ("A heading\n\nA sentence.", 2),
        ("J. K. Ray wrote on No. 10. It sold.", 2),
        ("Reps. Day and Fox met Lt. Gov. Ray, Cmdr. Lee and Mme. Bo. All left.", 2),
        ("They left the port. Councillor Lee read the memo. Marsh walked in. He sat.", 4),
        ("Last month. The story. No scandal. In New York. It is up to the bank. Yes.", 6),
        ("She voted no. Lee won. He is No. 2. It ended.", 4),
        ("“Mr. Lee won.” ‘Sen. Ray lost.’ —Dr. Fox. ”Gov. Day left.", 4),
        ("''Mrs. Ray won,'' he said. 'Ms. Lee lost.'", 2),
        ("The C.B.O. report cost 2 in. of text. On Sat. the Ill. police sat. It ended.", 3),
        ("U.S. Ambassador Ray met Sens. John Fox and Ann Lee in the U.S. His car stood there.", 2),
        (
            "He left the U.S. According to Ray, he fled to D.C. Last year he came. In May.",
            4,
        ),
        ("She loves modern art. Paintings cost more. See fig. B, Figs. B and C and Art. V now.", 3),
        ("On Jun. 5 and Jul. 6 they saw para. 3 and art. 4. The end.", 2),
        ("", 0),
        (" \n ", 0),
    ],
)
def test_sentences(text, expected):
    assert len(sentences(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go.”—Ray left. Fine.", ["“We go.”", "—Ray left.", "Fine."]),
        ('It was years ago."- Once more.', ['It was years ago."', "- Once more."]),
        ('"We go."?he said. "Go."?Then he left.', ['"We go."?he said.', '"Go."?', "Then he left."]),
        ("“Is it?”, she asked. “Yes.”-he said.", ["“Is it?”, she asked.", "“Yes.”-he said."]),
        ('He left."We go," she said.', ["He left.", '"We go," she said.']),
    ],
)
def test_a_closing_mark_belongs_to_the_sentence_before(text, expected):
    assert pieces(text, sentences(text)) == expected


def test_the_sentences_of_another_program_that_uses_nupunkt_stay_as_they_are():
    sentences("Lt. Lee left the port. He sat.")
    assert "port" in nupunkt.load("default").abbreviations


@given(HARD)
def test_sentences_hold_every_character_but_white_space(text):
    spans = sentences(text)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    kept = "".join(pieces(text, spans))
    assert "".join(kept.split()) == "".join(text.split())


@given(HARD)
def test_quotations_are_in_order_and_inside_the_text(text):
    found, _ = read_quotations(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    assert {q.kind for q in found} <= {"speech", "fragment"}


@given(HARD)
def test_straightening_keeps_offsets(text):
    assert len(straighten(text)) == len(text)
    assert words(straighten(text)) == words(text)


def test_an_accent_after_a_letter_with_one_and_code():
    assert straighten("Beyoncé´s L´été") == "Beyoncé's L'été"
    for text in ("run `ls`or`cd` first", "said`no´", "C´ b", "CÃ´te"):
        assert straighten(text) == text


@pytest.mark.parametrize("text", ["I don´t know", "I don`t know", "I don’t know"])
def test_an_accent_between_letters_is_an_apostrophe(text):
    assert straighten(text) == "I don't know"
    assert [text[a:b] for a, b in words(text)] == text.split()
    article = Article("a", (Section("body", f"{text}. ``We won´,'' he said."),), language="en")
    table = count([article], {"x": ["don't"]})
    assert table["loaded_x"].sum() == 1 and "quoted" in table["voice"].tolist()


def kinds(text):
    return [(text[q.start : q.end], q.kind, q.speaker) for q in read_quotations(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"We are ready," said Ann Lee, the mayor.',
            [('"We are ready,"', "speech", "Ann Lee")],
        ),
        (
            "She told them: “It is over. Go home.”",
            [("“It is over. Go home.”", "speech", "She")],
        ),
        (
            "''I know,'' Mr. Hall said. ''I was there.''",
            [("''I know,''", "speech", "Mr. Hall"), ("''I was there.''", "speech", "Mr. Hall")],
        ),
        ('The "soft" line won.', [('"soft"', "fragment", "")]),
        ("The ‘soft’ line won.", [("‘soft’", "fragment", "")]),
        ("The players' union and the '90s aren't marked.", []),
        (
            "‘The “deal” is dead,’ said Ann Lee. ‘Gone.’",
            [("‘The “deal” is dead,’", "speech", "Ann Lee"), ("‘Gone.’", "fragment", "")],
        ),
        ("``I know,'' he said.", [("``I know,''", "speech", "he")]),
        (
            "“They cried “stop” to us,” she said.",
            [("“They cried “stop” to us,”", "speech", "she")],
        ),
        ('It is 5\'11" tall and 12" wide.', []),
        ("The O'Neills' and James' dogs, rock 'n' roll.", []),
        (
            'He spoke on CBS\'s "Face the Nation," and left.',
            [('"Face the Nation,"', "fragment", "")],
        ),
        ('Ann said,"We won." It rained.', [('"We won."', "speech", "Ann")]),
        (
            "“We did,” Geoffrey Day, the U.S. attorney for New York, said.",
            [("“We did,”", "speech", "Geoffrey Day")],
        ),
        (
            '"We won," said Ann Lee, "and we sang."',
            [('"We won,"', "speech", "Ann Lee"), ('"and we sang."', "speech", "Ann Lee")],
        ),
        ('In New York, the mayor said: "No way."', [('"No way."', "speech", "the mayor")]),
        ("He called it „plan“ and left.", [("„plan“", "speech", "He")]),
        (
            "It was »fine« to her, and «so» on.",
            [("»fine«", "fragment", ""), ("«so»", "fragment", "")],
        ),
        # An export wrote closing marks and dashes as "?, and apostrophes as ".
        (
            'I think "it can"t be,"?Ann said. The town "?at last "?slept.',
            [('"it can"t be,"', "speech", "Ann")],
        ),
        (
            'He was worried, later asking an aide, "Is he with us? I fear not."',
            [('"Is he with us? I fear not."', "speech", "He")],
        ),
    ],
)
def test_kind_and_speaker(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # Who or what the subject is of, where words stand between it and its verb.
        ('Ann, speaking to reporters, said: "We won."', "Ann"),
        ('Bo Ray, at a rally on Monday, said, "We won."', "Bo Ray"),
        ('The ad, which is now on the air, says "We won."', "The ad"),
        ('Sen. Ann Lee (D-Ohio) scolded him: "We won."', "Sen. Ann Lee"),
        (
            'Her colleague Dan Ray, who runs it, called the plan "a great success for us all."',
            "Her colleague Dan Ray",
        ),
        ('Lee said the members would meet for drinks and talk, but said, "We won."', "Lee"),
        ('Bo Ray may have said, "We won."', "Bo Ray"),
        ('The letter went on to say, "We won."', "The letter"),
        # A colon, also one above.
        ('In a talk later that day, Lee went further: "We won."', "Lee"),
        ('Asked which, she laughed it off: "We won."', "she"),
        ('But Bo Ray, an analyst, disagreed: "We won."', "Bo Ray"),
        ('Bo Ray replied:\n\n"We won."', "Bo Ray"),
        ('Ann Lee said: "We won," adding that it had rained.', "Ann Lee"),
        ('Ann Lee said: "Did we win?" Her critics cited it.', "Ann Lee"),
        ('In New York, the mayor disagreed: "We won."', ""),
        ('On Monday the mayor disagreed: "We won."', ""),
        ('Bo Ray:\n\n"We won," Ann Lee said.', "Ann Lee"),
        ('He wept, and her husband said, "We won."', "her husband"),
        ('Friends of his said, "We won."', "Friends of his"),
        ('Trump on Friday said, "We won."', "Trump"),
        ('"We won," Gov. Ann Lee on Monday told reporters.', "Gov. Ann Lee"),
        ('Ann said it was "very, very bad", while Bo Ray called it "a good thing."', "Bo Ray"),
        ('"We won," Ahmed al-Masri, a 52-year-old father, told us.', "Ahmed al-Masri"),
        ('"We won," Éamon Ó Cuív, the former minister, said.', "Éamon Ó Cuív"),
        # What follows.
        (
            '"We won," Bo Ray, a fellow of the institute of which we wrote here last May, said.',
            "Bo Ray",
        ),
        ('"We won," Bo Ray, who leads one of the states that sued, said.', "Bo Ray"),
        ('They played "We won," Leonard Cohen, in the hall. Bo Ray said it was nice.', ""),
        # Two verbs, words between, verbs of sound.
        ('The minister, who came late, stood up and said: "We won."', "The minister"),
        ('Ann Lee sat down and, after a pause, said: "We won."', "Ann Lee"),
        ('Here is what Ann Lee had to say: "We won."', "Ann Lee"),
        ('The minister was quoted as saying "we won it for all of us."', "The minister"),
        ('The senator was asked about it and said "we won it for all of us."', "The senator"),
        ('Ann Lee said: "We lost." "We won!", cried Bo Ray.', "Bo Ray"),
        ('"We won," said the treasurer, Bo Ray, on Monday.', "Bo Ray"),
        ('"We won," said the treasurer, who lives in Oslo, Norway.', "the treasurer"),
        # Of whom something is said; who says it comes after "by".
        ('Ann Lee was described as "the worst of all of us here" by Bo Ray.', "Bo Ray"),
        ('Ann Lee was told "you must go away from here now" by rivals.', "rivals"),
        ('"We won," it was reported by the BBC.', "the BBC"),
        ('"We won," Bo Ray was quoted by the BBC as saying.', "Bo Ray"),
        ('"We won," he was reported by CNN to have said.', "he"),
        ('"We won," he was told by email.', "he"),
        ('"We won," the senator, who was accused by Mr Ray of lying, told us.', "the senator"),
        ('"I wept," said Ann Lee. Bo Ray was asked: "Will you leave the area now?"', ""),
        # Not the apposition, nor a name in it.
        ('Ann Lee, the mayor of Hall, praised us, saying "we won it for all."', "Ann Lee"),
        ('Ann Lee, the mayor, speaking at home, said: "We won."', "Ann Lee"),
        ('"We won," said the father of the victim, Bo Ray.', "the father of the victim"),
        ('"We won," said the head of the union, Bo Ray.', "Bo Ray"),
        ('In New York, the mayor, speaking at home, said: "We won."', "the mayor"),
        ('On Monday, Ann Lee, asked about it, said: "We won."', "Ann Lee"),
        ('But Ann Lee, of Hall, whose team lost, said that "it is over."', "Ann Lee"),
        ('Ann Lee, who was told "You are fired" by Bo Ray, left.', "Bo Ray"),
        ('"We won," it was claimed by law enforcement officials.', "law enforcement officials"),
        ('"We won," it was said by then President Bo Ray.', "then President Bo Ray"),
        ('"We won," it was said by Wing Commander Ray.', "Wing Commander Ray"),
        ('"Please stop," begged Ann Lee.', "Ann Lee"),
        ('"Get out!" shouts Ann Lee.', "Ann Lee"),
        # Who speaks is named in words that are no known cue.
        ('"Why?" asked Ann Lee. "We won," Bo Ray warbled.', ""),
        ('"Why?" asked Ann Lee. "We won," warbled Bo Ray.', ""),
        ('"Why?" asked Ann Lee. "We won."', "Ann Lee"),
    ],
)
def test_a_speaker_is_a_subject(text, speaker):
    *_, (_, kind, found) = kinds(text)
    assert (kind, found) == ("speech", speaker)


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "deep state" is real.',
        'Amid cries of "shame", Mr Lee left.',
        'Police heard of Trump\'s claims on "illegals".',
        'The firm\'s announced plan is "bold".',
        'He left amid screams of "shame".',
        'The alleged "mastermind" fled.',
        'Mark Lee has been criticised as "weak".',
        'He was said to be "gravely ill and in pain".',
        'Ann Lee was called "crooked".',
    ],
)
def test_a_participle_makes_nobody_a_speaker(text):
    assert kinds(text)[0][1:] == ("fragment", "")


def test_a_quotation_over_paragraphs_is_quoted_in_each():
    text = '"We came first.\n\n"We left last," he said. It rained.'
    assert [text[q.start : q.end] for q in read_quotations(text)[0]] == [
        '"We came first.',
        '"We left last,"',
    ]


def test_a_mark_that_never_closes_does_not_swallow_the_article():
    text = 'He said "no to all. Then he left. It rained.\n\nThe next day was dry.'
    quoted, _ = read_quotations(text)
    assert len(quoted) == 1
    assert text[quoted[0].start : quoted[0].end] == '"no to all.'


def test_without_paragraphs_an_open_quotation_ends_where_the_next_begins():
    text = '"We came first. It rained. "We left last," he said. He slept.'
    assert [q[0] for q in kinds(text)] == ['"We came first.', '"We left last,"']


def test_marks_that_open_and_close_nothing_cannot_be_read():
    text = 'It" was said" that nobody" knew. '
    assert not read_quotations(text)[1]
    assert read_quotations(text + 40 * 'He said "no" twice. ')[1]
    assert read_quotations("")[1]


HOSTILE = {
    "empty": "",
    "white space": " \n\t\u00a0\n",
    "one letter": "a",
    "one mark": '"',
    "only marks": "\"'“”‘’«»``''" * 1000,
    "opening marks": ' "a' * 20_000,
    "single openings": " 'a" * 8_000,
    "closing marks": 'a" ' * 20_000,
    "both kinds of marks": "\"a\" 'b' " * 8_000,
    "one long word": "a" * 200_000,
    "one long word after marks": '"' + "a" * 200_000,
    "stops": "." * 200_000,
    "spaced stops": ". " * 100_000,
    "initials": "J. " * 50_000,
    "lone surrogates": "\ud800 good \udfff",
    "zero width": "a\u200bb \u200d\ufeff c",
    "right to left": '\u202eאמר "שלום" לה\u202c.',
    "combining": "e" + "\u0301" * 10_000,
    "nul": "a\x00b",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_cut_and_counted_in_time(text):
    for spans in (
        words(text),
        sentences(text),
        [(q.start, q.end) for q in read_quotations(text)[0]],
    ):
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert all(x[1] <= y[0] for x, y in zip(spans, spans[1:], strict=False))
    article = Article("x", (Section("headline", text), Section("body", text)), language="en")
    table = count([article])
    body = table[table["section"] == "body"]
    assert body["words"].sum() == len(words(one_line(text)))
    assert tabulate(table)["flesch_kincaid_grade"].isna().all() == (len(body) == 0)
    start = text[:5_000]
    work = lines(lambda: (words(start), sentences(start), read_quotations(start)))
    assert work < 50 * len(start) + 200


def test_none_is_no_text():
    assert words(None) == sentences(None) == read_quotations(None)[0] == []
    assert straighten(None) == one_line(None) == ""
    assert count([Article("x", (Section("body", None),), language="en")]).empty


@pytest.mark.parametrize("unit", ["!", "?!", "a.", ". ", 'x."', "A. "])
def test_a_run_of_stops_takes_time_in_proportion(unit):
    # So many characters that a cut quadratic in them would take minutes.
    text = "Word " + unit * (400_000 // len(unit)) + " End."
    spans = sentences(text)
    assert spans[0][0] == 0 and spans[-1][1] == len(text)


@pytest.mark.parametrize("text", ["IV. A storm.", "(iv). It rained.", "Civil. The war."])
def test_a_numeral_that_begins_a_paragraph_ends_no_sentence(text):
    assert sentences(text) == [(0, len(text))]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        # A mark after a plural, a possessive, and a mark that opens again.
        ("The ‘green homes’ plan and the ‘warm front’ failed.", ["‘green homes’", "‘warm front’"]),
        ("The film 'Jaws' lost.", ["'Jaws'"]),
        ("‘The players’ union won,’ he said.", ["‘The players’ union won,’"]),
        ("‘We sold it.\n\n‘We left,’ he said.", ["‘We sold it.", "‘We left,’"]),
        ("He left the 'hood in the 'long summer.\n\n'Tis cold, he said.", []),
        # Feet and inches.
        ('"He is 6\'2" tall," said Bo. The 5\'11" guard left.', ['"He is 6\'2" tall,"']),
    ],
)
def test_single_marks_after_an_s_and_in_several_paragraphs_and_heights(text, quoted):
    found, readable = read_quotations(text)
    assert readable and [text[one.start : one.end] for one in found] == quoted


PIECES = (
    "Mr. No. no. 5 5. U.S. rain. Rain Rain.) he end.” end.’” ... … well… (a) IV. iv. 1. xi. Xi “No "
    'No.” ? Why? “Why?”, said.”—Ray don´t A “(Bob —end. p.m. \' " "Is it?" a@b.c. Art. Sat. 😁! “ .'
).split()


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), max_size=4))
@settings(max_examples=300, deadline=None)
def test_the_sentences_of_a_count_are_those_of_the_text(lines):
    article = Article("x", tuple(Section("body", line) for line in lines), language="en")
    table = count([article], attribution=False).groupby("sentence")
    found = zip(table["start"].min().tolist(), table["end"].max().tolist(), strict=True)
    spans = sentences(article.text)
    assert [*found] == [(a, b) for a, b in spans if re.search(r"[^\W_]", article.text[a:b])]
