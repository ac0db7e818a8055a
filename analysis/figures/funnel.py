"""Yes shares of many polls against limits that allow for few votes."""

import numpy as np

from analysis._support.not_shown import NothingToShow
from analysis._support.wording import plural
from analysis.statistics import polls

from .drawing import BLUE, GREY, ORANGE, TWO_COLUMNS, log_axis
from .inputs import corpus_about
from .saving import figure_files

_LINES = {"95": ("--", "95% limits"), "998": ("-", "99.8% limits")}
_LOOKS = {
    "": (BLUE, "o", "within the limits"),
    "95%": ("#56B4E9", "s", "outside the 95% limits"),
    "99.8%": (ORANGE, "^", "outside the 99.8% limits"),
}
_MOST_NAMED = 9


def funnel(corpus):
    """Yes share of each poll by its votes, with the limits of `analysis.statistics.funnel`.

    >>> from analysis import study
    >>> funnel(study("corpus").corpus)
    Traceback (most recent call last):
    analysis._support.not_shown.NothingToShow: a funnel needs 20 polls with yes or no votes, not 1
    """
    responses = corpus.responses
    try:
        limits = polls.funnel(responses[responses["kind"] == "poll"])
    except ValueError as few:
        raise NothingToShow(str(few)) from None
    data = responses.loc[limits.index, ["article", "question"]].join(limits)
    data["question"] = data["question"].fillna("(no question printed)")
    # The numbers begin with the poll that is furthest from the centre, in standard errors.
    angle, centre = (np.arcsin(np.sqrt(data[name])) for name in ("yes_share", "centre"))
    spread = np.sqrt(1 / (4 * (data["yes"] + data["no"])) + data["tau"] ** 2)
    data["z"] = (angle - centre) / spread
    data = data.sort_values("z", key=abs, ascending=False, kind="stable")
    data.insert(0, "number", range(1, len(data) + 1))
    n_articles, outside = data["article"].nunique(), data[data["outside"] == "99.8%"]
    return figure_files(
        _draw,
        "poll-funnel",
        data,
        size=(TWO_COLUMNS, 3.4),
        about=corpus_about(corpus) | {"source": f"polls of {plural(n_articles, 'article')}"},
        comparisons=(len(data), len(outside)),
        outside=outside,
        most=_MOST_NAMED,
    )


def _places(axis, data):
    """Where the numbers of the polls outside are written; those of one place share it."""
    ends, places = np.log(axis.get_xlim()), {}
    for row in data[data["outside"] == "99.8%"].head(_MOST_NAMED).itertuples():
        votes = row.yes + row.no
        across = (np.log(votes) - ends[0]) / (ends[1] - ends[0])
        key = round(across * 16), round(row.yes_share * 16)
        places.setdefault(key, []).append((row.number, (votes, row.yes_share)))
    return {max(spot for _, spot in here): [n for n, _ in here] for here in places.values()}


def _draw(figure, data):
    axis = figure.subplots()
    votes = (data["yes"] + data["no"]).astype("float64")
    log_axis(axis, votes)
    along = np.geomspace(*axis.get_xlim(), 200)
    centre, tau = np.arcsin(np.sqrt(data["centre"].iloc[0])), data["tau"].iloc[0]
    for name, (style, label) in _LINES.items():
        ends = polls.limits(centre, tau, along, polls.LEVELS[name])
        for end, once in zip(ends, (label, None), strict=True):
            axis.plot(along, end, style, color=GREY, lw=0.8, label=once)
    axis.axhline(data["centre"].iloc[0], color=GREY, lw=0.6, ls=":", label="centre")
    for name, (colour, marker, label) in _LOOKS.items():
        rows = data["outside"] == name
        if rows.any():
            axis.plot(votes[rows], data["yes_share"][rows], marker, color=colour, ms=4, label=label)
    offset = {"xytext": (4, 3), "textcoords": "offset points"}
    for place, numbers in _places(axis, data).items():
        axis.annotate(", ".join(map(str, numbers)), place, **offset)
    axis.set(ylim=(-0.02, 1.02), xlabel="yes and no votes (log scale)", ylabel="yes share")
    figure.legend(loc="outside right center")
