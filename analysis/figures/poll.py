"""A reader poll: all answers, and the interval of the share of yes."""

from matplotlib.ticker import PercentFormatter
from scipy import stats

from analysis._support import NO_ARTICLE, NothingToShow
from analysis.measures import MEASURES

from .drawing import BLUE, ONE_COLUMN, ORANGE, PALE, error_bars, stacked_bars, tag, wrap
from .inputs import corpus_about, tested
from .saving import figure_files

_PITCH = 2.7  # from one bar to the next
_LOOKS = {"yes": (BLUE, ""), "other": (PALE, "////"), "no": (ORANGE, "....")}


def poll(corpus, article):
    """Answers to the yes/no polls of an article (given by id), as bars that add up to 100%.

    Counts are above each bar, and Wilson's 95% interval for yes among all answers is on it. Other
    answers whose counts the page does not give are left out. NothingToShow if there is no poll.

    >>> from analysis import study
    >>> shipped = study("corpus")
    >>> poll(shipped.one, shipped.id)
    Figure poll: 88 of 92 votes were yes: a clear majority
    """
    if article is None:
        raise NothingToShow(NO_ARTICLE)
    polls = corpus.responses.dropna(subset=["yes", "no"])
    polls = polls[(polls["article"] == article) & (polls["kind"] == "poll")]
    polls = polls[polls["yes"] + polls["no"] > 0].reset_index(drop=True)
    if polls.empty:
        raise NothingToShow(f"{article} has no yes/no poll with counts.")
    share, data = MEASURES["yes_share"], polls[["question", "yes", "no"]].copy()
    data["question"] = data["question"].fillna("(no question printed)")
    other = polls["votes"] - data["yes"] - data["no"]
    not_yes = data["no"] + other.fillna(0)
    data["other"] = other.astype("object").where(other.notna(), None)
    data["yes_of_all"] = share(data["yes"], not_yes)
    data["low"], data["high"] = share.interval(data["yes"], not_yes)
    votes = data["yes"] + not_yes
    data["p"] = [stats.binomtest(*of).pvalue for of in zip(data["yes"], votes, strict=True)]
    data["q"] = stats.false_discovery_control(data["p"])
    facts = {"others": "; ".join(polls["options"].dropna()), "votes": int(votes.sum())}
    facts |= {"about": corpus_about(corpus, article=article), **tested(data, "question")}
    return figure_files(_draw, data, size=(ONE_COLUMN, 0.8 + 0.33 * _PITCH * len(data)), **facts)


def _draw(figure, data):
    axis, data = figure.subplots(), data.assign(place=_PITCH * data.index)
    counts = data[list(_LOOKS)].fillna(0).astype("float64")
    stacked_bars(axis, data["place"], counts.div(counts.sum(axis=1), axis=0), _LOOKS)
    for name, bars in zip(_LOOKS, axis.containers, strict=True):
        for row, bar in zip(data.index, bars, strict=True):
            tag(bar, name, [row])
    axis.vlines([0.5] * len(data), data["place"] - 0.4, data["place"] + 0.4, "white", lw=1, ls=":")
    looks = {"marker": "none", "color": "black", "capsize": 3, "lw": 1.2}
    error_bars(axis, data, data["place"] + 0.65, "yes_of_all", **looks)
    for row in data.itertuples():
        said = f"Yes {row.yes:,}: {row.yes_of_all:.0%} ({row.low:.0%} to {row.high:.0%})"
        other = f"other {row.other:,.0f}, " if row.other else ""
        looks = {"va": "bottom", "weight": "bold", "linespacing": 1}
        axis.text(0, row.place - 0.5, said, va="bottom")
        axis.text(1, row.place - 0.5, f"{other}No {row.no:,}", va="bottom", ha="right")
        axis.text(0, row.place - 0.9, wrap(row.question, 54), **looks)
    axis.set(xlim=(0, 1), ylim=(data["place"].max() + 1, -1.6), yticks=[])
    axis.spines["left"].set_visible(False)
    axis.xaxis.set_major_formatter(PercentFormatter(1))
    axis.set_xlabel("share of answers; black: 95% interval for yes")
