"""Figures say what they are. That the committed ones are those of today is in test_lab."""

import html
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import draw_svg_alone
from PIL import Image
from scipy import stats

import analysis
from analysis import lexicon
from analysis._support.errors import NothingToShow
from analysis._support.files import project_version
from analysis.article import Article, Section
from analysis.coding.validity import known_error
from analysis.figures import drawing, saving
from analysis.figures.captions import parse
from analysis.figures.saving import figure_files
from analysis.proof.cite import YEAR, CiteError, cite, read_record

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "notebooks/figures"
ENDINGS = ("svg", "png", "pdf", "csv", "md")


ARTICLE = "is-he-still-with-us-why-netanyahu-left-0f3ec3d0"
MEASURES = ("flesch_kincaid_grade", "mean_compound", "loaded_any_per_1000")


def shipped():
    corpus = analysis.load(ROOT / "corpus").select(ARTICLE)
    return corpus, analysis.count(corpus), ARTICLE


def draw_all(patch):
    """Those of the article: one in all its images, which test_verify compares of others."""
    corpus, passages, article = shipped()
    figures = analysis.figures
    poll = figures.poll(corpus, article)
    draw_svg_alone(patch)
    return [
        poll,
        figures.readability(corpus, passages, article),
        figures.sentiment_arc(corpus, passages, article),
        figures.loaded_terms(corpus, passages, article),
        figures.marked_article(corpus, passages, article),
    ]


def committed(name):
    """A committed figure. It is the one that notebooks draw today: test_lab compares them."""
    files = {ending: (FIGURES / f"{name}.{ending}").read_bytes() for ending in ENDINGS}
    return saving.Family(read_record(FIGURES / f"{name}.svg"), files)


def odd(data=None, draw=lambda *_: None, figure="odd", by=None, **facts):
    """A figure with nothing on it, unless it is drawn."""
    facts = {"title": "T", "visible": "V.", "n": "1", "unit": "x", "method": "M."} | facts
    facts = {"references": [], "limits": ["L."], "alt": "A."} | facts
    about = {"source": "x", "by": by, "record": {"corpus": "0", "passages": "", "lexicon": ""}}
    data = pd.DataFrame({"x": [1.0]}) if data is None else data
    return figure_files(draw, data, size=(3, 2), about=about, figure=figure, **facts)


@pytest.fixture(scope="module")
def drawn():
    """All figures by their names: those of the article drawn anew, the others as committed."""
    with pytest.MonkeyPatch.context() as patch:
        anew = {figure.record["figure"]: figure for figure in draw_all(patch)}
    names = [path.stem for path in sorted(FIGURES.glob("*.svg"))]
    return {name: anew.get(name) or committed(name) for name in names}


def test_the_same_bytes_again_whatever_a_users_own_style(drawn, monkeypatch):
    import matplotlib

    with matplotlib.rc_context({"font.size": 20, "axes.facecolor": "black", "lines.linewidth": 9}):
        for figure in draw_all(monkeypatch):
            assert figure.files == drawn[figure.record["figure"]].files


def test_no_p_is_0(drawn):
    tested = [figure.data.filter(["p", "q"]).stack() for figure in drawn.values()]
    assert (pd.concat(tested).dropna() > 0).all()
    assert drawn["poll"].data["p"].tolist() == pytest.approx([stats.binomtest(88, 92).pvalue], 0.01)


def test_captions_are_complete(drawn):
    for figure in drawn.values():
        page = figure.files["md"].decode()
        for part in ("- n: ", "- section: ", "- unit: ", "- source: ", "## Method"):
            assert part in page
        for part in ("## References\n- ", "## Limits\n- ", "## Text alternative", "## Citation"):
            assert part in page
        assert figure.record["title"] in page
        assert not re.search(r"\bnan\b", page)


def test_what_the_article_must_show(drawn):
    poll = pd.read_csv(io.BytesIO(drawn["poll"].files["csv"])).iloc[0]
    assert (poll["yes"], poll["no"]) == (88, 4)
    assert round(poll["yes_of_all"], 3) == 0.957
    assert (round(poll["low"], 3), round(poll["high"], 3)) == (0.893, 0.983)
    assert "not been validated on this corpus" in parse(drawn["loaded-terms"].page).visible
    assert "self-selected" in parse(drawn["poll"].page).visible
    sentiment = ("sentiment-arc", *(f"{n}-sentiment-newsarticles" for n in ("standing", "outlets")))
    for name in sentiment:
        assert "made for social media" in parse(drawn[name].page).visible
    terms = ("standing-loaded-terms", "over-time-by-week-loaded-terms")
    for name in (*(f"{one}-newsarticles" for one in terms), "voices-polnear"):
        visible = parse(drawn[name].page).visible
        assert f"list {lexicon.default().label} has not been validated on these articles" in visible
    for name in ("engagement-buzzfeed_facebook", "shares-by-rating-buzzfeed_facebook"):
        assert "self-selected" in parse(drawn[name].page).visible


def test_a_title_is_read_at_a_glance(drawn):
    for name, figure in drawn.items():
        assert len(figure.record["title"]) <= 80, f"{name}: {figure.record['title']}"


def test_the_visible_caption_is_short_and_the_rest_folds_below_it(drawn):
    for name, figure in drawn.items():
        assert 15 <= len(parse(figure.page).visible.split()) <= 60, name
        visible, folded = figure._repr_html_().split("<details>")
        assert html.escape(parse(figure.page).visible, quote=False) in html.unescape(visible)
        for part in ("Method", "Comparisons", "References", "Limits"):
            assert part in folded and f"<b>{part}</b>" not in visible


def test_shown_in_a_notebook_with_alt_text_and_escaped(drawn):
    for figure in drawn.values():
        shown = figure._repr_html_()
        assert shown.startswith("<figure") and 'alt="' in shown
        assert figure.record["figure"] in shown
    plain = odd(title="<script>alert(1)</script>", alt='"><script>', visible="<script>")
    assert "<script>" not in plain._repr_html_()


@pytest.mark.usefixtures("svg_alone")
def test_a_figure_in_a_notebook_says_where_it_was_saved(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    figure = odd()
    assert "Figure odd; save it to cite it" in figure._repr_html_()
    other = tmp_path.parent / "my figures"
    for folder, path in (
        ("figures", "figures/odd.svg"),
        (tmp_path / "more", "more/odd.svg"),
        (other, f"'{other.as_posix()}/odd.svg'"),
    ):
        figure.save(folder)
        assert f"media-analysis cite {path}</code>" in html.unescape(figure._repr_html_())
    study = analysis.study(ROOT / "corpus")
    monkeypatch.setattr(figure.__class__, "save", lambda *_: ["poll.svg"])
    drawn = study.draw(analysis.figures.poll, study.one, study.id)._repr_html_()
    assert "media-analysis cite notebooks/figures/poll.svg</code>" in drawn


@pytest.mark.usefixtures("svg_alone")
def test_a_new_word_fact_leaves_the_record_of_a_figure_as_it_is(drawn):
    corpus, passages, article = shipped()
    more = passages.assign(zs=1)
    more.attrs = passages.attrs
    for function in (analysis.figures.readability, analysis.figures.sentiment_arc):
        figure = function(corpus, more, article)
        before = drawn[figure.record["figure"]]
        assert figure.record == before.record
        assert all(figure.files[ending] == before.files[ending] for ending in ("svg", "csv", "md"))
    changed = analysis.figures.readability(corpus, more.assign(syllables=2), article)
    assert changed.record["passages"] != drawn["readability-by-part"].record["passages"]


def test_the_first_figure_of_a_process_may_be_a_poll():
    code = "import analysis; c = analysis.load('corpus'); print(analysis.figures.poll(c, c[0].id))"
    code = code.replace("c[0]", "c.articles[0]")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("Figure poll: 88 of 92")


def test_text_from_pages_is_drawn_as_text():
    names = ["Ba$$in Times", "What is $x$?", "\ufffeThe\x00 Post\uffff", "=1+1", "@b\nc"]
    written = []

    def draw(figure, data):
        axis = figure.subplots()
        axis.set_yticks(range(len(data)), data["name"])
        written.extend(data["name"])

    data = pd.DataFrame({"name": names, "x": range(len(names))})
    figure = odd(data, draw, title="$\\frac$ \ufffe\n## Limits", alt="\n## Limits\n- none")
    clean = ["Ba$$in Times", "What is $x$?", "\ufffdThe\ufffd Post\ufffd", "=1+1", "@b c"]
    assert written == figure.data["name"].tolist() == clean
    cells = pd.read_csv(io.BytesIO(figure.files["csv"]))["name"].tolist()
    assert cells == [*clean[:3], "'=1+1", "'@b c"]
    assert figure.record["title"] == "$\\frac$ \ufffd ## Limits"
    assert figure.page.count("\n## Limits\n") == 1


def test_a_figure_with_odd_characters_can_be_cited(tmp_path):
    data = pd.DataFrame({"name": ["\ufffe", "\x0b"]})
    odd(data, title="\ufffe\x0b\ud800", n="\ufdd0").save(tmp_path)
    for ending in ("svg", "png", "pdf"):
        assert "# \ufffd \ufffd\n" in cite(tmp_path / f"odd.{ending}")


def test_characters_without_a_font_are_named_and_a_font_that_has_them_is_used(monkeypatch):
    from matplotlib import font_manager

    def draw(figure, data):
        figure.text(0, 0.5, data["name"].iloc[0])

    monkeypatch.setattr(drawing, "FALLBACK_FONTS", ())
    characters = "新华"
    boxes = odd(pd.DataFrame({"name": [characters]}), draw)
    note = boxes.page.split("## Limits")[1].split("## Text")[0].splitlines()[-2]
    assert set(characters) <= set(note)
    assert boxes.data["name"].tolist() == [characters]
    other = "STIXGeneral"  # comes with matplotlib
    lacking = sorted(drawing._characters(other) - drawing._characters(drawing.FONT))[0]
    monkeypatch.setattr(drawing, "FALLBACK_FONTS", ("no such font", other))
    assert other in font_manager.get_font_names()
    assert drawing.fonts_for(f"a{lacking}") == ([drawing.FONT, other], "")
    assert "No font" not in odd(pd.DataFrame({"name": [lacking]}), draw).page


def test_cite_prints_caption_citation_and_bibtex(tmp_path):
    for ending in ("svg", "png", "pdf"):
        text = analysis.cite(FIGURES / f"poll.{ending}")
        assert "## Citation" in text and "@misc{poll-" in text
        assert "88 of 92 votes were yes" in text


def test_cite_refuses_a_figure_whose_data_were_changed(tmp_path):
    for path in FIGURES.glob("poll.*"):
        shutil.copy(path, tmp_path)
    data = tmp_path / "poll.csv"
    data.write_text(data.read_text().replace("88", "89"))
    with pytest.raises(CiteError, match="not the data of poll.svg"):
        analysis.cite(tmp_path / "poll.svg")
    shutil.copy(FIGURES / "poll.csv", data)
    caption = tmp_path / "poll.md"
    caption.write_text(caption.read_text(encoding="utf-8").replace("88 of", "89 of"))
    with pytest.raises(CiteError, match="not the caption of poll.svg"):
        analysis.cite(tmp_path / "poll.svg")
    data.unlink()
    with pytest.raises(CiteError, match="poll.csv: missing"):
        analysis.cite(tmp_path / "poll.svg")


def test_cite_refuses_a_figure_whose_image_says_something_else(tmp_path):
    for path in FIGURES.glob("poll.*"):
        shutil.copy(path, tmp_path)
    image = tmp_path / "poll.svg"
    image.write_text(image.read_text(encoding="utf-8").replace("88 of", "89 of"), encoding="utf-8")
    for ending in ("svg", "png"):
        with pytest.raises(CiteError, match="its files were not made together"):
            analysis.cite(image.with_suffix(f".{ending}"))


def test_cite_refuses_a_record_that_its_caption_does_not_cite(tmp_path):
    for ending in ("svg", "csv", "md"):
        shutil.copy(FIGURES / f"poll.{ending}", tmp_path)
    image = tmp_path / "poll.svg"
    record = read_record(image)
    text = image.read_text("utf-8")
    image.write_text(text.replace(record["corpus"], "f" * 64), "utf-8")
    with pytest.raises(CiteError, match="not made together"):
        cite(image)
    image.write_text(
        text.replace("&quot;version&quot;", "&quot;edition&quot;").replace(
            '"version"', '"edition"'
        ),
        "utf-8",
    )
    with pytest.raises(CiteError, match="contains no record"):
        cite(image)


def test_cite_refuses_what_is_no_figure_of_ours(tmp_path):
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "a.png").write_bytes(b"no image")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    for name in ("a.svg", "a.png", "a.pdf"):
        with pytest.raises(CiteError, match="contains no record"):
            cite(tmp_path / name)
    with pytest.raises(CiteError, match="this file does not exist"):
        cite(tmp_path / "b.svg")
    with pytest.raises(CiteError, match="not a figure"):
        cite(tmp_path / "a.csv")


def test_where_there_is_nothing_to_draw_a_figure_says_why():
    corpus = Shelf(x=Article("x", (Section("headline", "A"),), language="en"))
    passages = analysis.count(corpus)
    figures = analysis.figures
    of_text = figures.readability, figures.sentiment_arc, figures.loaded_terms
    for function in (*of_text, figures.marked_article):
        with pytest.raises(NothingToShow, match="^no words were counted in the body of x; "):
            function(corpus, passages, "x")
    with pytest.raises(
        NothingToShow, match="^<nowhere> has no yes/no poll with counts.$"
    ) as raised:
        figures.poll(analysis.load(ROOT / "corpus"), "<nowhere>")
    page = raised.value._repr_html_()
    assert page == "<p>Not shown: &lt;nowhere&gt; has no yes/no poll with counts.</p>"


class Shelf(dict):
    """The least that a corpus must be for a figure."""

    fingerprint = "0"
    described = {"source": "x", "by": {}}

    def __iter__(self):
        return iter(self.values())


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        (("It rained.",), "The article scores as very easy: ease 120, grade −3"),
        (
            ("The cat sat. The dog ran. We ate. It was hot. You sat. " * 2,)
            + tuple(
                f"{how} deterioration of international communication notwithstanding, "
                "institutional representatives reiterated established administrative positions."
                for how in ("Considerable", "Grave", "Unimaginable", "Sudden", "Continual") * 2
            ),
            "is harder to read than",
        ),
    ],
)
@pytest.mark.usefixtures("svg_alone")
def test_titles_of_readability_for_other_articles(texts, title):
    sections = [Section("headline", "News")]
    sections.append(Section("body", texts[0]))
    if texts[1:]:
        sections += [Section("subhead", "Later"), Section("body", " ".join(texts[1:]))]
    article = Article("x", tuple(sections), language="en")
    corpus = Shelf(x=article)
    figure = analysis.figures.readability(corpus, analysis.count(corpus), "x")
    assert title in figure.record["title"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("It rained. " * 4, "Too few sentences to test the tone: 0 of 4 negative, 0 positive"),
        ("It was bad. It was awful. It was terrible. " * 4, "The article leans negative: 12 of 12"),
        ("It was good. It was great. It was lovely. " * 4, "The article leans positive: 0 of 12"),
    ],
)
@pytest.mark.usefixtures("svg_alone")
def test_titles_of_sentiment_for_other_articles(text, title):
    corpus = Shelf(x=Article("x", (Section("body", text),), language="en"))
    passages = analysis.count(corpus)
    assert title in analysis.figures.sentiment_arc(corpus, passages, "x").record["title"]


@pytest.mark.usefixtures("svg_alone")
def test_sentences_near_the_threshold_are_counted(drawn):
    # By hand: −.0516 would not be negative at −.06.
    scores = drawn["sentiment-arc"].data["compound"]
    near = scores[scores.abs().between(0.04, 0.06, inclusive="neither")]
    said = f" {len(near)} of {len(scores)} scores are within .01 of .05"
    assert said in drawn["sentiment-arc"].page
    assert -0.0516 in near.tolist()


@pytest.mark.usefixtures("svg_alone")
def test_an_article_without_loaded_terms_says_so():
    corpus = Shelf(x=Article("x", (Section("body", "It rained. It was dry."),), language="en"))
    passages = analysis.count(corpus)
    figure = analysis.figures.loaded_terms(corpus, passages, "x")
    assert figure.record["title"] == "No loaded terms of this list in the article"


def test_false_discoveries_are_controlled_over_all_figures_of_a_folder(tmp_path):
    made = {"one": [("A", 0.01, True), ("B", 0.04, True)], "two": [("C", 0.5, False)]}
    made["ranks"] = [("all", float("nan"), True)]
    for name, tests in made.items():
        odd(figure=name, comparisons=tests, compared="x", criterion="y").save(tmp_path)
    found = analysis.figures.comparisons(tmp_path).set_index("which")
    # By hand: .01 × 3 ÷ 1, .04 × 3 ÷ 2; what has no p is listed and not corrected for.
    assert found["q"].drop("all").to_dict() == pytest.approx({"A": 0.03, "B": 0.06, "C": 0.5})
    assert found["q"].isna()["all"]
    assert found["clear"].to_dict() == {"A": True, "B": True, "C": False, "all": True}


def test_the_year_is_that_of_the_release():
    released = (ROOT / "CITATION.cff").read_text().split("date-released: ")[1]
    assert released.startswith(YEAR)


def test_records_are_json_with_all_that_made_the_figure(drawn):
    for figure in drawn.values():
        assert json.loads(json.dumps(figure.record)) == figure.record
        keys = {
            "figure",
            "title",
            "comparisons",
            "corpus",
            "passages",
            "lexicon",
            "data",
            "version",
        }
        assert keys <= set(figure.record)
        assert figure.record["version"] == project_version()


def test_a_caption_gives_the_lists_scores_elsewhere_only_of_this_list():
    corpus = analysis.load(ROOT / "corpus")
    none, said, by_kind = known_error(corpus, lexicon.default())
    assert none == "The list has not been validated on this corpus."
    table = pd.read_csv(ROOT / "analysis/reference/validation.csv")
    [score] = table.loc[
        table["measure"] == f"words marked as biased, precision, {lexicon.default().label}", "score"
    ]
    assert f", {score:.0%} (" in said and ") of the words that the list matches were" in said
    kinds = table.set_index("measure")["score"].filter(regex="biased in .* precision")
    assert len(kinds) == 2 and all(f"{score:.0%}" in by_kind for score in kinds)
    other = lexicon.Lexicon("loaded-language", "0.2.0", (("a", "b"),))
    assert known_error(corpus, other) == [none]


def about(table, other):
    table.attrs = other.attrs
    return table


@pytest.mark.usefixtures("no_image")
def test_a_caption_gives_what_coders_found_on_this_corpus(tmp_path):
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    corpus = analysis.load(tmp_path / "corpus")
    passages = analysis.count(corpus)
    sheet = tmp_path / "corpus/coding/sheet.csv"
    sheet.parent.mkdir()
    analysis.coding.sample(corpus, passages, sheet, n=10)
    filled = pd.read_csv(sheet, dtype=str)
    names = list(lexicon.default().categories)
    # A coder who finds every sentence loaded, in its first category.
    filled[names] = "0"
    filled[names[0]] = "1"
    filled.to_csv(tmp_path / "ann.csv", index=False)
    key = next(sheet.parent.glob("*.key.json"))
    table = analysis.coding.agree([tmp_path / "ann.csv"], key)
    scores = sheet.parent / "scores.csv"
    table.reset_index().to_csv(scores, index=False)
    [said] = known_error(corpus, lexicon.default())
    start = "The list was checked by hand in bodies of this corpus (10 sentences, 1 coder"
    assert said.startswith(f"{start}). The coding confirmed 100% (")
    assert "not been validated" not in said and said.endswith("but not the coders' errors.")
    one = corpus.select(corpus.articles[0].id)
    caption = parse(analysis.figures.loaded_terms(one, passages, one.articles[0].id).page)
    assert said in caption.parts[0][2][0] and said not in caption.visible
    assert len(caption.visible.split()) <= 60
    assert known_error(corpus, lexicon.Lexicon("x", "1", (("a", "b"),)))[0].startswith(
        "The list has"
    )
    totals = analysis.notebook.opened(corpus.path).totals.drop(columns="cluster")
    copies = [totals.assign(article=f"a{n}", outlet="AB"[n % 2]) for n in range(20)]
    for draw in (analysis.figures.headlines, analysis.figures.voices):
        page = draw(pd.concat(copies).pipe(about, totals)).page
        assert said in page.split("## Limits")[1] and "not been validated" not in page
        where = " in bodies" * (draw is analysis.figures.headlines)
        assert f"was checked by hand{where} (see Limits)" in parse(page).visible
    (tmp_path / "coding").mkdir()  # beside a table
    shutil.copy(scores, tmp_path / "coding")
    table_of = analysis.load(analysis.corpus.export(corpus, tmp_path / "one.csv"))
    assert known_error(table_of, lexicon.default()) == [said]
    # As spreadsheets save them where a comma is the decimal mark; or each line in one cell.
    table.reset_index().to_csv(scores, index=False, sep=";", decimal=",", encoding="utf-8-sig")
    assert known_error(corpus, lexicon.default()) == [said]
    # Coding holds for the texts of bodies, whatever is filled in or corrected afterwards.
    [file] = (corpus.path / "articles").glob("*.md")
    text = re.sub("outlet: .*", "outlet: The Post", file.read_text("utf-8"))
    file.write_text(text.replace("title: ", "title: New ", 1).replace("count: 88", "count: 8"))
    completed = analysis.load(corpus.path)
    assert completed.fingerprint != corpus.fingerprint
    assert known_error(completed, lexicon.default()) == [said]
    file.write_text(file.read_text("utf-8") + "\nA new paragraph.\n")
    with pytest.warns(UserWarning, match="^coding/scores.csv: scores not used, because texts"):
        assert known_error(analysis.load(corpus.path), lexicon.default())[0].startswith("The list")
    lines = table.reset_index().to_csv(index=False).splitlines()
    scores.write_text("".join(f'"{line}"\n' for line in lines))
    with pytest.warns(UserWarning, match="scores.csv: not scores written by `agree`"):
        assert known_error(corpus, lexicon.default())[0].startswith("The list has not been")


def scored(corpus, **columns):
    """A row of scores of the shipped list, as `agree` writes it."""
    known = lexicon.default()
    row = {"category": "any", "lexicon": known.fingerprint, "corpus": corpus.fingerprint}
    row |= {"section": "body", "coded": "; ".join(known.categories), "sentences": 9, "coders": 1}
    row |= {f"{n}{e}": 0.5 for n in ("precision", "recall") for e in ("", "_low", "_high")}
    return row | {"alpha": ""} | columns


@pytest.mark.usefixtures("no_image")
def test_a_figure_of_one_category_gives_the_check_of_that_category(tmp_path):
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    corpus = analysis.load(tmp_path / "corpus")
    scores = tmp_path / "corpus/coding/scores.csv"
    scores.parent.mkdir()
    one = scored(corpus, category="victory", precision=0.25)
    pd.DataFrame([one, scored(corpus)]).to_csv(scores, index=False)
    # A later file of another category that was coded alone.
    alone = scored(corpus, category="threat", coded="threat", precision=0.75)
    pd.DataFrame([alone]).to_csv(scores.with_name("threat.csv"), index=False)
    study = analysis.notebook.opened(corpus.path)
    copies = [study.totals.assign(article=f"a{n}", outlet="AB"[n % 2]) for n in range(20)]
    table = pd.concat(copies).drop(columns="cluster").pipe(about, study.totals)
    for name, share in (("any", 50), ("victory", 25), ("threat", 75)):
        page = analysis.figures.outlets(table, f"loaded_{name}_per_1000").page
        assert f"1 coder). The coding confirmed {share}% (" in page
        assert (f"of this corpus, “{name}” terms (9 sentences" in page) == (name != "any")
    page = analysis.figures.outlets(table, "loaded_doubt_per_1000").page
    assert page.count("has not been validated") == 2 and "checked by hand" not in page
    # The list was not checked on the articles with which this one is compared.
    news = analysis.reference_corpus("newsarticles")
    page = analysis.figures.standing(study.one, study.passages, study.id, news, MEASURES[2]).page
    assert "The coding confirmed 50%" in page and "was checked by hand (see Limits)" in page
    assert page.count("not been validated") == page.count("on the published articles") == 1


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"section": "headline"}, None),
        ({"coded": "betrayal"}, None),
        ({"precision": "2; x"}, "not scores written by `agree`"),
    ],
)
def test_results_of_something_else_are_not_given(tmp_path, columns, said):
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    corpus = analysis.load(tmp_path / "corpus")
    known, row = lexicon.default(), scored(corpus)
    scores = tmp_path / "corpus/coding/scores.csv"
    scores.parent.mkdir()
    pd.DataFrame([row]).to_csv(scores, index=False)
    assert known_error(corpus, known)[0].startswith("The list was checked by hand")
    pd.DataFrame([row | columns]).to_csv(scores, index=False)
    (scores.parent / "broken.csv").write_bytes(b"")
    with pytest.warns(UserWarning, match="csv: not scores written") as warned:
        assert known_error(corpus, known)[0].startswith("The list has not been validated")
    assert said is None or any(said in str(one.message) for one in warned)


def test_a_figure_refuses_passages_of_another_list():
    corpus = Shelf(x=Article("x", (Section("body", "It rained."),), language="en"))
    other = lexicon.Lexicon("x", "1", (("a", "b"),))
    with pytest.raises(ValueError, match="the passages were not counted with loaded-language"):
        analysis.figures.loaded_terms(corpus, analysis.count(corpus, other), "x")
    with pytest.raises(ValueError, match="not counted with x 1"):
        analysis.context.highlight(corpus["x"], analysis.count(corpus), other)


@pytest.mark.usefixtures("svg_alone")
def test_the_record_of_loaded_terms_covers_inner_categories():
    corpus = analysis.load(Path(__file__).parents[1] / "corpus")
    terms = lexicon.Lexicon("x", "1", (("label.persons", "president"), ("label", "betray*")))
    passages = analysis.count(corpus, terms)
    other = passages.assign(loaded_label_persons=passages["loaded_label_persons"] + 1)
    records = [
        analysis.figures.loaded_terms(corpus, table, corpus.articles[0].id, terms).record
        for table in (passages, other)
    ]
    assert records[0]["passages"] != records[1]["passages"]


def test_bars_of_loaded_terms_add_up_to_the_title(drawn):
    data = drawn["loaded-terms"].data
    by_section = data[data["section"].notna()].set_index("section")["hits"]
    assert by_section.to_dict() == {"headline": 1, "deck": 2, "body": 10}
    assert data["hits"].sum() == 2 * 13
    assert (
        drawn["loaded-terms"].record["title"].startswith("13 loaded terms in 392 words, 2 quoted")
    )
    marks = drawn["marked-article"].data
    assert len(marks) == 13 and (marks["voice"] == "quoted").sum() == 2
    assert marks["also"].dropna().tolist() == ["contempt"]  # “victory for the Ayatollahs”


@pytest.mark.usefixtures("svg_alone")
def test_a_hit_of_an_inner_category_is_drawn_once():
    text = "The president met the regime. The president won."
    corpus = Shelf(x=Article("x", (Section("body", text),), language="en"))
    terms = lexicon.Lexicon("x", "1", (("label", "regime"), ("label.persons", "president")))
    figure = analysis.figures.loaded_terms(corpus, analysis.count(corpus, terms), "x", terms)
    assert (
        figure.record["title"]
        == "3 loaded terms in 8 words, none quoted, none attributed; 2 in “label.persons”"
    )
    hits = figure.data.groupby("category")["hits"].sum()
    assert hits.to_dict() == {"label": 1, "label.persons": 2}


@pytest.mark.usefixtures("svg_alone")
def test_words_that_a_sentiment_score_hangs_on():
    text = "The United team met. It was a good and great day. It was no good. It rained."
    corpus = Shelf(x=Article("x", (Section("body", text),), language="en"))
    data = analysis.figures.sentiment_arc(corpus, analysis.count(corpus), "x").data
    assert data["hangs_on"].fillna("").tolist() == ["United", "", "good", ""]


@pytest.mark.usefixtures("svg_alone")
def test_a_quotation_that_is_cut_leaves_no_mark_open_in_the_text_alternative():
    text = 'It rained. “Bad, very bad, and it is a "total" betrayal of all of us,” he said. It was'
    corpus = Shelf(x=Article("x", (Section("body", f"{text} “good”, she said."),), language="en"))
    alt = parse(analysis.figures.sentiment_arc(corpus, analysis.count(corpus), "x").page).alt
    assert "Lowest: “Bad, very bad, and it is a ‘total’…”, −" in alt
    assert "Highest: “It was ‘good’, she said.”, " in alt and alt.count("“") == alt.count("”")


def test_sentences_of_a_short_part_are_drawn_and_its_parts_not_compared(drawn):
    data = drawn["readability-by-part"].data
    dots = data[data["sentence"].notna() & (data["measure"] == "flesch_reading_ease")]
    assert dots.groupby("part").size().to_dict() == {0: 5, 1: 4, 2: 4}
    assert drawn["readability-by-part"].record["comparisons"] == []


def test_parts_are_compared_by_welchs_test():
    from analysis.figures.readability import _pairs

    values = {"a": [50, 60, 70, 80] * 3, "b": [40, 50, 65, 70] * 3}
    rows = []
    for name, numbers in values.items():
        margin = stats.sem(numbers) * stats.t.ppf(0.975, len(numbers) - 1)
        mean = sum(numbers) / len(numbers)
        rows.append((name, mean, mean - margin, mean + margin, len(numbers)))
    parts = pd.DataFrame(rows, columns=["name", "value", "low", "high", "sentences"])
    pair, test = _pairs(parts).iloc[0], stats.ttest_ind(*values.values(), equal_var=False)
    ends = test.confidence_interval()
    assert pair[["low", "high", "p"]].tolist() == pytest.approx([ends.low, ends.high, test.pvalue])
    assert (pair["easier"], pair["harder"], pair["q"]) == ("a", "b", pair["p"])


@pytest.mark.usefixtures("no_image")
def test_a_text_that_is_too_long_for_a_page_is_cut_and_the_title_says_so():
    text = "The regime spoke of a betrayal. " * 250
    corpus = Shelf(
        x=Article("x", (Section("headline", "新华社"), Section("body", text)), language="en")
    )
    figure = analysis.figures.marked_article(corpus, analysis.count(corpus), "x")
    said = re.fullmatch(
        r"(\S+) loaded terms in the first (\S+) of 1,50\d words of the article",
        figure.record["title"],
    )
    marks, words = (int(number.replace(",", "")) for number in said.groups())
    assert marks == len(figure.data) and 0.3 * words < marks < 0.35 * words


@pytest.mark.parametrize("path", sorted(FIGURES.glob("*.png")), ids=lambda path: path.stem)
def test_nothing_is_cut_off_at_an_edge(path):
    pixels = np.asarray(Image.open(path).convert("L"))
    for edge in (pixels[:4], pixels[-4:], pixels[:, :4], pixels[:, -4:]):
        assert edge.min() > 250
