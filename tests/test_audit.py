"""The audit: each block of a page with what became of it, as lines and as a page."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

import analysis
from analysis import audit
from analysis.article import one_line
from analysis.corpus import add, examine, load
from analysis.corpus.audit import summary

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"> \'"&'
PAGE = (
    "Home\n\nHarbour closed for a week\n\n"
    + "The harbour was closed on Monday, and the boats of the town stayed in it for a week. " * 3
    + f"{HOSTILE} was said of it.\n\nShare this {HOSTILE}\n\nDid you like this?\nYes (3)\nNo (1)\n"
)


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text = [], set(), ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def found(tmp_path):
    (tmp_path / "a<b>&.txt").write_text(PAGE)
    [(_, status, id)] = add([tmp_path / "a<b>&.txt"], tmp_path / "c")
    assert status == "added", id
    return analysis.audit(load(tmp_path / "c"), id)


def test_each_block_has_a_line_with_its_reason(found):
    lines = repr(found).splitlines()
    assert "    poll: Did you like this? Yes 3, No 1" in lines
    for number, block in enumerate(found.blocks, 1):
        state = f"kept     {block.section}" if block.kept else "dropped"
        [at] = [
            n for n, line in enumerate(lines) if re.match(rf" *{number}  line .* {state} ", line)
        ]
        assert block.reason in lines[at] and lines[at + 1].strip()[:30] in one_line(block.text)
        assert found.place(block) in lines[at]
    assert {block.kept for block in found.blocks} == {True, False}


def test_origins_are_words_and_kept_blocks_are_shown_at_length(tmp_path):
    long = "The harbour was closed, and it is not known for how many weeks it will be. " * 2
    page = f"<title>Harbour closed</title><p>{long}</p><p>{long} {long}</p>"
    (tmp_path / "x.html").write_text(f"<html lang=en>{page}</html>")
    [(_, _, id)] = add([tmp_path / "x.html"], tmp_path / "c")
    lines = repr(analysis.audit(tmp_path / "c", id)).splitlines()
    assert "    origins: title from title element; language from words of the text" in lines
    assert any(line.strip() == long.strip() for line in lines)
    assert max(map(len, lines)) == 6 + 200


def test_a_long_run_of_dropped_blocks_is_folded_and_doubts_come_first(tmp_path):
    menu = "".join(f"Section {n}\n\n" for n in range(300))
    text = "The harbour was closed on Monday, and the boats of the town stayed in it. " * 3
    (tmp_path / "x.txt").write_text(f"{menu}Harbour closed\n\nBy Ann Lee\n\n1/2/1066\n\n{text}\n")
    [(_, _, id)] = add([tmp_path / "x.txt"], tmp_path / "c")
    page = audit(tmp_path / "c", id)
    lines, blocks = repr(page).splitlines(), page.blocks
    top = next(n for n, block in enumerate(blocks) if block.kept)
    assert top >= 300 and len(lines) < 40
    [folded] = [line for line in lines if line.strip().startswith(f"blocks 1–{top} dropped: ")]
    reason, number = Counter(block.reason for block in blocks[:top]).most_common(1)[0]
    assert f"{reason} ({number})" in folded
    assert page._repr_html_().count("<details>") == 1
    doubtful = [f"check line {block.first} " for block in blocks if "in doubt" in block.reason]
    places = [next(n for n, line in enumerate(lines) if doubt in line) for doubt in doubtful]
    assert all(place < lines.index(folded) for place in places)
    kept = [line.split()[0] for line in page.lines(kept_only=True) if "  kept  " in line]
    assert kept == [str(n) for n, block in enumerate(blocks, 1) if block.kept]
    assert not any("dropped   " in line for line in page.lines(kept_only=True))


def test_the_page_shows_every_block_and_runs_nothing(found):
    page = Tags(found._repr_html_())
    assert set(page.tags) <= {"section", "p", "b", "div"} and page.attributes == {"style"}
    for block in found.blocks:
        assert block.text in page.text and block.reason in page.text
    assert page.text.count(HOSTILE) == PAGE.count(HOSTILE)
    grey = found._repr_html_().count("opacity:.7")
    assert grey == sum(not block.kept for block in found.blocks) > 0


def test_a_hostile_title_in_a_table_is_shown_as_text(tmp_path):
    (tmp_path / "x.csv").write_text('title,text,note\n"<x-y onload=x>x</x-y>",It rained.,<b>\n')
    [(_, _, id)] = add([tmp_path / "x.csv"], tmp_path / "c")
    page = analysis.audit(tmp_path / "c", id)._repr_html_()
    assert "&lt;x-y onload=x&gt;x" in page and "&lt;b&gt;" in page and "<x-y" not in page


def test_a_drawing_with_a_script_in_a_title_leaves_no_trace_but_the_text_beside_it(tmp_path):
    (tmp_path / "x.csv").write_text("title,text\n<svg/onload=x>y</svg>Rain,It rained.\n")
    [(_, _, id)] = add([tmp_path / "x.csv"], tmp_path / "c")
    page = analysis.audit(tmp_path / "c", id)._repr_html_()
    assert analysis.load(tmp_path / "c")[id].title == "Rain" and "onload" not in page


def test_its_colours_are_the_readers(found):
    styles = re.findall('style="([^"]*)"', found._repr_html_())
    assert not re.search(
        r"#[0-9a-fA-F]{3}|rgb|white;|black|background|[^-]color:", ";".join(styles)
    )


def test_what_cannot_be_shown_is_said(tmp_path, found):
    with pytest.raises(KeyError, match="no article 'x' in "):
        analysis.audit(tmp_path / "c", "x")
    with pytest.raises(KeyError, match="no article '../articles/"):
        analysis.audit(tmp_path / "c", f"../articles/{found.article.id}")
    begun = analysis.audit(tmp_path / "c", found.article.id[:5])
    assert begun.article == found.article
    [file] = (tmp_path / "c/articles").glob("*.md")
    other = file.with_name(f"{found.article.id[:5]}-other.md")
    other.write_text("---\nid: 5: 6\n---\n")
    with pytest.raises(KeyError, match="2 ids begin with .*give more of the id"):
        analysis.audit(tmp_path / "c", found.article.id[:5])
    with pytest.raises(KeyError, match=rf"articles/{other.name}:"):
        analysis.audit(tmp_path / "c", other.stem)
    other.unlink()
    (file,) = (tmp_path / "c/articles").glob("*.md")
    file.rename(file.with_name("renamed.md"))
    with pytest.raises(ValueError, match="renamed.blocks.csv: missing"):
        analysis.audit(tmp_path / "c", found.article.id)
    text = file.with_name("renamed.md").read_text()
    text = re.sub("^source: .*", "source: null", text, flags=re.M)
    file.with_name("renamed.md").write_text(text)
    with pytest.raises(ValueError, match="was not made from a page"):
        analysis.audit(tmp_path / "c", found.article.id)


@pytest.mark.parametrize(
    "prompt",
    [
        "Subscribe to continue reading",
        "To keep reading, choose a plan.",
        "Already a subscriber? Sign in",
        "You’ve reached your limit of free articles.",
        "Create a free account to read the full article",
        "This article is for subscribers only.",
        "Subscriber-only content",
    ],
)
@pytest.mark.parametrize("ending", ["txt", "html"])
def test_a_page_that_ends_in_a_subscription_prompt_is_flagged(tmp_path, prompt, ending):
    def make(*lines):
        tag = "<h1>{}</h1>" + "<p>{}</p>" * (len(lines) - 1) if ending == "html" else "{}\n\n"
        return (tag if ending == "html" else tag * len(lines)).format(*lines)

    text = "It rained on the town for nine days, and the boats were not safe in the harbour. "
    cut = "the text is incomplete (`complete: no`): the page ends in a subscription prompt"
    for name, lines, is_cut in (
        ("cut", [text, text + "Then it rained again.", prompt, "Log in"], True),
        ("prompt above", [prompt, text, text + "Then it rained again."], False),
        ("newsletter", [text, text + "Then it rained again.", "Sign up for our newsletter"], False),
    ):
        page = tmp_path / f"{name}.{ending}"
        page.write_text(make(f"Harbour closed after a storm {name}", *lines))
        [(_, status, id)] = add(page, tmp_path / name)
        assert status == "added"
        assert (cut in summary(tmp_path / name, id)) == is_cut
        assert any(cut in note for note in examine(tmp_path / name).notes) == is_cut
        assert (f"    {cut}" in repr(audit(tmp_path / name, id)).split("\n")) == is_cut
