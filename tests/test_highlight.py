"""The annotated article and the concordance as a notebook shows them."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import concordance, count
from analysis.article import Article, Section
from analysis.context import highlight
from analysis.lexicon import Lexicon
from analysis.notebook.display import DisplayedTable

LEXICON = Lexicon(
    "x", "1", (("label", "regime"), ("loyalty", "betray*"), ("loyalty.act", "betrayal"))
)
HARD = st.text(alphabet=st.sampled_from(list("<>&\"'regime .!“”")), max_size=60)


class Tags(HTMLParser):
    """Names of the tags of a page, and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.text = set(), ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.text += data


def made(text, kind="body"):
    return Article("a", (Section(kind, text),), language="en", outlet="<i>O</i>")


def test_a_sentence_its_score_its_quotation_and_its_terms():
    page = highlight(made("It was bad. “The regime’s betrayal,” she said."), lexicon=LEXICON)
    body = page.split("</p>")[1]
    assert "rgba(213,94,0" in body.split("It was bad.")[0]
    assert "</span><small style='opacity:.8'> −0.54</small>" in body
    quoted = re.search(r"<span style='background:rgba\(128,128,128,.3\)'>(.*?)</span>", body)[1]
    assert "<b style='text-decoration:underline'>regime’s</b><small> [label]</small>" in quoted
    assert "betrayal</b><small> [loyalty, loyalty.act]</small>" in quoted
    assert "she said" not in quoted


@given(HARD, HARD)
def test_all_text_is_escaped_and_none_is_lost(first, second):
    article = Article("a", (Section("headline", first), Section("body", second)), language="en")
    page = highlight(article, lexicon=LEXICON)
    shown = Tags(page.split("</p>", 1)[1])
    assert shown.tags <= {"p", "span", "b", "small", "div"}
    plain = re.sub(r" \[label\]| [+−]?[01](\.\d\d)?(?=$|[^\d])", "", shown.text)
    assert "".join(plain.split()) == "".join((first + second).split())


def test_hits_stand_under_one_another_and_are_escaped():
    found = concordance([made("The <b>regime</b> & more.")], ["regime"])
    shown = DisplayedTable(found)._repr_html_()
    assert "<td style='text-align:right;white-space:pre'>The &lt;b&gt;</td>" in shown
    assert "<td style='text-align:center;white-space:pre'><b>regime</b></td>" in shown
    assert "&lt;i&gt;O&lt;/i&gt;" in shown
    assert Tags(shown).tags <= {"div", "table", "thead", "tbody", "tr", "th", "td", "b"}


def test_a_concordance_is_sorted_and_filtered_like_any_table():
    articles = [
        Article("a", (Section("body", "A betrayal. The regime."),), language="en"),
        Article("b", (Section("body", '"He betrayed us," Ann said.'),), language="en"),
    ]
    found = concordance(articles, ["betray*", "regime"])
    assert found["hit"].tolist() == ["betrayal", "regime", "betrayed"]
    assert found.sort_values("right")["article"].tolist() == ["b", "a", "a"]
    quoted = found[found["voice"] == "quoted"]
    assert quoted[["article", "speaker", "quote"]].to_numpy().tolist() == [["b", "Ann", "speech"]]
    many = DisplayedTable(pd.concat([found] * 100))._repr_html_()
    assert "240 more of 300" in many


def test_passages_counted_before_give_the_same_hits():
    articles = [made("A betrayal. The regime.")]
    assert concordance(articles, "betray*", count(articles)).equals(
        concordance(articles, "betray*")
    )


def test_an_article_whose_marks_cannot_be_read_says_so():
    broken = made('It" was said" that nobody" knew. A bad day" came.')
    assert "marks of this article cannot be read" in highlight(broken)
    assert "cannot be read" not in highlight(made("It rained."))


def test_contexts_stay_on_their_line_and_mistakes_are_said():
    article = Article(
        "a", (Section("headline", "A title."), Section("body", "x" * 57 + " regime")), language="en"
    )
    assert concordance([article], "regime")["left"].tolist() == ["x" * 57 + " "]
    with pytest.raises(ValueError, match="no section bodyy; available: kicker"):
        concordance([article], "regime", section="bodyy")
    with pytest.raises(ValueError, match="passages include a, which is not in the corpus"):
        concordance([], "regime", count([article]))


def test_a_hit_within_another_is_said_too():
    lexicon = Lexicon("x", "1", (("victory", "victory for the mullahs"), ("label", "mullahs")))
    page = highlight(made("A victory for the mullahs."), lexicon=lexicon)
    marked = "victory for the mullahs</b><small> [victory, label: mullahs]</small>."
    assert marked in page


def test_a_concordance_says_where_it_searched(tmp_path):
    articles = [made("It rained."), Article("b", (Section("body", "It rained."),), language="en")]
    hits = concordance(articles, "regime")
    assert hits.empty and hits.attrs["n_articles"] == 2
    (tmp_path / "articles").mkdir()
    with pytest.raises(ValueError, match="is a corpus, not a term"):
        concordance(articles, [str(tmp_path)])
