"""Yes shares of many polls against limits that allow for few votes."""

import numpy as np

from analysis.corpus.model import plural
from analysis.statistics import polls

from .captions import CHOSEN, heading
from .comparisons import compared
from .family import BLUE, GREY, ORANGE, TWO_COLUMNS, NothingToDraw, drawn, family

_LINES = {"95": (GREY, "--", "95% limits"), "998": (GREY, "-", "99.8% limits")}
_LOOKS = {
    "": (BLUE, "o", "within the limits"),
    "95%": ("#56B4E9", "s", "outside the 95% limits"),
    "99.8%": (ORANGE, "^", "outside the 99.8% limits"),
}
_NAMED = 9


@drawn
def funnel(corpus):
    """Yes share of each poll of a corpus by its votes, with limits (`analysis.statistics.funnel`).

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    Family
        Or, where there are fewer than 20 polls with yes and no votes, `NotDrawn`.
    """
    responses = corpus.responses
    try:
        found = polls.funnel(responses[responses["kind"] == "poll"])
    except ValueError as few:
        raise NothingToDraw(str(few)) from None
    data = responses.loc[found.index, ["article", "question"]].join(found)
    data["question"] = data["question"].fillna("(no question printed)")
    data = data.sort_values(["outside", "article"], ascending=False, kind="stable")
    data.insert(0, "number", range(1, len(data) + 1))
    title = _title(data)
    questions = data["question"].nunique()
    return family(
        lambda figure: _draw(figure, data, title),
        size=(TWO_COLUMNS, 3.4),
        data=data,
        figure="poll-funnel",
        title=title,
        corpus=corpus.fingerprint,
        passages="",
        lexicon="",
        comparisons=[
            compared(
                "yes share of a poll against the other polls",
                "99.8% limits of the funnel",
                len(data),
                (data["outside"] == "99.8%").sum(),
            )
        ],
        notes={
            "n": f"{plural(len(data), 'poll')} with yes and no votes, "
            f"{plural(questions, 'different question')}",
            "section": "the pages' reader polls",
            "unit": "share of votes",
            "source": f"polls of {plural(data['article'].nunique(), 'article')}",
            "method": [
                "Limits after Spiegelhalter (2005), on the scale of arcsin √share: chance plus an "
                f"additive part by which polls differ beyond it, τ = {data['tau'].iloc[0]:.3f}, "
                "from z-scores winsorised at 10%, their mean square divided by that of a normal "
                "distribution so winsorised.",
                *_named(data),
            ],
            "cite": ["spiegelhalter2005", "spiegelhalter2005overdispersion"],
            "limits": [
                "The funnel compares shares of different questions. A poll outside the limits was "
                "answered unlike most others here; its question can be the reason, and neither "
                "article nor readers need be unusual.",
                "Where no poll was odd, up to 1.0% of simulated polls lay outside the 99.8% "
                "limits.",
                "Questions asked in the same words can be compared; select them first.",
                CHOSEN,
            ],
            "alt": _alt(data),
        },
    )


def _title(data):
    far, near = (int((data["outside"] == name).sum()) for name in ("99.8%", "95%"))
    if far:
        lie = "lies" if far == 1 else "lie"
        return f"{far} of {plural(len(data), 'poll')} {lie} outside the 99.8% limits of the funnel"
    return (
        f"No clear outlier among {plural(len(data), 'poll')}: {near} outside the 95% limits, "
        f"about {0.05 * len(data):.0f} expected by chance"
    )


def _named(data):
    """The polls outside, by number."""
    outside = data[data["outside"] == "99.8%"]
    said = [
        f"{row.number}: “{row.question}”, yes {row.yes}, no {row.no}."
        for row in outside.head(_NAMED).itertuples()
    ]
    if len(outside) > _NAMED:
        said.append(f"Others outside: numbers {_NAMED + 1} to {len(outside)} of the data.")
    return said


def _alt(data):
    first = data.iloc[0]
    return (
        "Scatter plot of yes share by number of votes, with limits that widen where votes are few "
        f"around a centre of {first['centre']:.2f}. {_title(data)}."
    )


def _places(axis, data):
    """Where the numbers of the polls outside stand; those of one place share it."""
    ends, places = np.log(axis.get_xlim()), {}
    for row in data[data["outside"] == "99.8%"].head(_NAMED).itertuples():
        votes = row.yes + row.no
        across = (np.log(votes) - ends[0]) / (ends[1] - ends[0])
        key = round(across * 16), round(row.yes_share * 16)
        places.setdefault(key, []).append((row.number, (votes, row.yes_share)))
    return {max(spot for _, spot in here): [n for n, _ in here] for here in places.values()}


def _draw(figure, data, title):
    axis = figure.subplots()
    votes = (data["yes"] + data["no"]).astype("float64")
    axis.set_xscale("log")
    axis.set_xlim(votes.min() / 1.3, votes.max() * 1.3)
    along = np.geomspace(*axis.get_xlim(), 200)
    centre, tau = np.arcsin(np.sqrt(data["centre"].iloc[0])), data["tau"].iloc[0]
    for name, (colour, style, label) in _LINES.items():
        ends = polls.limits(centre, tau, along, polls.LEVELS[name])
        for end, said in zip(ends, (label, None), strict=True):
            axis.plot(along, end, style, color=colour, lw=0.8, label=said)
    axis.axhline(data["centre"].iloc[0], color=GREY, lw=0.6, ls=":", label="centre")
    for name, (colour, marker, label) in _LOOKS.items():
        rows = data["outside"] == name
        if rows.any():
            axis.plot(votes[rows], data["yes_share"][rows], marker, color=colour, ms=4, label=label)
    for place, numbers in _places(axis, data).items():
        axis.annotate(
            ", ".join(map(str, numbers)),
            place,
            xytext=(4, 3),
            textcoords="offset points",
            fontsize=6.5,
        )
    axis.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axis.set_ylim(-0.02, 1.02)
    axis.set_xlabel("yes and no votes (log scale)")
    axis.set_ylabel("yes share")
    figure.legend(loc="outside right center")
    heading(figure, title)
