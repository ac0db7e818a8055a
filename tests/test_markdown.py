"""Pages saved as Markdown: headings, quotations and lists are told by their markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import add, check, examine, load
from analysis.pages import PageError, read_page
from analysis.pages.markdown import read_markdown

ONE = "The harbour of the small town was closed on Monday after a storm broke two of its gates."
TWO = "Nobody was hurt, the mayor said, but the boats will stay where they are until the spring."
THREE = "Repairs will cost more than the town spends in a year, and no one has offered to pay."
ASKED = "Should the state pay?\nYes (88)\nNo (4)"
PAGE = f"""---
title: Why the markets fell
outlet: The Paper
date: 2026-02-03
author: [Ann Lee, Bo Ek]
url: https://paper.example/fall
---
# Why the *markets* fell

> Two gates **broke** in the night.

By Ann Lee

![The harbour on Monday](x.jpg)

It **rained** on [the town](https://town.example), and
what will be done about it is not known & never was.

## Who *pays*

{ONE}

> {TWO}

Three things are broken:

1. the `north` gate
2. the [south gate](x)

{ASKED}

* [Ships in the fog](x)
* Subscribe now

***

```
x = 1
```

<!-- no text -->
<div>{THREE} Again.</div>

[x]: https://x.example

23 Comments
"""


def test_a_whole_page():
    page = read_page(PAGE.encode(), "x.md")
    assert [(section.kind, section.text) for section in page.sections] == [
        ("headline", "Why the markets fell"),
        ("deck", "Two gates broke in the night."),
        ("caption", "The harbour on Monday"),
        (
            "body",
            "It rained on the town, and what will be done about it is not known & never was.",
        ),
        ("subhead", "Who pays"),
        ("body", ONE),
        ("body", TWO),
        ("body", "Three things are broken:"),
        ("body", "the north gate"),
        ("body", "the south gate"),
        ("body", f"{THREE} Again."),
    ]
    assert page.fields == {
        "outlet": "The Paper",
        "url": "https://paper.example/fall",
        "published": "2026-02-03",
        "authors": ["Ann Lee", "Bo Ek"],
        "language": "en",
        "origins": dict.fromkeys(["outlet", "url", "published", "authors"], "front matter")
        | {"language": "words of the text"},
    }
    poll, comments = page.responses
    assert (poll.question, poll.options) == ("Should the state pay?", (("Yes", 88), ("No", 4)))
    assert poll.snippet == ASKED and comments.options == (("comments", 23),)
    lines = PAGE.split("\n")
    at = {block.text: (block.first, block.last) for block in page.blocks}
    assert at["Who pays"] == (lines.index("## Who *pays*") + 1,) * 2
    assert at[ASKED] == (lines.index("Should the state pay?") + 1, lines.index("No (4)") + 1)


def test_a_byline_and_a_date_below_the_title():
    page = read_page(
        f"A storm\n=======\n\nBy Ann Lee\n\nFebruary 3, 2026\n\n{ONE}".encode(), "x.md"
    )
    assert page.title == "A storm" and [s.kind for s in page.sections] == ["headline", "body"]
    assert (page.fields["authors"], page.fields["published"]) == (["Ann Lee"], "2026-02-03")
    told = {"authors": "page", "published": "page", "language": "words of the text"}
    assert page.fields["origins"] == told


def test_the_title_is_the_first_of_the_highest_headings():
    page = read_page(
        f"## The coast\n\n# A storm\n\n{ONE}\n\n## Who pays\n\n{ONE} x".encode(), "x.md"
    )
    assert [s.kind for s in page.sections] == ["headline", "body", "subhead", "body"]
    assert page.title == "A storm"


def test_a_year_begins_no_list_and_a_product_holds_no_emphasis():
    text = f"# A storm\n\n{ONE}\n\n1986. That was a year *of* storms.\n\nIt is 2*3*4 metres deep."
    texts = [section.text for section in read_page(text.encode(), "x.md").sections]
    assert texts[2:] == ["1986. That was a year of storms.", "It is 2*3*4 metres deep."]


def test_a_poll_in_a_list_and_in_a_table():
    for asked in (
        "Should the state pay?\n\n- Yes (88)\n- No (4)",
        "Should the state pay?\n\n| Yes | 88 |\n|---|---|\n| No | 4 |",
    ):
        page = read_page(f"# A storm\n\n{ONE}\n\n{asked}\n\n{TWO}".encode(), "x.md")
        assert page.responses[0].options == (("Yes", 88), ("No", 4))
        assert [s.text for s in page.sections] == ["A storm", ONE, TWO]


def test_it_is_told_by_its_ending_or_by_a_heading_at_its_start(tmp_path):
    text = f"# A *storm*\n\n{ONE}\n"
    assert read_page(text.encode(), "x.txt").title == "A storm"
    assert read_page(f"#1 in town\n\n{ONE}\n".encode(), "x.txt").title == "#1 in town"
    assert read_page(text.encode(), "X.MARKDOWN").title == "A storm"
    assert read_page(f"A storm\n\n{ONE}\n".encode(), "x.md").title == "A storm"
    (tmp_path / "x.md").write_text(PAGE)
    [(_, status, id)] = add([tmp_path / "x.md"], tmp_path / "c")
    assert status == "added" and load(tmp_path / "c")[id].outlet == "The Paper"
    assert check(tmp_path / "c") == [] and examine(tmp_path / "c").notes == ()


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("title: &a x\nurl: *a", "YAML aliases"),
        ("title: !!python/object/apply:os.system [x]", "could not determine a constructor"),
        ("title: [[[[[[[[[[[[1]]]]]]]]]]]]", "nested deeper than"),
        ("title: a: b", "mapping values are not allowed here"),
        ("title: a\ntags: [{a: 1, b: 2, a: 3}]", "'a' occurs twice"),
        ("title: a\nurl: b\ntitle: c", "'title' occurs twice"),
    ],
)
def test_hostile_front_matter_is_one_line(front, says):
    with pytest.raises(PageError, match="^broken front matter") as error:
        read_page(f"---\n{front}\n---\n\n# A storm\n\n{ONE}\n".encode(), "x.md")
    assert says in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    "odd", ["</body></html>", "<frameset>", "a \x01 \0 b", '<p data-line-of-markdown="x">y</p>']
)
def test_what_would_end_or_break_a_page_of_html_costs_no_text(odd):
    page = read_page(f"# A storm\x01\n\n{ONE}\n\n{odd}\n\n{TWO}".encode(), "x.md")
    texts = [section.text for section in page.sections]
    assert (texts[0], texts[1], texts[-1]) == ("A storm", ONE, TWO)


@given(st.text("#>*-+_`[]()!|\\\n\n .:1ab<&", max_size=120))
def test_every_line_lies_in_one_block(text):
    found = read_markdown("# Title\n\n" + text)
    lines = ["# Title", "", *text.split("\n")]
    told = [n for block in found[0] for n in range(block.first, block.last + 1)]
    assert {n for n, line in enumerate(lines, 1) if line.strip()} <= set(told)
    assert all(block.reason and block.text for block in found[0])


def test_an_html_page_saved_as_markdown_is_read_as_html():
    html = f"<!DOCTYPE html><title>A storm</title><h1>A storm</h1><p>{ONE}</p>"
    page = read_page(html.encode(), "x.md")
    assert [(s.kind, s.text) for s in page.sections] == [("headline", "A storm"), ("body", ONE)]
