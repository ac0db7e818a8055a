"""A folder of articles: loading, checking, and adding pages to it."""

import os
import random
import re
import shutil
import warnings
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis._support.wording import file_name, slug
from analysis.article import Article, Response, Section, to_markdown
from analysis.corpus import (
    RIGHTS,
    Corpus,
    add,
    audit,
    check,
    examine,
    export,
    load,
    without_wire_copy,
)
from analysis.tables.parts import digest

ROOT = Path(__file__).parent.parent / "corpus"
REAL = ROOT / "pages" / "000_854d33eb91b1359a.txt"
REAL_ID = "is-he-still-with-us-why-netanyahu-left-0f3ec3d0"
TEXT = (
    "The harbour of the small town was closed on Monday after a storm broke two of its gates, "
    "and it is not known who will pay for them."
)
COUNTERS = (
    Response("comments", None, (("comments", 23),), "23 Comments"),
    Response("views", None, (("views", 1200),), "1.2K views"),
)
MANY = Response("poll", "Who pays?", (("The town", 7), ("Nobody", None)), "…")
YES_NO = Response("poll", "Good?", (("YES", 12), ("No", 3)), "Good?\nYES (12)\nNo (3)")


def article(id, **fields):
    sections = (Section("headline", f"Title of {id}"), Section("body", TEXT))
    return Article(**{"id": id, "sections": sections} | fields)


def corpus_of(folder, *articles, names=None):
    """A corpus folder with these articles, in files named after them or as told."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for item, name in zip(articles, names or [a.id for a in articles], strict=True):
        (folder / "articles" / f"{name}.md").write_bytes(to_markdown(item).encode())
    return folder


def page(folder, text, name="page.txt"):
    path = folder / name
    path.write_bytes(text.encode())
    return path


def tree(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def quiet(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load(path)


def test_the_real_article_is_what_its_page_gives(tmp_path):
    assert add([REAL], tmp_path) == [(REAL, "added", REAL_ID)]
    # What the page says is as it is kept; what somebody added by hand is not looked at.
    name = f"articles/{REAL_ID}.blocks.csv"
    assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes()
    assert load(tmp_path)[REAL_ID].text == load(ROOT)[REAL_ID].text
    assert (tmp_path / "pages" / REAL.name).read_bytes() == REAL.read_bytes()
    assert check(tmp_path) == []


def test_the_real_article_holds_no_furniture(tmp_path):
    add([REAL], tmp_path)
    article = load(tmp_path)[REAL_ID]
    for words in ("Skip", "Ready for more", "newsletter", "privacy", "Enjoyed", "88", "Follow"):
        assert words not in article.text
    assert "Loading" not in article.text and article.text.count("Yonatan Sindel") == 1
    assert article.outlet is article.published is article.url is article.accessed is None
    assert article.authors == () and article.language == "en" and article.rights == RIGHTS


def test_the_real_responses_and_metadata(tmp_path):
    add([REAL], tmp_path)
    corpus = load(tmp_path)
    row = corpus.responses.set_index("article").loc[REAL_ID]
    assert (row["kind"], row["question"], row["yes"], row["no"]) == (
        "poll",
        "Enjoyed this article?",
        88,
        4,
    )
    assert row[["options", "comments", "shares", "likes", "reactions", "views"]].isna().all()
    about = corpus.metadata.loc[REAL_ID]
    assert about["kicker"] == "Growing Tension Over Trump’s Hesitation to Strike Iran"
    assert about[["outlet", "authors", "published", "url"]].isna().all()


def test_a_corpus_is_sorted_and_shows_itself(tmp_path):
    corpus = load(corpus_of(tmp_path / "some", article("b"), article("a"), names=["1", "2"]))
    assert [a.id for a in corpus] == ["a", "b"] and len(corpus) == 2
    assert corpus["b"].title == "Title of b"
    assert repr(corpus) == "Corpus: 2 articles, 0 problems (some)"
    with pytest.raises(KeyError, match="no article 'c' in Corpus: 2 articles"):
        corpus["c"]
    assert [a.id for a in corpus.select("b")] == ["b"]
    assert corpus.select("b").fingerprint != corpus.fingerprint
    assert corpus.select("b", "a").fingerprint == corpus.fingerprint
    assert len(corpus.select("b", "b")) == 1


def test_only_a_folder_with_articles_is_a_corpus(tmp_path):
    corpus_of(tmp_path, article("a"), article("b"))
    (tmp_path / "articles" / "notes.txt").write_text("no article")
    assert load(tmp_path).problems == () and len(load(tmp_path / "articles")) == 0
    with pytest.raises(ValueError, match="b.md: not a corpus; give a corpus folder or a table"):
        load(tmp_path / "articles/b.md")
    with pytest.raises(FileNotFoundError, match="no such file or folder; give a corpus folder"):
        load(tmp_path / "nowhere")


def test_tables_have_their_columns_and_types_with_and_without_rows(tmp_path):
    dated = article("a", authors=("Ann Lee", "Bo Ek"), published="2026-02-26", responses=COUNTERS)
    zoned = article("b", published="2026-02-26T01:00:00+02:00", responses=(MANY, YES_NO))
    full = load(corpus_of(tmp_path, dated, zoned, article("c")))
    empty = Corpus((), (), tmp_path)
    for name in ("responses", "metadata"):
        assert list(getattr(full, name).dtypes.items()) == list(getattr(empty, name).dtypes.items())
        assert len(getattr(empty, name)) == 0
    table = full.responses.set_index(["article", "kind"])
    assert table.loc[("a", "comments"), "comments"] == 23
    assert table.loc[("a", "views"), "views"] == 1200 and table["views"].count() == 1
    assert table["options"].dropna().tolist() == ["The town: 7; Nobody: unknown"]
    assert table[["yes", "no"]].dropna().values.tolist() == [[12, 3]]
    assert set(full.responses.dtypes[["yes", "no", "shares"]].map(str)) == {"Int64"}
    about = full.metadata
    assert about.loc["a", "authors"] == "Ann Lee; Bo Ek" and pd.isna(about.loc["c", "authors"])
    assert about["published"].tolist()[:2] == [
        pd.Timestamp("2026-02-26"),
        pd.Timestamp("2026-02-26 01:00"),
    ]
    assert pd.isna(about.loc["c", "published"])


def test_the_fingerprint_depends_on_content_and_not_on_files(tmp_path):
    one, two = article("a", responses=(YES_NO,)), article("b")
    first = load(corpus_of(tmp_path / "1", one, two)).fingerprint
    assert load(corpus_of(tmp_path / "2", one, two, names=["z", "y"])).fingerprint == first
    assert load(corpus_of(tmp_path / "3", article("a"), two)).fingerprint != first
    assert load(corpus_of(tmp_path / "4", one)).fingerprint != first
    as_subhead = (*two.sections, Section("subhead", "x")), (*two.sections, Section("body", "x"))
    prints = [Corpus((article("b", sections=s),), (), tmp_path).fingerprint for s in as_subhead]
    assert prints[0] != prints[1]


def test_a_bad_corpus_says_so_in_one_line_a_file_and_loads_the_rest(tmp_path):
    folder = corpus_of(tmp_path, article("good"), article("fine"), article("good"),
                       names=["a", "b", "z"]) / "articles"  # fmt: skip
    (folder / "broken.md").write_text("---\nid: [x\n---\nText.\n")
    (folder / "textless.md").write_text("---\nid: x\ntitle: T\n---\n")
    (folder / "bytes.md").write_bytes(b"---\nid: x\ntitle: caf\xe9\n---\nText.\n")
    (folder / "empty.md").write_bytes(b"")
    (folder / "folder.md").mkdir()
    with pytest.warns(
        UserWarning, match=r"^6 problems in .*; the first is: articles/broken.md:2: "
    ):
        corpus = load(tmp_path)
    assert [a.id for a in corpus] == ["fine", "good"]
    starts = [
        "articles/broken.md:2: broken YAML header",
        "articles/bytes.md:3: not UTF-8",
        "articles/empty.md: empty file",
        "articles/folder.md: cannot be read",
        "articles/textless.md:4: no body text after the header",
        "articles/z.md:2: id good is already used in articles/a.md",
    ]
    assert len(corpus.problems) == len(starts)
    assert all(p.startswith(s) for p, s in zip(corpus.problems, starts, strict=True))
    assert not any("\n" in problem for problem in corpus.problems)
    assert check(tmp_path) == list(corpus.problems)


def test_a_good_corpus_warns_of_nothing(tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert load(corpus_of(tmp_path, article("a"))).problems == ()


def test_pages_dates_and_records_are_checked(tmp_path):
    [(_, _, id)] = add([page(tmp_path, f"Harbour closed\n\n{TEXT}\n")], tmp_path)
    assert check(tmp_path) == []
    saved, record = tmp_path / "pages/page.txt", tmp_path / f"articles/{id}.blocks.csv"
    file = tmp_path / f"articles/{id}.md"
    kept = {path: path.read_bytes() for path in (saved, record, file)}
    text = file.read_text(encoding="utf-8")

    def after(path, change):
        change(path)
        problems = check(tmp_path)
        path.write_bytes(kept[path])
        return problems

    def swap(old, new):
        return lambda path: path.write_bytes(path.read_bytes().replace(old, new))

    header = text.split("\n")
    at = {line.partition(":")[0]: number for number, line in enumerate(header, 1)}
    its = f"articles/{id}.md:{at['source']}: its page pages/page.txt"
    changed = f"{its} has changed; restore the original"
    assert after(saved, swap(b"storm", b"Storm")) == [changed]
    assert after(saved, Path.unlink) == [f"{its} is missing; restore it"]
    [line] = after(file, lambda path: path.write_text(re.sub("sha256: .*", "sha256: null", text)))
    assert line.startswith(f"articles/{id}.md:{at['source']}: ") and "sha256 is empty" in line
    assert after(record, Path.unlink)[0].startswith(f"articles/{id}.blocks.csv: missing, so")
    file.unlink()
    record_note, page_note, deleted = examine(tmp_path).notes
    assert deleted.startswith(f"articles/{id}.md: deleted since it was added")
    assert record_note.startswith(f"articles/{id}.blocks.csv: ") and "no article" in record_note
    assert page_note.startswith("pages/page.txt: no article was made")
    file.write_bytes(kept[file])
    assert after(record, swap(b"storm", b"Storm")) == [
        f"articles/{id}.blocks.csv: row 3: the text does not match its hash; restore the file"
    ]
    assert after(file, swap(b"storm", b"Storm")) == []
    assert examine(tmp_path).notes == ()
    swap(b"storm", b"Storm")(file)
    swap(b"outlet: null", b"outlet: The Paper")(file)
    [note] = examine(tmp_path).notes
    assert note.startswith(f"articles/{id}.md: ") and "(body, outlet);" in note
    file.write_bytes(kept[file])
    swap(b"published: null", b"published: 2026-2-3")(file)
    report = examine(tmp_path)  # a typing error does not make its page a leftover
    assert "published '2026-2-3' cannot be read" in report.problems[0] and report.notes == ()
    file.write_bytes(kept[file])
    assert after(file, swap(b"published: null", b"published: 1889-01-01")) == [
        f"articles/{id}.md:{at['published']}: published: 1889-01-01 is before 1990; check the date"
    ]
    assert check(tmp_path) == []


def test_adding_twice_changes_nothing_and_an_edited_article_stays(tmp_path):
    source = page(tmp_path, f"Harbour closed\n\n{TEXT}\n")
    corpus = tmp_path / "corpus"
    [(_, _, id)] = add([source], corpus)
    before = tree(corpus)
    assert add([source, str(source)], corpus) == [
        (source, "unchanged", id),
        (str(source), "unchanged", id),
    ]
    again = page(tmp_path, f"Harbour closed\n\n{TEXT}\n", "same bytes.txt")
    assert add([again], corpus) == [(again, "unchanged", id)]
    assert tree(corpus) == before
    file = corpus / f"articles/{id}.md"
    file.write_bytes(file.read_bytes().replace(b"outlet: null", b"outlet: The Paper"))
    before = tree(corpus)
    assert add([source], corpus) == [(source, "kept", id)]
    assert tree(corpus) == before
    renamed = file.with_name("my-harbour.md")
    file.rename(renamed)
    assert add([source], corpus)[0][1] == "kept"
    assert list((corpus / "articles").glob("*.md")) == [renamed]


def test_two_pages_of_one_name_are_both_kept(tmp_path):
    (tmp_path / "x").mkdir()
    one = page(tmp_path, f"Harbour closed\n\n{TEXT}\n")
    two = page(tmp_path / "x", f"Harbour open again\n\n{TEXT}\n")
    results = add([one, two], tmp_path / "corpus")
    assert [status for _, status, _ in results] == ["added", "added"]
    digest = results[1][2][-8:]
    names = sorted(os.listdir(tmp_path / "corpus" / "pages"))
    assert names == [f"page-{digest}.txt", "page.txt"]
    assert check(tmp_path / "corpus") == []
    assert add([one, two], tmp_path / "corpus") == [(one, "unchanged", results[0][2]),
                                                    (two, "unchanged", results[1][2])]  # fmt: skip


def test_pages_that_cannot_be_added_get_one_line_and_leave_nothing(tmp_path):
    latin = tmp_path / "latin.txt"
    latin.write_bytes("Café\n".encode("latin-1"))
    (tmp_path / "nothing").mkdir()
    given = [latin, page(tmp_path, ""), tmp_path / "none.txt", tmp_path / "nothing", "none*.htm"]
    results = add(given, tmp_path / "c")
    assert [status for _, status, _ in results] == ["failed"] * 5
    for (_, _, why), start in zip(
        results,
        [
            "not UTF-8",
            "empty page",
            "No such file or directory",
            "this folder has no page or table",
            "no file matches this pattern",
        ],
        strict=True,
    ):
        assert why.startswith(start) and "\n" not in why
    assert not (tmp_path / "c").exists()


def test_all_files_or_none(tmp_path, monkeypatch):
    source = page(tmp_path, f"Harbour closed\n\n{TEXT}\n")
    calls = []

    def full_disk(handle):
        calls.append(handle)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    [(_, status, why)] = add([source], tmp_path / "corpus")
    assert status == "failed" and "No space left on device" in why
    assert tree(tmp_path / "corpus") == {}
    monkeypatch.undo()
    assert add([source], tmp_path / "corpus")[0][1] == "added"
    assert len(tree(tmp_path / "corpus")) == 4


def test_what_an_interruption_left_is_completed(tmp_path):
    source = page(tmp_path, f"Harbour closed\n\n{TEXT}\n")
    add([source], tmp_path / "corpus")
    whole = tree(tmp_path / "corpus")
    names = list(whole)
    random.Random(1).shuffle(names)
    for name in names:
        (tmp_path / "corpus" / name).unlink()
        assert add([source], tmp_path / "corpus")[0][1] in ("added", "unchanged")
        assert tree(tmp_path / "corpus") == whole


def test_a_title_cannot_leave_the_folder(tmp_path):
    corpus = tmp_path / "deep" / "corpus"
    outside = tree(tmp_path)
    source = page(tmp_path, f"../../../x y\n\n{TEXT}\n")
    [(_, status, id)] = add([source], corpus)
    assert status == "added" and id.startswith("x-y-")
    assert set(tree(tmp_path)) - set(outside) == {"page.txt"} | {
        f"deep/corpus/{name}" for name in tree(corpus)
    }
    assert len(slug("word " * 50).split("-")) == 8 and len(slug("w" * 500)) == 80


def test_two_names_of_figures_are_two_files():
    titles = ["“війна” terms", "“мир” terms", *(f"a b c d e f g h {last}" for last in "ij")]
    titles += ["C++ terms", "C terms", "50% up", "50 up", "vážné", "vazne"]
    assert len({file_name(title) for title in titles}) == 10
    assert file_name("Prices: a “cap”") == "prices-a-cap" and file_name("x_y") == "x-y"


def test_a_language_that_cannot_be_told_is_left_empty_with_a_warning(tmp_path):
    text = (
        "Der Hafen der kleinen Stadt war am Montag nach einem Sturm geschlossen, und niemand "
        "weiß bisher, wer die neuen Tore bezahlen soll."
    )
    source = page(tmp_path, f"Hafen geschlossen\n\n{text}\n")
    with pytest.warns(UserWarning, match="language unknown"):
        [(_, status, id)] = add([source], tmp_path / "corpus")
    assert status == "added" and load(tmp_path / "corpus")[id].language is None


def test_a_page_may_already_lie_in_the_corpus(tmp_path):
    (tmp_path / "pages").mkdir()
    shutil.copy(REAL, tmp_path / "pages")
    assert add([tmp_path / "pages" / REAL.name], tmp_path)[0][1:] == ("added", REAL_ID)
    assert os.listdir(tmp_path / "pages") == [REAL.name] and check(tmp_path) == []


def test_where_takes_articles_by_any_field(tmp_path):
    articles = (
        article("a", outlet="CNN", authors=("Ann Lee", "Bo Ek"), published="2017-01-31"),
        article("b", outlet="BBC", authors=("Bo Ek",), published="2017-02-01T01:00:00+02:00"),
        article("c", language="de", published="2018-05-05"),
        article("d", outlet="CNN"),
    )
    corpus = Corpus(articles, (), tmp_path)
    assert [a.id for a in corpus.where(outlet="CNN")] == ["a", "d"]
    assert [a.id for a in corpus.where(outlet=["CNN", "BBC"], authors="Bo Ek")] == ["a", "b"]
    assert [a.id for a in corpus.where(outlet=None)] == ["c"]
    cnn = corpus.where(outlet="CNN")
    assert cnn.fingerprint == Corpus((articles[0], articles[3]), (), tmp_path).fingerprint
    assert cnn.selection == "outlet CNN (2 left out)" and cnn.metadata.index.tolist() == ["a", "d"]
    with pytest.raises(ValueError, match="no field 'outlt'; available: title, .*outlet") as one:
        corpus.where(outlt="CNN")
    with pytest.raises(ValueError, match="no article has outlet 'CNM'; .*BBC, CNN") as other:
        corpus.where(outlet=["CNN", "CNM"])
    assert "\n" not in f"{one.value}{other.value}"
    with pytest.raises(ValueError, match="outlet: no value"):
        corpus.where(outlet=[])


def test_between_takes_whole_days_months_and_years(tmp_path):
    dates = ["2016-12-31", "2017-01-01", "2017-02-01T01:00:00+02:00", "2017-03-31T23:59", None]
    articles = [article(id, published=day) for id, day in zip("abcde", dates, strict=True)]
    corpus = Corpus(tuple(articles), (), tmp_path)
    for first, last, ids in (
        ("2017-01", "2017-03", "bcd"),
        ("2017", "2017", "bcd"),
        ("2016-12-31", "2017-01", "ab"),  # in UTC c is of January
        ("2017-02", "2017-03-30", "c"),
        ("2017-03-31", "2017-03-31", "d"),
    ):
        assert "".join(a.id for a in corpus.between(first, last)) == ids
    spring = corpus.between("2017-01", "2017-03")
    assert spring.selection == "with a date (1 left out), published 2017-01 to 2017-03 (1 left out)"
    for first, last, fact in (
        ("2017-13", "2018", "first is '2017-13'"),
        ("2017", "3/4/2017", "last is '3/4/2017'"),
        ("2017-02-31", "2018", "first is '2017-02-31'"),
        ("٢٠١٧", "2018", "first is '٢٠١٧'"),
        ("2018", "2017", "after last"),
    ):
        with pytest.raises(ValueError, match=fact):
            corpus.between(first, last)
    with pytest.raises(TypeError, match="last must be .*, not int"):
        corpus.between("2017", 2018)


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: load(None), "path"),
        (lambda: check(5), "path"),
        (lambda: add(5, "c"), "pages"),
        (lambda: add([5], "c"), "pages"),
        (lambda: add([], None), "corpus_dir"),
        (lambda: audit(None, "a"), "corpus"),
        (lambda: export([], "c.csv"), "corpus"),
        (lambda: without_wire_copy("corpus"), "corpus"),
        (lambda: analysis.cite(5), "path"),
        (lambda: analysis.study(5), "path"),
        (lambda: analysis.concordance([], 3), "terms"),
        (lambda: analysis.concordance([], ["war", 3]), "terms"),
    ],
)
def test_an_argument_of_the_wrong_type_is_named_in_one_line(call, argument):
    with pytest.raises(TypeError, match=f"^{argument} ") as error:
        call()
    assert "\n" not in str(error.value)


def test_an_unknown_language_is_not_called_another_language(tmp_path):
    articles = [article("a", language="en"), article("b", language="de"), article("c")]
    lines = examine(corpus_of(tmp_path, *articles)).unmeasured[:-3]
    assert len(lines) == 2
    assert "not in English" in lines[0] and lines[0].endswith("b (de)")
    assert "language unknown" in lines[1] and lines[1].endswith(": c")


def test_non_characters_are_replaced_on_reading(tmp_path):
    (tmp_path / "x.csv").write_text(f'title,text,outlet\nT\uffff,"{TEXT}",The\ufffe Post\n')
    [(_, status, id)] = add(tmp_path / "x.csv", tmp_path / "c")
    found = load(tmp_path / "c")[id]
    assert (status, found.title, found.outlet) == ("added", "T\ufffd", "The\ufffd Post")


def test_an_answer_counted_twice_is_unknown():
    poll = Response("poll", "Q?", (("Yes", 3), ("YES", 4), ("No", 1)), "Yes 3 YES 4 No 1")
    article = Article("a", (Section("body", "It rained."),), responses=(poll,))
    row = Corpus((article,), (), Path("x")).responses.iloc[0]
    assert pd.isna(row["yes"]) and row["no"] == 1 and row["votes"] == 8


def test_check_notes_outlets_that_differ_in_spelling(tmp_path):
    rows = [
        f'{n},T,{outlet},"It rained."\n' for n, outlet in enumerate(["AP News", "AP NEWS", "CNN"])
    ]
    (tmp_path / "x.csv").write_text("id,title,outlet,text\n" + "".join(rows))
    [note] = examine(tmp_path / "x.csv").notes
    assert "'AP NEWS', 'AP News'" in note


def written(folder, *outlets):
    """A corpus with an article of each outlet, by id a, b, …"""
    return corpus_of(folder, *(article("abcd"[n], outlet=o) for n, o in enumerate(outlets)))


def test_a_map_of_outlets_joins_their_spellings_when_a_corpus_is_opened(tmp_path):
    home = written(tmp_path / "c", "AP NEWS", "AP News", "CNN", None)
    before, printed = tree(home), load(home)
    [note] = [note for note in examine(home).notes if "'AP NEWS', 'AP News'" in note]
    assert "outlets.csv" in note
    (home / "outlets.csv").write_text("Spelling;OUTLET\n AP NEWS ;AP News\nFox;Fox News\n")
    joined = load(home)
    assert joined.metadata["outlet"].dropna().to_dict() == {
        "a": "AP News",
        "b": "AP News",
        "c": "CNN",
    }
    assert len(joined.where(outlet="AP News")) == 2 and not joined.problems
    assert joined["a"].origins["outlet"] == "outlets.csv, for AP NEWS"
    assert not any("AP NEWS" in line for line in (*examine(home).notes, *check(home)))
    [note] = [note for note in examine(home).notes if note.startswith("outlets.csv: ")]
    assert "no article has outlet 'Fox'" in note
    assert tree(home).items() - before.items() == {
        ("outlets.csv", (home / "outlets.csv").read_bytes())
    }
    # The fingerprint changes with an outlet, also of a part of the corpus and of its export.
    assert joined.fingerprint != printed.fingerprint
    assert load(export(joined, tmp_path / "c.parquet")).fingerprint == joined.fingerprint
    assert joined.select("b").fingerprint == printed.select("b").fingerprint
    assert joined.select("a").fingerprint != printed.select("a").fingerprint
    (home / "outlets.csv").write_text("spelling,outlet\nFox,Fox News\nCNN,CNN\n")
    assert load(home).fingerprint == printed.fingerprint
    assert load(home).articles == printed.articles


def test_counts_that_are_kept_are_those_of_the_outlets_in_the_map(tmp_path):
    home = written(tmp_path / "c", "AP NEWS")
    before = digest(home)
    (home / "outlets.csv").write_text("spelling,outlet\nAP NEWS,AP News\n")
    assert digest(home) != before


@pytest.mark.parametrize(
    ("rows", "facts"),
    [
        ("name,outlet\nCNN,Cable\n", ["no column 'spelling'"]),
        ("spelling\nCNN\n", ["no column 'outlet'"]),
        ("spelling,outlet\nCNN,Cable\nCNN,Wire\n", ["spelling 'CNN' has several rows"]),
        ("spelling,outlet\nCNN,Cable\nCable,Wire\n", ["'Cable' is itself listed"]),
        ("spelling,outlet\nCNN,\nA,B\nA,B\nB,C\n", ["row 2 has an empty", "'A'", "'B' is itself"]),
        ("spelling,outlet\n", ["no rows"]),
        ("", ["no rows"]),
        ('spelling,outlet\n"x"y,CNN\n', ["row 2: invalid CSV"]),
    ],
)
def test_a_fault_in_the_map_of_outlets_is_named_and_the_map_is_not_used(tmp_path, rows, facts):
    home = written(tmp_path / "c", "CNN")
    printed = load(home)
    (home / "outlets.csv").write_text(rows)
    for problem, fact in zip(check(home), facts, strict=True):
        assert problem.startswith("outlets.csv: ") and fact in problem
    assert quiet(home).articles == printed.articles


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("title: A\nyear: 2017\ntitle: B\n", "'title' occurs twice, line 3"),
        ("authors:\n  - {name: Ann Lee, name: Bo Ray}\n", "'name' occurs twice, line 2"),
        ("title: [A, B]\n", "title is not text"),
        ("doi: {a: b}\n", "doi is not text"),
        ("licence: []\n", "licence is not text"),
        ("period: no\n", "period is not text"),
        ("year: [2017]\n", "year is not text"),
        ("year: last spring\n", "year 'last spring' is not valid"),
        ("doi: zenodo.123\n", "doi 'zenodo.123' is not valid; write 10."),
    ],
)
def test_what_corpus_yml_says_twice_or_in_lists_is_a_problem(tmp_path, text, fault):
    home = written(tmp_path / "c", "CNN")
    (home / "corpus.yml").write_text(text)
    [problem] = check(home)
    assert problem.startswith("corpus.yml: ") and fault in problem and "\n" not in problem


@pytest.mark.parametrize("name", ["outlets.csv", "corpus.yml"])
def test_a_folder_in_the_place_of_a_file_is_a_problem(tmp_path, name):
    home = written(tmp_path / "c", "CNN")
    (home / name).mkdir()
    [problem] = check(home)
    assert problem.startswith(f"{name}: ") and "\n" not in problem
    assert len(quiet(home)) == 1


def test_values_of_other_types_are_looked_up_like_texts():
    corpus = Corpus((Article("a", (), outlet="A"), Article("b", (), outlet="B")), (), Path("x"))
    with pytest.raises(ValueError, match=r"^no article has outlet \{'A': 1\}; available: A, B$"):
        corpus.where(outlet={"A": 1})
    assert [one.id for one in corpus.where(outlet=pd.Series(["B"]))] == ["b"]


def test_the_same_selection_twice_is_one():
    articles = Article("a", (), outlet="A"), Article("b", (), outlet="B")
    once = Corpus(articles, (), Path("x")).where(outlet="A")
    assert once.where(outlet="A") == once and once.selection == "outlet A (1 left out)"


def test_messages_name_the_first_few_of_very_many():
    articles = [Article(f"a{n:05}", (), outlet=f"Paper {n}", language=None) for n in range(20_000)]
    many = Corpus(tuple(articles), (), Path("x"))
    with pytest.raises(KeyError) as unknown:
        many["b"]
    assert "a00000, a00001" in str(unknown.value) and "19,995 more" in str(unknown.value)
    with pytest.raises(ValueError) as nobody:
        many.where(outlet="The Post")
    assert "19,995 more" in str(nobody.value)
    for call in (unknown, nobody):
        assert len(str(call.value)) < 300


def test_articles_that_are_not_measured_are_named_by_the_first_few(tmp_path):
    rows = "".join(f'a{n:03},T,"Il pleut sur la ville, {n}."\n' for n in range(200))
    (tmp_path / "x.csv").write_text(f"id,title,text\n{rows}")
    assert examine(tmp_path / "x.csv").unmeasured == [
        "not measured, language unknown: a000, a001, a002, a003, a004 and 195 more",
        *(
            f"without {name}: 200 articles (a000, a001, a002 and 197 more)"
            for name in ("outlet", "date", "author")
        ),
    ]


def test_values_as_pandas_gives_them_select_articles():
    outlets = {"a": "A", "b": "B", "c": None}
    articles = (Article(id, (), outlet=outlet) for id, outlet in outlets.items())
    corpus = Corpus(tuple(articles), (), Path("x"))
    for values in (corpus.metadata["outlet"].unique(), pd.Index(["A", "B", None, "A"])):
        assert len(corpus.where(outlet=values)) == 3
    twice = corpus.where(outlet=pd.Series(["A", "B", "A"]))
    assert twice.selection == "outlet A or B (1 left out)"
    assert [one.id for one in corpus.where(outlet=pd.NA)] == ["c"]


def test_ids_and_articles_are_in_a_corpus():
    corpus = Corpus((Article("a", ()),), (), Path("x"))
    assert "a" in corpus and corpus.articles[0] in corpus and "b" not in corpus


def test_a_poll_without_options_has_no_known_votes():
    corpus = Corpus((Article("a", (), responses=(Response("poll", "Q?", (), ""),)),), (), Path("x"))
    assert corpus.responses["votes"].isna().all()


def test_a_folder_without_articles_is_told(tmp_path):
    (tmp_path / "page.html").write_text("<p>It rained.")
    with pytest.warns(UserWarning, match=f"^no article in {tmp_path}; give a table or a corpus"):
        assert len(load(tmp_path)) == 0


def test_a_table_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(FileNotFoundError) as error:
        export(Corpus((), (), tmp_path), tmp_path / "none" / "x.csv")
    assert error.value.filename == str(tmp_path / "none" / "x.csv")
