"""A manuscript with forty numbers, twelve of them wrong in ways that people get wrong."""

import re
import zipfile
from pathlib import Path

import pytest
from test_cli import run

from analysis.proof import verify_text
from analysis.proof.cite import read_record

FOLDER = Path(__file__).parents[1] / "notebooks/figures"
KEY = read_record(FOLDER / "poll.svg")["data"][:8]
# A number in «» is wrong.
TEXT = f"""
# Five outlets in 2017

On 12 March 2025 we studied 9 outlets. Reading grades are in
![Grades of 9 outlets, 77 more](outlets-reading-grade-newsarticles.svg) (median article): 11.2 in
BBC and 13.8 in Al Jazeera, with 95% intervals. In figure outlets-reading-grade-newsarticles BBC
has 297 articles, Al Jazeera 528 and RTÉ «397». TASS (13.7, 95% interval 13.5 to 14.0; figure
`outlets-reading-grade-newsarticles`) is harder than DW (13.07). Its grade is above that of BBC by
2.5 (not cited, so not looked up).

- HuffPost («12.3», 11.9 to 12.5) and CNN (12.3; «12.65») in `outlets-reading-grade-newsarticles`.
- The δ of China Daily is 0.09 (0.01 to 0.17) [@outlets-reading-grade-newsarticles].
- Articles of ABC News have δ −0.11, those of HuffPost «−0.19», those of CNN −.19 (Figure
  outlets-reading-grade-newsarticles). In all, 3,558 (outlets-reading-grade-newsarticles.svg).

Of the answers to the poll 95.7% were yes, 88 against 4 [@poll-{KEY}]. The share is «96.7%»
(89% to 98%, or 89.3% to «98.4%») in \\cite{{poll-{KEY}}}. An earlier page had «81» yes and 4 no
[@poll-00000000].

In **Breitbart**, 11.1 of 1,000 quoted words are loaded, and 8.4 of the others: a ratio of 1.32
(0.97 to 1.79), see voices-polnear.svg. The ratio is «1.97» in USA Today and «1.77» in Western
Journal (voices-polnear.svg). In USA Today it is 1.77 (1.14 to «2.37»), in 70 articles
(voices-polnear.pdf).

The body has 10 loaded terms in 342 words, 29.2 per 1,000, the headline 1 in 15 (figure
`loaded-terms`). Of all, 13, «7» are in contempt (Figure `loaded-terms`).
More terms than 98% («87.5» to 100) of published articles: figure
standing-loaded-terms-newsarticles.
Without betrayal, contempt, victory it is percentile 68.6 (31 to «98»), figure
standing-loaded-terms-newsarticles.
"""


PLAIN, WRONG = re.sub("[«»]", "", TEXT), re.findall("«(.*?)»", TEXT)


def looked_up(path):
    found = verify_text(path, FOLDER)
    return found, [one.number.strip() for one in found if one.verdict != "found"]


def test_the_wrong_numbers_of_a_manuscript_are_found_and_no_others(tmp_path):
    (tmp_path / "report.md").write_text(PLAIN, "utf-8")
    found, wrong = looked_up(tmp_path / "report.md")
    assert wrong == WRONG and len(WRONG) >= 12 and len(found) >= 40
    first = found[0]
    assert (first.number, first.where) == ("11.2", "value of row 0: 11.195642")
    said = {one.number: (one.verdict, one.where) for one in found}
    assert said["12.65"] == ("other row", "value of row 3: 12.646815")
    assert said["87.5"] == ("rounded wrong", "percentile_low of row 0: 87.444119")
    assert said["81"] == ("not found", "; the citation is of an earlier version")
    assert said["3,558"] == ("found", "the caption")


def test_the_same_in_html_and_word(tmp_path):
    blocks = [block.replace("&", "&amp;") for block in PLAIN.split("\n\n")]
    page = "".join(f"<p>{re.sub(r'!.[^]]*]', '', block)}</p>" for block in blocks)
    (tmp_path / "report.html").write_text(page, "utf-8")
    runs = "".join(f"<w:p><w:r><w:t>{block[3:]}</w:t></w:r></w:p>" for block in page.split("</p>"))
    head = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    with zipfile.ZipFile(tmp_path / "report.docx", "w") as word:
        word.writestr("word/document.xml", f"{head}{runs}</w:document>")
    for name in ("report.html", "report.docx"):
        assert looked_up(tmp_path / name)[1] == WRONG, name


def test_the_command_and_files_that_are_no_text(tmp_path):
    (tmp_path / "report.md").write_text(PLAIN, "utf-8")
    done = run("verify", "--text", tmp_path / "report.md", CORPUS=FOLDER.parents[1] / "corpus")
    assert done.returncode == 1
    assert "outlets-reading-grade-newsarticles: 12.65: other row: value of row 3" in done.stdout
    right = tmp_path / "right.md"
    right.write_text("Yes: 88 (figure poll). In 2017, 3 more.")
    assert run("verify", "--text", right, "--all", FOLDER).returncode == 0
    (tmp_path / "a.docx").write_bytes(b"PK")
    with pytest.raises(ValueError, match="a.docx: not a text, HTML or Word file"):
        verify_text(tmp_path / "a.docx", FOLDER)
