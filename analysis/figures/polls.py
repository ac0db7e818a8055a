"""Reader polls: the answers to one, and the yes shares of many against limits of chance."""

import numpy as np
from matplotlib.ticker import PercentFormatter
from scipy import stats

from analysis._support.not_shown import NO_ARTICLE, NothingToShow
from analysis._support.wording import plural
from analysis.measures import MEASURES
from analysis.statistics import polls as statistics

from . import drawing
from .drawing import BLUE, GREY, MIXED, ONE_COLUMN, ORANGE, QUOTED, TWO_COLUMNS, UNQUOTED
from .inputs import LEVEL, corpus_about, tested
from .saving import figure_files

_PITCH = 2.7  # from one bar to the next
_ANSWERS = {"yes": UNQUOTED, "other": MIXED, "no": QUOTED}
_LINES = {"95": ("--", "95% limits"), "998": ("-", "99.8% limits")}
_OUTSIDE = {
    "": (BLUE, "o", "within the limits"),
    "95%": ("#56B4E9", "s", "outside the 95% limits"),
    "99.8%": (ORANGE, "^", "outside the 99.8% limits"),
}
_MOST_NAMED = 9  # polls whose numbers are drawn


def poll(corpus, article):
    """Answers to the yes/no polls of an article (its id) as bars of 100%.

    Above each bar are counts, on it Wilson's 95% interval of yes among all answers. Other answers
    whose counts the page does not give are left out. NothingToShow without such a poll.

    >>> from analysis import study
    >>> shipped = study("corpus")
    >>> poll(shipped.one, shipped.id)
    Figure poll: 88 of 92 votes were yes: a clear majority of those who voted
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
    counts = zip(data["yes"], data["yes"] + not_yes, strict=True)
    data["p"] = [stats.binomtest(int(yes), int(n)).pvalue for yes, n in counts]
    data["q"] = stats.false_discovery_control(data["p"])
    clear = data["q"] <= LEVEL
    return figure_files(
        _draw_poll,
        "poll",
        data,
        size=(ONE_COLUMN, 0.8 + 0.33 * _PITCH * len(data)),
        about=corpus_about(corpus, article=article),
        comparisons=tested(data, "question"),
        clear=bool(clear.all()),
        majorities=int((clear & (data["yes_of_all"] > 0.5)).sum()),
        others="; ".join(polls["options"].dropna()),
        votes=int((data["yes"] + not_yes).sum()),
        unit="share of answers",
    )


def _draw_poll(figure, data):
    axis = figure.subplots()
    data = data.assign(place=_PITCH * data.index)
    counts = data[list(_ANSWERS)].fillna(0).astype("float64")
    drawing.stacked_bars(axis, data["place"], counts.div(counts.sum(axis=1), axis=0), _ANSWERS)
    axis.vlines([0.5] * len(data), data["place"] - 0.4, data["place"] + 0.4, "white", lw=1, ls=":")
    looks = {"marker": "none", "color": "black", "capsize": 3, "lw": 1.2}
    drawing.error_bars(axis, data, data["place"] + 0.65, "yes_of_all", **looks)
    for row in data.itertuples():
        said = f"Yes {row.yes:,}: {row.yes_of_all:.0%} ({row.low:.0%} to {row.high:.0%})"
        other = f"other {row.other:,.0f}, " if row.other > 0 else ""
        looks = {"va": "bottom", "weight": "bold", "linespacing": 1}
        axis.text(0, row.place - 0.5, said, va="bottom")
        axis.text(1, row.place - 0.5, f"{other}No {row.no:,}", va="bottom", ha="right")
        axis.text(0, row.place - 0.9, drawing.wrap(row.question, 54), **looks)
    axis.set(xlim=(0, 1), ylim=(data["place"].max() + 1, -1.6), yticks=[])
    axis.spines["left"].set_visible(False)
    axis.xaxis.set_major_formatter(PercentFormatter(1))
    axis.set_xlabel("share of answers; black: 95% interval of yes")


def funnel(corpus):
    """Yes share of each poll by its votes, with the limits of `analysis.statistics.funnel`.

    >>> from analysis import study
    >>> funnel(study("corpus").corpus)
    Traceback (most recent call last):
    analysis._support.not_shown.NothingToShow: a funnel needs 20 polls with yes or no votes, not 1
    """
    polls = corpus.responses[corpus.responses["kind"] == "poll"]
    try:
        limits = statistics.funnel(polls)
    except ValueError as few:
        raise NothingToShow(str(few)) from None
    data = polls.loc[limits.index, ["article", "question"]].join(limits)
    data["question"] = data["question"].fillna("(no question printed)")
    # The numbers begin with the poll that is furthest from the centre, in standard errors.
    angle, centre = (np.arcsin(np.sqrt(data[name])) for name in ("yes_share", "centre"))
    data["z"] = (angle - centre) / np.sqrt(1 / (4 * (data["yes"] + data["no"])) + data["tau"] ** 2)
    data = data.sort_values("z", key=abs, ascending=False, kind="stable")
    data.insert(0, "number", range(1, len(data) + 1))
    n_articles, outside = data["article"].nunique(), data[data["outside"] == "99.8%"]
    return figure_files(
        _draw_funnel,
        "poll-funnel",
        data,
        size=(TWO_COLUMNS, 3.4),
        about=corpus_about(corpus) | {"source": f"polls of {plural(n_articles, 'article')}"},
        comparisons=[
            (row.question, float("nan"), row.outside == "99.8%") for row in data.itertuples()
        ],
        outside=outside,
        most=_MOST_NAMED,
    )


def _draw_funnel(figure, data):
    axis, votes = figure.subplots(), (data["yes"] + data["no"]).astype("float64")
    drawing.log_axis(axis, votes)
    along = np.geomspace(*axis.get_xlim(), 200)
    axis.set(ylim=(-0.02, 1.02), xlabel="yes and no votes (log scale)", ylabel="yes share")
    centre, tau = data[["centre", "tau"]].iloc[0]
    for name, (style, label) in _LINES.items():
        of = np.arcsin(np.sqrt(centre)), tau, along, statistics.LEVELS[name]
        for ends, once in zip(statistics.limits(*of), (label, None), strict=True):
            axis.plot(along, ends, style, color=GREY, lw=0.8, label=once)
    axis.axhline(centre, color=GREY, lw=0.6, ls=":", label="centre")
    for name, (colour, marker, label) in _OUTSIDE.items():
        if (rows := data["outside"] == name).any():
            axis.plot(votes[rows], data["yes_share"][rows], marker, color=colour, ms=4, label=label)
    for row in data[data["outside"] == "99.8%"].head(_MOST_NAMED).itertuples():
        spot, looks = (votes[row.Index], row.yes_share), {"textcoords": "offset points"}
        axis.annotate(str(row.number), spot, (4, 3), **looks)
    figure.legend(loc="outside right center")
