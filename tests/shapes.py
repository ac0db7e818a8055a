"""How reading time grows with input that repeats: `python tests/shapes.py [part of a name]`.

Each shape is made at 50, 100, 200 and 400 kB. Those that take half a second of CPU are printed
with the ratio of the last two sizes: 2 is linear, 4 quadratic; above 2.5 the script fails.
"""

import json
import sys
import time
import warnings

from analysis import count
from analysis.article import Article, Section, from_markdown
from analysis.corpus.rows import read_table
from analysis.pages import read_page

_SIZES = (50_000, 100_000, 200_000, 400_000)
_SHOWN, _BAR = 0.5, 2.5  # seconds from which a shape counts, and the largest ratio
_PROSE = "It rained on the town for nine days, and nobody knew when it would end. "
_HTML = f"<html><head><title>A storm</title></head><body><h1>A storm</h1><p>{_PROSE * 5}</p>"


def many(unit, before="", after=""):
    """A function of a size: the unit, repeated up to it."""
    return lambda size: before + unit * ((size - len(before) - len(after)) // len(unit)) + after


def numbered(unit, before="", after=""):
    """As ``many``, with the number of each unit in it."""
    return lambda size: before + "".join(unit % n for n in range(size // (len(unit) + 3))) + after


def html(text):
    return read_page(text.encode(), "page.html")


def text(text):
    return read_page(f"A storm\n\n{_PROSE * 5}\n\n{text}".encode(), "page.txt")


def above(text):
    return read_page(f"{text}\n\nA storm\n\n{_PROSE * 5}".encode(), "page.txt")


def markdown(text):
    return read_page(f"# A storm\n\n{_PROSE * 5}\n\n{text}".encode(), "page.md")


def front(text):
    return read_page(f"---\ntitle: A storm\n{text}\n---\n# A storm\n\n{_PROSE}".encode(), "page.md")


def article(text):
    return from_markdown(f"---\nid: a\ntitle: A storm\n---\n\n{_PROSE}\n\n{text}\n")


def header(text):
    return from_markdown(f"---\nid: a\ntitle: A storm\n{text}\n---\n\n{_PROSE}\n")


def counted(text):
    sections = Section("headline", "A storm"), Section("body", text)
    return count([Article("a", sections, language="en")])


def paragraphs(text):
    bodies = [Section("body", line) for line in text.split("\n")]
    return count([Article("a", (Section("headline", "A storm"), *bodies), language="en")])


def csv(text):
    return list(read_table("x.csv", data=f"title,text\n{text}".encode())[1])


def cell(text):
    quoted = text.replace('"', '""')
    return csv(f'A storm,"{quoted}"\n')


def jsonl(text):
    return list(read_table("x.jsonl", data=text.encode())[1])


def export(text):
    return list(read_table("x.rtf", data=text.encode())[1])


_IN = {"before": f"{_HTML}<p>", "after": "</p>"}
SHAPES = [
    # pages as HTML
    (html, "attributes in a tag", numbered(" a%d=1", f"{_HTML}<p", ">It rained.</p>")),
    (html, "attributes of one name", many(" a=1", f"{_HTML}<p", ">It rained.</p>")),
    (html, "classes of an element", many(" caption", f'{_HTML}<p class="', '">It rained.</p>')),
    (html, "a long class", many("a-", f'{_HTML}<p class="', '">It rained.</p>')),
    (html, "a long style", many("display ", f'{_HTML}<p style="', '">It rained.</p>')),
    (html, "style of spaces", many(" ", f'{_HTML}<p style="display', '">It rained.</p>')),
    (html, "a long address", many("a/", f'{_HTML}<a href="https://x.org/', '">x</a>')),
    (html, "title of separators", many(" | ", "<title>A storm", f"</title><p>{_PROSE}</p>")),
    (html, "title of spaces", many(" ", "<title>A", f"b</title><p>{_PROSE}</p>")),
    (html, "title of marks", many("|", "<title>A ", f"b</title><p>{_PROSE}</p>")),
    (html, "titles", numbered("<title>A storm %d</title>", "", f"<p>{_PROSE}</p>")),
    (html, "first headings", numbered("<h1>A storm number %d</h1>", _HTML)),
    (
        html,
        "first headings and titles",
        lambda size: numbered(
            "<h1>A storm number %d</h1>",
            _HTML + numbered('<meta property="og:title" content="A storm %d">')(size // 2),
        )(size // 2),
    ),
    (html, "meta tags", numbered('<meta name="author" content="Ann Lee %d">', "", _HTML)),
    (html, "a long author", many("Ann Lee, ", '<meta name="author" content="', f'">{_HTML}')),
    (html, "a long date", many("1 May ", '<meta name="date" content="', f'">{_HTML}')),
    (html, "a long description", many("rain ", '<meta name="description" content="', f'">{_HTML}')),
    (html, "times", many('<time datetime="2026-02-03">3 Feb</time>', _HTML)),
    (html, "paragraphs", many(f"<p>{_PROSE}</p>", _HTML)),
    (html, "short paragraphs", many("<p>a</p>", _HTML)),
    (html, "distinct paragraphs", numbered("<p>It rained on town %d for nine days.</p>", _HTML)),
    (html, "line breaks", many("a<br>", **_IN)),
    (html, "line breaks alone", many("<br>", **_IN)),
    (html, "open paragraphs", many("<p>", _HTML)),
    (html, "open emphases", many("<b>", _HTML, "It rained.")),
    (html, "open links", many("<a href=x>", _HTML, "It rained.")),
    (html, "open fonts", many("<font>", _HTML, "It rained.")),
    (html, "closed only", many("</b>", _HTML)),
    (html, "less-than signs", many("<", **_IN)),
    (html, "ampersands", many("&", **_IN)),
    (html, "open comments", many("<!--", _HTML)),
    (html, "comments", many("<!---->", _HTML)),
    (html, "scripts", many("<script>a</script>", _HTML)),
    (
        html,
        "JSON-LD nodes",
        many('{"@id":1},', '<script type="application/ld+json">[', f"{{}}]</script>{_HTML}"),
    ),
    (
        html,
        "JSON-LD references",
        lambda size: (
            '<script type="application/ld+json">'
            + json.dumps(
                {
                    "@graph": [
                        {
                            "@type": "NewsArticle",
                            "author": [{"@id": f"#{n}"} for n in range(size // 30)],
                        },
                        *({"@id": f"#{n}", "name": "Ann Lee"} for n in range(size // 90)),
                    ]
                }
            )
            + f"</script>{_HTML}"
        ),
    ),
    (
        html,
        "JSON-LD scripts",
        many('<script type="application/ld+json">{"@id":1}</script>', "", _HTML),
    ),
    (
        html,
        "JSON-LD spaces",
        many(" ", '<script type="application/ld+json">1', f"</script>{_HTML}"),
    ),
    (
        html,
        "JSON-LD open comment",
        many("<!--", '<script type="application/ld+json">', f"</script>{_HTML}"),
    ),
    (html, "table cells", many("<td>a</td>", f"{_HTML}<table><tr>", "</table>")),
    (html, "table rows", many("<tr><td>a<td>b", f"{_HTML}<table>", "</table>")),
    (html, "items of a list", many("<li>It rained today.", f"{_HTML}<ul>", "</ul>")),
    (html, "divisions of divisions", many("<div><div>a</div></div>", _HTML)),
    (html, "polls", many("<p>Is it good?</p><p>Yes (88)</p><p>No (4)</p>", _HTML)),
    (html, "radio buttons", many("<form><input type=radio>Yes", _HTML)),
    (html, "radio buttons of a form", many("<input type=radio>Yes", f"{_HTML}<form>")),
    (html, "counters", many("<p>5 comments</p>", _HTML)),
    (html, "one long word", many("a", **_IN)),
    (html, "one long number", many("1", **_IN)),
    (html, "spaces", many(" ", **_IN)),
    (html, "non-breaking spaces", many("\xa0", **_IN)),
    (html, "captions", numbered("<figcaption>Rain in town %d.</figcaption>", _HTML)),
    (html, "quotations", numbered("<blockquote>It rained on town %d for days</blockquote>", _HTML)),
    (
        html,
        "subheads",
        numbered("<h2>Town %d</h2><p>It rained there for all of nine days.</p>", _HTML),
    ),
    (html, "posts", many("<blockquote>It rained (@ann)</blockquote>", _HTML)),
    (html, "texts between inline elements", many("a<i>1</i>", **_IN)),
    (html, "capitals", many("A", **_IN)),
    (html, "the declaration's start", many("<!-- -->", "", _HTML)),
    (html, "a doctype of spaces", many(" ", "<!doctype", f" html>{_HTML}")),
    (html, "bare charset", many("<meta ", "", _HTML)),
    # pages as text
    (text, "blank lines", many("\n")),
    (text, "spaced lines", many(" \n")),
    (text, "lines", many("a\n")),
    (text, "paragraphs", many(f"{_PROSE}\n\n")),
    (
        text,
        "growing lines",
        lambda size: "\n".join("ab " * n for n in range(int((size / 1.5) ** 0.5))),
    ),
    (text, "numbers", many("88 ")),
    (text, "one long number", many("1")),
    (text, "numbers with commas", many("1,")),
    (text, "numbers in threes", many("111,")),
    (text, "poll on a line", many("Yes (88) No (4) ", "Is it good? ")),
    (text, "labels on a line", many("Yes: ")),
    (text, "polls", many("Is it good?\nYes 88\nNo 4\n")),
    (text, "open polls", many("Is it good?\nYes\n")),
    (text, "counters", many("5 comments ")),
    (text, "counter lines", many("5 comments\n")),
    (text, "names", many("Ann Lee\n")),
    (text, "names on a line", many("Ann Lee, ", "By ")),
    (text, "bylines", many("By Ann Lee\n")),
    (text, "dates", many("3 May 2026\n")),
    (text, "dates on a line", many("3 May 2026 ")),
    (text, "half dates on a line", many("3 May ")),
    (text, "menu", many("Home | ")),
    (text, "bars", many("|")),
    (text, "question marks", many("?")),
    (text, "exclamation marks", many("!")),
    (text, "opening quotation marks", many("“")),
    (text, "straight quotation marks", many('"')),
    (text, "spaces", many(" ", "a", "b")),
    (text, "tabs", many("\t", "a", "b")),
    (text, "one long word", many("a")),
    (text, "credits", many("(Photo: ")),
    (text, "open brackets", many("(")),
    (text, "dots", many(".")),
    (text, "dots and spaces", many(". ")),
    (text, "initials", many("A.")),
    (
        text,
        "wrapped lines",
        many("It rained on the town for nine days and nobody knew when it would\n"),
    ),
    (text, "carriage returns", many("\r")),
    (text, "combining marks", many("\u0301", "a")),
    (text, "combining marks, unsorted", many("\u0301\u0323", "a")),
    (text, "repeated names", numbered("Ann Lee %d\n")),
    (text, "items", many("- a b c\n")),
    (text, "reply buttons", many("Reply\n")),
    (text, "comments", many(f"Ann says:\n{_PROSE}\nReply\n")),
    (text, "buttons on a line", many("like 3 h ", "reply ")),
    (text, "heads of comments", many("Ann says:\n")),
    (text, "lines of rights", many("© 2026 The Post\n")),
    (text, "rights on a line", many("© 2026 ", "", "The Post")),
    (text, "names of owners", many("The Post ", "© 2026 ")),
    (text, "copies of the headline", many("A storm | The Post\n")),
    (text, "lines like the headline", numbered("A storm of the town %d\n")),
    (above, "lines above", numbered("Rain fell on the town for %d days\n")),
    (above, "one line above", many("rain ")),
    (text, "comment openings", many("<!-- -->")),
    # pages as Markdown
    (markdown, "pictures", many("![a]")),
    (markdown, "open pictures", many("![")),
    (markdown, "open links", many("[")),
    (markdown, "links", many("[a]")),
    (markdown, "links with targets", many("[a](b) ")),
    (markdown, "half links", many("[a](")),
    (markdown, "half links, angle", many("[a](<b")),
    (markdown, "closing brackets", many("]")),
    (markdown, "open and closed brackets", lambda size: "[" * (size // 2) + "]" * (size // 2)),
    (markdown, "stars", many("*")),
    (markdown, "stars and letters", many("*a ")),
    (markdown, "strong", many("**a ")),
    (markdown, "mixed emphases", many("*a_")),
    (markdown, "mixed emphases, threes", many("a**b" + "c* ")),
    (markdown, "underscores", many("_a ")),
    (markdown, "tildes", many("~~a ")),
    (markdown, "backticks", many("`a")),
    (
        markdown,
        "growing backticks",
        lambda size: " ".join("`" * n for n in range(1, int((size * 2) ** 0.5))),
    ),
    (markdown, "quotes", many("> ")),
    (markdown, "quoted lines", many("> a\n")),
    (
        markdown,
        "nested quotes",
        lambda size: "\n".join(">" * (n % 90) + " a" for n in range(size // 47)),
    ),
    (markdown, "items", many("- a\n")),
    (markdown, "nested items", many("- ")),
    (
        markdown,
        "growing items",
        lambda size: "\n".join(" " * n + "- a" for n in range(int((size * 2) ** 0.5))),
    ),
    (markdown, "numbered items", many("1. a\n")),
    (markdown, "headings", numbered("# a%d\n")),
    (markdown, "underlined", many("a\n=\n")),
    (markdown, "hashes", many("#")),
    (markdown, "lines", many("a\n")),
    (markdown, "blank lines", many("\n")),
    (markdown, "breaks", many("a  \n")),
    (markdown, "backslashes", many("\\")),
    (markdown, "entities", many("&amp;")),
    (markdown, "half entities", many("&a")),
    (markdown, "angle brackets", many("<")),
    (markdown, "tags", many("<b>")),
    (markdown, "open tags", many("<b ")),
    (markdown, "open comments", many("<!-- ")),
    (markdown, "open comments in a line", many("a <!-- ")),
    (markdown, "open declarations", many("a <!A ")),
    (markdown, "open instructions", many("a <? ")),
    (markdown, "open CDATA", many("a <![CDATA[ ")),
    (markdown, "block of HTML", many("<p>a <!--\n", "<div>")),
    (markdown, "block of less-than", many("<a", "<div>")),
    (markdown, "block of scripts", many("<script ", "<div>")),
    (markdown, "addresses", many("<https://a.b> ")),
    (markdown, "references", numbered("[a%d]: b\n")),
    (markdown, "reference of one name", many("[a]: b\n")),
    (markdown, "half references", many("[a]: \n")),
    (markdown, "reference titles", many("[a]: b '\n")),
    (markdown, "table", many("| a | b |\n", "| a | b |\n|---|---|\n")),
    (
        markdown,
        "table of one row",
        lambda size: many("|a")(size // 2) + "|\n" + many("|-")(size // 2) + "|",
    ),
    (
        markdown,
        "wide table",
        lambda size: (
            many("|a")(size // 3) + "|\n" + many("|-")(size // 3) + "|\n" + "|a\n" * (size // 9)
        ),
    ),
    (markdown, "fences", many("```\n")),
    (markdown, "open fences", numbered("```%d\n")),
    (markdown, "rules", many("---\n")),
    (markdown, "digits", many("1")),
    (markdown, "digits and stars", many("1*")),
    (markdown, "spaces", many(" ", "a", "b")),
    (markdown, "space lines", many(" \n")),
    (markdown, "tabs", many("\t", "a")),
    (markdown, "exclamation marks", many("!")),
    (front, "keys", numbered("a%d: b\n")),
    (front, "open brackets", many("[")),
    (front, "colons", many("a: ")),
    (front, "a long text", many("a ", "description: ")),
    (front, "items", many("- a\n", "tags:\n")),
    (front, "authors", numbered("- Ann Lee %d\n", "authors:\n")),
    (front, "spaces", many(" ", "a: b", "c")),
    (front, "quotation", many("''", "a: '")),
    (front, "dashes", many("---\n", "a: b\n")),
    (front, "a long number", many("1", "a: ")),
    (front, "a number of base 60", many("1:", "a: ", "1")),
    # an article's own file
    (article, "paragraphs", many(f"{_PROSE}\n\n")),
    (article, "lines", many("a\n")),
    (article, "blank lines", many("\n")),
    (article, "space lines", many(" \n")),
    (article, "spaces", many(" ", "a", "b")),
    (article, "captions", many("![a]()\n")),
    (article, "a long caption", many("a\\[", "![", "]()")),
    (article, "a caption's backslashes", many("\\\\", "![", "]()")),
    (article, "subheads", many("## a\n")),
    (article, "a subhead of hashes", many("#", "## a")),
    (article, "hashes", many("#", "", "\n")),
    (article, "hashes and spaces", many("# ")),
    (article, "decks", many("> a\n")),
    (article, "digits", many("1")),
    (article, "backslashes", many("\\")),
    (header, "keys", numbered("a%d: b\n")),
    (header, "authors", numbered("- Ann Lee %d\n", "authors:\n")),
    (header, "origins", numbered("  a%d: b\n", "origins:\n")),
    (
        header,
        "responses",
        many("- {kind: comments, options: [{label: a, count: 1}]}\n", "responses:\n"),
    ),
    (header, "a long outlet", many("a ", "outlet: ")),
    (header, "spaces", many(" ", "outlet", ": a")),
    (header, "digits", many("1", "published: ")),
    # counting
    (counted, "prose", many(_PROSE)),
    (counted, "one long word", many("a")),
    (counted, "one long capital word", many("A")),
    (counted, "hyphens", many("a-")),
    (counted, "apostrophes", many("a'")),
    (counted, "vowels", many("io")),
    (counted, "digits", many("1")),
    (counted, "numbers", many("1,")),
    (counted, "numbers and spaces", many("1 ")),
    (counted, "dots", many(".")),
    (counted, "dots and spaces", many(". ")),
    (counted, "dots and letters", many("a.")),
    (counted, "initials", many("A. ")),
    (counted, "abbreviations", many("Mr. ")),
    (counted, "exclamation marks", many("!")),
    (counted, "exclamation marks with spaces", many("! ")),
    (counted, "exclamation marks behind words", many("!", "It rained")),
    (counted, "question marks", many("?")),
    (counted, "question marks with spaces", many("? ")),
    (counted, "mixed marks", many("?!")),
    (counted, "ellipses", many("…")),
    (counted, "colons", many(":")),
    (counted, "semicolons", many(";")),
    (counted, "dashes", many("—")),
    (counted, "dashes with spaces", many(" — ")),
    (counted, "straight quotation marks", many('"')),
    (counted, "straight quotation marks, spaced", many('" ')),
    (counted, "straight quotation marks at words", many('"a ')),
    (counted, "opening quotation marks", many("“")),
    (counted, "opening quotation marks at words", many("“a ")),
    (counted, "closing quotation marks", many("”")),
    (counted, "closing quotation marks at words", many("a” ")),
    (counted, "opening, then closing", lambda size: "“" * (size // 6) + "a" + "”" * (size // 6)),
    (counted, "single quotation marks", many("‘a ")),
    (counted, "apostrophes at words", many("'a ")),
    (counted, "guillemets", many("«a ")),
    (counted, "quotations", many("“It rained,” said Ann Lee. ")),
    (counted, "said", many("said ", "“It rained,” ")),
    (counted, "said Ann", many("said Ann ", "“It rained,” ")),
    (counted, "names", many("Ann ", "“It rained,” said ")),
    (counted, "names of a quotation", many("Ann Lee ", "“It rained,” ", " said.")),
    (counted, "speakers", numbered("“It rained,” said Ann Lee%d. ")),
    (counted, "speakers of one word", numbered("“It rained,” said Ann%d. ")),
    (counted, "long quotation", many(_PROSE, "“", "” said Ann Lee.")),
    (counted, "according to", many("according to ")),
    (counted, "brackets", many("(")),
    (counted, "brackets at words", many("(a ")),
    (counted, "closing brackets", many(")")),
    (counted, "slashes", many("a/")),
    (counted, "at signs", many("@")),
    (counted, "addresses", many("a@b.")),
    (counted, "web addresses", many("www.")),
    (counted, "http", many("http://")),
    (counted, "spaces", many(" ", "a", "b")),
    (counted, "zero-width", many("\u200d", "a", "b")),
    (counted, "combining marks", many("\u0301", "a")),
    (counted, "emoji", many("😀")),
    (counted, "emoji with spaces", many("😀 ")),
    (counted, "emoji joined", many("😀\u200d")),
    (counted, "no spaces, Chinese", many("雨")),
    (counted, "Chinese sentences", many("雨。")),
    (counted, "negations", many("not ")),
    (counted, "negations of good", many("not very good ")),
    (counted, "but", many("but ")),
    (counted, "good", many("good ")),
    (counted, "capital good", many("GOOD good ")),
    (counted, "kind of", many("kind of ")),
    (counted, "loaded terms", many("terrorist ")),
    (counted, "starts of phrases", many("axis of ")),
    (counted, "starts of phrases, victory", many("victory for the ")),
    (counted, "sentences of a word", many("Rain. ")),
    (counted, "distinct words", numbered("wo%drd ")),
    (counted, "Roman numerals", many("XIV. ")),
    (counted, "underscores", many("_")),
    (counted, "stars", many("*")),
    (counted, "smileys", many(":) ")),
    (counted, "percent", many("5% ")),
    (counted, "dollars", many("$")),
    (counted, "U.S.", many("U.S. ")),
    (counted, "no. 5", many("No. 5 ")),
    (paragraphs, "paragraphs", many(f"{_PROSE}\n")),
    (paragraphs, "words", many("a\n")),
    (paragraphs, "open quotations", many("“It rained.\n")),
    (paragraphs, "speakers", numbered("“It rained,” said Ann Lee%d.\n")),
    # tables
    (csv, "rows", numbered("A storm %d,It rained on the town.\n")),
    (csv, "broken rows", many('"a"b,c\n')),
    (csv, "open quotation", many('"a\n')),
    (csv, "open quotations, then a mark", many('"a,"b\n')),
    (csv, "quotation marks", many('"')),
    (csv, "commas", many(",")),
    (csv, "blank lines", many("\n")),
    (csv, "rows with one title", many("A storm,It rained on the town.\n")),
    (cell, "spaces", many(" ", "a", "b")),
    (cell, "lines", many("a\n")),
    (cell, "blank lines", many("\n", "a", "b")),
    (cell, "space lines", many(" \n", "a", "b")),
    (
        cell,
        "wrapped lines",
        many("It rained on the town for nine days and nobody knew when it would\n"),
    ),
    (cell, "marks in a line", many("!")),
    (cell, "marks and lines", many("'", ".")),
    (cell, "less-than signs", many("<")),
    (cell, "open inline tags", many("<b ")),
    (cell, "inline tags", many("<b>a")),
    (cell, "block tags", many("<p>a")),
    (cell, "open block tags", many("<p ")),
    (cell, "open divisions", many("<br/>a")),
    (cell, "space lines in HTML", many("\n ", "<p>a", "b")),
    (cell, "ampersands", many("&")),
    (cell, "entities", many("&amp;")),
    (cell, "half entities", many("&#1")),
    (cell, "attributes", numbered(" a%d=1", "<p", ">It rained.")),
    (jsonl, "rows", numbered('{"title":"A storm %d","text":"It rained."}\n')),
    (
        jsonl,
        "keys",
        lambda size: json.dumps(
            {"title": "a", "text": "b"} | {f"k{n}": 1 for n in range(size // 10)}
        ),
    ),
    (jsonl, "keys, one a row", numbered('{"title":"A","text":"It rained %d","k%%d":1}\n')),
    (jsonl, "open brackets", many("[")),
    (jsonl, "open braces", many('{"a":')),
    (jsonl, "digits", many("1", '{"title":"a","text":', "}")),
    (
        jsonl,
        "authors",
        lambda size: json.dumps({"title": "a", "text": "b", "authors": ["Ann Lee"] * (size // 11)}),
    ),
    (
        export,
        "documents",
        many("\n1 of 3 DOCUMENTS\nThe Post\nMay 3, 2026\nA storm\nLENGTH: 5 words\n" + _PROSE),
    ),
    (export, "labels", many("\nBYLINE: Ann Lee", "1 of 3 DOCUMENTS\n")),
    (export, "rich text groups", many("{", "{\\rtf1 ")),
    (export, "rich text words", many("\\a ", "{\\rtf1 ")),
    (export, "rich text hex", many("\\'", "{\\rtf1 ")),
]


def main(part="", first=0):
    warnings.simplefilter("ignore")
    counted(_PROSE), html(f"{_HTML}{_PROSE}"), markdown(_PROSE)  # imports are not timed
    slow = 0
    for read, name, make in SHAPES[int(first) :]:
        title, seconds = f"{read.__name__}: {name}", []
        if part not in title:
            continue
        for size in _SIZES:
            content = make(size)
            start = time.process_time()
            try:
                read(content)
            except ValueError:  # refused in one line
                pass
            seconds.append(time.process_time() - start)
            if seconds[-1] > 20:
                break
        ratio = seconds[-1] / seconds[-2]
        if seconds[-1] >= _SHOWN:
            is_slow = ratio > _BAR
            slow += is_slow
            times = " ".join(f"{second:7.2f}" for second in seconds)
            print(f"{title:50} {times} s {ratio:5.1f}{' <--' * is_slow}", flush=True)
    print(f"{len(SHAPES)} shapes, {slow} above {_BAR}")
    return slow


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) > 0)
