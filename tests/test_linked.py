"""From a mark of a figure in the report to the sentences behind it, and back."""

import re
from urllib.parse import urlsplit

import pytest
from accessible import problems
from browser import watched
from lxml import html
from matplotlib.figure import Figure

from analysis import figures, study
from analysis.report import build
from analysis.report.linked import linked

BAD = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 onload="alert(1)"><script>alert(2)</script><a xlink:href="javascript:alert(3)"><rect/></a>
 <foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/></foreignObject>
 <defs><path id="dot"/></defs><g id="marks-value-4-7"><use xlink:href="#dot" y="1"/>
 <use xlink:href="#dot" y="2"/></g><rect id="marks-hits-2" style="fill: url(#h)"/></svg>"""
AT = """[document.activeElement.tagName,
    document.activeElement.closest('svg a')?.getAttribute('href')]"""


@pytest.fixture(scope="module")
def shipped():
    return study("corpus")


@pytest.fixture(scope="module")
def drawn(shipped):
    names = ("loaded_terms", "marked_article", "readability", "sentiment_arc")
    one = shipped.one, shipped.passages, shipped.id
    savefig = Figure.savefig

    def save(self, file, format, **options):
        """Pages show no other image than SVG, so the others hold the record alone."""
        figure = self if format == "svg" else Figure((0.1, 0.1))
        savefig(figure, file, format=format, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", save)
        families = [getattr(figures, name)(*one) for name in names]
        families.append(figures.poll(shipped.one, shipped.id))
    return {one.record["figure"]: one for one in families}


@pytest.fixture(scope="module")
def made(shipped, drawn, tmp_path_factory):
    folder = tmp_path_factory.mktemp("linked")
    for family in drawn.values():
        family.save(folder / "figures")
    # Exported notebooks have the attributes in another order.
    shown = re.sub(
        r' (style="[^"]*") (src="[^"]*")>', r" \2 \1/>", drawn["sentiment-arc"]._repr_html_()
    )
    page = "<html lang=en><meta charset=utf-8><title>3</title><main><h1>3 Sentiment</h1>"
    page += f"{shown}</main></html>"
    (folder / "figures/3.html").write_text(page, encoding="utf-8")
    build(folder / "figures", folder / "report", with_pdf=False, study=shipped)
    return folder / "report"


def links(path):
    """Address and name of each link of a mark."""
    page = html.fromstring(path.read_bytes())
    return [(a.get("href"), a.get("aria-label")) for a in page.xpath("//svg//a")]


def test_every_row_that_is_drawn_leads_to_its_sentences(made, drawn):
    page = html.fromstring((made / "article.html").read_bytes())
    addresses = {address for address, _ in links(made / "index.html")}
    for name, family in drawn.items():
        rows = {
            int(a.rpartition("-")[2]) for a in addresses if a.startswith(f"article.html#{name}-")
        }
        data = family.data
        has_hits = data["hits"] > 0 if "hits" in data else data.index >= 0
        assert rows == (set() if name == "poll" else {*data.index[has_hits]}), name
    for address in addresses:
        sentences = page.get_element_by_id(address.partition("#")[2]).xpath(".//li/a/@href")
        assert sentences and all(page.get_element_by_id(one[1:]) is not None for one in sentences)


def test_the_sentences_are_those_that_were_measured(made, shipped):
    page, passages = html.fromstring((made / "article.html").read_bytes()), shipped.passages
    arc = page.get_element_by_id("sentiment-arc-0")
    [sentence] = arc.xpath(".//li/a")
    assert sentence.text_content().startswith("While the world watches the diplomatic theater")
    body = passages[passages["section"] == "body"]
    whole = page.get_element_by_id("loaded-terms-2").xpath(".//li/@value")
    assert [int(number) for number in whole] == body["sentence"].unique().tolist()
    betrayal = page.get_element_by_id("marked-article-0").xpath(".//li/a")
    assert [one.text_content().split()[-1] for one in betrayal] == ["Betrayal"]


def test_back_from_a_sentence_to_every_figure_that_it_counts_in(made):
    page = html.fromstring((made / "article.html").read_bytes())
    index = html.fromstring((made / "index.html").read_bytes())
    headline, body = (page.get_element_by_id(f"sentence-{number}").getnext() for number in (1, 4))
    names = {
        place: {a.get("href").removeprefix("#behind-") for a in one.getnext().iter("a")}
        for place, one in (("headline", headline), ("body", body))
    }
    assert names["headline"] == {"loaded-terms", "marked-article"}
    assert names["body"] == {"loaded-terms", "readability-by-part", "sentiment-arc"}
    for link in page.xpath("//a/@href"):
        parts = urlsplit(link)
        target = index if parts.path == "index.html" else page
        assert not parts.fragment or target.get_element_by_id(parts.fragment) is not None, link


def test_the_cited_files_hold_no_link(made, drawn):
    for name, family in drawn.items():
        assert (made / f"figures/{name}.svg").read_bytes() == family.files["svg"]
        assert b"<a " not in family.files["svg"]


def test_the_figure_in_a_notebook_is_linked_too(made):
    in_report = [one for one in links(made / "index.html") if "#sentiment-arc-" in one[0]]
    assert links(made / "notebooks/3.html") == [(f"../{href}", name) for href, name in in_report]
    assert len(in_report) == 13


def test_nothing_but_a_drawing_is_taken_into_the_page():
    made = linked(BAD, "f", {7: ("#x", 'a "name" <b>'), 2: ("#y", "two")}, "alt")
    assert not re.search("script|alert|iframe|foreignObject", made)
    page = html.fromstring(made)
    assert [(a.get("href"), a.get("aria-label")) for a in page.iter("a")] == [
        ("#x", 'a "name" <b>'),
        ("#y", "two"),
    ]
    assert page.xpath("//a/use/@y") == ["2"] and 'xlink:href="#f-dot"' in made
    assert "url(#f-h)" in made and page.get("aria-label") == "alt"


def test_ids_are_unique_in_each_figure(drawn):
    for name, family in drawn.items():
        ids = re.findall(r' id="([^"]*)"', family.files["svg"].decode())
        assert len(ids) == len(set(ids)), name


@pytest.mark.parametrize("name", ["index.html", "article.html", "notebooks/3.html"])
def test_open_to_everybody(browser, made, name):
    with watched(browser) as page:
        page.goto((made / name).as_uri())
        assert problems(page) == []
        assert page.abroad == page.failed == page.errors == []


def test_every_mark_is_reached_and_followed_by_keyboard(browser, made):
    with watched(browser) as page:
        page.goto((made / "index.html").as_uri())
        wanted, reached = [address for address, _ in links(made / "index.html")], []
        for _ in range(600):
            page.keyboard.press("Tab")
            at, address = page.evaluate(AT)
            reached += [address] if address else []
            if at == "BODY":
                break
        assert reached == wanted
        page.locator("#sentiment-arc svg a").nth(2).focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/article.html#*")
        place = page.url.partition("#")[2]
        assert page.evaluate("document.querySelector(':target').id") == place
        page.locator(f"#{place} li a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**#sentence-*")
        assert page.evaluate("document.querySelector(':target') !== null")
