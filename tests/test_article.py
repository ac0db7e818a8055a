"""An article's file: what is written is what is read, and bad files get one clear line."""

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.article import (
    KEYS,
    Article,
    ArticleError,
    Response,
    Section,
    flags,
    from_markdown,
    one_line,
    to_markdown,
)
from analysis.article.markdown import faults
from analysis.corpus import Corpus, load

TEXT = st.text(st.characters(), max_size=60) | st.text("#>!*+-=_~`|<[]()\\ 012.\n\"':&%@{}?,a")
# Text that still holds something after folding, as a title must.
WRITTEN = TEXT.filter(one_line)
SECTION = st.builds(
    Section, st.sampled_from(["deck", "subhead", "body", "caption", "embed"]), WRITTEN
)
COUNT = st.none() | st.integers(0, 10**12)
RESPONSE = st.builds(
    Response,
    st.sampled_from(["poll", "comments", "views"]),
    st.none() | TEXT,
    st.lists(st.tuples(TEXT, COUNT), max_size=3).map(tuple),
    TEXT,
    st.none() | TEXT,
)


@st.composite
def articles(draw):
    heads = [Section("headline", draw(WRITTEN))]
    if draw(st.booleans()):
        heads.append(Section("kicker", draw(WRITTEN)))
    rest = draw(st.lists(SECTION, max_size=5)) + [Section("body", draw(WRITTEN))]
    return Article(
        id=draw(st.from_regex(r"[A-Za-z0-9][a-z0-9._-]{0,9}", fullmatch=True)),
        sections=(*heads, *draw(st.permutations(rest))),
        outlet=draw(st.none() | TEXT),
        authors=tuple(draw(st.lists(TEXT, max_size=3))),
        published=draw(st.none() | st.dates().map(str) | st.datetimes().map(str)),
        modified=draw(st.none() | st.dates().map(str)),
        news_section=draw(st.none() | TEXT),
        origins=draw(st.dictionaries(WRITTEN, TEXT, max_size=2)),
        url=draw(st.none() | TEXT),
        language=draw(st.sampled_from([None, "en", "no"])),
        responses=tuple(draw(st.lists(RESPONSE, max_size=3))),
        rights=draw(st.none() | TEXT),
    )


def small(**changes):
    sections = (Section("headline", "A storm"), Section("body", "It rained."))
    return Article(**{"id": "ab-1", "sections": sections} | changes)


def poll(snippet):
    return small(responses=(Response("poll", "Good?", (("Yes", 1), ("No", None)), snippet),))


@given(articles())
@example(poll("Good?\n\nYes (1)\nNo"))
@example(poll(" Good?\n\n\nYes (1) \n\tNo\n\n"))
@example(poll("# no\n---\nkey: value\x85\u2028\ufeff"))
@example(small(sections=(Section("headline", "---"), Section("body", "1. one"))))
@example(small(sections=(Section("headline", "a"), Section("body", "1\\. one"))))
@example(small(sections=(Section("headline", "a"), Section("body", "\\# one \\"))))
def test_reading_gives_what_was_written(article):
    assert from_markdown(to_markdown(article)) == article


@given(articles())
def test_each_section_is_one_line(article):
    assert all("\n" not in section.text for section in article.sections)
    assert article.text.split("\n\n") == [section.text for section in article.sections]


def test_a_file_keeps_the_article(tmp_path):
    article = small(language="en", outlet="Ünïcode Täglich")
    file = tmp_path / "articles/a.md"
    file.parent.mkdir()
    file.write_bytes(to_markdown(article).encode())
    assert load(tmp_path)["ab-1"] == article
    assert "Ünïcode Täglich" in file.read_text("utf-8")


def test_the_file_looks_as_the_data_dictionary_says():
    sections = (
        Section("headline", "A storm"),
        Section("kicker", "Weather"),
        Section("deck", "It was wet."),
        Section("caption", "Rain [Photo: Ann Lee]"),
        Section("body", "# one day"),
        Section("subhead", "Later"),
        Section("body", "It rained."),
    )
    text = to_markdown(small(sections=sections))
    header, body = text.removeprefix("---\n").split("---\n\n")
    assert [line.split(":")[0] for line in header.splitlines()] == list(KEYS)
    assert body == (
        "> It was wet.\n\n![Rain \\[Photo: Ann Lee\\]]()\n\n\\# one day\n\n## Later\n\nIt rained.\n"
    )


def test_a_poll_is_written_as_its_own_lines():
    assert "  snippet: |-\n    Good?\n\n    Yes (1)\n    No\n" in to_markdown(
        poll("Good?\n\nYes (1)\nNo")
    )


def test_reading_order_is_kicker_headline_then_the_rest():
    kinds = ["deck", "headline", "body", "kicker", "caption"]
    article = Article("a", tuple(Section(kind, kind) for kind in kinds))
    order = ["kicker", "headline", "deck", "body", "caption"]
    assert [section.kind for section in article.sections] == order
    assert (article.kicker, article.title, article.deck) == ("kicker", "headline", "deck")


def test_bad_characters_are_replaced_or_removed():
    section = Section("body", "a\x00b\ud800 \t c\u00a0d")
    assert section.text == "ab\ufffd c d"
    with pytest.raises(ValueError, match="no section 'footer'; available: kicker"):
        Section("footer", "x")


def test_hand_written_files_may_wrap_lines_and_come_from_windows():
    text = (
        "\ufeff---\nid: x\ntitle: T\npublished: 2026-02-26\n---\n"
        "> a deck\n> in two lines\n## Sub\nOne\nparagraph.\n\nAnother.\n"
    )
    article = from_markdown(text.removeprefix("\ufeff").replace("\n", "\r\n"))
    assert [(s.kind, s.text) for s in article.sections] == [
        ("headline", "T"),
        ("deck", "a deck in two lines"),
        ("subhead", "Sub"),
        ("body", "One paragraph."),
        ("body", "Another."),
    ]
    assert article.published == "2026-02-26"


def file(header, body="Text."):
    return f"---\nid: x\ntitle: T\n{header}\n---\n\n{body}\n"


BAD = {
    "unknown key": (file("colour: red"), "f.md:4: unknown key 'colour'; available: id, title"),
    "no id": ("---\ntitle: T\n---\nText.", "f.md:1: id is missing; add it to the header"),
    "no text": (file("outlet: A", ""), "f.md:5: no body text after the header; "),
    "only a caption": (file("outlet: A", "![x]()"), "f.md:5: no body text after the header; "),
    "empty": ("\n", "f.md: empty file; delete it"),
    "no header": ("Text.", "f.md:1: no YAML header between two lines of ---"),
    "header without end": ("---\nid: x\n", "f.md:1: no YAML header between two lines"),
    "broken": (file("outlet: [a"), "f.md:4: broken YAML header"),
    "a colon": (file("outlet: a: b"), "f.md:4: broken YAML header"),
    "not a mapping": ("---\n- id\n---\nText.", "f.md:2: the header has no 'key: value' lines"),
    "key twice": (file("title: U"), "f.md:4: broken YAML header ('title' occurs twice)"),
    "inner key twice": (
        file("responses:\n- {kind: poll, yes: 1, yes: 2}"),
        "f.md:5: broken YAML header ('yes' occurs twice)",
    ),
    "bad date": (file("published: 26 Feb 2026"), "f.md:4: published '26 Feb 2026' cannot be read"),
    "no such day": (file("published: 2026-02-31"), "f.md: broken YAML header (day is out of"),
    "day in quotes": (
        file("published: '2026-02-31'"),
        "f.md:4: published '2026-02-31' cannot",
    ),
    "comma": (
        file("published: '2026-02-03T08:15:00,5'"),
        "f.md:4: published '2026-02-03T08:15:00,5",
    ),
    "zone": (file("published: '2026-02-03T08:15:00+00:00:01'"), "f.md:4: published '2026-02-03T08"),
    "week": (
        file("published: 2026-W05-1"),
        "f.md:4: published '2026-W05-1' cannot be read",
    ),
    "language": (file("language: english"), "f.md:4: language is not a two-letter code"),
    "language no": (file("language: no"), "f.md:4: language is not text; put it in quotation"),
    "number": (file("outlet: 1984"), "f.md:4: outlet is not text; put it in quotation marks"),
    "author": (file("authors: Ann Lee"), "f.md:4: authors is not a list of names"),
    "hash": (file("sha256: abc"), "f.md:4: sha256 is not 64 hexadecimal digits"),
    "path": (file("source: ../x"), "f.md:4: source is not the name of a file"),
    "id with path": ("---\nid: ../x\ntitle: T\n---\nText.", "f.md:2: id must begin with a letter"),
    "negative": (
        file("responses: [{kind: poll, options: [{label: 'Yes', count: -1}]}]"),
        "f.md:4: response 1: the count of 'Yes' is not a whole number of 0 or more",
    ),
    "fraction": (
        file("responses: [{kind: poll, options: [{label: 'Yes', count: 1.5}]}]"),
        "f.md:4: response 1: the count of 'Yes' is not a whole number of 0 or more",
    ),
    "true": (
        file("responses: [{kind: poll, options: [{label: 'Yes', count: true}]}]"),
        "f.md:4: response 1: the count of 'Yes' is not a whole number of 0 or more",
    ),
    "bare yes": (
        file("responses: [{kind: poll, options: [{label: Yes, count: 1}]}]"),
        "f.md:4: response 1: an option has a label that is not text",
    ),
    "response kind": (
        file("responses: [{kind: pol}]"),
        "f.md:4: response 1 has an unknown kind, or a value of the wrong type; see docs",
    ),
    "response key": (file("responses: [{kind: poll, votes: 3}]"), "f.md:4: response 1 has an unkn"),
    "title in text": (file("outlet: A", "# T\n\nText."), "f.md:7: the title belongs in the head"),
    "open caption": (file("outlet: A", "![x\n\nText."), "f.md:7: not a caption; write it as"),
    "alias": (file("outlet: &a b\nkicker: *a"), "f.md:5: broken YAML header (YAML aliases"),
    "tag": (file("outlet: !!python/object:os.system x"), "f.md:4: broken YAML header"),
    "depth": (file("outlet: " + "[" * 5000), "f.md:4: broken YAML header (nested deeper than 10"),
    "control": (file("outlet: a\x00b"), "f.md: broken YAML header (unacceptable character"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_line_with_its_place(name):
    text, line = BAD[name]
    with pytest.raises(ArticleError) as raised:
        from_markdown(text, "f.md")
    assert str(raised.value).startswith(line)
    assert "\n" not in str(raised.value) and ";" in str(raised.value)


def test_a_long_header_is_refused_unread():
    with pytest.raises(ArticleError, match="longer than 1,000,000 characters"):
        from_markdown(file("outlet: " + "x" * 1_000_000), "f.md")


@given(st.text("---\n\r:#>![]() ab'\"&*{},\\", max_size=200) | st.text(max_size=100))
def test_any_text_is_read_or_refused_in_one_line(text):
    try:
        article = from_markdown("---\nid: x\ntitle: T\n" + text, "f.md")
    except ArticleError as error:
        assert str(error).startswith("f.md") and "\n" not in str(error)
    else:
        assert from_markdown(to_markdown(article)) == article


@pytest.mark.parametrize(
    "changes, line",
    [
        ({"id": ""}, "f.md:2: id is missing"),
        ({"sections": (Section("headline", "T"),)}, "f.md:20: no body text after the header"),
        ({"language": "English"}, "f.md:11: language is not a two-letter code"),
    ],
)
def test_what_is_no_article_is_not_read_back(changes, line):
    with pytest.raises(ArticleError) as raised:
        from_markdown(to_markdown(small(**changes)), "f.md")
    assert str(raised.value).startswith(line)
    titles = [Section("headline", title) for title in "TU"]
    twice = small(sections=[*titles, Section("body", "It rained.")])
    assert from_markdown(to_markdown(twice)) != twice


def test_odd_dates_are_flagged_and_not_refused():
    today = datetime.date(2026, 3, 1)
    assert flags(small(published="2026-03-02", accessed="1990-01-01"), today) == []
    assert flags(small(published="2026-03-03", accessed="1989-12-31"), today) == [
        "published: 2026-03-03 is in the future; check the date",
        "accessed: 1989-12-31 is before 1990; check the date",
    ]


@given(
    st.from_regex(r"\A[12][0-9]{3}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9](:?[0-5][0-9]){0,2}"
                  r"([.,][0-9]{1,8})?(Z|[+-][0-2][0-9]:?[0-5][0-9](:[0-9][0-9])?)?)?\Z")
    | st.datetimes(timezones=st.none() | st.timezones()).map(datetime.datetime.isoformat)
)  # fmt: skip
def test_a_date_that_is_taken_can_be_measured(text):
    if not list(faults({"published": text, "id": "a", "title": "T"})):
        corpus = Corpus((Article("a", (), published=text),), (), None)
        assert corpus.metadata["published"].notna().all()
