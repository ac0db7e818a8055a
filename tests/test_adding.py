"""What `add` takes, and that it can be stopped at any moment and run again."""

import gzip
import importlib
import os
import random
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis import lexicon
from analysis._support.files import sha256
from analysis.article import Article, Section, to_markdown
from analysis.corpus import add, check, examine, load
from analysis.corpus.store import alone
from analysis.pages import read_page

TEXT = (
    "The harbour of the small town was closed on Monday after a storm broke two of its gates, "
    "and it is not known who will pay for them."
)
KILLED = """
import os, signal, sys
from analysis.corpus import add
source = sys.argv[1]
for line in sys.stdin:
    corpus, moment = line.split()
    if not (child := os.fork()):
        break
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
else:
    sys.exit()
seen = []
def kill(event, arguments):
    if event in ("open", "os.mkdir", "os.rename", "os.remove", "os.link", "os.truncate"):
        if str(arguments[0]).startswith(corpus):
            seen.append(event)
            if len(seen) == int(moment):
                os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(kill)
add([source], corpus)
print(len(seen), end=" ", flush=True)
os._exit(0)
"""


def pages(folder, number=8):
    folder.mkdir()
    for n in range(number):
        (folder / f"page {n}.txt").write_text(f"Harbour {n} closed\n\n{TEXT} It was gate {n}.\n")
    rows = "".join(f"r{n},Row {n},{TEXT},note {n}\n" for n in range(6)).replace(
        f",{TEXT},", f',"{TEXT}\n\nAgain: {TEXT}",'
    )
    (folder / "table.csv").write_text(f"id,title,text,remark\n{rows}")
    return folder


def tree(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def statuses(results):
    return [status for _, status, _ in results]


def test_killed_at_any_moment_it_passes_check_and_is_completed(tmp_path):
    source = pages(tmp_path / "saved")
    command = [sys.executable, "-c", KILLED, source]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = subprocess.Popen(command, **pipes)  # imports once; each run is a fork of it

    def run(corpus, moment):
        """Add, killed before it touches the corpus for the time whose number is ``moment``."""
        print(corpus, moment, file=started.stdin, flush=True)
        return [int(number) for number in started.stdout.readline().split()]

    touches, ended = run(tmp_path / "whole", 0)
    assert ended == 0
    whole = tree(tmp_path / "whole")
    random.seed(1)
    states = set()
    for number in range(4):
        corpus = tmp_path / f"c{number}"
        for part in (2, 3):
            assert run(corpus, random.randrange(1, touches // part)) == [-signal.SIGKILL]
            assert check(corpus) == []
            states.add(len(tree(corpus)))
        results = add([source], corpus)
        assert set(statuses(results)) <= {"added", "unchanged"}
        assert tree(corpus) == whole
    assert len(states) > 3  # it was stopped in the midst
    assert statuses(add([source], corpus)) == ["unchanged"] * 14
    assert tree(corpus) == whole
    started.communicate()


def test_an_export_with_a_date_in_its_name_is_another_table(tmp_path):
    for day, title in (("20260101", "First storm"), ("20260201", "Second war")):
        rows = f'id,title,text\n1,{title},"{TEXT}"\n'
        (tmp_path / f"export-{day}.csv").write_text(rows)
    add(tmp_path / "export-20260101.csv", tmp_path / "c")
    [(_, status, why)] = add(tmp_path / "export-20260201.csv", tmp_path / "c", replace=True)
    assert status == "failed" and "id 1 already belongs to" in why
    assert load(tmp_path / "c")["1"].title == "First storm"


def test_stopped_between_any_two_renames_nothing_is_half(tmp_path, monkeypatch):
    source = pages(tmp_path / "saved", 2)
    add([source], tmp_path / "whole")
    whole = tree(tmp_path / "whole")
    rename, count = os.replace, [0]

    class Killed(BaseException):
        pass

    def stop_at(limit):
        def act(*arguments):
            count[0] += 1
            if count[0] > limit:
                raise Killed
            rename(*arguments)

        return act

    for limit in range(len(whole) - 1):  # all but the list of hashes
        corpus = tmp_path / f"c{limit}"
        count[0] = 0
        monkeypatch.setattr(os, "replace", stop_at(limit))
        monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)  # nothing is tidied
        with pytest.raises(Killed):
            add([source], corpus)
        monkeypatch.undo()
        assert examine(corpus).problems == ()
        add([source], corpus)
        assert tree(corpus) == whole


def test_two_writers_do_not_meet(tmp_path):
    source = pages(tmp_path / "saved", 1)
    with alone(tmp_path / "corpus"), pytest.raises(OSError, match="another `add`"):
        add([source], tmp_path / "corpus")
    assert statuses(add([source], tmp_path / "corpus")).count("added") == 7


def test_a_folder_gives_its_pages_and_tables_and_names_the_rest(tmp_path):
    top = pages(tmp_path / "saved", 1)
    (top / "deep").mkdir()
    (top / "deep/b.txt").write_text(f"Deep harbour\n\n{TEXT}\n")
    (top / "b.html").write_text("x")
    (top / "b_files").mkdir()
    (top / "b_files/frame.html").write_text("x")
    (top / ".hidden.txt").write_text("x")
    (top / "photo.png").write_bytes(b"x")
    os.mkfifo(top / "pipe.txt")
    (top / "loop").symlink_to(top, target_is_directory=True)
    names = [(Path(page).name, status) for page, status, _ in add([top], top / "corpus")]
    assert ("page 0.txt", "added") in names and ("b.txt", "added") in names
    assert [name for name, status in names if status == "skipped"] == ["loop", "saved"]
    assert ("pipe.txt", "failed") in names
    assert len(names) == 1 + 1 + 6 + 1 + 3
    results = add([top], top / "corpus")  # the corpus inside it is no page
    assert "added" not in statuses(results)
    skipped = [detail for _, status, detail in results if status == "skipped"]
    assert skipped[-1] == "unsupported file types: 1 .png"
    assert statuses(add([top / "pipe.txt"], tmp_path / "c")) == ["failed"]


def test_what_a_folder_holds_and_is_not_read_is_named(tmp_path, monkeypatch):
    top, other = tmp_path / "saved", tmp_path / "other"
    for folder in (top / "shut", other):
        folder.mkdir(parents=True)
    (other / "x.txt").write_text(f"Harbour closed\n\n{TEXT}\n")
    (top / "linked").symlink_to(other, target_is_directory=True)
    (top / "gone.html").symlink_to(tmp_path / "nowhere.html")
    (top / "README.txt").write_text(f"A storm of readers\n\n{TEXT}\n")
    scan = os.scandir

    def shut(path):  # whoever runs the tests may read all
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", shut)
    results = {Path(path).name: (status, why) for path, status, why in add([top], tmp_path / "c")}
    assert results.pop("README.txt")[0] == "added"
    assert results == {
        "linked": ("skipped", "a link to a folder; give the folder itself"),
        "gone.html": ("failed", "No such file or directory; check the path"),
        "shut": (
            "failed",
            "the folder cannot be read (Permission denied); check its permissions",
        ),
    }


def test_patterns(tmp_path):
    top = pages(tmp_path / "saved", 3)
    assert statuses(add([f"{top}/page [01].txt"], tmp_path / "c")) == ["added"] * 2
    assert statuses(add([f"{tmp_path}/**/page*.txt"], tmp_path / "c")).count("added") == 1
    (top / "what[1].txt").write_text(f"Harbour, what?\n\n{TEXT}\n")
    assert statuses(add([top / "what[1].txt"], tmp_path / "c")) == ["added"]


def test_odd_names_of_pages_are_kept_in_a_plain_form(tmp_path):
    for name in (
        "Two\u00a0 spaces\u2009.txt",
        "back\\slash\n.txt",
        "..txt",
        "u\u0308.txt",
        "x" * 240,
    ):
        page = tmp_path / name
        page.write_text(f"Harbour {len(name)} closed\n\n{TEXT}\n")
        [(_, status, id)] = add([page], tmp_path / "c")
        source = load(tmp_path / "c")[id].source
        assert status == "added" and (tmp_path / "c/pages" / source).is_file()
    assert check(tmp_path / "c") == []
    assert {p.parent.name for p in (tmp_path / "c").rglob("*.*")} == {"pages", "articles"}


def test_a_changed_article_is_made_anew_only_where_asked(tmp_path):
    page = pages(tmp_path / "saved", 1) / "page 0.txt"
    [(_, _, id)] = add([page], tmp_path / "c")
    before, file = tree(tmp_path / "c"), tmp_path / f"c/articles/{id}.md"
    file.write_bytes(file.read_bytes().replace(b"is not known", b"is known"))
    assert statuses(add([page], tmp_path / "c")) == ["kept"]
    assert "is known" in load(tmp_path / "c")[id].text
    assert statuses(add([page], tmp_path / "c", replace=True)) == ["replaced"]
    assert tree(tmp_path / "c") == before
    file.rename(file.with_name("mine.md"))
    assert statuses(add([page], tmp_path / "c")) == ["unchanged"]


def test_what_was_entered_by_hand_stays_where_the_page_does_not_say(tmp_path):
    page = pages(tmp_path / "saved", 1) / "page 0.txt"
    [(_, _, id)] = add([page], tmp_path / "c", known={"published": "2026-02-03"})
    file, texts = tmp_path / f"c/articles/{id}.md", {"outlet": "The Post", "rights": "CC BY 4.0"}
    text = re.sub("rights: .*", "rights: CC BY 4.0", file.read_text("utf-8"))
    text = text.replace("outlet: null", "outlet: The Post").replace("Page 0", "Page zero")
    file.write_text(text.replace("authors: []", "authors: [Ann Lee]"), "utf-8")
    assert statuses(add([page], tmp_path / "c", replace=True)) == ["replaced"]
    article = load(tmp_path / "c")[id]
    assert texts == {name: getattr(article, name) for name in texts}
    assert article.authors == ("Ann Lee",) and article.published == "2026-02-03"
    assert article.origins["outlet"] == "given" and examine(tmp_path / "c").notes == ()
    assert statuses(add([page], tmp_path / "c", replace=True)) == ["unchanged"]
    add([page], tmp_path / "c", replace=True, known={"outlet": "The Times"})
    assert load(tmp_path / "c")[id].outlet == "The Times"


def test_a_title_and_a_kicker_corrected_by_hand_stay(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(f"Weather\n\nHarbour clsoed\n\nBy Ann Lee\n\n3 May 2026\n\n{TEXT}\n")
    [(_, _, id)] = add(page, tmp_path / "c")
    file = tmp_path / f"c/articles/{id}.md"
    for title, kicker in (("Harbour closed", "Storm"), ("Harbour closed", "null")):
        text = re.sub("^title: .*", f"title: {title}", file.read_text("utf-8"), flags=re.M)
        text = re.sub("^kicker: .*", f"kicker: {kicker}", text, flags=re.M)
        file.write_text(text.replace("is not known", "is known"), "utf-8")
        for replace, status in ((False, "kept"), (True, "replaced"), (True, "unchanged")):
            assert statuses(add([page], tmp_path / "c", replace=replace)) == [status]
        article = load(tmp_path / "c")[id]
        assert (article.title, article.kicker or "null") == (title, kicker)
        assert article.origins["title"] == "given" and "is not known" in article.text
        assert statuses(add([page], tmp_path / "c")) == ["unchanged"]
        assert examine(tmp_path / "c").notes == examine(tmp_path / "c").problems == ()
    (tmp_path / f"c/articles/{id}.md").write_text(text.replace(title, "Harbour clsoed"), "utf-8")
    add([page], tmp_path / "c", replace=True)
    assert load(tmp_path / "c")[id].origins.get("title") != "given"  # as its page has it


def test_a_title_that_an_earlier_version_found_is_not_one_corrected_by_hand(tmp_path):
    page = pages(tmp_path / "saved", 1) / "page 0.txt"
    [(_, _, id)] = add([page], tmp_path / "c")
    for file in (tmp_path / "c/articles").glob(f"{id}.*"):
        text = file.read_text("utf-8").replace("Harbour 0 closed", "Old")
        digests = sha256("Harbour 0 closed"), sha256("Old")
        file.write_text(text.replace(*digests).replace("outlet: null", "outlet: The Post"), "utf-8")
    assert load(tmp_path / "c")[id].title == "Old" and check(tmp_path / "c") == []
    add([page], tmp_path / "c", replace=True)
    article = load(tmp_path / "c")[id]
    assert (article.title, article.outlet) == ("Harbour 0 closed", "The Post")


def test_responses_entered_by_hand_stay(tmp_path):
    page = pages(tmp_path / "saved", 1) / "page 0.txt"
    [(_, _, id)] = add([page], tmp_path / "c")
    file = tmp_path / f"c/articles/{id}.md"
    shares = "responses:\n- kind: shares\n  options:\n  - label: shares\n    count: 5\n"
    file.write_text(file.read_text("utf-8").replace("responses: []\n", shares), "utf-8")
    for status in ("replaced", "unchanged"):
        assert statuses(add([page], tmp_path / "c", replace=True)) == [status]
    article = load(tmp_path / "c")[id]
    assert article.responses[0].options == (("shares", 5),)
    assert article.origins["responses"] == "given"


def test_what_a_table_no_longer_says_was_not_entered_by_hand(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("id,title,text,outlet\n1,Storm,It rained.,The Sun\n")
    add(table, tmp_path / "c", known={"authors": "Ann Lee"})
    table.write_text("id,title,text,outlet\n1,Storm,It rained.,\n")
    assert statuses(add(table, tmp_path / "c", replace=True)) == ["replaced"]
    [article] = load(tmp_path / "c")
    assert (article.outlet, article.authors) == (None, ("Ann Lee",))


@pytest.mark.parametrize(
    ("slip", "fact"),
    [(b"published: 3 Feb", "cannot be read"), (b"published: \xff", "not UTF-8")],
)
def test_an_article_that_a_slip_makes_unreadable_is_not_replaced(tmp_path, slip, fact):
    page = pages(tmp_path / "saved", 1) / "page 0.txt"
    [(_, _, id)] = add([page], tmp_path / "c", known={"url": "https://paper.example/a"})
    file = tmp_path / f"c/articles/{id}.md"
    content = file.read_bytes().replace(b"outlet: null", b"outlet: The Post")
    content = content.replace(b"published: null", slip)
    file.write_bytes(content)
    assert b": given\n" in content and statuses(add([page], tmp_path / "c")) == ["kept"]
    [(_, status, why)] = add([page], tmp_path / "c", replace=True)
    assert status == "failed" and why.startswith(f"{id}.md:") and fact in why
    assert file.read_bytes() == content


def test_what_was_given_once_need_not_be_given_again(tmp_path):
    page = pages(tmp_path / "saved", 1) / "page 0.txt"
    known = {"published": "2026-02-03", "outlet": "The Post", "authors": "Ann Lee"}
    add([page], tmp_path / "c", known=known)
    (tmp_path / "c/articles/SHA256SUMS").unlink()
    [note] = examine(tmp_path / "c").notes
    assert note.endswith(f"run: media-analysis add {tmp_path}/c/pages --corpus {tmp_path}/c")
    assert statuses(add([tmp_path / "c/pages"], tmp_path / "c")) == ["unchanged"]
    assert examine(tmp_path / "c").notes == ()
    assert statuses(add([page], tmp_path / "c", known={"outlet": "The Sun"})) == ["kept"]


def test_a_tables_rows_become_articles_with_the_table_as_their_page(tmp_path):
    source = pages(tmp_path / "saved", 0) / "table.csv"
    results = add([source], tmp_path / "c")
    assert [(status, id) for _, status, id in results] == [("added", f"r{n}") for n in range(6)]
    assert (tmp_path / "c/pages/table.csv").read_bytes() == source.read_bytes()
    assert check(tmp_path / "c") == [] and examine(tmp_path / "c").notes == ()
    from analysis import audit

    found = audit(tmp_path / "c", "r2")
    assert [(b.first, b.kept, b.section, b.reason) for b in found.blocks] == [
        (4, True, "headline", "column title"),
        (4, True, "body", "column text"),
        (4, True, "body", "column text"),
        (4, False, None, "column id: used as id"),
        (4, False, None, "column remark: not a field of an article"),
    ]
    assert statuses(add([source], tmp_path / "c")) == ["unchanged"] * 6
    # A later export of the same table: what is there stays, what differs waits to be asked for.
    text = source.read_text().replace("Row 3", "Row three") + "r6,Row 6,It rained.,\n,,,\nr7,x,,\n"
    source.write_text(text)
    expected = ["unchanged"] * 3 + ["kept"] + ["unchanged"] * 2 + ["added", "failed"]
    results = add([source], tmp_path / "c")
    assert statuses(results) == expected
    assert results[-1][0].endswith("table.csv: row 10 (r7)")
    assert results[-1][2] == "text is missing; add it, or delete the row"
    assert load(tmp_path / "c")["r6"].source.startswith("table-")
    results = add([source], tmp_path / "c", replace=True)
    assert statuses(results)[3] == "replaced"
    assert load(tmp_path / "c")["r3"].title == "Row three" and check(tmp_path / "c") == []


def test_a_table_without_a_good_row_leaves_nothing(tmp_path):
    (tmp_path / "x.csv").write_text("title,text\nT,\n")
    (tmp_path / "y.csv").write_text("title,Wortlaut\nT,x\n")
    results = add([tmp_path / "x.csv", tmp_path / "y.csv"], tmp_path / "c")
    assert statuses(results) == ["failed"] * 2 and not (tmp_path / "c").exists()
    columns = {"Wortlaut": "text"}
    assert statuses(add([tmp_path / "y.csv"], tmp_path / "c", columns=columns)) == ["added"]


def test_articles_are_no_pages_and_a_corpus_is_added_by_its_pages(tmp_path):
    own = tmp_path / "some.md"
    own.write_text(
        to_markdown(Article("own-1", (Section("headline", "Own"), Section("body", TEXT))))
    )
    other = tmp_path / "other.md"
    other.write_text(f"# Harbour closed\n\n{TEXT}\n")
    results = add([own, other], tmp_path / "c")
    assert statuses(results) == ["failed", "added"] and "move it to articles/" in results[0][2]
    assert (tmp_path / "c/pages/other.md").read_bytes() == other.read_bytes()
    add([pages(tmp_path / "saved", 1) / "page 0.txt"], tmp_path / "c")
    results = add([tmp_path / "c"], tmp_path / "copy")
    assert statuses(results) == ["skipped", "added", "added"]
    assert tree(tmp_path / "copy") == tree(tmp_path / "c")


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("id: &a x\ntitle: *a", "YAML aliases"),
        ("id: x\ntitle: !!python/object/apply:os.system [touch PWNED]", "broken YAML header"),
        ("id: ../../x\ntitle: T", "id must begin with a letter"),
        ("id: x\ntitle: T\nsource: ../../../etc/passwd", "source is not the name"),
        ("id: x\ntitle: T\nwhat: 1", "unknown key 'what'"),
        ("id: x\ntitle: [[[[[[[[[[[[1]]]]]]]]]]]]", "nested deeper than"),
    ],
)
def test_hostile_headers_are_refused_in_one_line(tmp_path, header, says, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/x.md").write_text(f"---\n{header}\n---\n\nText.\n")
    [problem] = check(tmp_path)
    assert says in problem and "\n" not in problem
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["articles", "x.md"]


def test_what_is_gzipped_is_added_as_soon_as_pages_are_read_so(tmp_path):
    data = gzip.compress(f"Harbour closed\n\n{TEXT}\n".encode())
    (tmp_path / "x.txt.gz").write_bytes(data)
    [(_, status, _)] = add([tmp_path / "x.txt.gz"], tmp_path / "c")
    try:
        read_page(data)
    except ValueError:
        assert status == "failed"
    else:
        assert status == "added"


def test_pages_fields_go_into_the_article(monkeypatch, tmp_path):
    adding = importlib.import_module("analysis.corpus.add")

    class Page:
        blocks = read_page(f"A storm\n\n{TEXT}".encode()).blocks
        sections = tuple(Section(b.section, b.text) for b in blocks)
        responses, title = (), "A storm"
        fields = {"outlet": "The Post", "language": "de", "url": None, "authors": ("Ann Lee",)}

    monkeypatch.setattr(adding, "read_page", lambda data, name: Page)
    (tmp_path / "x.txt").write_text("x")
    [(_, _, id)] = add([tmp_path / "x.txt"], tmp_path / "c")
    article = load(tmp_path / "c")[id]
    assert (article.outlet, article.language, article.url) == ("The Post", "de", None)
    assert article.authors == ("Ann Lee",)


def test_check_notes_what_no_page_says_and_pages_without_articles(tmp_path):
    page = pages(tmp_path / "saved", 1) / "page 0.txt"
    [(_, _, id)] = add([page], tmp_path / "c")
    file = tmp_path / f"c/articles/{id}.md"
    text = file.read_text(encoding="utf-8")
    text = text.replace("responses: []", "responses:\n- kind: shares\n  options:\n"
                        "  - label: shares\n    count: 5")  # fmt: skip
    file.write_text(text.replace("is not known", "isnâ€™t known"), encoding="utf-8")
    (tmp_path / "c/pages/other.txt").write_text("x")
    report = examine(tmp_path / "c")
    assert report.problems == ()
    facts = [
        (f"articles/{id}.md: ", "'and it isnâ€™t known wh'"),
        (f"articles/{id}.md: ", "(body, responses);"),
        ("pages/other.txt: ", "no article"),
    ]
    for note, (start, fact) in zip(report.notes, facts, strict=True):
        assert note.startswith(start) and fact in note


def test_check_reads_each_file_once(tmp_path, monkeypatch):
    add([pages(tmp_path / "saved", 2)], tmp_path / "c")
    reads, read = [], Path.read_bytes

    def counted(path):
        reads.append(path)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", counted)
    assert check(tmp_path / "c") == []
    files = {p for p in (tmp_path / "c").rglob("*") if p.is_file() and p.name != "SHA256SUMS"}
    assert sorted(reads) == sorted(files)


def test_an_id_of_another_table_is_refused_and_destroys_nothing(tmp_path):
    (tmp_path / "a.csv").write_text("id,title,text\n1,Storm,It rained.\n2,Wind,It blew.\n")
    (tmp_path / "b.csv").write_text("id,title,text\n1,War,It began.\n3,Peace,It ended.\n")
    add([tmp_path / "a.csv"], tmp_path / "c")
    before = tree(tmp_path / "c")
    for replace in (False, True):
        results = add([tmp_path / "b.csv"], tmp_path / "c", replace=replace)
        assert results[0][1] == "failed"
        assert results[0][2].startswith("id 1 already belongs to an article from a.csv")
        assert load(tmp_path / "c")["1"].title == "Storm"
    del before["articles/SHA256SUMS"]  # it grows
    assert before.items() <= tree(tmp_path / "c").items()
    assert statuses(add([tmp_path / "a.csv", tmp_path / "b.csv"], tmp_path / "c")) == [
        "unchanged", "unchanged", "failed", "unchanged",
    ]  # fmt: skip


def test_a_packed_table_is_read_as_a_table(tmp_path):
    rows = b"id,title,text\n1,Storm,It rained.\n2,Wind,It blew.\n"
    (tmp_path / "x.csv.gz").write_bytes(gzip.compress(rows))
    (tmp_path / "y.jsonl.gz").write_bytes(
        gzip.compress(b'{"id": "y", "title": "Fog", "text": "It was thick."}\n')
    )
    results = add([tmp_path / "x.csv.gz", tmp_path / "y.jsonl.gz"], tmp_path / "c")
    assert [(status, id) for _, status, id in results] == [
        ("added", "1"), ("added", "2"), ("added", "y"),
    ]  # fmt: skip
    assert check(tmp_path / "c") == [] and examine(tmp_path / "c").notes == ()
    assert [a.title for a in load(tmp_path / "x.csv.gz")] == ["Storm", "Wind"]
    (tmp_path / "x.csv.gz").write_bytes(gzip.compress(rows.replace(b"blew", b"howled")))
    assert statuses(add([tmp_path / "x.csv.gz"], tmp_path / "c")) == ["unchanged", "kept"]
    (tmp_path / "z.csv.gz").write_bytes(gzip.compress(rows)[:-9])
    [(_, status, why)] = add([tmp_path / "z.csv.gz"], tmp_path / "c")
    assert (status, why) == ("failed", "z.csv.gz: broken or incomplete gzip file; save it again")


def test_a_table_is_read_once_and_not_if_it_is_too_large(tmp_path, monkeypatch):
    adding = importlib.import_module("analysis.corpus.add")
    table = tmp_path / "x.csv"
    table.write_text("id,title,text\n1,Storm,It rained.\n")
    read, whole = [], Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path) or whole(path))
    add([table], tmp_path / "c")
    assert read.count(table) == 1
    monkeypatch.setattr(adding, "_LARGEST", 20)
    assert add([table], tmp_path / "c")[0][1:] == ("failed", "more than 0 MB; split the table")


def test_progress_in_a_log_is_a_line_now_and_then(monkeypatch, capsys):
    progress = importlib.import_module("analysis._support.progress")
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    seconds = iter(range(10_000))
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    assert list(progress.progress([*range(3000)], unit="row")) == [*range(3000)]
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert out == "" and 50 < len(lines) < 200
    assert all(line.endswith(" of 3,000 rows") for line in lines)
    assert list(progress.progress([1, 2])) == [1, 2] and capsys.readouterr() == ("", "")


def test_one_path_may_be_given_without_a_list(tmp_path):
    page = pages(tmp_path / "saved", 1) / "page 0.txt"
    assert statuses(add(page, tmp_path / "c")) == ["added"]
    assert statuses(add(str(page), str(tmp_path / "c"))) == ["unchanged"]
    assert sorted(path.name for path in (tmp_path / "c").iterdir()) == ["articles", "pages"]


def test_what_is_known_of_all_pages_fills_what_they_do_not_say(tmp_path):
    known = {"outlet": "The Post", "authors": "Ann Lee; Bob Day", "published": "2026-02-03"}
    page = tmp_path / "page.txt"
    page.write_text("A storm\n\nBy Cy Fox\n\n" + "It rained on the town for days. " * 4)
    (tmp_path / "t.csv").write_text("title,text,outlet\nRain,It rained.,The Times\n")
    with pytest.warns(UserWarning) as said:
        add([page, tmp_path / "t.csv"], tmp_path / "c", known=known)
    lines = [str(one.message) for one in said if "not used" in str(one.message)]
    assert [line.partition(":")[0] for line in lines] == ["authors", "outlet"]
    assert "(Cy Fox)" in lines[0] and "(The Times)" in lines[1] and "\n" not in lines[0]
    about = {a.title: (a.outlet, a.authors, a.published) for a in load(tmp_path / "c")}
    assert about["A storm"] == ("The Post", ("Cy Fox",), "2026-02-03")
    assert about["Rain"] == ("The Times", ("Ann Lee", "Bob Day"), "2026-02-03")
    assert check(tmp_path / "c") == [] and examine(tmp_path / "c").notes == ()
    with pytest.warns(UserWarning, match="authors: .*not used.*Cy Fox"):
        assert {status for _, status, _ in add(page, tmp_path / "c", known=known)} == {"unchanged"}
    with pytest.raises(ValueError, match="the field 'city' cannot be set"):
        add(page, tmp_path / "c", known={"city": "Rome"})


def test_ids_that_differ_in_capitals_alone_are_not_two_files(tmp_path):
    (tmp_path / "t.csv").write_text("id,title,text\nA1,One,It snowed.\na1,Two,It rained.\n")
    [(_, first, _), (_, second, why)] = add(tmp_path / "t.csv", tmp_path / "c")
    assert (first, second) == ("added", "failed") and "a1" in why


@pytest.mark.parametrize(
    "known", [{"url": "foo"}, {"language": "english"}, {"published": "3/4/2026"}, {"outlet": 3}]
)
def test_what_is_set_must_be_a_value_of_its_field(tmp_path, known):
    with pytest.raises(ValueError, match=next(iter(known))) as error:
        add(pages(tmp_path / "saved", 1), tmp_path / "c", known=known)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "page",
    [
        f"<title>{'A storm ' * 200_000}</title><p>{TEXT}</p><p>{TEXT}</p>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": {"name": "'
        + "Post " * 250_000
        + f'"}}}}</script><h1>A storm</h1><p>{TEXT}</p><p>{TEXT}</p>',
    ],
    ids=["title", "name"],
)
def test_an_article_that_could_not_be_read_back_is_not_added(tmp_path, page):
    (tmp_path / "page.html").write_text(page)
    [(_, status, reason)] = add(tmp_path / "page.html", tmp_path / "corpus")
    assert status == "failed" and "too long; shorten them" in reason and len(reason) < 600
    assert tree(tmp_path / "corpus") == {}


def test_links_to_files_elsewhere_are_not_followed(tmp_path):
    top = tmp_path / "saved"
    top.mkdir()
    (tmp_path / "secret.txt").write_text(f"A secret\n\n{TEXT}\n")
    (top / "page.txt").write_text(f"A storm\n\n{TEXT}\n")
    (top / "link.txt").symlink_to(tmp_path / "secret.txt")
    for given in (top, str(top / "*.txt")):
        results = {Path(page).name: status for page, status, _ in add(given, tmp_path / "corpus")}
        assert results.pop("link.txt") == "skipped"
        assert results.popitem() in (("page.txt", "added"), ("page.txt", "unchanged"))
    assert statuses(add(top / "link.txt", tmp_path / "corpus")) == ["added"]


def test_pipes_and_devices_are_refused_at_once(tmp_path):
    add(pages(tmp_path / "saved", 1) / "page 0.txt", tmp_path / "c")
    [file] = (tmp_path / "c/articles").glob("*.md")
    for path in (file, file.with_suffix(".blocks.csv"), tmp_path / "c/pages/page 0.txt"):
        content = path.read_bytes()
        path.unlink()
        os.mkfifo(path)
        assert check(tmp_path / "c") != []
        path.unlink()
        path.write_bytes(content)
    assert check(tmp_path / "c") == []
    os.mkfifo(tmp_path / "list.yml")
    for path in (tmp_path / "list.yml", "/dev/zero"):
        with pytest.raises(ValueError, match="a pipe or device"):
            lexicon.read(path)
        assert statuses(add(path, tmp_path / "c")) == ["failed"]
        with pytest.raises(OSError):
            load(path)


def fields_of(folder):
    return {a.title: (a.outlet, a.authors, a.published) for a in load(folder)}


def test_a_table_of_fields_says_of_each_file_what_its_page_does_not(tmp_path):
    home, side = pages(tmp_path / "saved", 3), tmp_path / "side.csv"
    (home / "table.csv").write_text("title,text,outlet\nA,It rained.,The Sun\nB,It snowed.,\n")
    side.write_text(
        "file;outlet;authors;published\npage 0.txt;The Post;Ann Lee; \n"
        f"{home}/page 1.txt;The Times;Ann Lee;2026-02-03\ntable.csv;The Day;;2026-02-04\n"
    )
    known = {"authors": "Bob Day; Cy Fox"}
    add(home, tmp_path / "c", known=known, fields=side)
    both = ("Bob Day", "Cy Fox")  # what is said of all goes before
    assert fields_of(tmp_path / "c") == {
        "Harbour 0 closed": ("The Post", both, None),
        "Harbour 1 closed": ("The Times", both, "2026-02-03"),
        "Harbour 2 closed": (None, both, None),
        "A": ("The Sun", both, "2026-02-04"),
        "B": ("The Day", both, "2026-02-04"),
    }
    assert {a.origins.get("outlet") for a in load(tmp_path / "c")} == {"given", None}
    assert check(tmp_path / "c") == [] and examine(tmp_path / "c").notes == ()
    again = add(home, tmp_path / "c", known=known, fields=str(side))
    assert set(statuses(again)) == {"unchanged"}
    side.write_text("file,outlet\npage 0.txt,The Globe\n")
    add(home / "page 0.txt", tmp_path / "c", replace=True, fields=side)
    assert fields_of(tmp_path / "c")["Harbour 0 closed"] == ("The Globe", both, None)


def test_a_date_in_a_table_of_fields_may_be_written_as_on_a_page(tmp_path):
    page, side = pages(tmp_path / "saved", 1) / "page 0.txt", tmp_path / "side.csv"
    side.write_text('file,published\npage 0.txt,"February 3, 2017"\n')
    add(page, tmp_path / "c", fields=side)
    assert load(tmp_path / "c").articles[0].published == "2017-02-03"
    add(page, tmp_path / "d", known={"published": "3 Feb 2017"})
    assert load(tmp_path / "d").articles[0].published == "2017-02-03"


def test_of_a_row_with_a_bad_cell_the_good_cells_are_used(tmp_path):
    page, side = pages(tmp_path / "saved", 1) / "page 0.txt", tmp_path / "side.csv"
    side.write_text("file,published,outlet,url\npage 0.txt,3/4/2026,The Post,foo\n")
    results = add(page, tmp_path / "c", fields=side)
    assert statuses(results) == ["failed", "failed", "added"]
    assert [why.split(" ")[0] for _, _, why in results[:2]] == ["published", "url"]
    [article] = load(tmp_path / "c")
    assert (article.outlet, article.published, article.url) == ("The Post", None, None)


def test_a_row_at_fault_in_a_table_of_fields_is_named_and_the_rest_added(tmp_path):
    home, side = pages(tmp_path / "saved", 3), tmp_path / "saved/side.csv"
    (home / "table.csv").unlink()
    side.write_text(
        "file,outlet,published\npage 0.txt,The Post,\nnone.txt,The Post,\n"
        f"{home}/page 0.txt,The Sun,\npage 1.txt,The Post,3 Feb\npage 2.txt,The Day,\n"
    )
    results = add(home, tmp_path / "c", fields=side)  # the table itself is no page
    failed = {str(where): why for where, status, why in results if status == "failed"}
    assert list(failed) == [f"{side}: row {n}" for n in (3, 4, 5)]
    for why, fact in zip(failed.values(), ("none.txt", "in two rows", "'3 Feb'"), strict=True):
        assert fact in why
    assert statuses(results).count("added") == len(results) - 3 == 3
    assert [about[0] for _, about in sorted(fields_of(tmp_path / "c").items())] == [
        "The Post",
        "The Post",  # all but its bad cell
        "The Day",
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('{"file": "page 0.txt", "place": "A"}', "side.jsonl: the field 'place' cannot be set; "),
        ('{"file": "page 0.txt", "authors": ["A"]}', "side.jsonl: row 1: authors is not text"),
        ('{"name": "page 0.txt", "outlet": "A"}', "side.jsonl: no column 'file'"),
    ],
)
def test_a_table_of_fields_that_cannot_be_read_adds_nothing(tmp_path, row, fault):
    (tmp_path / "side.jsonl").write_text(row)
    with pytest.raises(ValueError, match=fault):
        add(pages(tmp_path / "saved", 1), tmp_path / "c", fields=tmp_path / "side.jsonl")
    assert not (tmp_path / "c").exists()


def test_names_in_a_table_of_fields_may_be_composed_and_columns_empty(tmp_path):
    page = pages(tmp_path / "saved", 1) / "page 0.txt"
    page = page.rename(page.with_name("cafe\u0301.txt"))
    (tmp_path / "side.csv").write_text("file,outlet,\ncaf\u00e9.txt,The Post,\n")
    results = add([page], tmp_path / "c", fields=tmp_path / "side.csv")
    assert statuses(results) == ["added"]
    assert load(tmp_path / "c").articles[0].outlet == "The Post"


def test_a_name_that_two_files_have_is_no_name_of_one(tmp_path):
    files = [pages(tmp_path / name, 1) / "page 0.txt" for name in ("a", "b")]
    files[1].write_text(f"Rain\n\n{TEXT}")
    side = tmp_path / "side.jsonl"
    side.write_text('{"file": "page 0.txt", "outlet": "The Post"}\n')
    assert statuses(add(files, tmp_path / "c", fields=side)) == ["failed", "added", "added"]
    side.write_text(f'{{"file": "{files[1]}", "outlet": "The Post"}}\n')
    add(files, tmp_path / "d", fields=side)
    assert fields_of(tmp_path / "d")["Rain"][0] == "The Post"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("name,outlet\nx.txt,CNN\n", "side.csv no column 'file'"),
        ("file,city\nx.txt,Rome\n", "'city' outlet, authors, published, url, news_section"),
        ('file,outlet\n"x"y,CNN\n', "side.csv row 2 CSV"),
    ],
)
def test_a_table_of_fields_that_cannot_be_used_stops_before_anything_is_added(
    tmp_path, text, facts
):
    (tmp_path / "side.csv").write_text(text)
    with pytest.raises(ValueError) as error:
        add(pages(tmp_path / "saved", 1), tmp_path / "c", fields=tmp_path / "side.csv")
    assert all(fact in str(error.value) for fact in facts.split(" "))
    assert "\n" not in str(error.value) and not (tmp_path / "c").exists()
