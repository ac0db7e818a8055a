"""Saved HTML pages: blocks and sections, what a page says of itself, and hostile pages."""

import gzip
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import lines

from analysis.article import Article, from_markdown, to_markdown
from analysis.counting.passages import count
from analysis.pages import PageError, read_page
from analysis.pages.block import matched
from analysis.pages.dates import iso_date
from analysis.pages.names import names
from analysis.pages.source import decode_html
from analysis.tables.tabulate import tabulate

ONE = "The harbour of the small town was closed on Monday after a storm broke two of its gates."
TWO = "Nobody was hurt, the mayor said, but the boats will stay where they are until the spring."
THREE = "Repairs will cost more than the town spends in a year, and no one has offered to pay."
BODY = f"<p>{ONE}</p><p>{TWO}</p>"


def page(
    body=BODY, head="<title>Harbour closed after storm</title>", h1="Harbour closed after storm"
):
    return f"<html lang=en><head>{head}</head><body><h1>{h1}</h1>{body}</body></html>".encode()


def linked(text):
    return f'<script type="application/ld+json">{text}</script>'


def og(title):
    return f'<meta property="og:title" content="{title}">'


WHOLE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><title>Harbour closed after storm | The Paper</title>
<meta name="description" content="Two gates broke in the night.">
<meta property="og:site_name" content="The Paper">
<meta property="article:section" content="Coast">
<link rel="canonical" href="https://paper.example/coast/storm">
<style>p {{ color: red }}</style><script>var words = "not text";</script></head>
<body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article>
<span class="kicker">Coast</span>
<h1>Harbour closed <em>after</em> storm</h1>
<p>Two gates broke in the night.</p>
<p class="byline">By Ann Lee and Bob Day</p>
<time datetime="2026-02-03T08:15:00Z">3 February 2026</time>
<figure><img src="x.jpg"><figcaption>The harbour on Monday (Photo: Ann Lee)</figcaption></figure>
<p>{ONE}</p>
<p>{TWO}</p>
<h2>Who pays</h2>
<p>{THREE}<br><br>{TWO} Again.</p>
<blockquote><p>{ONE} Twice.</p></blockquote>
<p><a href="/other">Ships in the fog are a danger</a></p>
<ul><li>The first gate will be made of iron.</li><li>The second gate will be made of oak.</li></ul>
</article>
<aside>Most read: ships</aside>
<footer>© 2026 The Paper. All rights reserved.</footer>
</body></html>"""


def test_sections_of_a_whole_page():
    read = read_page(WHOLE.encode())
    assert [(section.kind, section.text) for section in read.sections] == [
        ("kicker", "Coast"),
        ("headline", "Harbour closed after storm"),
        ("deck", "Two gates broke in the night."),
        ("caption", "The harbour on Monday (Photo: Ann Lee)"),
        ("body", ONE),
        ("body", TWO),
        ("subhead", "Who pays"),
        ("body", THREE),
        ("body", f"{TWO} Again."),
        ("body", f"{ONE} Twice."),
        ("body", "The first gate will be made of iron."),
        ("body", "The second gate will be made of oak."),
    ]


def test_what_a_whole_page_says_of_itself():
    fields = read_page(WHOLE.encode()).fields
    assert fields == {
        "outlet": "The Paper",
        "authors": ["Ann Lee", "Bob Day"],
        "published": "2026-02-03T08:15:00+00:00",
        "url": "https://paper.example/coast/storm",
        "language": "en",
        "news_section": "Coast",
        "title_for_search": "Harbour closed after storm",
        "origins": {
            "title": "page",
            "outlet": "meta og:site_name",
            "authors": "page",
            "published": "page",
            "url": "link rel=canonical",
            "language": "words of the text",
            "news_section": "meta article:section",
        },
    }


def test_all_that_a_reader_sees_lies_in_one_block_each():
    read = read_page(WHOLE.encode())
    texts = [block.text for block in read.blocks]
    assert len(set(texts)) == len(texts) == 18
    for words in ("Home Sport", "By Ann Lee and Bob Day", "3 February 2026", "Most read: ships"):
        assert words in texts
    assert not any("not text" in text or "color" in text for text in texts)
    assert all(block.reason for block in read.blocks)
    assert all(block.kept == (block.section is not None) for block in read.blocks)


def test_lines_are_those_of_the_source():
    lines = WHOLE.split("\n")
    for block in read_page(WHOLE.encode()).blocks:
        assert block.first <= block.last
        source = " ".join(lines[block.first - 1 : block.last])
        assert block.text.split()[0] in source and block.text.split()[-1][:4] in source


WORD = st.sampled_from("gate boat storm mayor 88 yes no".split())
TAG = st.sampled_from("p div li td h2 span b a button section figcaption blockquote br".split())


@st.composite
def trees(draw, depth=3):
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        parts.append(" ".join(draw(st.lists(WORD, max_size=4))))
        if depth:
            tag = draw(TAG)
            parts.append(f"<{tag}> {draw(trees(depth - 1))} </{tag}>")
    return " ".join(parts)


@given(trees())
def test_no_word_is_lost_and_none_is_there_twice(inside):
    text = re.sub("<[^>]+>", " ", inside)
    blocks = read_page(page(f"{BODY}<div>{inside}</div>")).blocks
    mine = " ".join(block.text for block in blocks)
    assert sorted(mine.split()) == sorted(f"Harbour closed after storm {ONE} {TWO} {text}".split())


@pytest.mark.parametrize(
    "head, h1, title, origin",
    [
        ("<title>A storm - The Paper</title>", "A storm", "A storm", "page"),
        (og("Storm &amp; rain"), "S", "Storm & rain", "meta og:title"),
        (
            '<meta property="og:title" content="A storm | The Paper">'
            '<meta property="og:site_name" content="The Paper">',
            "Rain",
            "A storm",
            "meta og:title",
        ),
        (og("A storm, and what it did"), "A storm in town", "A storm in town", "page"),
        # The page does not name itself so: this is part of the title.
        (og("A storm | Rain"), "S", "A storm | Rain", "meta og:title"),
        (
            linked('{"@type": "NewsArticle", "headline": "A storm"}'),
            "S",
            "A storm",
            "JSON-LD headline",
        ),
        (
            linked('{"@graph": [{"@type": "WebSite"}, {"@type": ["Article"], "headline": "A storm",'
                   ' "datePublished": "2026"}]}'),
            "S", "A storm", "JSON-LD headline",
        ),
        ("<title>A storm</title>", "The Paper <i>of</i> an isle", "The Paper of an isle", "page"),
    ],
)  # fmt: skip
def test_titles(head, h1, title, origin):
    read = read_page(page(head=head, h1=h1))
    assert (read.title, read.fields["origins"]["title"]) == (title, origin)
    assert [block.section for block in read.blocks].count("headline") == 1


@pytest.mark.parametrize(
    "author, expected",
    [
        ('"By Ann Lee"', ["Ann Lee"]),
        ('{"@type": "Person", "name": "Ann Lee"}', ["Ann Lee"]),
        ('[{"name": "Ann Lee"}, {"name": "Bob Day"}]', ["Ann Lee", "Bob Day"]),
        ('["Ann Lee and Bob Day", "ANN LEE"]', ["Ann Lee", "Bob Day"]),
        ('{"@id": "#ann"}', ["Ann Lee"]),
        ('[{"name": "The Paper"}, {"name": "Ann Lee, Senior Reporter"}]', ["Ann Lee"]),
        ('{"name": "The Paper"}', ["The Paper"]),
        ('{"name": "https://paper.example/ann"}', None),
        ('{"name": "<b>Ann</b> Lee"}', ["Ann Lee"]),
        ("[null, 7, {}]", None),
        ("\"['Ann Lee', 'Emily Post']\"", ["Ann Lee", "Emily Post"]),
        ('"By Ann Lee; By Bob Day"', ["Ann Lee", "Bob Day"]),
        ('"Ann Lee, Bob Day"', ["Ann Lee", "Bob Day"]),
        ('"Martin Vega, Jr."', ["Martin Vega Jr."]),
    ],
)
def test_authors_in_data(author, expected):
    node = f'{{"@type": "NewsArticle", "headline": "A storm", "url": "u", "author": {author}}}'
    person = '{"@id": "#ann", "@type": "Person", "name": "Ann Lee"}'
    head = linked(f"[{node}, {person}]") + '<meta property="og:site_name" content="The Paper">'
    assert read_page(page(head=head)).fields.get("authors") == expected


def test_the_first_article_in_the_data_is_the_pages():
    own = '{"@type": "NewsArticle", "author": "Ann Lee", "datePublished": "2026-02-03"}'
    other = '{"@type": "NewsArticle", "author": "Bob Day", "datePublished": "2026-01-01"}'
    for data in (f'[{{"@graph": [{own}]}}, {other}]', f'[{{"mainEntity": {own}}}, {other}]'):
        fields = read_page(page(head=linked(data))).fields
        assert (fields["authors"], fields["published"]) == (["Ann Lee"], "2026-02-03")


def test_a_line_that_the_page_marks_as_its_byline_gives_the_author():
    byline = '<div class="byline"><a href="/al">Ann Lee</a><span>Staff Writer</span></div>'
    assert read_page(page(byline + BODY)).fields["authors"] == ["Ann Lee"]
    assert read_page(page("<div>Ann Lee</div>" + BODY)).fields["authors"] == ["Ann Lee"]
    assert "authors" not in read_page(page("<div>Dover Harbour</div>" + BODY)).fields


def test_names():
    assert names(["Words by Ann Lee in Rome | Bob Day, Chief Editor"]) == ["Ann Lee", "Bob Day"]
    assert names(["Ann O’Neil, Jean-Luc de Groot & Li"]) == [
        "Ann O’Neil",
        "Jean-Luc de Groot",
        "Li",
    ]
    assert names(["Ann Lee For The Paper", "ann@paper.example"]) == ["Ann Lee"]
    assert names(["By Ann Lee, Esq.", "Bob Day, Ph.D."]) == ["Ann Lee", "Bob Day"]


@pytest.mark.parametrize(
    "role",
    [
        "Reporter",
        "Political Editor",
        "Senior Correspondent",
        "Staff Writer",
        "Example News",
        "Digital Editor",
        "The Example",
        "of The Example",
        "Associated Press",
        "USA TODAY",
        "MD",
        "Special to The Example",
        "published 3 May",
        "at 3:45 PM",
        "No Comments",
        "Photos by Bob Day",
    ],
)
@pytest.mark.parametrize("name", ["Ann Lee", "Mary Ann Lee", "Jean Claude Van Damme"])
def test_a_role_behind_a_name_takes_nothing_of_the_name(name, role):
    assert names([f"By {name} {role}"]) == [name]
    assert names([f"By Cy Fox and {name} {role}"]) == ["Cy Fox", name]


def test_a_family_name_in_capitals_stays():
    for name in ("Ann Maria SANCHEZ", "Henry Lee VIII"):
        assert names([f"By {name}"]) == [name]


def test_a_job_that_is_part_of_a_name_stays():
    for name in ("Example News Desk", "Daily Example Reporter", "Example Harbour Staff"):
        assert names([name]) == [name]


@pytest.mark.parametrize("next_line", ["Staff Writer", "Published 3 May", "May 3, 2026", "CNN"])
def test_a_name_that_touches_the_next_line(next_line):
    assert names([f"By Ann McDonald{next_line}"]) == ["Ann McDonald"]
    assert names(["By Ann McDONALD and Bob MacINNES"]) == ["Ann McDONALD", "Bob MacINNES"]


def test_the_plainest_meta_tag_names_the_author():
    head = '<meta name="creator" content="Word Press"><meta name="author" content="Ann Lee">'
    assert read_page(page(head=head)).fields["authors"] == ["Ann Lee"]


@pytest.mark.parametrize(
    "head, published",
    [
        (linked('{"@type": "NewsArticle", "datePublished": "2026-02-03T08:15:00.123Z"}'),
         "2026-02-03T08:15:00+00:00"),
        ('<meta property="article:published_time" content="2026-02-03 08:15:00 +0100">',
         "2026-02-03T08:15:00+01:00"),
        ('<meta name="date" content="2020-01-01">'
         '<meta property="article:published_time" content="2026-02-03">', "2026-02-03"),
        ('<meta property="article:unpublished_time" content="2030-01-01">'
         '<meta name="last-published" content="2029-01-01"><meta name="page.created" content="1">'
         '<meta name="pubdate" content="2026-02-03">', "2026-02-03"),
        ('<meta name="date" content="3 Feb 2026">', "2026-02-03"),
        ('<meta name="date" content="soon"><meta name="dc.date" content="20260203">', "2026-02-03"),
        ('<meta name="date" content="3/2/2026">', None),
        ('<meta name="date" content="13/2/2026">', "2026-02-13"),
        ('<meta name="date" content="February 3, 2026 Tuesday">', "2026-02-03"),
        ('<meta name="date" content="February 2026">', None),
        ('<meta name="date" content="2026-02-31">', None),
        ('<meta name="date" content="Tue, 03 Feb 2026 08:15:00 +99999999999999999">', None),
        ('<meta name="date" content="Marble 3, 2026">', None),
        ('<meta name="date" content="The storm of 3 Feb 2026">', None),
        ('<meta name="date" content="2026-02-03 or so">', None),
        ('<meta name="date" content="Tuesday, March 3, 2026 - 8:15 a.m. EST">', "2026-03-03"),
        ('<meta name="date" content="Sept. 3rd, 2026">', "2026-09-03"),
        ('<meta name="date" content="2026-02-03 08:15:00 UTC">', "2026-02-03T08:15:00+00:00"),
        (linked('{"@type": "NewsArticle", "datePublished": ["", "2026-02-03"]}'), "2026-02-03"),
    ],
)  # fmt: skip
def test_dates(head, published):
    read = read_page(page(head=head))
    assert read.fields.get("published") == published
    assert ("published" in read.fields["origins"]) == (published is not None)


def test_an_update_is_not_the_day_of_publication():
    times = (
        '<time class=updated datetime="2021-12-10">Dec 10</time>'
        '<time itemprop=datePublished datetime="2019-04-09">Apr 9</time>'
    )
    fields = read_page(page(f"<p>{times}</p>{BODY}")).fields
    assert (fields["published"], fields["modified"]) == ("2019-04-09", "2021-12-10")


def test_a_year_in_the_prose_is_no_date():
    assert "published" not in read_page(page(f"{BODY}<p>In May 1998 it was the same.</p>")).fields


@given(st.text(max_size=40) | st.datetimes().map(str) | st.from_regex(r"\d{4}-\d\d-\d\d.{0,12}"))
def test_a_date_is_iso_or_nothing(text):
    date = iso_date(text)
    assert date is None or iso_date(date) == date


GERMAN = (
    "Der Hafen der kleinen Stadt war am Montag nach einem Sturm geschlossen, und in den Booten, "
    "die an der Mauer lagen, war so viel Wasser, dass sie nun langsam sinken werden."
)


@pytest.mark.parametrize(
    "lang, text, expected",
    [
        ("en", ONE + TWO, "en"),
        ("de", ONE + TWO, "en"),
        ("de-AT", GERMAN, "de"),
        ("en", GERMAN, None),
    ],
)
def test_language(lang, text, expected):
    data = page(f"<p>{text}</p>").replace(b"lang=en", f"lang={lang}".encode())
    assert read_page(data).fields.get("language") == expected


def test_contacts_and_credits_are_not_the_articles_text():
    dropped = [
        "<p>Contact us at news@paper.example</p>",
        "<p>(Reporting by Ann Lee; editing by Bob Day)</p>",
        "<p>Follow us on Facebook</p>",
    ]
    read = read_page(page(f"<p>{ONE}</p>{''.join(dropped)}<p>{TWO}</p><p>{THREE}</p>"))
    assert [s.text for s in read.sections if s.kind == "body"] == [ONE, TWO, THREE]
    assert len([block for block in read.blocks if not block.kept]) == 3


def test_a_post_is_kept_with_its_author_apart_from_the_body(tmp_path):
    post = "<blockquote{}><p>{}</p>{}</blockquote>"
    posts = [
        ("", "The gate is gone.", "— Bob (@bob) <a href=x>Feb 3, 2026</a>"),
        (" class=twitter-tweet", "All “safe here.", "&mdash; Ann Lee <a href=x>Feb 4, 2026</a>"),
        (" class=instagram-media", "Boats!", "<p>A post shared by Ann (@ann)</p>"),
        (" class=fb-xfbml-parse-ignore", "We will rebuild.", "Posted by <a href=x>The Town</a>"),
    ]
    quote = f"<blockquote>{THREE} Twice.</blockquote>"
    first, *others = (post.format(*one) for one in posts)
    read = read_page(page(f"<p>{ONE}</p>{first}<p>{TWO}</p>{''.join(others)}{quote}<p>{THREE}</p>"))
    embeds = [s.text for s in read.sections if s.kind == "embed"]
    assert embeds == [
        "The gate is gone. — Bob (@bob) Feb 3, 2026",
        "All “safe here. — Ann Lee Feb 4, 2026",
        "Boats! A post shared by Ann (@ann)",
        "We will rebuild. Posted by The Town",
    ]
    body = [ONE, TWO, f"{THREE} Twice.", THREE]
    assert [s.text for s in read.sections if s.kind == "body"] == body
    article = Article("a", read.sections, language="en")
    assert from_markdown(to_markdown(article)) == article
    assert "\n>> Boats! A post shared by Ann (@ann)\n" in to_markdown(article)
    without = replace(article, sections=[s for s in read.sections if s.kind != "embed"])
    table = tabulate(count([article]))
    assert table["words"].tolist() == tabulate(count([without]))["words"].tolist()
    assert tabulate(count([article]), section="embed")["words"].tolist() == [31]
    assert count([article])["voice"].notna().all()  # marks in a post are not those of the body
    hidden = read_page(page(f"<p>{ONE}</p><div hidden>{first}</div><p>{TWO}</p>"))
    assert [s.kind for s in hidden.sections] == ["headline", "body", "body"]


def test_matching():
    long = "A gate of the harbour broke in the night, and nobody was there."
    texts = ["It stormed.", "It", long[:-8], f"{long} It stormed.", "", "…", long[:20]]
    found = matched(texts, [long, "It stormed.", ""])
    assert found == [True, False, True, True, False, False, False]
    assert matched([], []) == []


def test_a_copy_of_the_whole_article_in_one_line_is_no_part_of_it():
    one = "It stormed all night in the town, and nobody slept."
    two = "A gate of the harbour broke, and all were safe at dawn."
    assert matched([one, two, f"{one} {two}"], [one, two]) == [True, True, False]


TEXT = page("<p>Café, naïve – “déjà vu”.</p>" + BODY)


@pytest.mark.parametrize(
    "data",
    [
        TEXT,
        b"\xef\xbb\xbf" + TEXT,
        TEXT.replace(b"<head>", b"<head><meta charset=iso-8859-1>"),
        TEXT.decode().replace("<head>", "<head><meta charset=utf-8>").encode("cp1252"),
        TEXT.decode().replace("<head>", "<head><meta charset=nonsense>").encode("cp1252"),
        TEXT.decode().replace("<head>", "<head><meta charset=windows-1252>").encode("cp1252"),
        TEXT.decode().encode("utf-16"),
        TEXT.decode().encode("utf-16-le"),
        gzip.compress(TEXT),
        gzip.compress(TEXT[:200]) + gzip.compress(TEXT[200:]),
        TEXT.replace(b"Caf", b"C\0af").replace(b"small", b"sm\0all"),
    ],
)
def test_encodings(data):
    assert read_page(data).sections[1].text == "Café, naïve – “déjà vu”."


@pytest.mark.parametrize(
    "make, line",
    [
        (lambda: page("x" * 50_000_000), "more than 10 MB or 100,000 lines"),
        (lambda: gzip.compress(b"<html>" + b"a" * 30_000_000), "more than 10 MB"),
        (lambda: gzip.compress(page())[:-20], "broken or incomplete gzip file; save it again"),
        (lambda: b"\x1f\x8b" + b"nonsense" * 9, "broken or incomplete gzip file; save it again"),
        (lambda: page("<div>" * 100_000 + BODY), "more than 100,000 tags"),
        (lambda: page("<div>" * 99_000 + BODY), "elements nested more than 250 deep"),
        (lambda: page("<i><b>" * 400 + BODY), "elements nested more than 250 deep"),
        (lambda: b"<html></html>", "no text in the page; save it again"),
        (lambda: b"<p>", "unreadable HTML"),
        (lambda: b"<html><nav>Home</nav></html>", "no paragraph found"),
        (lambda: f"<html><div>{BODY}</div></html>".encode(), "no headline found"),
    ],
)
def test_hostile_pages_get_one_line(make, line):
    with pytest.raises(PageError) as raised:
        read_page(make())
    assert str(raised.value).startswith(line) and "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "inside",
    [
        linked("[" * 100_000),
        linked('{"@type": "NewsArticle", "author": {"@id": "a", "author": {"@id": "a"}}}'),
        linked('{"@type": 7, "headline": [[[]]], "publisher": [], "mainEntityOfPage": [[]]}'),
        linked("\0\ud800{".encode("utf-8", "replace").decode()),
        '<link rel=canonical href="http://[broken"><a href="http://[">23 comments</a>',
        f"<p>{'1 ' * 300_000}</p>",
        f"<p>{'Yes (1)<br>' * 2_500}</p>",
        f"<p>{'a' * 2_000_000}</p>",
        f"<p class='{'poll ' * 100_000}'>x</p>",
    ],
)
def test_odd_pages_are_read(inside):
    assert ONE in [section.text for section in read_page(page(BODY + inside)).sections]
    start = page(BODY + inside[:5_000])
    assert lines(lambda: read_page(start)) < 300 * len(start)


def test_markup_in_a_title_is_not_kept():
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>A storm"
    head = f"<title>{evil}</title>" + linked(
        '{"@type": "NewsArticle", "headline": "<img src=x onerror=alert(1)>A storm"}'.replace(
            "<", "\\u003c"
        )
    )
    read = read_page(page(head=head, h1=f"<span onclick=alert(3)>{evil}</span>"))
    assert read.title == "A storm"
    assert not any("alert" in block.text for block in read.blocks)
    assert read_page(page(head="", h1="../../x")).title == "../../x"


def test_addresses_that_cannot_be_one_are_passed_over():
    broken = '<link rel=canonical href="http://[a.b/c">'
    url = "https://paper.example/storm"
    read = read_page(page(head=broken + f'<meta property="og:url" content="{url}">'))
    assert (read.fields["url"], read.fields["origins"]["url"]) == (url, "meta og:url")
    node = linked('{"@type": "NewsArticle", "headline": "A storm", "url": "http://[a.b/c"}')
    assert "url" not in read_page(page(head=node)).fields
    assert "url" not in read_page(page(head=broken)).fields


def test_values_in_lists():
    read = read_page(
        page(
            head=linked(
                '{"@type": "NewsArticle", "headline": ["Harbour closed after storm"], '
                '"publisher": [{"name": ["The Paper"]}], "url": ["https://paper.example/storm"], '
                '"author": [{"name": ["Ann Lee"]}], "dateModified": ["2026-02-04"], '
                '"commentCount": [23], "articleSection": [[], "Coast"]}'
            )
        )
    )
    fields = {key: value for key, value in read.fields.items() if key != "origins"}
    assert fields == {
        "outlet": "The Paper",
        "authors": ["Ann Lee"],
        "modified": "2026-02-04",
        "url": "https://paper.example/storm",
        "language": "en",
        "news_section": "Coast",
    }
    assert read.responses[0].options == (("comments", 23),)


SITE = '<meta property="og:site_name" content="Site">'


@pytest.mark.parametrize(
    ("make", "size"),
    [
        (lambda n: f'{og("A storm")}<meta name=author content="{"a" * n}">', 300_000),
        (lambda n: f'{og("A storm")}<meta name=author content="{"Ann Lee, " * n}">', 30_000),
        (lambda n: f"{SITE}{og('A storm' + ' - Site' * n)}", 8_000),
        (lambda n: f"{SITE}{og('Site | ' * n + 'A storm')}", 8_000),
    ],
    ids=["one name", "many names", "site after", "site before"],
)
def test_long_values_take_work_in_proportion(make, size):
    read = read_page(page(head=make(size), h1=""))
    few, many = (
        lines(lambda n=n: read_page(page(head=make(n), h1=""))) for n in (size // 40, size // 10)
    )
    assert many < 4.2 * few
    assert "authors" not in read.fields
    assert read.title == "A storm"


def test_a_sites_names_before_and_after_a_title():
    site = '<meta property="og:site_name" content="The Paper">'
    for text in ("Paper | Rain - and - wind | The Paper", "Rain - and - wind: - The Paper"):
        assert read_page(page(head=site + og(text), h1="")).title == "Rain - and - wind"


@pytest.mark.parametrize(
    "mark",
    ["class=article__standfirst", "class=deck", "class=sub-title", 'class="x subtitle"',
     "itemprop=summary"],
)  # fmt: skip
def test_a_marked_standfirst_is_the_deck(mark):
    read = read_page(page(f"<p {mark}>Two gates broke in the night.</p>{BODY}"))
    assert [(s.kind, s.text) for s in read.sections] == [
        ("headline", "Harbour closed after storm"),
        ("deck", "Two gates broke in the night."),
        ("body", ONE),
        ("body", TWO),
    ]


def test_a_text_that_is_all_in_a_summary_has_no_deck():
    read = read_page(page(f"<div class=summary>{BODY}</div>"))
    assert [s.kind for s in read.sections] == ["headline", "body", "body"]


def test_a_caption_and_a_pull_quote_stand_once():
    figure = "<figure><figcaption>The harbour on a Monday</figcaption></figure>"
    quote = "<blockquote>Nobody was hurt, the mayor said</blockquote>"
    read = read_page(page(f"{figure}<p>{ONE}</p>{quote}{figure}<p>{TWO}</p><p>{THREE}</p>"))
    assert [s.kind for s in read.sections].count("caption") == 1
    assert "Nobody was hurt, the mayor said" not in [s.text for s in read.sections]
    assert TWO in [s.text for s in read.sections]


def test_a_web_archive_is_read_as_its_page():
    archive = (
        b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        b'\tboundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        + page().replace(b"=", b"=3D")
        + b"\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    )
    assert read_page(archive, "x.mhtml").sections == read_page(page()).sections


def test_the_page_of_an_archive_and_not_a_frame_in_it():
    def part(address, html):
        head = f"--b\r\nContent-Type: text/html\r\nContent-Location: {address}\r\n\r\n"
        return head.encode() + html + b"\r\n"

    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n'
    named = b"Snapshot-Content-Location: https://paper.example/a\r\n"
    frame = part("https://ads.example/", b"<p>Buy a boat.</p>" + b"<!-- frame -->" * 1000)
    article = part("https://paper.example/a", page())
    short = part("https://ads.example/", b"<p>Buy a boat.</p>")
    for archive in (head + named + b"\r\n" + frame, head + b"\r\n" + short):
        archive += article + b"--b--\r\n"
        assert read_page(archive, "x.mhtml").sections == read_page(page()).sections


def test_a_prompt_is_no_title():
    prompt = "<h1>Sign up for the news of the harbour every morning</h1>"
    read = read_page(
        f"<title>Gates break in storm</title>{prompt}<p>{ONE}</p><p>{TWO}</p>".encode()
    )
    assert read.title == "Gates break in storm"


def test_utf8_that_holds_replacement_characters_is_still_utf8():
    assert decode_html("<p>März, \ufffd und \ufffd".encode()) == "<p>März, \ufffd und \ufffd"


@pytest.mark.parametrize(
    "label", "utf-7 cp037 utf-32 punycode idna unicode_escape x-user-defined hz".split()
)
def test_an_encoding_that_no_browser_reads_is_windows_1252(label):
    text = TEXT.decode().replace("<head>", f"<head><meta charset={label}>")
    assert read_page(text.encode("cp1252")).sections[1].text == "Café, naïve – “déjà vu”."


@pytest.mark.parametrize(
    ("label", "codec", "letters"),
    [
        ("gb2312", "gbk", "“Café” 鎔基"),
        ("x-sjis", "cp932", "“嵐” ①"),
        ("ks_c_5601-1987", "cp949", "“폭풍” 똠"),
        ("windows-874", "cp874", "“พายุ”"),
        ("windows-1251", "cp1251", "“Буря”"),
    ],
)
def test_a_declared_encoding_is_the_larger_one_that_browsers_use(label, codec, letters):
    letters = letters.replace("é", "e") if codec == "gbk" else letters
    text = page(
        f"<p>{letters * 30} said the mayor of the small town on Monday.</p>" + BODY
    ).decode()
    data = text.replace("<head>", f"<head><meta charset={label}>").encode(codec)
    assert letters in read_page(data).sections[1].text


def test_a_second_copy_of_the_text_is_dropped_and_two_equal_paragraphs_are_not():
    text = [
        f"The harbour of {town} was closed after the storm, the mayor said on Monday."
        for town in ("Ash", "Birch", "Cedar", "Dale", "Elm", "Fern")
    ]
    article = "".join(f"<p>{one}</p>" for one in text)
    both = page(f"<article>{article}</article><div class=print>{article}</div>")
    assert [s.text for s in read_page(both).sections if s.kind == "body"] == text
    again = page(f"<article>{article}<p>{text[2]}</p></article>")
    assert [s.text for s in read_page(again).sections if s.kind == "body"] == [*text, text[2]]


def test_three_wordings_of_one_headline_are_kept():
    head = (
        "<title>Harbour closed: what we know | The Paper</title>"
        '<meta property="og:site_name" content="The Paper">'
        '<meta property="og:title" content="You won’t believe why the harbour is closed">'
    )
    body = f"<h1>Harbour closed after storm</h1>{BODY}"
    read = read_page(page(body, head=head))
    assert read.title == "Harbour closed after storm"
    wordings = [read.fields[f"title_for_{what}"] for what in ("sharing", "search")]
    assert wordings == [
        "You won’t believe why the harbour is closed",
        "Harbour closed: what we know",
    ]
    assert not {"title_for_sharing", "title_for_search"} & {*read.fields["origins"]}


@pytest.mark.parametrize(
    "beside",
    [
        "<aside><h3>Old bridge falls</h3><p>By Carl Fox</p><p>Feb 3, 2011</p></aside>",
        "<footer><p>By Carl Fox</p><p>Feb 3, 2011</p></footer>",
    ],
)
def test_author_and_day_of_what_stands_beside_an_article_are_not_its_own(beside):
    fields = read_page(page(f"{BODY}{beside}")).fields
    assert "authors" not in fields and "published" not in fields


def test_a_time_after_the_word_updated_is_no_day_of_publication():
    times = '<p>Updated <time datetime="2021-12-10">December 10</time></p>'
    times += '<p>Published <time datetime="2019-02-03">February 3</time></p>'
    fields = read_page(page(f"{times}{BODY}")).fields
    assert (fields["published"][:10], fields["modified"][:10]) == ("2019-02-03", "2021-12-10")


@pytest.mark.parametrize(
    ("before", "between", "kept"),
    [
        ("The council named three plans:", "", 3),
        ("Read more:", "", 0),
        ("You can find more stories about the storm here:", "", 0),
        ("The council named three plans:", "<footer>", 0),
        ("The council named three plans:", "<div id='related'>", 0),
    ],
)
def test_a_list_of_links_is_text_right_below_the_paragraph_that_announces_it(before, between, kept):
    items = "".join(f"<li><a href='/{n}'>A new pier for {n} ships</a></li>" for n in range(3))
    closed = between.replace("<", "</").replace(" id='related'", "")
    after = f"{closed}<p>{THREE}</p>"
    body = f"<article>{BODY}<p>{before}</p>{between}<ul>{items}</ul>{after}</article>"
    blocks = read_page(page(body), "x.html").blocks
    assert sum(block.kept and "new pier" in block.text for block in blocks) == kept


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        ("You can walk there in ten minutes, and your dog may come with you.", True),
        ("Support our troops, the banners read, and the crowd cheered for an hour.", True),
        ("Help us to rebuild, she begged the council.", True),
        ("What do you think will happen to the houses that stand below the dam?", True),
        ("Please consider making a donation to support our independent journalism.", False),
        ("What do you think of the plan? Let us know in the comments below.", False),
    ],
)
def test_a_last_paragraph_is_text_unless_it_asks_for_something(last, kept):
    blocks = read_page(page(f"{BODY}<p>{THREE}</p><p>{last}</p>"), "x.html").blocks
    assert [block.kept for block in blocks if block.text == last] == [kept]


def test_the_name_of_a_section_is_no_part_of_a_title_and_a_staff_writer_is_nobody():
    head = (
        "<title>Harbour closed after storm | Local News | The Paper</title>"
        '<meta property="og:site_name" content="The Paper">'
        '<meta name="author" content="Staff Writer">'
        '<meta property="article:section" content="Local News">'
    )
    found = read_page(page(head=head, h1="The Paper"), "x.html")
    assert found.title == "Harbour closed after storm" and "authors" not in found.fields
    head = head.replace("Harbour closed after storm | Local News", "Local News: a guide")
    assert read_page(page(head=head, h1="The Paper"), "x.html").title == "Local News: a guide"


@pytest.mark.parametrize(
    ("above", "below", "day"),
    [
        (
            "<time datetime=2026-02-05>Updated Feb 5</time><time datetime=2026-02-03>Feb 3</time>",
            "",
            3,
        ),
        (
            "<nav><time datetime=2026-01-01>1</time></nav><time datetime=2026-02-03>3</time>",
            "",
            3,
        ),
        ("", "<aside><time datetime=2026-01-01>January 1</time></aside>", None),
        ("", "<ul><li>A boat sank <time datetime=2026-01-01>1</time></ul>", None),
        ("", "<aside><time class=published datetime=2026-01-01>1</time></aside>", None),
        ("<ul><li>Posted on <time datetime=2026-02-03>Feb 3</time></ul>", "", 3),
        ("<a rel=bookmark href=/a><time datetime=2026-02-03>Feb 3</time></a>", "", 3),
        ("<aside><time itemprop=datePublished datetime=2026-02-03>3</time></aside>", "", 3),
        ("<div><time datetime=2026-02-03>\n<b>Feb 3</b> <i>10am</i></time></div>", "", 3),
        ("<ul><li>By Bo Ray <time datetime=2026-02-03>3</time> at 9 am GMT</ul>", "", 3),
        ("", "<a href=/a><time datetime=2026-01-01>January 1</time></a>", None),
        ("", "<footer><time class='published updated' datetime=2026-02-03>3</time></footer>", 3),
    ],
)
def test_a_time_of_an_update_or_a_teaser_is_not_that_of_publication(above, below, day):
    text = "<p>The gates of the harbour will be closed for the winter, the mayor said.</p>" * 3
    page = f"<title>Storm</title><body>{above}<article><h1>Storm</h1>{text}</article>{below}"
    assert read_page(page.encode()).fields.get("published") == (day and f"2026-02-{day:02}")


@pytest.mark.parametrize(
    "row", ["By Ann Lee AND Bob Day", "By Ann Lee and Bob Day, PhD, Staff Writers"]
)
def test_and_in_capitals_joins_names_and_a_degree_is_none(row):
    text = "<p>The gates of the harbour will be closed for the winter, the mayor said.</p>" * 3
    page = f"<title>Storm</title><body><article><h1>Storm</h1><p class=byline>{row}</p>{text}"
    assert read_page(page.encode()).fields["authors"] == ["Ann Lee", "Bob Day"]


def test_a_tag_in_the_head_is_not_the_beginning_of_the_body():
    head = "<html><head><title>Storm</title><noscript><header></noscript></head><body>"
    text = "<p>The gates of the harbour will be closed for the winter, the mayor said.</p>" * 3
    assert len(read_page(f"{head}<h1>Storm</h1>{text}".encode()).sections) == 4


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Gates break | Politics | The Paper", "Gates break"),
        ("Gates break | World News | The Paper", "Gates break"),
        ("Gates break | Day 2 | The Paper", "Gates break | Day 2"),
    ],
)
def test_a_section_between_title_and_site_is_no_part_of_the_title(title, read):
    text = "<p>The gates of the harbour will be closed for the winter, the mayor said.</p>" * 3
    head = og(title)
    head += "<meta property=og:site_name content='The Paper'>"
    assert read_page(f"<head>{head}</head><body>{text}".encode()).title == read


@pytest.mark.parametrize(
    ("above", "below"),
    [("<p>18/03/2026 | Ann Lee</p>", ""), ("", "<p>Story published on Mar 18, 2026.</p>")],
)
def test_a_day_just_above_the_headline_or_after_the_text_is_read(above, below):
    text = "<p>The gates of the harbour will be closed for the winter, the mayor said.</p>" * 3
    page = f"<title>Storm</title><body>{above}<h1>Storm hits the harbour</h1>{text}{below}"
    assert read_page(page.encode()).fields["published"] == "2026-03-18"


@pytest.mark.parametrize(
    "head", ["<!doctype html>", "<!doctype html><html>", "", "<meta charset=utf-8>"]
)
def test_a_page_may_leave_out_the_tag_of_its_body(head):
    text = "<p>The gates of the harbour will be closed for the winter, the mayor said.</p>" * 3
    page = f"{head}<title>Storm</title><main><h1>Storm</h1>{text}</main>"
    assert [s.kind for s in read_page(page.encode()).sections] == ["headline", *["body"] * 3]


def test_a_title_below_the_sites_name_is_the_headline():
    html = "<title>Coast News: The gates of Dover are shut</title><body><h1>Coast News</h1>"
    html += f"<h2>The gates of Dover are shut</h2><p>By Ann Leek</p>{BODY}"
    read = read_page(html.encode())
    assert read.title == "The gates of Dover are shut" and read.fields["authors"] == ["Ann Leek"]


def test_a_person_beats_an_organisation_and_a_label_names_the_author():
    stated = '{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Coast Five"}}'
    data = f'<script type="application/ld+json">{stated}</script>'
    assert read_page(page(data + "<p>By Ann Leek</p>" + BODY)).fields["authors"] == ["Ann Leek"]
    for label, expected in (("Written by", ["Ann Leek"]), ("Reading time", None)):
        tags = f'<meta name="twitter:label1" content="{label}">'
        tags += '<meta name="twitter:data1" content="Ann Leek">'
        assert read_page(page(tags + BODY)).fields.get("authors") == expected
