"""From a blind sheet to corrected rates, and every sheet that must be refused."""

import csv
import json
from pathlib import Path

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner
from validate_coding import SETTINGS, coverage, differences_held, published

from analysis.article import Article, Section, to_markdown
from analysis.cli import app
from analysis.coding.agree import (
    SCORES,
    agree,
    alpha,
    alpha_interval,
    corrected,
    differences,
)
from analysis.coding.sample import draw, sample
from analysis.coding.voices import agree_voices
from analysis.corpus.model import Corpus
from analysis.counting.passages import count
from analysis.lexicon import Lexicon

LIST = Lexicon("small", "1", (("threat", "menac*"), ("label", "regime"), ("label", "proxies")))
PLAIN, HIT, BOTH = "It rained on day {}.", "A menace came on day {}.", "The regime menaced {} men."


def corpus_of(*sentences):
    """A corpus of one article for each ten sentences, and its passages."""
    articles = [
        Article(
            f"story-{n}",
            (Section("headline", "A story"), Section("body", " ".join(sentences[n : n + 10]))),
            language="en",
        )
        for n in range(0, len(sentences), 10)
    ]
    return Corpus(tuple(articles), (), Path("small")), count(articles, LIST)


@pytest.fixture(scope="module")
def material():
    texts = [PLAIN] * 70 + [HIT] * 20 + [BOTH] * 10
    return corpus_of(*(text.format(n) for n, text in enumerate(texts)))


def drawn(material, folder, name="sheet.csv", **options):
    path = folder / name
    plan = sample(*material, path, LIST, **options)
    return path, json.loads(path.with_suffix(".key.json").read_text(encoding="utf-8")), plan


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def fill(path, out, code, note=""):
    """A copy of a sheet in which a coder wrote ``code(text, category)``."""
    head, *rows = rows_of(path)
    filled = [
        [*row[:3], *(int(code(row[2], name)) for name in head[3:-1]), note or row[-1]]
        for row in rows
    ]
    save(out, [head, *filled])
    return out


def save(path, rows, delimiter=",", encoding="utf-8"):
    with open(path, "w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def truth(text, category):
    return ("menace" in text) if category == "threat" else ("regime" in text)


def test_the_sheet_is_blind_shuffled_and_the_same_each_time(material, tmp_path):
    path, key, _ = drawn(material, tmp_path, n=40)
    head, *rows = rows_of(path)
    assert head == ["row", "sentence", "text", "threat", "label", "note"]
    assert [row[0] for row in rows] == [str(n) for n in range(1, 41)]
    assert all(row[3:] == ["", "", ""] for row in rows)
    assert not any(article.id in row[1] for article in material[0] for row in rows)
    # Hits do not stand together.
    order = [bool(row["hits"]) for row in key["rows"]]
    assert sum(order) == 20 and order != sorted(order) and order != sorted(order)[::-1]
    again, _, _ = drawn(material, tmp_path, "again.csv", n=40)
    assert again.read_bytes() == path.read_bytes()
    other, _, _ = drawn(material, tmp_path, "other.csv", n=40, seed=2)
    assert other.read_bytes() != path.read_bytes()


def test_the_key_leads_back_to_the_sentence(material, tmp_path):
    path, key, _ = drawn(material, tmp_path, n=40)
    corpus, _ = material
    for row, (_, id, text, *_) in zip(key["rows"], rows_of(path)[1:], strict=True):
        assert row["sentence"] == id
        assert corpus[row["article"]].text[row["start"] : row["end"]] == text
        assert (row["stratum"] == "hit") == bool(row["hits"])
    assert key["corpus"] == corpus.fingerprint
    assert key["lexicon"]["fingerprint"] == LIST.fingerprint
    assert key["strata"] == {
        "hit": {"sentences": 30, "hits": {"threat": 30, "label": 10, "any": 30}},
        "no hit": {"sentences": 70, "hits": {"threat": 0, "label": 0, "any": 0}},
    }


def test_named_categories_alone_are_coded_and_counted_as_hits(material, tmp_path):
    _, key, plan = drawn(material, tmp_path, n=40, categories=["label"])
    assert {name: s["sentences"] for name, s in key["strata"].items()} == {"no hit": 90, "hit": 10}
    assert key["categories"] == plan.index.tolist() == ["label"]
    columns = ["hits", "others", "drawn_hits", "drawn_others"]
    assert plan.loc["label", columns].tolist() == [10, 90, 10, 30]


def test_cells_that_a_spreadsheet_would_run_are_guarded_and_read_back(tmp_path):
    material = corpus_of("=1+1 is a menace.", "-5 degrees here.", "@home they ate.", "+ a regime.")
    path, key, _ = drawn(material, tmp_path)
    texts = [row[2] for row in rows_of(path)[1:]]
    assert texts and all(text.startswith(("'", "1")) or text[0].isalnum() for text in texts)
    assert any(text.startswith("'=") for text in texts)
    assert agree([fill(path, tmp_path / "ann.csv", truth)]).loc["threat", "rate"] == pytest.approx(
        1 / len(texts)
    )
    # A spreadsheet may take the apostrophe away.
    head, *rows = rows_of(tmp_path / "ann.csv")
    save(tmp_path / "bare.csv", [head, *([*r[:2], r[2].removeprefix("'"), *r[3:]] for r in rows)])
    assert len(agree([tmp_path / "bare.csv"], path.with_suffix(".key.json"))) == 3


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.integers(1, 80))
def test_draws_are_distinct_and_as_many_as_asked(hit, n):
    places = draw(np.array(hit), n, np.random.default_rng(3))
    assert len(places) == len(set(places.tolist())) == min(n, len(hit))


def test_everything_coded_gives_the_truth_without_doubt(material, tmp_path):
    path, _, _ = drawn(material, tmp_path, n=100)
    table = agree([fill(path, tmp_path / "ann.csv", truth)])
    row = table.loc["threat"]
    assert row["listed"] == 0.3
    assert row[["rate", "rate_low", "rate_high"]].tolist() == [0.3] * 3
    assert row[["precision", "recall", "f1"]].tolist() == [1, 1, 1]
    assert np.isnan(row["alpha"]) and row["coders"] == 1 and row["ties"] == 0
    assert table.index.tolist() == ["threat", "label", "any"]
    assert table.loc["any", "rate"] == 0.3 and table.loc["label", "rate"] == 0.1


def test_codes_may_be_written_as_spreadsheets_and_pandas_do(material, tmp_path):
    path, _, _ = drawn(material, tmp_path, n=20)
    rows = rows_of(fill(path, tmp_path / "ann.csv", truth))
    wanted = agree([tmp_path / "ann.csv"])
    for codes in ({"1": "TRUE", "0": "FALSE"}, {"1": "1.0", "0": "0.0"}):
        coded = [[row[0], *(codes.get(cell, cell) for cell in row[1:])] for row in rows]
        save(tmp_path / "ann.csv", coded, "\t", "utf-16")
        assert agree([tmp_path / "ann.csv"]).equals(wanted)


def test_a_part_is_weighted_back(material, tmp_path):
    path, key, _ = drawn(material, tmp_path, n=40)

    def coder(text, category):
        number = int("".join(sign for sign in text if sign.isdigit()))
        return truth(text, category) and number % 2 == 0 or "rained" in text and number % 3 == 0

    row = agree([fill(path, tmp_path / "ann.csv", coder)]).loc["threat"]
    coded = {r[1]: int(r[3]) for r in rows_of(tmp_path / "ann.csv")[1:]}
    hit = {r["sentence"]: bool(r["hits"]) for r in key["rows"]}
    right = sum(coded[id] for id in coded if hit[id]) / 20
    missed = sum(coded[id] for id in coded if not hit[id]) / 20
    assert 0 < right < 1 and 0 < missed < 1
    assert row["precision"] == pytest.approx(right)
    assert row["rate"] == pytest.approx(0.3 * right + 0.7 * missed)
    assert row["recall"] == pytest.approx(0.3 * right / (0.3 * right + 0.7 * missed))
    assert row["f1"] == pytest.approx(2 / (1 / row["precision"] + 1 / row["recall"]))
    for name in SCORES:
        assert row[f"{name}_low"] < row[name] < row[f"{name}_high"]


def test_most_coders_decide_and_ties_are_told(material, tmp_path):
    path, _, _ = drawn(material, tmp_path, n=100)
    ann = fill(path, tmp_path / "ann.csv", truth)
    ben = fill(path, tmp_path / "ben.csv", lambda t, c: truth(t, c) and "regime" not in t)
    with pytest.warns(UserWarning, match="coders tied \\(counted as half\\) in rows ") as told:
        two = agree([ann, ben])
    assert [str(w.message).split(":")[0] for w in told] == ["threat", "label", "any"]
    assert two.loc["threat", ["ties", "coders"]].tolist() == [10, 2]
    assert two.loc["threat", "rate"] == pytest.approx(0.25)
    assert two.loc["threat", "precision"] == pytest.approx(25 / 30)
    # Everything is coded: only the ties leave doubt.
    assert two.loc["threat", ["precision_low", "precision_high"]].tolist() == [20 / 30, 1]
    assert two.loc["threat", ["rate_low", "rate_high"]].tolist() == [0.2, 0.3]
    assert 0 < two.loc["threat", "alpha_low"] < two.loc["threat", "alpha"] < 1
    cat = fill(path, tmp_path / "cat.csv", truth, note="Cat")
    three = agree([ann, ben, cat])
    assert three.loc["threat", ["ties", "rate"]].tolist() == [0, 0.3]


def test_a_category_of_which_no_hit_was_drawn_is_not_known(tmp_path):
    texts = [PLAIN.format(n) for n in range(50)] + [HIT.format(n) for n in range(49)]
    material = corpus_of(*texts, "A regime fell.")
    path, key, _ = drawn(material, tmp_path, n=4)
    assert not any("label" in row["hits"] for row in key["rows"])
    row = agree([fill(path, tmp_path / "ann.csv", truth)]).loc["label"]
    assert row["listed"] == 0.01
    assert row[["rate", "rate_low", "precision", "recall_high", "f1"]].isna().all()


HEAD = ["row", "sentence", "text", "threat", "label", "note"]


def altered(change):
    """A filled-in sheet with one thing wrong."""

    def write(path, out):
        fill(path, out, truth)
        rows = rows_of(out)
        change(rows)
        save(out, rows)

    return write


def put(row, column, value):
    return altered(lambda rows: rows[row].__setitem__(column, value))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (put(3, 3, ""), "row 3: threat is empty; write 0 or 1"),
        (put(3, 4, "yes"), "row 3: label is 'yes'; write 0 or 1"),
        (put(3, 2, "Another text."), "row 3: the text was changed; restore it"),
        (put(3, 1, "s123"), "line 4: sentence s123 is not in this sample"),
        (altered(lambda rows: rows.append(rows[3])), "row 3: sentence s"),
        (altered(lambda rows: rows.pop(5)), "row 5: sentence s"),
        (altered(lambda rows: rows[4].__delitem__(slice(4, 6))), "row 4: label is empty"),
        (altered(lambda rows: rows[4].append("")), "cannot be read ("),
        (altered(lambda rows: rows[0].reverse()), "line 1: the columns must be row, sentence"),
        (lambda path, out: out.write_bytes(b""), "cannot be read ("),
        (lambda path, out: out.write_bytes(b"row,\xff"), "cannot be read ("),
        (lambda path, out: None, "No such file or directory; check the path"),
    ],
)
def test_a_sheet_that_is_not_right_is_refused_with_file_and_row(material, tmp_path, spoil, says):
    path, _, _ = drawn(material, tmp_path, n=12)
    good, bad = fill(path, tmp_path / "good.csv", truth), tmp_path / "bad.csv"
    spoil(path, bad)
    with pytest.raises(ValueError) as error:
        agree([good, bad])
    lines = str(error.value).splitlines()
    assert any(line.startswith(f"{bad}: {says}") for line in lines)
    assert all(line.startswith(f"{bad}: ") for line in lines)


def test_all_faults_are_told_but_not_hundreds(material, tmp_path):
    path, _, _ = drawn(material, tmp_path, n=40)
    with pytest.raises(ValueError) as error:
        agree([path])
    lines = str(error.value).splitlines()
    assert lines[0] == f"{path}: row 1: threat is empty; write 0 or 1"
    assert lines[10:] == [f"{path}: 30 more faulty rows"]


def test_a_sheet_given_twice_is_refused(material, tmp_path):
    path, _, _ = drawn(material, tmp_path, n=12)
    ann = fill(path, tmp_path / "ann.csv", truth)
    copy = fill(path, tmp_path / "copy.csv", truth)
    for twin in (ann, copy):
        with pytest.raises(ValueError, match=f"{twin.name}: same content as .*ann.csv; give each"):
            agree([ann, twin])
    noted = fill(path, tmp_path / "noted.csv", truth, note="Ben")
    assert agree([ann, noted]).loc["threat", "alpha"] == 1


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8"), ("\t", "utf-8-sig")])
def test_sheets_as_spreadsheets_save_them_and_sorted_are_read(
    material, tmp_path, delimiter, encoding
):
    path, _, _ = drawn(material, tmp_path, n=12)
    plain = agree([fill(path, tmp_path / "ann.csv", truth)])
    head, *rows = rows_of(tmp_path / "ann.csv")
    rows = sorted(rows, key=lambda row: row[2]) + [[""] * len(head)]
    save(tmp_path / "sorted.csv", [head, *rows], delimiter, encoding)
    assert agree([tmp_path / "sorted.csv"]).equals(plain)


def test_the_key_is_found_or_asked_for(material, tmp_path):
    path, _, _ = drawn(material, tmp_path, n=12)
    ann = fill(path, tmp_path / "ann.csv", truth)
    drawn(material, tmp_path, "second.csv", n=12)
    with pytest.raises(ValueError, match=r"2 \*.key.json files beside it"):
        agree([ann])
    assert len(agree([ann], tmp_path / "sheet.key.json")) == 3
    for wrong, says in ((ann, "not a key written by `sample`"), (tmp_path, "not a key written by")):
        with pytest.raises(ValueError, match=says):
            agree([ann], wrong)
    with pytest.raises(ValueError, match="no sheet"):
        agree([])


WRONG_KEYS = [
    {"rows": 5},
    {"rows": []},
    {"rows": [5]},
    {"rows": [{}]},
    {"strata": []},
    {"strata": {"hit": 5}},
    {"strata": {"hit": {"sentences": 5, "hits": {"threat": 5}}}},
    {"strata": {"hit": {"sentences": "5", "hits": {"threat": 5, "label": 5, "any": 5}}}},
    {"categories": []},
    {"categories": 5},
    {"categories": [["threat"]]},
    {"lexicon": "small"},
    {"corpus": None},
    {"section": []},
    {"groups": ["CNN"]},
    {"groups": 5},
    {"totals": {"all": 5}},
    {"seed": 2},
]


@pytest.mark.parametrize("wrong", WRONG_KEYS, ids=str)
def test_a_key_with_wrong_types_is_one_line(material, tmp_path, wrong):
    path, key, _ = drawn(material, tmp_path, n=12)
    ann, file = fill(path, tmp_path / "ann.csv", truth), path.with_suffix(".key.json")
    file.write_text(json.dumps(key | wrong))
    for call in (agree, differences, agree_voices):
        with pytest.raises(ValueError, match="^[^\n]*sheet.key.json: not a key written by[^\n]*$"):
            call([ann])


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"categories": ["x"]}, "small does not contain x; its categories are threat, label"),
        ({"section": "deck"}, "no sentence in the deck; check the section"),
        ({"out": "sheet.txt"}, "the name must end in .csv"),
        ({"lexicon": Lexicon("o", "1", (("other", "x"),))}, "not counted with o 1"),
    ],
)
def test_what_cannot_be_drawn_is_said(material, tmp_path, options, says):
    arguments = {"out": "sheet.csv", "lexicon": LIST} | options
    arguments["out"] = tmp_path / arguments["out"]
    with pytest.raises(ValueError, match=says):
        sample(*material, **arguments)


def test_a_sheet_is_never_written_over(material, tmp_path):
    path, _, _ = drawn(material, tmp_path, n=12)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="sheet.csv: this file exists"):
        drawn(material, tmp_path, n=20)
    assert path.read_bytes() == before


def test_passages_of_another_corpus_are_refused(material, tmp_path):
    other, _ = corpus_of("Short.")
    with pytest.raises(ValueError, match="passages are not from this corpus"):
        sample(other, material[1], tmp_path / "sheet.csv", LIST)


@pytest.mark.parametrize(("values", "value"), list(published()), ids=["A", "B", "C"])
def test_alpha_of_the_published_examples(values, value):
    assert f"{alpha(values):.3f}" == value


coded = st.lists(
    st.lists(st.sampled_from([0.0, 1.0, 2.0, np.nan]), min_size=3, max_size=3),
    min_size=2,
    max_size=20,
)


@given(coded)
def test_alpha_is_that_of_the_package(units):
    values = np.array(units)
    paired = values[(~np.isnan(values)).sum(axis=1) > 1]
    if len(np.unique(paired[~np.isnan(paired)])) < 2:
        assert np.isnan(alpha(values))
    else:
        theirs = krippendorff.alpha(reliability_data=values.T, level_of_measurement="nominal")
        assert alpha(values) == pytest.approx(theirs)


@pytest.mark.parametrize("setting", [SETTINGS[1], SETTINGS[4], SETTINGS[6]])
def test_intervals_hold_the_truth_of_simulated_corpora(setting):
    held, plain = coverage(setting, 60, seed=5)
    assert all(np.mean(values) >= 0.9 for values in held.values())
    assert np.mean(held["rate"]) >= plain


def test_a_stratum_without_a_true_sentence_still_leaves_doubt():
    found = corrected([True, False], [400, 19_600], [100, 100], [70, 0])
    value, low, high = found["rate"]
    assert value == pytest.approx(0.014)
    assert low < 0.014 and high > 0.03
    assert found["recall"][0] == 1 and found["recall"][1] < 0.5


def test_the_interval_of_alpha_holds_it_and_is_of_the_right_width():
    random = np.random.default_rng(1)
    true = random.random(200) < 0.4
    values = np.array([true ^ (random.random(200) < 0.1) for _ in range(2)], dtype=float).T
    low, high = alpha_interval(values)
    assert low < alpha(values) < high
    again = [
        alpha(np.array([true ^ (random.random(200) < 0.1) for _ in range(2)], dtype=float).T)
        for _ in range(300)
    ]
    assert high - low == pytest.approx(2 * 1.96 * np.std(again), rel=0.25)
    assert np.isnan(alpha_interval(np.zeros((9, 2)))).all()


def test_what_cannot_be_divided_is_not_known():
    no_hits = corrected([False], [100], [50], [5])
    assert np.isnan(no_hits["precision"]).all() and np.isnan(no_hits["f1"]).all()
    assert no_hits["recall"] == (0, 0, 0) and no_hits["rate"][0] == pytest.approx(0.1)
    nothing_true = corrected([True, False], [10, 90], [10, 50], [0, 0])
    assert np.isnan(nothing_true["recall"]).all() and nothing_true["precision"][0] == 0


def test_from_the_command_line(tmp_path, material):
    articles = tmp_path / "corpus" / "articles"
    articles.mkdir(parents=True)
    for article in material[0]:
        (articles / f"{article.id}.md").write_text(to_markdown(article), encoding="utf-8")
    sheet, out = tmp_path / "c.csv", tmp_path / "scores.csv"
    arguments = ["sample", "--corpus", str(tmp_path / "corpus"), "--out", str(sheet), "-n", "20"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert "hits" in done.output and "drawn_others" in done.output
    assert len(sheet.read_text(encoding="utf-8-sig").splitlines()) == 21
    again = CliRunner().invoke(app, arguments)
    assert again.exit_code == 2 and "this file exists" in again.output
    empty = CliRunner().invoke(app, ["agree", str(sheet)])
    assert empty.exit_code == 2 and "is empty; write 0 or 1" in empty.output
    assert all(line.startswith("error: ") for line in empty.output.splitlines())
    ann = fill(sheet, tmp_path / "ann.csv", lambda text, name: "1" in text)
    ben = fill(sheet, tmp_path / "ben.csv", lambda text, name: "1" in text, note="b")
    done = CliRunner().invoke(app, ["agree", str(ann), str(ben), "--out", str(out)])
    assert done.exit_code == 0, done.output
    rows = {line.split()[0]: line.split()[1:] for line in done.output.splitlines()}
    assert rows["category"][-1] == "any"
    assert [rows[name][-1] for name in ("sentences", "coders", "ties")] == ["20", "2", "0"]
    scores = out.read_text()
    assert scores.startswith("category,sentences,coders,ties,alpha,")
    out.write_text("\ufeff" + scores.replace(",", ";"))  # as a spreadsheet saves it
    done = CliRunner().invoke(app, ["agree", str(ann), str(ben), "--out", str(out)])
    assert done.exit_code == 0 and out.read_text() == scores, done.output
    out.write_text("notes,x\n")
    done = CliRunner().invoke(app, ["agree", str(ann), str(ben), "--out", str(out)])
    assert done.exit_code == 2 and out.read_text() == "notes,x\n"


def test_a_sheet_with_an_unclosed_mark_is_refused_in_one_line(material, tmp_path):
    path, _, _ = drawn(material, tmp_path, n=12)
    ann = fill(path, tmp_path / "ann.csv", lambda text, name: False)
    content = ann.read_text(encoding="utf-8-sig")
    ann.write_text(content + '"' + "x" * 200_000, encoding="utf-8-sig")
    with pytest.raises(ValueError, match="ann.csv: .*quotation mark") as error:
        agree([ann])
    assert "\n" not in str(error.value)


@pytest.fixture(scope="module")
def two_outlets():
    """A: every hit is right. B: every second one is; both miss nothing."""
    texts = [PLAIN] * 60 + [HIT] * 40
    articles = [
        Article(
            f"{outlet}-{n:02}",
            (Section("body", " ".join(t.format(n + m) for m, t in enumerate(texts[n : n + 10]))),),
            outlet=outlet,
            language="en",
        )
        for outlet in ("A", "B")
        for n in range(0, 100, 10)
    ]
    corpus = Corpus(tuple(articles), (), Path("small"))
    return corpus, count(articles, LIST)


def grouped_sheet(two_outlets, folder):
    path, key, _ = drawn(two_outlets, folder, n=80, by="outlet", categories=["threat"])
    outlet_of = {row["sentence"]: row["article"][0] for row in key["rows"]}
    head, *rows = rows_of(path)
    for row in rows:
        day = int("".join(filter(str.isdigit, row[2])))
        right = "menace" in row[2] and (outlet_of[row[1]] == "A" or day % 2)
        row[head.index("threat")] = int(bool(right))
    save(folder / "ann.csv", [head, *rows])
    return folder / "ann.csv", key


def test_error_by_group(two_outlets, tmp_path):
    sheet, key = grouped_sheet(two_outlets, tmp_path)
    assert key["groups"] == ["A", "B"]
    assert {label: numbers["sentences"] for label, numbers in key["strata"].items()} == {
        "A: hit": 40,
        "A: no hit": 60,
        "B: hit": 40,
        "B: no hit": 60,
    }
    drawn_from = [row["stratum"] for row in key["rows"]]
    assert {label: drawn_from.count(label) for label in set(drawn_from)} == dict.fromkeys(
        key["strata"], 20
    )
    found = agree([sheet])
    assert found.index.tolist() == [("threat", "all"), ("threat", "A"), ("threat", "B")]
    assert found.loc[("threat", "A"), ["sentences", "precision", "rate"]].tolist() == [40, 1, 0.4]
    rows = zip(key["rows"], rows_of(sheet)[1:], strict=True)
    right = [row[3] == "1" for about, row in rows if about["stratum"] == "B: hit"]
    precision = found.loc[("threat", "B"), "precision"]
    assert precision == pytest.approx(np.mean(right)) and 0.2 < precision < 0.8
    everything = found.loc[("threat", "all")]
    assert everything["precision"] == pytest.approx((1 + precision) / 2)


def test_a_difference_of_errors_is_no_difference_of_lists(two_outlets, tmp_path):
    sheet, _ = grouped_sheet(two_outlets, tmp_path)
    scores = agree([sheet])
    [found] = differences([sheet]).to_dict("records")
    assert (found["group_a"], found["group_b"], found["listed"]) == ("A", "B", 0)
    rates = scores.loc[[("threat", "A"), ("threat", "B")], "rate"].tolist()
    assert found["difference"] == pytest.approx(rates[0] - rates[1])
    assert 0 < found["low"] < 0.2 < found["high"]


def test_a_sentence_in_two_voices_is_mixed(tmp_path):
    texts = ["“A menace came to us.”", "A menace came here.", "“We saw a menace,” he said."]
    material = corpus_of(*texts * 4)
    _, key, _ = drawn(material, tmp_path, n=12, by="voice")
    assert key["groups"] == ["mixed", "quoted", "unattributed"]


def test_differences_need_groups(material, tmp_path):
    path, _, _ = drawn(material, tmp_path, n=20)
    with pytest.raises(ValueError, match="no groups"):
        differences([fill(path, tmp_path / "ann.csv", truth)])


def test_the_interval_of_a_difference_holds_where_errors_differ():
    pair = SETTINGS[4], SETTINGS[7]
    assert np.mean(differences_held(pair, 60, 1)) >= 0.9
