"""measure, concordance, tone, sample and agree: numbers and terms."""

import re
import shutil
import sys
from pathlib import Path

from typer import Argument, Option

import analysis
from analysis._support.wording import plural

from .terminal import echo, write

# What `measure` shows on a terminal.
_ASKED = "articles words coverage flesch_kincaid_grade mean_compound loaded_any_per_1000".split()
_ASKED += "quoted_share attributed_share yes no votes yes_share comments shares reactions".split()
_TERMS = 'Terms such as "betray*", or one term-list file.'
_ACTORS = "YAML file with lines such as Netanyahu: [Netanyahu, Bibi]."
_IN_ALL = "Sentences in all, spread equally over groups. Default: 200; with --voice, 100 per group."
_SCORES = re.compile(rb"(?:\xef\xbb\xbf)?(category|group)[,;\t](group|measure|sentences)\b")


def measure(
    corpus,
    section,
    lexicon,
    out,
    by: list[str] = Option(None, help="Column to group by; repeatable. Default: article."),
    deduplicate: bool = Option(False, "--deduplicate", help="Leave out near-duplicates."),
    without_wire_copy: bool = Option(False, "--without-wire-copy", help="Leave out wire copy."),
    responses: bool = Option(False, "--responses", help="Measure polls and counters, not texts."),
):
    """Compute every measure for each group of articles or words.

    In a terminal, only the main measures are shown; --out FILE or a pipe receives all measures as
    CSV. The column `selection` says which articles were used. --by section overrides --section.

    Example: media-analysis measure --by article --by voice --out measures.csv
    """
    if without_wire_copy:  # first, because wire copy may lead a cluster
        corpus = analysis.corpus.without_wire_copy(corpus)
    if deduplicate:
        corpus = analysis.corpus.deduplicate(corpus)
    by = by or ["article", "question"][: 1 + responses]
    counts = corpus.responses if responses else analysis.count(corpus, lexicon)
    if responses and not {"question", "kind"} & {*by}:  # ratios need all counts of an article
        counts = analysis.reader_counts(counts)
    if responses and "question" not in by and {"article", "kind"} & {*by} != {"article"}:
        counts = counts.drop(columns=["yes", "no"])  # yes to one question is not yes to another
    table = analysis.tabulate(counts, by, section=section, articles=corpus.metadata)
    table.insert(0, "selection", corpus.selection)
    columns = [*by, *(name for name in _ASKED if name in table and table[name].notna().any())]
    write(table.reset_index(), out, columns if sys.stdout.isatty() else None)


def concordance(corpus, section, out, terms: list[str] = Argument(help=_TERMS)):
    """Show each occurrence of the terms in its context.

    Example: media-analysis concordance "betray*" regime
    """
    try:
        hits = analysis.concordance(corpus, terms, section=section)
    except ValueError as error:
        raise ValueError(f"{error}; to search a corpus, give it with --corpus") from None
    if out:
        write(hits, out)
    elif len(hits):
        sources = hits[["article", "section", "category"]].agg("  ".join, axis="columns")
        longest = hits["hit"].str.len().max() + sources.str.len().max() + 6
        room = (shutil.get_terminal_size((1000, 24)).columns - longest) // 2  # 1000: no terminal
        width = max(20, min(60, room))
        for row, source in zip(hits.itertuples(), sources, strict=True):
            left, right = row.left[-width:], row.right[:width]
            echo(f"{left:>{width}}  {row.hit}  {right:<{width}}  {source}")
    some = f"{hits['article'].nunique():,} of " * bool(len(hits))
    of = f"{some}{plural(hits.attrs['n_articles'], 'article')} ({section or 'all sections'})"
    echo(f"{plural(len(hits), 'match')} in {of}", err=True)


def tone(corpus, section, lexicon, out, actors: Path = Option(help=_ACTORS)):
    """Rank actors by the sentiment of sentences that name them.

    The tone of a sentence is not its author's stance; the score of one sentence says little.

    Example: media-analysis tone --actors actors.yml
    """
    table = analysis.statistics.tone(corpus, analysis.count(corpus, lexicon), actors, section)
    columns = ["actor", "articles", "sentences", "mean_compound", "low", "high", "others", "q"]
    write(table.reset_index(), out, columns)
    echo("low and high need at least 5 articles or 10 sentences; q needs 5 articles", err=True)


def sample(
    corpus,
    section,
    lexicon,
    out: Path = Option("coding.csv", help="Coding sheet to write. Its key is saved beside it."),
    number: int = Option(None, "-n", "--number", min=1, help=_IN_ALL),
    category: list[str] = Option(None, help="Category to code; repeatable. Default: all."),
    seed: int = Option(1, min=0, help="Random seed; another seed draws other sentences."),
    by: str = Option(None, help="Group sentences by this column; draw equal numbers per group."),
    voice: bool = Option(False, "--voice", help="Code which words are attributed to a source."),
):
    """Write a sheet of randomly drawn sentences for hand coding.

    Coders enter whether a sentence belongs to each category of the term list. With --voice,
    coders copy the unquoted words that are attributed to a source.

    Example: media-analysis sample --out coding.csv --category threat
    """
    if voice and category:
        raise ValueError("--category cannot be used with --voice; leave it out")
    given = corpus, analysis.count(corpus, lexicon), out, lexicon
    if voice:
        plan = analysis.coding.sample_voices(*given, number, seed, section, by)
        how = "copies the attributed words, with | between passages, or enters 1 (all) or 0 (none)"
    else:
        plan = analysis.coding.sample(*given, category, number or 200, seed, section, by)
        how = "enters 1 (in the category) or 0 (not in it)"
    echo(f"{out}: the sheet; each coder works in a copy and {how}")
    echo(f"{out.with_suffix('.key.json')}: the key; do not show it to the coders")
    echo(f"sentences in the corpus and in the sheet:\n{plan.to_string()}")


def agree(
    sheets: list[Path] = Argument(help="Completed sheets, one for each coder."),
    key: Path = Option(None, help="Key of the sample. Default: the key beside the first sheet."),
    out: Path = Option(None, help="CSV file for all scores."),
    voice: bool = Option(False, "--voice", help="The sheets were drawn with sample --voice."),
):
    """Compare coders with each other and with the term list.

    Print the coders' agreement and the list's precision and recall. With --voice, print corrected
    values of the attributed share and of loaded terms per 1,000 attributed and unattributed words.
    For samples drawn with --by, also print scores by group and, for terms, corrected differences.

    Example: media-analysis agree ann.csv ben.csv --out scores.csv
    """
    if out and out.exists() and not _SCORES.match(out.read_bytes()):
        raise ValueError(f"{out}: already exists and is not a table of scores; give another name")
    table = (analysis.coding.agree_voices if voice else analysis.coding.agree)(sheets, key)
    if out:
        write(table.reset_index(), out)
    numbers = table.drop(columns="lexicon corpus bodies section coded".split(), errors="ignore")
    echo(numbers.astype(object).T.to_string(float_format="{:.3f}".format, na_rep="unknown"))
    if voice:
        echo("(un)attributed_per_1000: loaded terms per 1,000 (un)attributed words")
    echo("95% intervals reflect the random draw of sentences, not the coders' errors")
    if "category" in table.index.names and "group" in table.index.names:
        pairs = analysis.coding.differences(sheets, key)
        echo(pairs.to_string(index=False, float_format="{:.3f}".format, na_rep="unknown"))
