"""A measure over time: weeks, with gaps shown as gaps."""

from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from scipy import stats

from analysis.corpus.model import plural
from analysis.figures.family import BLUE, TWO_COLUMNS, NothingToDraw, drawn, family
from analysis.figures.words import AXES, ENGLISH, SUBJECTS, described, signed, wrap
from analysis.measures import applicable
from analysis.trends import trend

FEWEST = 6  # periods: with five no order of them is rare enough to speak of a trend


@drawn
def over_time(table, measure="loaded_any_per_1000", every="week"):
    """A measure by day, week or month: pooled rate with its interval, and the articles behind it.

    Parameters
    ----------
    table : DataFrame
        Counts by article with a column ``published``: `analysis.totals` or `analysis.reference`.
    measure : str
    every : str
        "day", "week" or "month".

    Returns
    -------
    Family
        Or, where articles have dates of fewer than two periods, `NotDrawn`.
    """
    table = table[table["section"] == "body"]
    dated = table[table["published"].notna()]
    data = trend(dated, measure, every).reset_index() if len(dated) else dated
    if len(data) < 2:
        raise NothingToDraw(
            f"a trend needs dated articles of two {every}s or more; with a date there are "
            f"{dated['article'].nunique():,} of {plural(table['article'].nunique(), 'article')}."
        )
    about, unit = described(table), applicable(table.columns)[measure][0].unit
    title = _title(data, measure, every)
    gaps = int((data["articles"] == 0).sum())
    return family(
        lambda figure: _draw(figure, data, title, measure, every),
        size=(TWO_COLUMNS, 2.9),
        data=data,
        figure=f"over-time-{about['name']}",
        title=title,
        **about["record"],
        measure=measure,
        every=every,
        notes={
            "n": f"{plural(dated['article'].nunique(), 'article')} in {plural(len(data), every)}, "
            f"{gaps} of them without articles; "
            f"{plural(table['article'].nunique() - dated['article'].nunique(), 'article')} "
            "without a date left out",
            "section": "body",
            "unit": unit,
            "source": about["source"],
            "method": [
                f"Dot: all articles of the {every} taken together (sums first, then the rate), "
                "with its 95% interval by a bootstrap over articles.",
                "Rise or fall: Kendall's τ of the rates with time (Kendall 1938), called clear at "
                "p < .05.",
            ],
            "cite": ["kendall1938", "efron1993", "stone1966", *about["cite"]],
            "limits": [
                "What is in the corpus changes from week to week: other outlets and topics can "
                "move the line.",
                f"Neighbouring {every}s are alike, so that the test calls too many trends clear.",
                *about["limits"],
                ENGLISH,
            ],
            "alt": _alt(data, measure, every),
        },
    )


def _title(data, measure, every):
    known = data[data["pooled"].notna()]
    name = SUBJECTS[measure].capitalize()
    if len(known) < FEWEST:
        return f"{name}: {plural(len(known), every)}, too few to speak of a rise or fall"
    found = stats.kendalltau(known.index, known["pooled"])
    numbers = f"Kendall's τ = {signed(found.statistic)}, p = {found.pvalue:.2g}"
    if not found.pvalue < 0.05:
        return f"{name}: no clear rise or fall over {plural(len(known), every)} ({numbers})"
    way = "rose" if found.statistic > 0 else "fell"
    return f"{name} {way} over {plural(len(known), every)} ({numbers})"


def _alt(data, measure, every):
    known = data[data["pooled"].notna()]
    low, high = known.loc[known["pooled"].idxmin()], known.loc[known["pooled"].idxmax()]
    return (
        f"Line of {SUBJECTS[measure]} by {every}. Lowest {signed(low['pooled'])} from "
        f"{low['period']:%Y-%m-%d}, highest {signed(high['pooled'])} from "
        f"{high['period']:%Y-%m-%d}. Below it, bars of the number of articles."
    )


def _draw(figure, data, title, measure, every):
    top, below = figure.subplots(2, 1, sharex=True, height_ratios=[3, 1])
    errors = [data["pooled"] - data["pooled_low"], data["pooled_high"] - data["pooled"]]
    top.errorbar(data["period"], data["pooled"], yerr=errors, fmt="none", color=BLUE, capsize=2)
    # A line has a gap where a value is missing.
    top.plot(data["period"], data["pooled"], "o-", color=BLUE, ms=3.5, lw=0.8)
    top.set_ylabel(wrap(AXES[measure], 26))
    width = {"day": 0.8, "week": 5.6, "month": 24}[every]
    below.bar(data["period"], data["articles"], width=width, color="#999999")
    below.set_ylabel("articles")
    locator = AutoDateLocator()
    below.xaxis.set_major_locator(locator)
    below.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    figure.suptitle(wrap(title, 100), x=0.01, ha="left", weight="bold", size=8.5)
