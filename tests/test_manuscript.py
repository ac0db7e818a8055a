"""A manuscript with forty numbers, twelve of them wrong in ways that people get wrong."""

import io
import re

import pandas as pd
import pytest
from test_cli import run
from test_figures import odd

from analysis.proof import verify_text
from analysis.proof.cite import read_record

DATA = {
    "outlets-reading-grade-newsarticles": """
outlet,articles,value,low,high,effect,effect_low,effect_high,p,q
BBC,297,11.195642,10.913923,11.39977,-0.478536,-0.546682,-0.404093,0.0,0.0
HuffPost,398,12.248553,11.925709,12.537247,-0.162703,-0.240153,-0.083194,5.6e-05,8.1e-05
CNN,265,12.257786,11.833763,12.499687,-0.191507,-0.276128,-0.10394,2.3e-05,3.5e-05
ABC News,463,12.646815,12.38305,12.906879,-0.110364,-0.185378,-0.034072,0.004528,0.006037
DW,423,13.06572,12.885227,13.274943,0.0,,,,
RTÉ,398,13.106715,12.900772,13.421336,0.02623,-0.052875,0.105009,0.515663,0.545996
China Daily,358,13.569151,13.156467,13.809179,0.093308,0.011351,0.17402,0.024523,0.029428
TASS,428,13.705417,13.45485,13.966827,0.203836,0.127203,0.27805,0.0,1e-06
Al Jazeera,528,13.848225,13.559369,14.110314,0.206876,0.133824,0.277692,0.0,0.0
""",
    "poll": """
question,yes,no,other,yes_of_all,low,high,p,q
Enjoyed this article?,88,4,0,0.956522,0.893483,0.982964,0.0,0.0
""",
    "loaded-terms": """
section,hits,words,per_1000,low,high,category,voice,words_hit
headline,1,15,66.666667,,,,,
deck,2,35,57.142857,,,,,
body,10,342,29.239766,15.294652,55.899533,,,
,6,,,,,contempt,unquoted,"proxies ×2, terrorist ×2, regime ×2"
,0,,,,,contempt,quoted,
""",
    "voices-polnear": """
outlet,articles,quoted,unquoted,ratio,low,high,p,q
Breitbart,69,11.149826,8.433453,1.322095,0.9742,1.794227,0.072437,0.084509
USA Today,70,14.59854,8.264215,1.766476,1.143088,2.729832,0.011158,0.019526
Western Journal,67,13.077894,6.682056,1.957166,1.387655,2.760413,0.000229,0.000534
""",
    "standing-loaded-terms-newsarticles": """
among,value,low,high,percentile,percentile_low,percentile_high,n
all,29.239766,15.294652,55.899533,98.313659,87.444119,100.0,3558
about Iran,29.239766,15.294652,55.899533,97.777778,76.500903,100.0,45
about Israel,29.239766,15.294652,55.899533,100.0,69.62105,100.0,59
about the US,29.239766,15.294652,55.899533,98.42615,85.102026,100.0,826
"without betrayal, contempt, victory",5.847953,1.373758,24.894163,68.5638,31.192748,98.834894,3558
""",
}
UNITS = {"voices-polnear": "matches per 1,000 words; ratio"}
SAID = {
    "poll": "92 votes",
    "loaded-terms": "13 matches",
    "outlets-reading-grade-newsarticles": "3,558 articles",
}
# A number in «» is wrong.
TEXT = """
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

Of the answers to the poll 95.7% were yes, 88 against 4 [@poll-KEY]. The share is «96.7%»
(89% to 98%, or 89.3% to «98.4%») in \\cite{poll-KEY}. An earlier page had «81» yes and 4 no
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


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("drawn")
    for name, text in DATA.items():
        said = {"n": SAID.get(name, "1"), "unit": UNITS.get(name, "x")}
        odd(pd.read_csv(io.StringIO(text)), figure=name, **said).save(out)
    return out


@pytest.fixture
def plain(folder):
    return PLAIN.replace("KEY", read_record(folder / "poll.svg")["data"][:8])


def looked_up(path, folder):
    found = [one for one in verify_text(path, folder) if one.verdict != "skipped"]
    return found, [one.number.strip() for one in found if one.verdict != "found"]


def test_a_percentage_of_the_caption_is_no_other_rows(tmp_path):
    shares = pd.DataFrame({"outlet": ["Coast", "Ledger"], "share": [0.12, 0.07]})
    odd(shares, figure="shares", n="7% to 12%", unit="share of words").save(tmp_path)
    text = "Ledger quotes 12%, Coast 12%. The range is 7% to 12%."
    (tmp_path / "report.md").write_text(text.replace(".", ", figure shares."), "utf-8")
    found, wrong = looked_up(tmp_path / "report.md", tmp_path)
    assert [one.verdict for one in found] == ["other row", "found", "found", "found"]


def test_the_wrong_numbers_of_a_manuscript_are_found_and_no_others(tmp_path, folder, plain):
    (tmp_path / "report.md").write_text(plain, "utf-8")
    found, wrong = looked_up(tmp_path / "report.md", folder)
    assert wrong == WRONG and len(WRONG) >= 12 and len(found) >= 40
    first = found[0]
    assert (first.number, first.where) == ("11.2", "value of row 0: 11.195642")
    said = {one.number: (one.verdict, one.where) for one in found}
    assert said["12.65"] == ("other row", "value of row 3: 12.646815")
    assert said["87.5"] == ("wrongly rounded", "percentile_low of row 0: 87.444119")
    assert said["81"] == ("not found", "; the citation is of an earlier version")
    assert said["3,558"] == ("found", "the caption")


def test_the_same_in_html_also_as_word_saves_it(tmp_path, folder, plain):
    blocks = [block.replace("&", "&amp;") for block in plain.split("\n\n")]
    page = "".join(f"<p>{re.sub(r'!.[^]]*]', '', block)}</p>" for block in blocks)
    head = '<meta http-equiv=Content-Type content="text/html; charset=windows-1252">'
    for content in (page.encode(), (head + page).encode("cp1252", "xmlcharrefreplace")):
        (tmp_path / "report.html").write_bytes(content)
        assert looked_up(tmp_path / "report.html", folder)[1] == WRONG


def test_the_command_and_files_that_are_no_text(tmp_path, folder, plain):
    (tmp_path / "report.md").write_text(plain, "utf-8")
    done = run("verify", "--text", tmp_path / "report.md", "--all", folder)
    assert done.returncode == 1
    assert "outlets-reading-grade-newsarticles: 12.65: other row: value of row 3" in done.stdout
    right = tmp_path / "right.md"
    right.write_text("Yes: 88 (figure poll). In 2017, 3 more.")
    assert run("verify", "--text", right, "--all", folder).returncode == 0
    (tmp_path / "a.docx").write_bytes(b"PK\3\4")
    with pytest.raises(ValueError, match="a.docx: not a text or an HTML page; save it as .md"):
        verify_text(tmp_path / "a.docx", folder)


def test_nothing_looked_up_is_no_success(tmp_path, folder):
    home = tmp_path / "a b"
    home.mkdir()
    (home / "none.md").write_text("In figure pol, 88 said yes.")
    with pytest.raises(ValueError, match="none.md: names none of the figures in .*write “figure "):
        verify_text(home / "none.md", folder)
    with pytest.raises(ValueError, match="a b: contains no figure"):
        verify_text(home / "none.md", home)
    for content in (b"%PDF-1.4\nfigure poll 88", b"figure poll 88\0"):
        (home / "a.pdf").write_bytes(content)
        with pytest.raises(ValueError, match="a.pdf: not a text"):
            verify_text(home / "a.pdf", folder)
    (home / "a.tex").write_bytes("Été, figure poll: 88".encode("latin-1"))
    with pytest.raises(ValueError, match="a.tex: not UTF-8; save it as UTF-8"):
        verify_text(home / "a.tex", folder)
    with pytest.raises(FileNotFoundError):  # rather than that there is no figure
        verify_text(home / "missing.md", home)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("In figure poll 77 marked yes, 14 decided, 12 may vote.", ["77", "14", "12"]),
        ("On 12 March 2025, Sept. 3, 2024 and in May 2023 figure poll had 88.", []),
        ("Yes wins in figure poll (q < .001), p<.05, p > .2.", ["> .2"]),
        ("As 88 said yes (figure poll), 10 matches (figure loaded-terms); 55.", ["55", "55"]),
        ("In figure poll, 88 answered on COVID-19 with a 95 per cent interval.", []),
        ("Figure poll has 88.\n\n```\nfigure poll 77\n```\n\nFigure poll: 78.", ["78"]),
        ("In figure poll, most of those who answered said yes, which is\n88.5 at most.", ["88.5"]),
        ("In figure poll, most said yes, and they were\n88 of the readers.", []),
        ("Figure poll: 80–88.\r\n\r\n| figure poll | 4 | 1,234.5 |", ["80", "1,234.5"]),
    ],
)
def test_numbers_as_people_write_them(tmp_path, folder, text, wrong):
    (tmp_path / "a.md").write_bytes(text.encode())
    assert looked_up(tmp_path / "a.md", folder)[1] == wrong


GRADES, RATES = "outlets-reading-grade-newsarticles", "voices-polnear"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # units
        ("Figure poll: 88 of 92% said yes.", {"92%": "not found"}),
        ("Figure poll: 88% said yes.", {"88%": "other unit"}),
        ("Figure poll: 95.7 per cent, 96 percent, 95.7 percentage points or .957 said yes.", {}),
        ("Figure poll: the share of yes is 95.7.", {"95.7": "other unit"}),
        ("Figure poll: 1 vote for no, 4 for no.", {"1": "other unit"}),
        (f"Figure {GRADES}: BBC is 1 lower.", {}),  # an effect of −0.547
        ("Figure poll: the share of yes is .957%.", {".957%": "other unit"}),
        ("Figure poll: 89–98%, 89 to 98 %, between 89 and 98 per cent.", {}),
        ("Figure poll: 956.5 per 1,000, 95.7 per 100; 956.5 in all.", {"956.5": "not found"}),
        ("Figure loaded-terms: 10 matches, 29.2 per 1,000, 29.2 matches per 1,000 words.", {}),
        ("Figure loaded-terms: 10 per 1,000 words.", {"10 per 1,000": "other unit"}),
        ("Figure loaded-terms: 29.2% or 2.9% of body.", {"29.2%": "other unit"}),
        (f"Figure {RATES}: Breitbart 11.1 to 11.15 words per 1000.", {}),
        (
            f"Figure {RATES}: Breitbart 11.15 per 1,000, 1.1%; 1.115%, 1.1 per 1,000.",
            {"1.1 per 1,000": "other unit"},
        ),
        # signs
        (f"Figure {GRADES}: ABC News −0.11, -.11, –0.11, +0.11.", {"+0.11": "other sign"}),
        (f"Figure {GRADES}: ABC News is 0.11 lower.", {}),
        (f"Figure {GRADES}: ABC News has an effect of 0.11.", {"0.11": "other sign"}),
        (f"Figure {GRADES}: TASS has −0.20, 0.20.", {"−0.20": "other sign"}),
        (f"Figure {GRADES}: ABC News −0.19–−0.03, −0.19 -- −0.03.", {}),
        (f"Figure {GRADES}: DW 12.9–13.3, 12.9--13.3, 12.9-13.3.", {}),
        # thousands, decimals, words
        ("Figure standing-loaded-terms-newsarticles: 3,558, 3558 and 3\u202f558 articles.", {}),
        (
            "Figure standing-loaded-terms-newsarticles: 3,588 or 3.558.",
            {"3,588": "not found", "3.558": "not found"},
        ),
        (f"Figure {GRADES}: BBC 11,2; 11,3.", {"11,3": "wrongly rounded"}),
        (f"Figure {GRADES}: BBC 11, 11.2, 11.20, 11.1.", {"11.1": "wrongly rounded"}),
        ("Figure poll: Eighty-eight said yes, eighty-seven said no.", {"87": "not found"}),
        (
            "Figure poll: 4 no, one hundred and eighty-seven or nineteen hundred yes.",
            {"hundred": "skipped", "eighty-seven": "skipped", "nineteen hundred": "skipped"},
        ),
        ("Figure standing-loaded-terms-newsarticles: 3.558 thousand.", {}),
        # what is no value
        (
            "In 2016, 2017–18 and the 1990s, on 3/4/2026, 12.03.2025 and March 12th 88 (poll.svg).",
            {},
        ),
        ("Figure poll, Figures 2 and 3, Table 4, Fig. 5, pp. 12–14, Section 2.3: 88.", {}),
        ("Figure poll in version 0.2.0 at 10:30 [12], [^3], 3rd, https://a.org/77?n=5: 88.", {}),
        ("Figure poll: 89% to 98% (95%-CI; 99.9% bootstrap confidence interval).", {}),
        (
            "Figure poll: 77% with an interval of 89% to 98%, 78% with a confidence interval.",
            {"77%": "not found", "78%": "not found"},
        ),
    ],
)
def test_units_signs_and_what_is_no_value(tmp_path, folder, text, wrong):
    (tmp_path / "a.md").write_text(text, "utf-8")
    found = verify_text(tmp_path / "a.md", folder)
    assert {one.number: one.verdict for one in found if one.verdict != "found"} == wrong


def test_each_block_of_a_page_is_read_once(tmp_path, folder):
    (tmp_path / "a.html").write_text(
        "<title>77</title><div>In <b>figure</b> poll 8<i>8</i>.<sup>3</sup></div><ul><li><p>"
        "Figure poll\n\nhas 4</p></li></ul>"
        "<script>figure poll 5</script><dd>figure poll: 88<br>4</dd>"
    )
    found = verify_text(tmp_path / "a.html", folder)
    assert [one.number for one in found] == ["88", "4", "88", "4"]
    assert {one.verdict for one in found} <= {"found", "skipped"}


def test_numbers_beside_no_figure_are_counted(tmp_path, folder):
    text = tmp_path / "a.md"
    text.write_text("In 2017, 3 more. Yes: 88 (figure poll). Of 12% we know 4,000.")
    found = verify_text(text, folder)
    assert [one.number for one in found if one.verdict == "skipped"] == ["3", "12%", "4,000"]
    done = run("verify", "--text", text, "--all", folder)
    last = "1 number looked up, 1 found; 3 skipped: the sentence names no figure, or "
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and lines[-1].startswith(last)
    assert lines[1:4] == [
        "skipped: 3: In 2017, 3 more.",
        "skipped: 12%: Of 12% we know 4,000.",
        "skipped: 4,000: Of 12% we know 4,000.",
    ]


@pytest.mark.parametrize(
    "naming",
    [
        "(Lindt 2026, Figure 3: poll)",
        "(Fig. 2.1, poll)",
        "(figure 12 (poll))",
        "in figure 3 – poll",
        "in Fig. `poll`",
    ],
)
def test_a_figure_may_have_a_number_before_its_name(tmp_path, folder, naming):
    (tmp_path / "a.md").write_text(f"Yes said 87 {naming}.", "utf-8")
    [found] = verify_text(tmp_path / "a.md", folder)
    assert (found.figure, found.number, found.verdict) == ("poll", "87", "not found")


@pytest.mark.parametrize(
    ("naming", "name"),
    [
        ("figure loaded-terms", "loaded-terms"),
        ("Fig. `loaded-terms`", "loaded-terms"),
        ("see loaded-terms.pdf", "loaded-terms"),
        ("[@loaded-terms-12345678]", "loaded-terms"),
        (r"\cite{tone-12345678}", "tone"),
        ("[@tone-12345678; @loaded-terms-12345678]", "tone, loaded-terms"),
    ],
)
def test_a_figure_that_is_named_but_not_given_is_named(tmp_path, folder, naming, name):
    text = tmp_path / "a.md"
    text.write_text(f"Yes said 88 (figure poll). Here 10 are loaded ({naming}).", "utf-8")
    found, skipped = verify_text(text, [folder / "poll.svg"])
    assert (found.verdict, skipped.number, skipped.verdict) == ("found", "10", "skipped")
    assert skipped.figure == name and name in skipped.where
    done = run("verify", folder / "poll.svg", "--text", text)
    assert f"skipped: 10: figure {name} is not given: Here 10 are" in done.stdout
    text.write_text(f"Here 10 are loaded ({naming}).", "utf-8")
    with pytest.raises(ValueError, match=f"figures in the list given; it names {name} "):
        verify_text(text, [folder / "poll.svg"])


def test_numbers_that_are_not_read_are_counted(tmp_path, folder):
    text = tmp_path / "a.md"
    text.write_text(
        "Yes: 88, two no, 12.5k views, ½ of 1½ towns (figure poll). Ten thousand; 3m."
        " It is threefold, twice 1.234,5 or 5x."
    )
    found = verify_text(text, folder)
    skipped = [one.number for one in found if one.verdict == "skipped"]
    more = ["twice", "1.234,5", "5x"]
    assert skipped == ["two", "12.5k", "½", "1½", "Ten thousand", "3m", "threefold", *more]
    assert [one.number for one in found if one.verdict == "found"] == ["88"]
    text.write_text("One of them, COVID-19, the 1990s and the 3rd said yes, 88 (figure poll).")
    assert [one.number for one in verify_text(text, folder)] == ["88"]


def test_numbers_are_looked_up_in_the_figures_given(tmp_path, folder):
    text = tmp_path / "a.md"
    text.write_text("Yes: 88 (figure poll). The body has 10 terms (figure loaded-terms).")
    done = run("verify", folder / "poll.png", "--text", text)
    lines = done.stdout.splitlines()
    assert lines[0] == "poll: 88: found: yes of row 0: 88"
    assert lines[-1].startswith("1 number looked up, 1 found; 1 skipped: ")
    images = [folder / "poll.svg", folder / "loaded-terms.pdf"]
    assert [one.figure for one in verify_text(text, images)] == ["poll", "loaded-terms"]
    broken = tmp_path / "loaded-terms.svg"
    broken.write_text("<svg/>")
    done = run("verify", folder / "poll.png", broken, tmp_path / "none.svg", "--text", text)
    assert done.returncode == 2 and "poll: 88: found: yes of row 0: 88" in done.stdout
    assert "none.svg" in done.stderr
    done = run("verify", tmp_path / "none.svg", "--text", text)
    assert done.returncode == 2 and "can be used, so no number was looked up" in done.stderr
    with pytest.raises(ValueError, match="loaded-terms.svg have the same name"):
        verify_text(text, [broken, folder / "loaded-terms.svg"])
    text.write_text("In figure pol, 88 said yes.")
    with pytest.raises(ValueError, match="a.md: names none of the figures in the list given"):
        verify_text(text, images)


def test_numbers_are_not_looked_up_in_data_that_were_changed(tmp_path, folder):
    for path in folder.glob("poll.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text, data = tmp_path / "a.md", tmp_path / "poll.csv"
    text.write_text("In figure poll 89 said yes.")
    content = data.read_text("utf-8")
    for other in (content.replace("88", "89"), "", "question,yes\n=1+1,89\n"):
        data.write_text(other, "utf-8")
        with pytest.raises(ValueError, match="poll.csv: not the data of poll.svg"):
            verify_text(text, tmp_path)
    data.write_text(content, "utf-8")
    text.write_text("In figure poll 88 said yes.")
    done = run("verify", "--text", text, "--all", tmp_path, tmp_path / "nowhere.svg")
    assert done.returncode == 2 and "nowhere.svg: this file does not exist" in done.stderr


def test_where_a_row_stands_is_no_value(tmp_path):
    data = pd.DataFrame({"sentence": [1, 2, 3], "part": [0, 0, 9], "compound": [0.5, -0.25, 0]})
    odd(data, figure="arc", n="3 sentences", unit="x").save(tmp_path)
    (tmp_path / "a.md").write_text("Of 3 sentences, 2 and 9 are at 0.5 (figure arc).")
    found, wrong = looked_up(tmp_path / "a.md", tmp_path)
    assert wrong == ["2", "9"] and len(found) == 4
