"""Reading a term list and finding its terms."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import lines

from analysis import count, lexicon
from analysis.article import Article, Section
from analysis.text import words

HEAD = b"name: x\nversion: 1\n"
SMALL = lexicon.Lexicon(
    "small",
    "1",
    (
        ("betrayal", "betray*"),
        ("victory", "victory"),
        ("victory", "victory for the ayatollahs"),
        ("label", "ayatollahs"),
        ("label", "so-called"),
    ),
)


def hits(text):
    return [(text[start:end], category) for start, end, category, _ in SMALL.find(text)]


def test_a_phrase_is_one_hit_and_the_longest_wins():
    assert hits("A victory for the Ayatollahs.") == [
        ("victory for the Ayatollahs", "victory"),
        ("Ayatollahs", "label"),
    ]


def test_case_possessives_and_curly_marks_do_not_matter():
    assert hits("BETRAYAL; Victory’s price; the Ayatollahs’ so‑called plan; betrayer's") == [
        ("BETRAYAL", "betrayal"),
        ("Victory’s", "victory"),
        ("Ayatollahs", "label"),
        ("so‑called", "label"),
        ("betrayer's", "betrayal"),
    ]


def test_a_wildcard_stays_in_its_word():
    assert hits("portrayal, betray al") == [("betray", "betrayal")]


@given(st.lists(st.sampled_from("a victory for the ayatollahs betrayed x".split()), max_size=15))
def test_equals_a_naive_matcher(parts):
    expected, free = [], 0
    for place in range(len(parts)):
        if place < free or parts[place] != "victory":
            continue
        long = parts[place : place + 4] == "victory for the ayatollahs".split()
        free = place + (4 if long else 1)
        expected.append(" ".join(parts[place:free]))
    found = [text for text, category in hits(" ".join(parts)) if category == "victory"]
    assert found == expected


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("devil's advocate", "the devil’s advocate"),
        ("u.s.", "the U.S. said"),
        ("wait, what", "Wait what?"),
        ("spiral* out of control", "spiralling out of control"),
        ("so-called", "the so‑called plan"),
    ],
)
def test_terms_are_normalised_as_texts_are(term, text):
    found = lexicon.Lexicon("x", "1", (("x", term),))
    assert len(found.find(text)) == 1


def test_the_shipped_list_holds_the_two_terms_asked_for():
    shipped = lexicon.read()
    assert len(shipped.categories) == 8
    found = {term for _, _, _, term in shipped.find("a victory for the Ayatollahs, a Betrayal")}
    assert {"victory for the ayatollahs", "betray*"} <= found


def test_shipped_terms_are_in_small_letters_and_stand_once_in_a_category():
    terms = lexicon.read().terms
    assert all(term == term.lower() and words(term) for _, term in terms)
    assert len(set(terms)) == len(terms)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"categories: [", ":1:14: "),
        (b"name: x", "no version or categories"),
        (b"[a, b]", "no categories"),
        (HEAD + b"categories: {' ': {terms: [a]}}", ":3:28: category ' '"),
        (HEAD + b"categories: {any: {terms: [a]}}", ":3:28: category 'any'"),
        (
            HEAD + b"categories: {threat: {terms: a}}",
            ":3:14: category threat: terms must",
        ),
        (
            HEAD + b"categories: {threat: {terms: [{a: b}]}}",
            ":3:14: category threat: terms must",
        ),
        (
            HEAD + b"categories: {threat: {terms: ['*a']}}",
            ":3:31: category threat: term '*a'",
        ),
        (HEAD + b"categories: {threat: {terms: ['wom?n']}}", "contains ?"),
        (HEAD + b"categories: {threat: {terms: ['regim.*']}}", "'regim.*' looks like a regular"),
        (HEAD + b"categories: {threat: {terms: ['vil[ea]']}}", "'vil[ea]' looks like a regular"),
        (HEAD + b"categories: {threat: {terms: ['state(s)']}}", "'state(s)' looks like a reg"),
        (
            HEAD + b"categories: {threat: {term: [a], terms: [b]}}",
            "only a rationale (it has term, terms)",
        ),
        (HEAD + b"categories: {threat: {}}", ":3:14: category threat must have terms"),
        (HEAD + b"categories: {threat: {terms: []}}", "no terms; list"),
        (HEAD + b"categories: {a b: {terms: [x]}, a_b: {terms: [y]}}", "give the same column"),
        (HEAD + b"categories: &x {a: {terms: [b], categories: *x}}", "YAML aliases"),
        (HEAD + b"categories: {a: {categories: {b: {terms: [x]}}}, a_b: {terms: [y]}}", "'a.b' "),
        (HEAD + b"categories: {any: {categories: {x: {terms: [y]}}}}", "category 'any.x'"),
        (
            HEAD + b"categories: " + b"[" * 3000,
            ":3:32: invalid YAML: nested deeper than 20 levels",
        ),
        (
            HEAD + b"categories: {? [a, b] : {terms: [x]}}",
            ":3:16: invalid YAML: a key must",
        ),
        (HEAD + b"categories: {a: {rationale: [x], terms: [x]}}", "and a rationale one text"),
        (
            HEAD + b"categories: {a: {terms: [x], terms: [y]}}",
            ":3:30: invalid YAML: 'terms'",
        ),
        (b"categories: {threat: {terms: [a]}}", "no name or version"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_bad_file_is_one_clear_line(tmp_path, content, says):
    path = tmp_path / "list.yml"
    path.write_bytes(content)
    with pytest.raises(lexicon.LexiconError) as error:
        lexicon.read(path)
    assert says in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


QUANTEDA = """
loyalty:
  - betray*
  - stab in the back
  - persons:
    - traitor*
doubt: [so-called, no]
nested:
  inner: one
"""
DIC = """%
1\tNegative emotion
\t2\tAnger (all)
3\tcertain
%
bad\t1
hat*\t2
no doubt\t3
sure\t1\t3
"""


@pytest.mark.parametrize(
    ("name", "content", "terms"),
    [
        (
            "list.yml",
            QUANTEDA,
            [
                ("loyalty", "betray*"),
                ("loyalty", "stab in the back"),
                ("loyalty.persons", "traitor*"),
                ("doubt", "so-called"),
                ("doubt", "no"),
                ("nested.inner", "one"),
            ],
        ),
        (
            "list.dic",
            DIC,
            [
                ("negative_emotion", "bad"),
                ("negative_emotion.anger", "hat*"),
                ("certain", "no doubt"),
                ("negative_emotion", "sure"),
                ("certain", "sure"),
            ],
        ),
        (
            "list.csv",
            'term,category,note\nregime,label,x\n"wait, what",doubt.asked,\n',
            [("label", "regime"), ("doubt.asked", "wait, what")],
        ),
    ],
)
def test_lists_of_other_programs(tmp_path, name, content, terms):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    read = lexicon.read(path)
    assert (read.name, read.version) == ("list", "")
    assert list(read.terms) == terms


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("list.dic", "a\t1\n", "no pair of % lines"),
        ("list.lc3", "good\n+BAD\nbad\n", "list.lc3:1:1: category ''"),
        ("list.lc3", "+\nbad\n", "list.lc3:2:1: category ''"),
        ("list.dic", "%\n1\tbad\n%\nx\t2\n", ":4:1: 'x' has no defined category (2)"),
        ("list.dic", "%\nbad\n%\n", ":2:1: not a number, a tab and a name"),
        ("list.csv", "word,category\na,b\n", ":1: no column term; found: word, category"),
        (
            "list.csv",
            "category,term,term\na,b,c\n",
            ":1:1: several columns term; found: category, term, term",
        ),
        ("list.csv", "Term;Category;category\na;b;c\n", ":1:1: several columns category; found: "),
        ("list.csv", "term,category\na,\n", ":2:1: category or term is empty"),
        ("list.txt", "a", "not a term list; give"),
    ],
)
def test_a_bad_list_of_another_program_is_one_clear_line(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(lexicon.LexiconError) as error:
        lexicon.read(path)
    assert says in str(error.value) and "\n" not in str(error.value)


def test_terms_without_letters_are_left_out_and_said(tmp_path):
    path = tmp_path / "list.dic"
    path.write_text("%\n1\tgood\n%\n:)\t1\nglad\t1\n", encoding="utf-8")
    with pytest.warns(UserWarning, match=r"left out because they are not words: ':\)'"):
        assert lexicon.read(path).terms == (("good", "glad"),)


def test_terms_with_signs_of_money_or_shares_are_left_out_and_said(tmp_path):
    terms = ["$100", "100%", "£5", "€ 5", "10 %", "percent"]
    with pytest.warns(UserWarning, match=r"left out because they are not words: '\$100', '100%'"):
        assert lexicon.as_lexicon({"money": terms}).terms == (("money", "percent"),)


def test_a_column_that_is_not_used_is_named(tmp_path, recwarn):
    path = tmp_path / "list.csv"
    path.write_text("category,term,weight\na,b,-1\n")
    with pytest.warns(UserWarning, match="list.csv: not used: weight$"):
        assert lexicon.read(path).terms == (("a", "b"),)
    path.write_text("term,category,\nb,a,\n")
    assert lexicon.read(path).terms == (("a", "b"),) and not recwarn


def test_a_colon_or_hash_beside_a_word_leaves_it_a_word(tmp_path):
    path = tmp_path / "list.dic"
    path.write_text("%\n1\tgood\n%\nre:\t1\n9:30\t1\n#metoo\t1\n", encoding="utf-8")
    assert [term for _, term in lexicon.read(path).terms] == ["re:", "9:30", "#metoo"]


def test_a_list_of_lexicoder_is_read(tmp_path):
    path = tmp_path / "made-up.lc3"
    lines = ["\ufeff+negative#FF0000", " A LIE", "ABANDON*", "", "+ positive #00bb00", " GOOD "]
    path.write_text("\r\n".join([*lines, "+negative", " bad"]), encoding="utf-8")
    made = lexicon.read(path)
    assert made.categories == ("negative", "positive") and made.terms[3] == ("negative", "bad")
    assert made.terms[:3] == (("negative", "A LIE"), ("negative", "ABANDON*"), ("positive", "GOOD"))
    hits = made.find("He abandoned a lie, and good.")
    assert [(category, term) for *_, category, term in hits] == [
        ("negative", "ABANDON*"),
        ("negative", "A LIE"),
        ("positive", "GOOD"),
    ]


def test_columns_of_notes_may_have_one_name(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("category,term,note,note\na,b,c,d\n")
    assert lexicon.read(path).terms == (("a", "b"),)


def test_names_of_categories_are_read_whole_and_two_alike_are_refused(tmp_path):
    path = tmp_path / "list.dic"
    path.write_text("%\n1 Positive Emotion\n2 Positive Feeling\n%\nglad 1\ncalm 2\n", "utf-8")
    assert lexicon.read(path).categories == ("positive_emotion", "positive_feeling")
    path.write_text("%\n1\tVerb (past)\n2\tVerb (present)\n%\nsaw 1\nsee 2\n", "utf-8")
    with pytest.raises(lexicon.LexiconError, match="list.dic:3:1: .*name"):
        lexicon.read(path)


def test_a_category_number_that_occurs_twice_is_refused(tmp_path):
    path = tmp_path / "list.dic"
    path.write_text("%\n1\tgood\n01\tbad\n%\nglad\t1\n", encoding="utf-8")
    with pytest.raises(
        lexicon.LexiconError, match="list.dic:3:1: number 01 or its name occurs twice"
    ):
        lexicon.read(path)


PARTS = ["a", "ab", "abc", "b", "so-called", "c's", "A"]
TERM = st.lists(st.sampled_from(["a", "ab", "a*", "a*c", "b", "so-called", "c"]), min_size=1)


@given(
    st.lists(st.tuples(st.sampled_from(["x", "x.y", "z"]), TERM.map(" ".join)), min_size=1),
    st.lists(st.sampled_from(PARTS), max_size=12),
)
def test_equals_a_naive_matcher_on_any_list(terms, text):
    """At each word the longest term of a category wins, and the next begins after it."""
    made = lexicon.Lexicon("x", "1", tuple(dict.fromkeys(terms)))
    normal = [lexicon.normalise(word) for word in text]
    hits, covered = [], set()
    for category in made.categories:
        patterns = [
            [re.compile(re.escape(word).replace(r"\*", ".*")) for word in term.split()]
            for name, term in terms
            if name == category or name.startswith(category + ".")
        ]
        place = 0
        while place < len(normal):
            lengths = [
                len(pattern)
                for pattern in patterns
                if len(pattern) <= len(normal) - place
                and all(p.fullmatch(w) for p, w in zip(pattern, normal[place:], strict=False))
            ]
            if lengths:
                hits.append((category, place, place + max(lengths)))
                covered |= set(range(place, place + max(lengths)))
            place += max(lengths, default=1)
    found = [(category, a, b) for a, b, category, _ in made.matches(normal)]
    assert sorted(found) == sorted(hits)
    counts = dict(zip(made.columns, made.count(normal), strict=True))
    for category in made.categories:
        column = "loaded_" + category.replace(".", "_")
        assert counts[column] == sum(name == category for name, _, _ in hits)
    assert counts["covered_words"] == len(covered)
    spans = sorted((a, b) for _, a, b in hits)
    stretches = limit = 0
    for a, b in spans:
        stretches += a >= limit
        limit = max(limit, b)
    assert counts["loaded_any"] == stretches


def test_a_category_may_have_any_name_that_a_head_has(tmp_path):
    path = tmp_path / "list.yml"
    path.write_text("name: x\nversion: '1'\ncategories: {version: {terms: [a], rationale: why}}")
    read = lexicon.read(path)
    assert (read.version, read.rationale) == ("1", (("version", "why"),))


@pytest.mark.parametrize("term", ["", "?", "*a", "wom?n", ":)"])
def test_a_term_that_matches_nothing_is_refused(term):
    with pytest.raises(lexicon.LexiconError, match="; "):
        lexicon.Lexicon("x", "1", (("c", term),))


@pytest.mark.parametrize(
    "text",
    [
        "Barbara Bragg smuggled weapons to Stoke-on-Trent.",
        "The military offensive began; a blast hit the bridge, which collapsed.",
        "Patriot missiles were sold; the Al-Aqsa Martyrs Brigades fired rockets.",
        "The town lies south of the river and is under siege.",
        "Troops surrendered in the war on Gaza, and soldiers were killed.",
        "Ayatollah Ali Khamenei spoke after the air strike on the port.",
        "He is supposed to demolish the house with bulldozers.",
        "The missile was destroyed over the sea; nobody was wounded.",
        "Rob Crow joined the talks; the rig was attacked by drones.",
        "Parliament passed the budget after a debate of nine hours.",
    ],
)
def test_plain_words_for_grave_events_and_names_are_no_hits(text):
    assert lexicon.default().find(text) == []


def test_phrases_that_share_a_first_word_cost_no_more():
    terms = tuple(("x", f"the word{n} here") for n in range(20_000))
    words = ["the", "other", "word7"] * 20_000
    few, many = (lexicon.Lexicon("x", "1", terms[:size]) for size in (200, 20_000))
    work = []
    for listed in (few, many):
        listed.matches(["the"])
        assert listed.matches(words) == []
        work.append(lines(lambda listed=listed: listed.matches(words)))
    assert work[1] <= work[0]
    assert len(many.matches("the word19999 here".split())) == 1


def test_a_dict_of_lists_is_a_lexicon():
    made = lexicon.as_lexicon({"threat": ["menace*", "grave danger"], "Praise": ("hero",)})
    assert made.terms == (("threat", "menace*"), ("threat", "grave danger"), ("praise", "hero"))
    assert made.columns == ("loaded_threat", "loaded_praise", "loaded_any", "covered_words")
    article = Article("a", (Section("body", "Menaces: a grave danger."),), language="en")
    table = count([article], {"threat": ["menace*", "grave danger"]})
    assert table["loaded_threat"].tolist() == table["loaded_any"].tolist() == [2]
    assert count([article], made)["loaded_threat"].tolist() == [2]


NAMES = "is not allowed; rename it"


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        (5, TypeError, "lexicon must be a Lexicon, a path or a dict of lists, not int"),
        ({"threat": "menace*"}, TypeError, "lexicon: the terms of 'threat' must be a list"),
        ({"threat": [5]}, TypeError, "lexicon: the terms of 'threat' must be a list"),
        ({5: ["x"]}, TypeError, "lexicon: the terms of 5 must be a list"),
        ({"threat": ["*x"]}, lexicon.LexiconError, "lexicon: category threat: term '\\*x' begins"),
        ({}, lexicon.LexiconError, "lexicon: no terms"),
        ({"any": ["x"]}, lexicon.LexiconError, f"lexicon: category 'any' {NAMES}"),
        ({"x per 1000": ["y"]}, lexicon.LexiconError, f"lexicon: category 'x per 1000' {NAMES}"),
        ({"Quoted share": ["y"]}, lexicon.LexiconError, "lexicon: category 'Quoted share'"),
        ({"attributed-share": ["y"]}, lexicon.LexiconError, "lexicon: category 'attributed-share'"),
        ("nowhere.yml", lexicon.LexiconError, "nowhere.yml: cannot be read"),
    ],
)
def test_a_wrong_lexicon_is_one_clear_line(given, error, says):
    with pytest.raises(error, match=f"^{says}[^\n]*$"):
        count([], given)


def test_a_list_of_another_language_is_not_applied_to_english(tmp_path):
    path = tmp_path / "liste.yml"
    path.write_bytes(b"language: de\n" + HEAD + b"categories: {x: {terms: [verrat]}}")
    assert (lexicon.read(path).language, lexicon.default().language) == ("de", "en")
    with pytest.raises(lexicon.LexiconError, match="language of x 1 .* is de, but"):
        count([], path)


def test_hedging_is_a_shipped_list_of_its_own():
    terms = lexicon.read("hedging")
    assert terms.categories == ("modality", "hedges", "attribution", "boosters")
    found = [term for *_, term in terms.find("It may, reportedly, be of course so-called peace.")]
    assert found == ["may", "reportedly", "of course", "so-called"]
    assert len(terms.terms) > 90


def test_conditional_lines_of_liwc_2007_are_left_out_and_named(tmp_path):
    lines = [
        "%",
        "1\tposemo",
        "2\tfiller",
        "%",
        "kind\t(<of>131/1)",
        "like\t(1 131)131/1",
        "good\t1",
    ]
    (tmp_path / "l.dic").write_text("\n".join(lines))
    with pytest.warns(UserWarning, match="depend on other words: kind, like"):
        assert lexicon.read(tmp_path / "l.dic").terms == (("posemo", "good"),)


@pytest.mark.parametrize("term", ["f***", ".NET"])
def test_a_term_with_such_signs_matches_nothing_else(term):
    assert lexicon.Lexicon("x", "1", (("a", term),)).find("A fumble of the net, fast") == []


def test_a_ligature_in_a_term_is_its_letters():
    assert lexicon.Lexicon("x", "1", (("a", "ﬁnance"),)).find("his finance")[0][:2] == (4, 11)


def test_a_dic_file_may_mix_tabs_and_spaces(tmp_path):
    path = tmp_path / "list.dic"
    path.write_text("%\n1\tgood\n2 bad\n%\nfine\t1\nso so\t1 2\nwar 2\n")
    terms = [("good", "fine"), ("good", "so so"), ("bad", "so so"), ("bad", "war")]
    assert list(lexicon.read(path).terms) == terms


def test_several_terms_in_one_cell_are_told(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text('category,term\nthreat,"attack*, betray*"\nthreat,war\n')
    with pytest.warns(UserWarning, match=r"each read as one phrase .*: 'attack\*, betray\*'$"):
        read = lexicon.read(path)
    assert read.find("An attack, betrayal, war") == [
        (3, 19, "threat", "attack*, betray*"),
        (21, 24, "threat", "war"),
    ]
