"""Citations: every special character stays text in BibTeX, CSL-JSON, LaTeX, Markdown and HTML."""

import html
import json
import re

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from test_figures import odd

from analysis._support.files import sha256
from analysis.proof import snippet
from analysis.proof.cite import CiteError, bibtex, cite

ODD = r"50% & $x_1$ #1 {a} \b ^c ~d <script>alert(1)</script> [l](javascript:x) `e` *f*"
BY = {"title": "Ten & Co", "authors": [{"name": "A_B"}, {"name": "C and D"}], "year": "2025"}
TEX = {r"\textbackslash{}": "\\", r"\textasciicircum{}": "^", r"\textasciitilde{}": "~"}
TEX |= {r"\textbraceleft{}": "{", r"\textbraceright{}": "}"}


def untex(text):
    """What LaTeX prints."""
    tokens = re.findall(r"\\text\w+\{\}|\\[%&#_$]|[^\\{}%&#_$^~]", text)
    assert "".join(tokens) == text, "a special character is not escaped"
    return "".join(TEX.get(one, one[-1]) for one in tokens)


@pytest.fixture
def path(tmp_path):
    figure = odd(title=ODD, alt=ODD, visible=ODD, figure="odd")
    return figure.save(tmp_path)[0]


def test_every_special_character_is_escaped_in_bibtex(path):
    entry = bibtex(
        {"figure": "a_b", "title": ODD, "data": "0" * 64, "corpus": "1" * 64}
        | {"version": "1", "by": BY}
    )
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", entry, re.M))
    assert untex(fields["title"]) == ODD
    assert fields["author"] == r"A\_B and {C and D}"
    assert fields["howpublished"] == r"Figure a\_b of Ten \& Co, made with media-analysis 1"
    assert entry.count("{") == entry.count("}")
    assert re.match(r"@misc\{a_b-00000000,$", entry, re.M)
    assert snippet(path, "bibtex").count("of media-analysis ") == 1


def test_persons_have_family_names_and_the_corpus_its_doi(tmp_path):
    names = ["Ann B. Lee", "Ludwig van Beethoven", "King Jr., Martin", "The Post", "Reuters"]
    names.insert(0, "Martin Luther King Jr.")
    by = {"title": "Ten", "doi": "10.5/x_y", "authors": [{"name": name} for name in names]}
    path = odd(by=by, figure="odd").save(tmp_path)[0]
    [item] = json.loads(snippet(path, "csl"))
    assert item["author"] == [
        {"family": "King Jr.", "given": "Martin Luther"},
        {"family": "Lee", "given": "Ann B."},
        {"family": "van Beethoven", "given": "Ludwig"},
        {"family": "King Jr.", "given": "Martin"},
        {"literal": "The Post"},
        {"literal": "Reuters"},
    ]
    assert item["container-title"].startswith("Ten, doi:10.5/x_y, made with media-analysis ")
    entry = snippet(path, "bibtex")
    assert r"of Ten, doi:10.5/x\_y, made with media-analysis" in entry
    assert "King Jr., Martin and {The Post} and Reuters}" in entry
    assert "Data: Ten, doi:10.5/x_y. Made with" in snippet(path, "text")


def test_forms_for_manuscripts_hold_the_text_as_text(path):
    tex = snippet(path, "latex")
    assert untex(re.search(r"alt=\{(.*)\}\]", tex)[1]) == ODD
    assert untex(re.search(r"\\caption\{(.*) \\cite\{odd-\w{8}\}\}", tex)[1]) == ODD
    page = MarkdownIt().render(snippet(path, "markdown"))
    assert "<script" not in page and "<a " not in page and "<em>" not in page
    assert html.unescape(re.search(r'alt="(.*?)"', page)[1]) == ODD
    figure = etree.fromstring(
        snippet(path, "html").replace("<img", "<img/>", 0).replace('">', '"/>', 1)
    )
    assert figure.find("img").get("alt") == ODD
    assert figure.findtext("figcaption").strip() == ODD
    word = snippet(path, "word")
    assert f"\nCaption: {ODD} " in word and word.endswith(f"\nAlt text: {ODD}")


def test_csl_json_and_text(path):
    [item] = json.loads(snippet(path, "csl"))
    assert item["type"] == "figure" and item["title"] == ODD
    assert item["author"] == [{"literal": "The media-analysis authors"}]
    assert item["issued"] == {"date-parts": [[2026]]}
    assert sha256(path.with_suffix(".csv").read_bytes()) in item["note"]
    assert f"“{ODD}” [figure odd]" in snippet(path, "text")
    with pytest.raises(ValueError, match="no form 'ris'; available: text, bibtex"):
        snippet(path, "ris")


def test_a_family_renamed_to_another_figure_is_refused(path):
    for file in path.parent.glob("odd.*"):
        file.rename(file.with_stem("poll"))
    for use in (cite, lambda file: snippet(file, "latex")):
        with pytest.raises(CiteError, match="poll.svg: renamed or copied; rename it to odd.svg"):
            use(path.with_stem("poll"))
