"""The report: complete, checked, the same bytes again, and open to everybody."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml
from accessible import SMALL, problems
from browser import watched
from lxml import html
from typer.testing import CliRunner

from analysis import count, figure, figures, study
from analysis.cli import app
from analysis.cli.terminal import write
from analysis.coding import agree, sample
from analysis.figures.saving import figure_files
from analysis.proof.cite import CiteError, bibtex, read_record
from analysis.report import build
from analysis.report.deposit import deposit

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "notebooks/figures"
NAMES = sorted(path.stem for path in FIGURES.glob("*.svg"))
# Of the article and of published counts; one has the widest table of all.
FEW = ("poll", "loaded-terms", "voices-polnear", "engagement-buzzfeed_facebook")
AT = """(at => [at.outerHTML.slice(0, 2000), at.innerText, at.matches(':focus-visible')])(
    document.activeElement)"""
# Nothing a figure or a notebook says may become a part of the page.
HOSTILE = '<script>alert("1")</script> & "><img src=x onerror=alert(2)>'


def drawn(alt="A.", limits=("L.",), data=None, title="T", figure="odd", **record):
    """A figure without anything on it."""
    facts = {"visible": "V.", "n": "1", "unit": "x", "method": "M.", "references": []}
    about = {"source": "x", "record": {"corpus": "0", "passages": "", **record}}
    data = pd.DataFrame({"x": [1.0]}) if data is None else data
    facts |= {"title": title, "alt": alt, "limits": limits, "about": about, "figure": figure}
    return figure_files(lambda *_: None, data, size=(1, 1), **facts)


def exported():
    """A small notebook as a page: code of many colours, a wide table, a figure, plain text."""
    import nbformat  # not above: each process imports all tests, and this takes seconds
    from nbconvert import HTMLExporter

    table = pd.DataFrame({f"column {n}": [n, n] for n in range(30)})
    code = "# why\nx = [1 + 2.5, 'a', not None] and print(f'{1:.2f}')\n@decorator\ndef f(): pass"
    shown = [table.to_html(), "<figure><img alt='A dot.' src='data:,'></figure>", "<p>text</p>"]
    cells = [nbformat.v4.new_markdown_cell("# 1 Small & <b>bold</b>\n\nText, [a link](#a).")]
    for number, output in enumerate(shown, 1):
        result = nbformat.v4.new_output("execute_result", {"text/html": output})
        cells.append(
            nbformat.v4.new_code_cell(code, outputs=[result | {"execution_count": number}])
        )
        cells[-1]["execution_count"] = number
    for number, cell in enumerate(cells):
        cell["id"] = str(number)
    notebook = nbformat.v4.new_notebook(cells=cells)
    exporter = HTMLExporter(
        template_name="notebook", extra_template_basedirs=[str(ROOT / "analysis/report")]
    )
    return exporter.from_notebook_node(notebook)[0]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The shipped figures and one exported notebook."""
    folder = tmp_path_factory.mktemp("source") / "figures"
    shutil.copytree(FIGURES, folder, ignore=shutil.ignore_patterns("*.html"))
    (folder / "1-small.html").write_text(exported(), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def few(source, tmp_path_factory):
    """Four of the figures and the notebook, for what does not depend on how many there are."""
    folder = tmp_path_factory.mktemp("few") / "figures"
    folder.mkdir()
    for name in (*FEW, "1-small"):
        for path in source.glob(f"{name}.*"):
            shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="module")
def made(source, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "report"
    made = build(source, out, with_pdf=False, study=study(ROOT / "corpus"))
    assert made[:2] == (len(NAMES), 1)
    return out


@pytest.fixture(scope="module")
def small(few, tmp_path_factory):
    """A report of the few: each figure has the same parts of a page, whatever it shows."""
    out = tmp_path_factory.mktemp("small") / "report"
    build(few, out, with_pdf=False, study=study(ROOT / "corpus"))
    return out


def contents(folder):
    files = (path for path in Path(folder).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def run(*arguments, **env):
    """The command in this process."""
    arguments = ["report", *map(str, arguments), "--corpus", str(ROOT / "corpus")]
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "1000", **env})


def command(*arguments, **env):
    return subprocess.run(
        [sys.executable, "-m", "analysis", "report", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
    )


def test_everything_is_in_it_and_each_hash_is_right(source, made):
    files = contents(made)
    families = {f"figures/{n}.{e}" for n in NAMES for e in ("svg", "png", "pdf", "csv", "md")}
    others = {"index.html", "notebooks/1-small.html", "references.bib", "SHA256SUMS"}
    others |= {
        "article.html",
        "CITATION.cff",
        "environment.txt",
        "records.json",
        "ro-crate-metadata.json",
    }
    assert set(files) == families | others
    for name in families:
        assert files[name] == (source / Path(name).name).read_bytes()
    listed = dict(
        reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines()
    )
    assert listed == {name: hashlib.sha256(files[name]).hexdigest() for name in files}


def test_the_deposit_lists_each_file_and_names_the_authors_of_the_corpus():
    by = {"title": "Iran", "year": "2025", "licence": "CC-BY-4.0", "doi": "10.5/x"}
    by["authors"] = [{"name": "Ann Lee", "orcid": "0000-0002-1825-0097"}, {"name": "Bo & <Cy>"}]
    files, record = {"figures/poll.svg": b"<svg/>"}, read_record(FIGURES / "poll.svg")
    made = deposit(files, {"poll": record | {"by": by}})
    assert made == deposit(files, {"poll": record | {"by": by}})
    crate = {one["@id"]: one for one in json.loads(made["ro-crate-metadata.json"])["@graph"]}
    assert crate["ro-crate-metadata.json"]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    root, svg = crate["./"], crate["figures/poll.svg"]
    assert svg["name"] == record["title"]
    assert (svg["sha256"], svg["contentSize"]) == (hashlib.sha256(b"<svg/>").hexdigest(), "6")
    listed = {one["@id"] for one in root["hasPart"]}
    assert listed == {*files, *made} - {"ro-crate-metadata.json"}
    names = [crate[one["@id"]]["name"] for one in root["author"]]
    assert names == ["Ann Lee", "Bo & <Cy>"] and root["datePublished"] == "2025"
    assert root["author"][0]["@id"] == "https://orcid.org/0000-0002-1825-0097"
    cited = yaml.safe_load(made["CITATION.cff"])
    assert (cited["doi"], cited["license"]) == ("10.5/x", "CC-BY-4.0")
    assert cited["authors"][0] == {
        "family-names": "Lee",
        "given-names": "Ann",
        "orcid": "https://orcid.org/0000-0002-1825-0097",
    }
    assert cited["authors"][1] == {"name": "Bo & <Cy>"}
    kinds = [crate[one["@id"]]["@type"] for one in root["author"]]
    assert kinds == ["Person", "Organization"]
    assert json.loads(made["records.json"])["poll"]["data"] == record["data"]
    assert f"pandas=={pd.__version__}" in made["environment.txt"].decode().splitlines()
    # Words that are no licence of SPDX stay out of the citation.
    other = deposit(files, {"poll": record | {"by": by | {"licence": "ask us"}}})
    assert "license" not in yaml.safe_load(other["CITATION.cff"])


def test_each_figure_stands_there_with_all_that_its_caption_says(made):
    page = html.fromstring((made / "index.html").read_bytes())
    shown = [one.get("id") for one in page.iter("article")]
    assert sorted(shown) == NAMES
    # What is of the article comes before what is of published corpora alone.
    assert shown.index("poll") < shown.index("engagement-buzzfeed_facebook")
    for name in NAMES:
        said = " ".join(page.get_element_by_id(name).text_content().split())
        record = read_record(made / f"figures/{name}.svg")
        assert record["title"] in said
        caption = (made / f"figures/{name}.md").read_text("utf-8")
        text, alt, cited = (
            caption.split("## Text alternative\n\n")[0],
            caption.split("## Text alternative\n\n")[1].split("\n\n## Citation")[0],
            caption.split("## Citation\n\n")[1].strip(),
        )
        lines = text.splitlines()
        assert lines[2] in said
        for line in lines[5:]:
            assert all(part in said for part in line.lstrip("#- ").split(": ", 1)), line
        shown = page.get_element_by_id(name).xpath(".//img/@alt | .//svg/@aria-label")
        assert shown == [alt]
        assert page.get_element_by_id(f"cite-{name}").text_content() == cited
        shown = page.get_element_by_id(f"bibtex-{name}").text_content()
        assert shown == bibtex(record)
        assert shown in (made / "references.bib").read_text("utf-8")
    assert "@article{flesch1948," in (made / "references.bib").read_text("utf-8")


def test_every_link_leads_to_something(made):
    for file in (made / "index.html", *made.glob("notebooks/*.html")):
        page = html.fromstring(file.read_bytes())
        for element, _, link, _ in page.iterlinks():
            path, _, place = link.partition("#")
            assert link.startswith("data:") or not path or (file.parent / path).is_file(), link
            if file.name == "index.html" and element.tag == "a" and not path:
                assert page.get_element_by_id(place) is not None


def test_notebooks_are_listed_by_their_headings_and_lead_back(made):
    page = html.fromstring((made / "index.html").read_bytes())
    links = {a.get("href"): a.text_content() for a in page.iter("a")}
    assert links["notebooks/1-small.html"] == "1 Small & bold"
    notebook = (made / "notebooks/1-small.html").read_text("utf-8")
    assert '<a href="../index.html">' in notebook and '<figure><img alt="A dot."' in notebook
    assert "http" not in notebook.replace("http://www.w3.org/", "").split("<main>")[1]


def test_the_same_bytes_elsewhere(few, small, tmp_path):
    home = tmp_path / "another home"
    home.mkdir()
    shutil.copytree(few, tmp_path / "another source")
    old = os.umask(0o077)
    try:
        env = {"TZ": "Asia/Kolkata", "LC_ALL": "de_DE.UTF-8", "HOME": str(home)}
        out = tmp_path / "a longer name of a folder"
        done = command(tmp_path / "another source", "--out", out, "--no-pdf", **env)
    finally:
        os.umask(old)
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(out) == contents(small)


def damage(folder, how):
    poll = {ending: folder / f"poll.{ending}" for ending in ("svg", "png", "csv", "md")}
    if how == "data":
        poll["csv"].write_text(poll["csv"].read_text().replace("88", "89"))
    elif how == "caption":
        poll["md"].write_text(poll["md"].read_text("utf-8") + "\n", encoding="utf-8")
    elif how == "missing":
        poll["png"].unlink()
    elif how == "another":
        poll["png"].write_bytes(drawn(figure="poll").files["png"])
    elif how == "no figure":
        (folder / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("data", "not the data of poll.svg"),
        ("caption", "not the caption of poll.svg"),
        ("missing", "poll.png: this file does not exist"),
        ("another", "poll.svg: its files were not made together"),
        ("no figure", "logo.svg: contains no record"),
    ],
)
def test_a_figure_that_does_not_fit_stops_the_report(few, tmp_path, how, said):
    folder, out = tmp_path / "figures", tmp_path / "report"
    shutil.copytree(few, folder)
    build(folder, out, with_pdf=False)
    before = contents(out)
    damage(folder, how)
    with pytest.raises(CiteError, match=said):
        build(folder, out)
    assert contents(out) == before


def test_an_image_of_another_run_is_refused(tmp_path):
    drawn(passages="1").save(tmp_path)
    (tmp_path / "odd.png").write_bytes(drawn(passages="2").files["png"])
    with pytest.raises(CiteError, match="odd.svg: its files were not made together"):
        build(tmp_path, tmp_path / "report", with_pdf=False)


def test_a_figure_that_an_earlier_run_left_is_refused(tmp_path):
    for name, article in (("a", "x"), ("b", "x"), ("c", "y")):
        drawn(figure=name, article=article).save(tmp_path)
    with pytest.raises(
        ValueError, match="(?s)^a: about article x\nb: .*\nc: about article y\n.*: draw"
    ):
        build(tmp_path, tmp_path / "report", with_pdf=False)


def test_a_figure_drawn_before_corpus_yml_changed_is_refused(tmp_path):
    shutil.copytree(ROOT / "corpus", tmp_path / "c")
    drawn_with = study(tmp_path / "c")
    figures.poll(drawn_with.one, drawn_with.id).save(drawn_with.figures)
    given = drawn_with.figures, tmp_path / "report", False
    assert build(*given, drawn_with).figures == 1
    (tmp_path / "c/corpus.yml").write_text("title: A storm\nauthors: Ann Lee\n")
    with pytest.raises(
        ValueError, match="^poll: stale: .* corpus.yml changed\n.*: draw .* rm poll"
    ):
        build(*given, study(tmp_path / "c"))


@pytest.mark.parametrize("by", ["authors: Ann Lee\n", ""])
@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("H1,", "H,", "the corpus"),
        (",A,", ",B,", "outlets or dates"),
        ("2026-01-02", "2026-01-03", "outlets or dates"),
    ],
)
def test_figures_drawn_before_the_corpus_changed_are_refused(tmp_path, old, new, what, by):
    table, folder = tmp_path / "x.csv", tmp_path / "x-figures"
    table.write_text("id,headline,body,outlet,published\na,H1,It rained.,A,2026-01-02\n")
    (tmp_path / "x.yml").write_text(by)
    before = study(table, lexicon={"weather": ["rain*"]})  # a list that the report does not know
    data = pd.DataFrame({"words": [2]})
    for name, source in (("own", before.corpus), ("other", "another corpus")):
        figure(lambda one, _: one.subplots(), data, name, "words", source=source).save(folder)
    figure(lambda one, _: one.subplots(), before.totals[["words"]], "words", "words").save(folder)
    given = folder, tmp_path / "report", False
    assert build(*given, study(table)).figures == 3
    table.write_text(table.read_text().replace(old, new))
    with pytest.raises(
        ValueError, match=f"own: stale: drawn before {what} changed\nwords: .*\n.*: draw"
    ):
        build(*given, study(table))


def test_a_figure_of_an_article_whose_outlet_was_filled_in_is_refused(tmp_path):
    shutil.copytree(ROOT / "corpus", tmp_path / "c")
    before = study(tmp_path / "c")
    figures.poll(before.one, before.id).save(before.figures)
    [file] = (tmp_path / "c/articles").glob("*.md")
    text = file.read_text("utf-8")
    file.write_text(re.sub("outlet: .*", "outlet: The Post", text), "utf-8")
    with pytest.raises(
        ValueError, match="poll: stale: drawn before metadata or corpus.yml changed"
    ):
        build(before.figures, tmp_path / "report", False, study(tmp_path / "c"))


def test_figures_drawn_before_hand_coding_or_with_an_earlier_list_are_stale(tmp_path):
    rows = [f"a{n},A strike ended.,en,It was a strike and walk {n}." for n in range(8)]
    table, terms = tmp_path / "x.csv", tmp_path / "own.csv"
    table.write_text("\n".join(["id,headline,language,body", *rows]))
    terms.write_text("category,term\nconflict,strike*\n")
    now = study(table, lexicon=terms)
    figures.loaded_terms(now.one, now.passages, now.id, now.lexicon).save(now.figures)
    figures.sentiment_arc(now.one, now.passages, now.id).save(now.figures)
    given = now.figures, tmp_path / "report", False
    with pytest.warns(UserWarning, match="loaded-terms: drawn with own .* --lexicon"):
        assert build(*given, study(table)).figures == 2
    assert 'href="article.html#loaded-terms-0"' not in (given[1] / "index.html").read_text("utf-8")
    assert build(*given, study(table), terms).figures == 2
    assert 'href="article.html#loaded-terms-0"' in (given[1] / "index.html").read_text("utf-8")
    sheet = tmp_path / "coding/sheet.csv"
    sample(now.corpus, count(now.corpus, now.lexicon), sheet, now.lexicon)
    coded = pd.read_csv(sheet, dtype="str", keep_default_na=False).assign(conflict="1")
    coded.to_csv(sheet, index=False)
    write(agree([sheet]).reset_index(), tmp_path / "coding/scores.csv")
    with pytest.raises(ValueError, match="^loaded-terms: stale: .* hand coding changed\n.*: draw"):
        build(*given, study(table), terms)
    now = study(table, lexicon=terms)
    figures.loaded_terms(now.one, now.passages, now.id, now.lexicon).save(now.figures)
    assert build(*given, study(table), terms).figures == 2
    (tmp_path / "coding/scores.csv").unlink()
    with pytest.raises(ValueError, match="^loaded-terms: stale: .* hand coding changed\n.*: draw"):
        build(*given, study(table), terms)
    terms.write_text("category,term\nconflict,strike*\nconflict,walk\n")
    with pytest.raises(ValueError, match="^loaded-terms: stale: .* the term list changed\n"):
        build(*given, study(table), terms)


def test_what_figures_and_notebooks_say_is_shown_as_text(tmp_path):
    made = drawn(title=HOSTILE, alt=HOSTILE, limits=[HOSTILE], data=pd.DataFrame({HOSTILE: ["<"]}))
    made.save(tmp_path)
    (tmp_path / "1 & <i>.html").write_text("<h1>&lt;script&gt;</h1>")
    build(tmp_path, tmp_path / "report", with_pdf=False)
    page = html.fromstring((tmp_path / "report/index.html").read_bytes())
    assert len(list(page.iter("script"))) == 1 and not page.xpath("//@onerror")
    [image] = page.iter("img")
    assert image.get("alt") == HOSTILE
    assert page.xpath("//h3")[0].text_content() == page.xpath("//th")[0].text_content() == HOSTILE
    [link] = page.xpath("//a[starts-with(@href, 'notebooks/')]")
    assert link.text_content() == "<script>"
    assert link.get("href") == "notebooks/1%20%26%20%3Ci%3E.html"


def test_long_tables_are_cut_and_say_so(tmp_path):
    drawn(data=pd.DataFrame({"x": range(150)})).save(tmp_path)
    build(tmp_path, tmp_path / "report", with_pdf=False)
    page = html.fromstring((tmp_path / "report/index.html").read_bytes())
    assert len(page.xpath("//tbody/tr")) == 100
    assert "50 more rows are in odd.csv." in page.text_content()


def test_a_report_replaces_an_earlier_one_and_nothing_else(few, tmp_path):
    out, outside = tmp_path / "report", tmp_path / "outside.txt"
    drawn().save(tmp_path)
    build(tmp_path, out, with_pdf=False)
    (out / "mine.txt").write_text("my own")
    outside.write_text("x")
    with (out / "SHA256SUMS").open("a") as sums:
        sums.write(f"{'0' * 64}  ../outside.txt\n")
    build(few, out, with_pdf=False)
    assert outside.exists() and (out / "mine.txt").read_text() == "my own"
    assert "figures/odd.svg" not in contents(out) and "figures/poll.svg" in contents(out)


@pytest.mark.parametrize(
    ("folder", "out", "said"),
    [
        ("nowhere", "report", "nowhere: this folder does not exist"),
        ("empty", "report", "empty: contains no figure or notebook"),
        ("figures", "figures", "figures: already exists and is not a report"),
        ("figures", "figures/odd.svg", "odd.svg: already exists and is not a report"),
    ],
)
def test_what_cannot_be_reported_is_said_and_nothing_is_written(tmp_path, folder, out, said):
    (tmp_path / "empty").mkdir()
    drawn().save(tmp_path / "figures")
    before = contents(tmp_path)
    with pytest.raises(ValueError, match=said):
        build(tmp_path / folder, tmp_path / out)
    assert contents(tmp_path) == before


def test_the_command_ends_with_one_line(tmp_path):
    drawn().save(tmp_path / "figures")
    (tmp_path / "figures/odd.csv").write_text("x\n2\n")
    done = run(tmp_path / "figures", "--out", tmp_path / "report")
    assert (done.exit_code, done.stdout) == (2, "") and not (tmp_path / "report").exists()
    assert "odd.csv: not the data of odd.svg; run the" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_a_browser_there_is_a_report_and_one_line(few, tmp_path):
    done = run(few, "--out", tmp_path / "report", PATH=str(tmp_path))
    assert done.exit_code == 0
    said = "no report.pdf: no browser was found to print the report; install Chromium\n"
    assert done.stderr == said
    assert "report.pdf" not in (tmp_path / "report/index.html").read_text("utf-8")


def test_a_browser_that_fails_is_named(few, tmp_path, monkeypatch):
    (tmp_path / "chromium").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "chromium").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    said = build(few, tmp_path / "report").no_pdf
    assert said == f"{tmp_path / 'chromium'} could not print the report (CalledProcessError)"
    assert not (tmp_path / "report/report.pdf").exists()


def test_the_pdf_is_tagged_titled_undated_and_the_same_again(browser, few, tmp_path):
    printed = []
    for name in ("a", "another name"):
        assert build(few, tmp_path / name).no_pdf is None
        printed.append((tmp_path / name / "report.pdf").read_bytes())
        sums = (tmp_path / name / "SHA256SUMS").read_text()
        assert f"{hashlib.sha256(printed[-1]).hexdigest()}  report.pdf" in sums
    assert printed[0] == printed[1]
    for part in (b"/StructTreeRoot", b"/Marked true", b"/Lang (en)", b"(media-analysis: report)"):
        assert part in printed[0]
    assert b"/CreationDate (D:19800101" in printed[0] and b"(D:2" not in printed[0]
    assert b"/URI" not in printed[0] and str(tmp_path).encode() not in printed[0]
    assert 'href="report.pdf"' in (tmp_path / "a/index.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["index.html", "notebooks/1-small.html"])
def test_open_to_everybody_on_every_screen(browser, small, name):
    with watched(browser) as page:
        page.goto((small / name).as_uri())
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert problems(page) == []
        assert page.abroad == page.failed == page.errors == []


@pytest.mark.parametrize("width", [400, 1280])
def test_a_wide_table_of_a_notebook_can_be_scrolled_to_its_end(browser, made, width):
    with watched(browser, viewport={"width": width, "height": 900}) as page:
        page.goto((made / "notebooks/1-small.html").as_uri())
        table = page.locator("table").first
        output = page.locator(".jp-OutputArea-output", has=table).first
        assert output.evaluate("one => one.scrollWidth > one.clientWidth")
        output.evaluate("one => { one.scrollLeft = one.scrollWidth }")
        right = table.locator("th").last.evaluate("one => one.getBoundingClientRect().right")
        box = output.bounding_box()
        assert right <= box["x"] + box["width"] + 1 <= width + 1


def test_used_by_keyboard(browser, small):
    with watched(browser) as page:
        page.goto((small / "index.html").as_uri())
        reached = []
        for _ in range(400):
            page.keyboard.press("Tab")
            at, text, is_seen = page.evaluate(AT)
            if at.startswith("<body"):
                break
            assert is_seen
            reached.append(text)
            if "data-copies" in at:
                page.keyboard.press("Enter")
                page.wait_for_function("document.activeElement.innerText === 'Copied'")
                copied = page.evaluate("document.activeElement.dataset.copies")
                said = page.evaluate("getSelection().toString().trim()")
                assert said == page.locator(f"#{copied}").inner_text().strip()
                assert page.get_by_role("status").inner_text() == "Copied"
        assert reached[0] == "Skip to the figures"
        assert reached.count("Copy") == 2 * len(FEW)
        assert {f"{name}.{ending}" for name in FEW for ending in ("svg", "csv")} <= set(reached)
        assert {"references.bib", "SHA256SUMS", "1 Small & bold"} <= set(reached)
        assert page.errors == []


def test_without_scripts_citations_are_there_and_no_button_is(browser, made):
    with watched(browser, java_script_enabled=False) as page:
        page.goto((made / "index.html").as_uri())
        assert not page.get_by_role("button", name="Copy").is_visible()
        assert page.locator("#cite-poll").is_visible()


def test_a_wide_table_is_scrolled_by_keyboard(browser, made):
    with watched(browser, **SMALL) as page:
        page.goto((made / "notebooks/1-small.html").as_uri())
        table = page.get_by_role("group", name="Output of cell 1", exact=True)
        table.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.activeElement.scrollLeft > 0")
