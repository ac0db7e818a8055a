"""Yes shares of many polls against limits that allow for few votes."""

import numpy as np

from analysis._support.not_shown import NothingToShow
from analysis._support.wording import plural
from analysis.statistics import polls as statistics

from .drawing import BLUE, GREY, ORANGE, TWO_COLUMNS, log_axis
from .inputs import corpus_about
from .saving import figure_files

_LINES = {"95": ("--", "95% limits"), "998": ("-", "99.8% limits")}
_LOOKS = {
    "": (BLUE, "o", "within the limits"),
    "95%": ("#56B4E9", "s", "outside the 95% limits"),
    "99.8%": (ORANGE, "^", "outside the 99.8% limits"),
}
_MOST_NAMED = 9  # polls whose numbers are drawn


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
        _draw,
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


def _draw(figure, data):
    axis, votes = figure.subplots(), (data["yes"] + data["no"]).astype("float64")
    log_axis(axis, votes)
    along = np.geomspace(*axis.get_xlim(), 200)
    axis.set(ylim=(-0.02, 1.02), xlabel="yes and no votes (log scale)", ylabel="yes share")
    centre, tau = data[["centre", "tau"]].iloc[0]
    for name, (style, label) in _LINES.items():
        of = np.arcsin(np.sqrt(centre)), tau, along, statistics.LEVELS[name]
        for ends, once in zip(statistics.limits(*of), (label, None), strict=True):
            axis.plot(along, ends, style, color=GREY, lw=0.8, label=once)
    axis.axhline(centre, color=GREY, lw=0.6, ls=":", label="centre")
    for name, (colour, marker, label) in _LOOKS.items():
        if (rows := data["outside"] == name).any():
            axis.plot(votes[rows], data["yes_share"][rows], marker, color=colour, ms=4, label=label)
    for row in data[data["outside"] == "99.8%"].head(_MOST_NAMED).itertuples():
        spot, looks = (votes[row.Index], row.yes_share), {"textcoords": "offset points"}
        axis.annotate(str(row.number), spot, (4, 3), **looks)
    figure.legend(loc="outside right center")
