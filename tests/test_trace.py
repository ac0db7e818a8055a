"""From every mark of every shipped figure back to what it was made from: the value is the same."""

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from test_cli import run

import analysis
from analysis._support.files import sha256
from analysis.figures.saving import read_data
from analysis.figures.standing import _terms_without
from analysis.figures.trace import trace
from analysis.measures import MEASURES, applicable
from analysis.proof.cite import read_record
from analysis.reference import about
from analysis.tables.per_article import long_enough

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "notebooks/figures"
OF_TEXTS = ("readability-by-part", "sentiment-arc", "loaded-terms", "marked-article")
RANKS = sorted(path.stem for path in FIGURES.glob("standing-*.svg"))
COUNTS = {path.stem for path in FIGURES.glob("*.svg")} - {*OF_TEXTS, *RANKS, "poll"}


@pytest.fixture(scope="module")
def study():
    return analysis.study(ROOT / "corpus")


TRACED = {}  # by name and study, if one is given


def of(name, study):
    """A shipped figure's record and all its marks traced, once for all tests."""
    if (name, study) not in TRACED:
        record = read_record(FIGURES / f"{name}.svg")
        data = read_data((FIGURES / f"{name}.csv").read_bytes())
        traced = [trace(record, data, point, study) for point in range(len(data))]
        TRACED[name, study] = record, traced
    return TRACED[name, study]


def value(rows, measure):
    function, needs = applicable(rows.columns)[measure]
    return round(float(function(*(rows[name].sum() for name in needs))), 6)


def stretches(rows, study):
    """Category of the longest term and voice of each stretch that terms match."""
    hits = analysis.concordance(study.one, study.lexicon, rows, section=None)
    hits = hits.sort_values(["start", "end"])
    apart = (hits["start"] >= hits["end"].cummax().shift(fill_value=0)).cumsum()
    longest = (hits["end"] - hits["start"]).groupby(apart).idxmax()
    return hits.loc[longest, ["category", "voice"]].apply(tuple, axis=1).tolist()


def test_readability(study):
    for row, rows, *_ in of("readability-by-part", study)[1]:
        assert value(rows, row["measure"]) == row["value"]


def test_sentiment(study):
    for row, rows, *_ in of("sentiment-arc", study)[1]:
        sums = rows[["compound", "words", "quoted_words"]].sum()
        assert sums.tolist() == pytest.approx(row[["compound", "words", "quoted_words"]].tolist())


def test_loaded_terms(study):
    for row, rows, *_ in of("loaded-terms", study)[1]:
        if "section" in row:
            assert rows[["loaded_any", "words"]].sum().tolist() == [row["hits"], row["words"]]
            assert value(rows, "loaded_any_per_1000") == row["per_1000"]
        else:
            found = stretches(rows, study) if len(rows) else []
            assert found.count((row["category"], row["voice"])) == row["hits"]


def test_marked_article(study):
    text = study.article.text
    for row, rows, sentences, _ in of("marked-article", study)[1]:
        assert (row["category"], row["voice"]) in stretches(rows, study)
        assert rows["start"].min() <= row["start"] and row["end"] <= rows["end"].max()
        assert text[row["start"] : row["end"]] in sentences["text"].iloc[0]


def test_poll(study):
    _, [(row, rows, sentences, note)] = of("poll", study)
    assert rows[["yes", "no"]].iloc[0].tolist() == [row["yes"], row["no"]]
    share = MEASURES["yes_share"](rows["yes"].iloc[0], rows["no"].iloc[0])
    assert round(share, 6) == row["yes_of_all"]
    assert sentences.empty and note.startswith("readers' answers")


@pytest.mark.parametrize("name", RANKS)
def test_standing(study, name):
    record, traced = of(name, study)
    measure, left_out = (record["parameters"][key] for key in ("measure", "without"))
    news = long_enough(analysis.reference_corpus("newsarticles"), 100)
    for row, rows, *_ in traced:
        others = about(news, row["among"][6:]) if row["among"].startswith("about ") else news
        if row["among"].startswith("without "):
            rows, others = (_terms_without(one, left_out) for one in (rows, news))
        assert value(rows, measure) == row["value"]
        found = analysis.percentile(rows, measure, others).iloc[0]
        assert round(found["percentile"], 6) == row["percentile"]


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_published_counts_have_rows_and_no_texts(name):
    record, traced = of(name, None)
    for row, rows, sentences, note in traced:
        assert (len(rows) > 0) == (row.get("articles", 1) > 0)
        assert sentences.empty and "without the texts" in note
        assert "outlet" not in row or set(rows["outlet"]) == {row["outlet"]} or rows.empty


def test_rows_of_a_week_are_those_it_was_computed_from():
    for row, rows, *_ in of("over-time-by-week-loaded-terms-newsarticles", None)[1]:
        assert rows["article"].nunique() == row["articles"]
        assert "value" not in row or value(rows, "loaded_any_per_1000") == row["value"]


@pytest.mark.usefixtures("unrendered")
def test_rows_of_periods_where_no_outlet_is_known(tmp_path):
    rows = ["headline,body,published,language"]
    for n in range(30):
        text = "The storm was a betrayal of all. " * (20 + n % 3) + f"It was day {n}. " * (n % 7)
        rows.append(f"A storm {n},{text},2026-0{1 + n % 3}-{1 + n // 3 % 3 * 4:02},en")
    (tmp_path / "x.csv").write_text("\n".join(rows), "utf-8")
    study = analysis.study(tmp_path / "x.csv")
    for every in ("day", "week", "month"):
        drawn = study.draw(analysis.figures.over_time, study.totals, "loaded_any_per_1000", every)
        assert drawn.data["articles"].sum() == 30
        for point in range(len(drawn.data)):
            found = drawn.trace(point)
            assert found.rows["article"].nunique() == found.row["articles"]


TEXTS = (
    "The storm was a betrayal of the town.",
    "The mayor said that the dam would hold and the farmers would be safe.",
    "“It is a disaster for our valley,” Ann Lee said on Monday.",
    "Nobody had slept when the river fell again in the morning.",
)


@pytest.fixture(scope="module")
def valley(tmp_path_factory):
    """A corpus folder of 24 articles of three outlets, each with its page."""
    folder = tmp_path_factory.mktemp("valley")
    for n in range(24):
        own = [
            TEXTS[(n + i * (1 + n % 3)) % 4] + f" It was day {(n + 1) * i}."
            for i in range(12 + n % 4)
        ]
        day, outlet = f"2026-0{1 + n // 3 % 3}-{10 + n % 5}", f"Paper {n % 3}"
        headline = f"A {('bitter betrayal', 'calm day', 'storm')[n % 3]} in valley {n}"
        head = f'<html lang="en"><head><meta property="og:site_name" content="{outlet}">'
        head += f'<meta property="article:published_time" content="{day}">'
        page = f"<h1>{headline}</h1>" + "".join(f"<p>{one}</p>" for one in own)
        (folder / f"{n}.html").write_text(f"{head}<title>{headline}</title></head><article>{page}")
        [(_, problems, id)] = analysis.add(folder / f"{n}.html", folder / "mine")
        assert id, problems
    return analysis.study(folder / "mine")


def of_all(valley, figure, *arguments):
    drawn = valley.draw(getattr(analysis.figures, figure), valley.totals, *arguments)
    return [drawn.trace(point) for point in range(len(drawn.data))]


@pytest.mark.usefixtures("unrendered")
def test_a_value_of_many_articles_leads_to_their_sentences_and_pages(valley):
    rows = of_all(valley, "outlets", "loaded_any_per_1000")
    assert sum(found.row["articles"] for found in rows) == 24
    for row, counts, sentences, note in rows:
        assert value(counts, "loaded_any_per_1000") == row["value"]
        here = valley.corpus.where(outlet=row["outlet"])
        assert set(sentences["article"]) == {one.id for one in here} and note == ""
        found = analysis.count(here, valley.lexicon).query("section == 'body'")
        assert len(sentences) == len(found[["article", "sentence"]].drop_duplicates())
        for one in sentences.itertuples():
            article = valley.corpus[one.article]
            assert article.text[one.start : one.end] == one.text
            page = valley.corpus.path / "pages" / one.page
            assert sha256(page.read_bytes()) == one.page_sha256
            assert one.text.strip() in page.read_text("utf-8") and one.block and one.sha256


@pytest.mark.usefixtures("unrendered")
def test_a_value_of_one_voice_leads_to_sentences_with_its_words(valley):
    for row, counts, sentences, _ in of_all(valley, "outlets", "loaded_any_per_1000", "unquoted"):
        assert value(counts, "loaded_any_per_1000") == row["value"]
        assert len(sentences) and not sentences["text"].str.fullmatch("“[^”]*”").any()
    drawn = valley.draw(analysis.figures.outlets, valley.totals, "loaded_any_per_1000", "unquoted")
    assert run("verify", drawn.record["figure"], "--corpus", valley.corpus.path).returncode == 0


@pytest.mark.usefixtures("unrendered")
def test_sentences_of_voices_headlines_and_periods(valley):
    for row, counts, sentences, _ in of_all(valley, "composition"):
        whole = valley.totals.query(f"section == 'body' and outlet == '{row['outlet']}'")
        words = counts["expected_words"].sum() / 1000
        assert round(words / whole["words"].sum(), 6) == row["share"]
        said = "dam would hold|disaster" if row["voice"] != "unattributed" else "betrayal|slept"
        assert sentences["text"].str.contains(said).any()
        assert sentences["text"].str.startswith("“").all() == (row["voice"] == "quoted")
    for row, _, sentences, _ in of_all(valley, "headlines"):
        counts = sentences.groupby("section")["article"].nunique()
        assert counts.to_dict() == dict.fromkeys(["headline", "body"], row["articles"])
    for row, _, sentences, _ in of_all(valley, "over_time", "words_per_sentence", "month"):
        months = {valley.corpus[id].published[:7] for id in sentences["article"]}
        assert months == {str(row["period"])[:7]}
        assert sentences["article"].nunique() == row["articles"]


@pytest.mark.usefixtures("unrendered")
def test_rows_of_headlines_are_those_of_articles_with_one(valley, tmp_path):
    table = pd.DataFrame({"text": ["\n\n".join(one.texts("body")) for one in valley.corpus]})
    table = table.assign(outlet=[one.outlet for one in valley.corpus], language="en")
    table["title"] = [one.title if n % 4 else "" for n, one in enumerate(valley.corpus)]
    table.to_csv(tmp_path / "x.csv", index=False)
    study = analysis.study(tmp_path / "x.csv")
    drawn = study.draw(analysis.figures.headlines, study.totals)
    for point, row in enumerate(drawn.data.itertuples()):
        rows = drawn.trace(point).rows
        assert rows["article"].nunique() == row.articles < 8
        if row.measure == "loaded_any_per_1000":
            for section in ("headline", "body"):
                part = rows[rows["section"] == section]
                assert value(part, row.measure) == pytest.approx(getattr(row, section), abs=1e-5)


def test_the_command_lists_sentences_of_many_articles_for_one_point(valley):
    drawn = valley.draw(analysis.figures.outlets, valley.totals, "loaded_any_per_1000")
    figure, corpus = drawn.record["figure"], ["--corpus", valley.corpus.path]
    every = run("trace", figure, *corpus).stdout.splitlines()
    assert len(every) == len(drawn.data) == 3 and "--point 2" in every[2]
    one = run("trace", figure, *corpus, "--point", 2).stdout
    sentences = drawn.trace(2).sentences
    assert f"{sentences['article'].nunique()} articles; to list their sentences" in every[2]
    assert all(f"{it.article} body {it.start}–{it.end}: " in one for it in sentences.itertuples())


@pytest.mark.usefixtures("unrendered")
def test_posts_without_a_rating_are_in_no_row_and_another_table_is_refused(tmp_path):
    rows = ["headline,body,outlet,shares,language"]
    rows += [f"A storm {n},It rained. It was dry.,Paper {n % 2},{n},en" for n in range(24)]
    (tmp_path / "x.csv").write_text("\n".join(rows), "utf-8")
    study = analysis.study(tmp_path / "x.csv")
    rated = study.readers.assign(verdict=["yes", "no", "yes", None] * 6)
    drawn = analysis.figures.shares_by_rating(rated, "verdict", "yes")
    with pytest.raises(ValueError, match="table, which lacks column 'verdict'"):
        trace(drawn.record, drawn.data, 0, study)
    own = SimpleNamespace(readers=rated, lexicon=study.lexicon, corpus=study.corpus)
    for point in range(len(drawn.data)):
        found = trace(drawn.record, drawn.data, point, own)
        assert len(found.rows) == found.row["posts"] > 0
        assert found.rows["verdict"].notna().all()


def test_rows_of_a_rating_are_its_posts():
    for row, rows, *_ in of("shares-by-rating-buzzfeed_facebook", None)[1]:
        assert len(rows) == row["posts"] + row["missing"]
        assert (rows["rating"] == "mostly true").all() == (row["kind"] == "rated mostly true")
        assert rows["shares"].median() == row["median"]


def test_rows_of_a_voice_have_its_share_of_the_outlets_words():
    for row, rows, *_ in of("composition-newsarticles", None)[1]:
        whole = analysis.reference_corpus("newsarticles").dropna(subset=["voice"])
        whole = whole[(whole["outlet"] == row["outlet"]) & (whole["section"] == "body")]
        assert set(rows["voice"]) == {row["voice"]}
        share = rows["expected_words"].sum() / 1000 / whole["words"].sum()
        assert round(share, 6) == row["share"]


@pytest.mark.parametrize("name", OF_TEXTS)
def test_sentences_are_in_the_article_and_on_the_page(study, name):
    page = ROOT / "corpus/pages" / study.article.source
    lines = page.read_text("utf-8").splitlines()
    for _, _, sentences, note in of(name, study)[1]:
        assert note == ""
        for one in sentences.itertuples():
            assert study.article.text[one.start : one.end] == one.text
            assert one.page_sha256 == sha256(page.read_bytes())
            first, last = map(int, one.lines.split("–"))
            block = study.page.blocks[one.block - 1]
            assert one.sha256 == sha256(block.text) and one.text.strip() in " ".join(
                " ".join(lines[first - 1 : last]).split()
            )


@pytest.mark.usefixtures("unrendered")
def test_a_figure_knows_its_study_and_others_are_refused(study, tmp_path):
    drawn = study.run(analysis.figures.sentiment_arc, study.one, study.passages, study.id)
    with pytest.raises(ValueError, match="the figure shows another article; open a study of is-he"):
        drawn.trace(0)
    object.__setattr__(drawn, "study", study)
    assert drawn.trace(3).sentences["text"].iloc[0].startswith("This strategic disagreement")
    with pytest.raises(IndexError):
        drawn.trace(99)
    (tmp_path / "x.csv").write_text("headline,body\nA,It rained.\n")
    with pytest.raises(ValueError, match="shows another article; open a study of "):
        trace(drawn.record, drawn.data, 0, analysis.study(tmp_path / "x.csv"))


@pytest.mark.usefixtures("unrendered")
def test_terms_of_another_list_are_refused(study, tmp_path):
    terms = {"leaders": ["Netanyahu", "Trump"]}
    own = analysis.study(ROOT / "corpus", lexicon=analysis.lexicon.as_lexicon(terms))
    family = analysis.figures.loaded_terms(own.one, own.passages, own.id, own.lexicon)
    assert len(trace(family.record, family.data, 0, own).rows) > 0
    with pytest.raises(ValueError, match=r"counted with .*; open the study with this list"):
        trace(family.record, family.data, 0, study)
    rows = "".join(f"a{n},It rained {'on the town ' * 60}.,P{n % 2},en\n" for n in range(12))
    (tmp_path / "x.csv").write_text(f"headline,body,outlet,language\n{rows}")
    ours = analysis.study(tmp_path / "x.csv", lexicon=own.lexicon)
    ours.totals["cluster"] = range(len(ours.totals))
    grade = analysis.figures.outlets(ours.totals, "flesch_kincaid_grade")  # whatever the list
    other = analysis.study(tmp_path / "x.csv")
    assert len(trace(grade.record, grade.data, 0, other).rows) > 0
    published = "outlets-loaded-terms-newsarticles"  # whose counts are of their own list
    record = read_record(FIGURES / f"{published}.svg")
    data = read_data((FIGURES / f"{published}.csv").read_bytes())
    assert len(trace(record, data, 0, own).rows) > 0


@pytest.mark.usefixtures("unrendered")
def test_actors(tmp_path):
    text = "“We won,” Ann Lee said. “We lost it,” Bo Ray said. Iran is bad. Iran is good. " * 6
    (tmp_path / "x.csv").write_text(f'headline,body,language\nA,"{text}",en\n', "utf-8")
    study = analysis.study(tmp_path / "x.csv")
    drawn = study.draw(analysis.figures.tone, study.one, study.passages, {"Iran": ["Iran"]})
    found = drawn.trace(0)
    assert len(found.sentences) == found.row["sentences"] == 12
    assert value(found.rows, "mean_compound") == found.row["mean_compound"]
    assert found.sentences["page"].isna().all()


def test_a_row_of_a_table_is_called_a_row_and_own_figures_are_not_traced(tmp_path):
    rows = "".join(f"T{n},It rained on the town today. It was cold.,en\n" for n in range(2))
    (tmp_path / "x.csv").write_text(f"headline,body,language\n{rows}")
    [_, (_, _, id)] = analysis.corpus.add([tmp_path / "x.csv"], tmp_path / "c")
    study = analysis.study(tmp_path / "c", id)
    study.draw(analysis.figures.sentiment_arc, study.one, study.passages, id)
    draw = lambda figure, data: figure.subplots().plot(data["words"])  # noqa: E731
    analysis.figure(draw, study.totals[["words"]], "own", "x", source="x").save(study.figures)
    done = run("trace", "sentiment-arc", "--point", 0, "--corpus", tmp_path / "c")
    assert ", row 3, " in done.stdout and ", line" not in done.stdout
    done = run("trace", "own", "--corpus", tmp_path / "c")
    assert done.stderr == "error: not traced: the figure was drawn by its authors' own code\n"


def test_the_command(tmp_path):
    done = run("trace", FIGURES / "sentiment-arc.svg", "--point", 3, CORPUS=ROOT / "corpus")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("row 3: sentence 7, begins This strategic")
    assert "block 7, line 12, ad9e3734" in done.stdout
    assert (
        run("trace", "sentiment-arc", "--point", 3, "--corpus", ROOT / "corpus").stdout
        == done.stdout
    )
    cited = run("cite", "poll", "--corpus", ROOT / "corpus", "--as", "text").stdout
    assert (
        cited == run("cite", FIGURES / "poll.svg", "--as", "text").stdout
        and "[figure poll]" in cited
    )
    done = run("trace", FIGURES / "sentiment-arc.svg", "--point", 13, CORPUS=ROOT / "corpus")
    assert done.returncode == 2 and "its data have rows 0 to 12" in done.stderr


def test_data_that_are_not_the_figures_own_are_refused(tmp_path):
    figure = tmp_path / "sentiment-arc.svg"
    figure.write_bytes((FIGURES / figure.name).read_bytes())
    for content in (b"", b'\xff"', (FIGURES / "poll.csv").read_bytes()):
        figure.with_suffix(".csv").write_bytes(content)
        done = run("trace", figure, CORPUS=ROOT / "corpus")
        assert done.returncode == 2, done.stdout
        assert "sentiment-arc.csv: not the data of sentiment-arc.svg; run" in done.stderr
