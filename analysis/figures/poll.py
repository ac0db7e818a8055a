"""A reader poll with the interval of its yes share."""

from analysis._support.not_shown import NO_ARTICLE, NothingToShow
from analysis.measures import MEASURES

from .drawing import GREY, ONE_COLUMN, error_bars, wrap
from .inputs import article_about
from .saving import figure_files


def poll(corpus, article):
    """Yes share of the yes/no polls of an article (its id) with Wilson's 95% interval.

    >>> from analysis import study
    >>> shown = study("corpus")
    >>> poll(shown.one, shown.id)
    Figure poll: 88 of 92 votes were yes: a clear majority of those who voted
    """
    if article is None:
        raise NothingToShow(NO_ARTICLE)
    polls = corpus.responses
    polls = polls[(polls["article"] == article) & (polls["kind"] == "poll")]
    polls = polls.dropna(subset=["yes", "no"])
    polls = polls[polls["yes"] + polls["no"] > 0]
    if polls.empty:
        raise NothingToShow(f"{article} has no yes/no poll with counts.")
    share = MEASURES["yes_share"]
    data = polls[["question", "yes", "no"]].reset_index(drop=True)
    data["question"] = data["question"].fillna("(no question printed)")
    data["yes_share"] = share(data["yes"], data["no"])
    data["low"], data["high"] = share.interval(data["yes"], data["no"])
    return figure_files(
        _draw,
        "poll",
        data,
        size=(ONE_COLUMN, 1.1 + 0.45 * len(data)),
        about=article_about(corpus, article),
        comparisons=(len(data), ((data["low"] > 0.5) | (data["high"] < 0.5)).sum()),
        others="; ".join(polls["options"].dropna()),
        unit=share.unit,
    )


def _draw(figure, data):
    axis = figure.subplots()
    error_bars(axis, data, data.index, "yes_share", capsize=3, ms=6)
    axis.axvline(0.5, color=GREY, lw=0.6, ls=":")
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    for row in data.itertuples():
        text = f"yes {row.yes}, no {row.no}: {row.yes_share:.3f} [{row.low:.3f}, {row.high:.3f}]"
        x, side = (row.low, "left") if row.yes_share < 0.5 else (row.high, "right")
        axis.text(x, row.Index - 0.18, text, ha=side, va="bottom", bbox=box)
    axis.set_yticks(data.index, [wrap(question, 24, 3) for question in data["question"]])
    axis.set(xlim=(0, 1), ylim=(len(data) - 0.4, -0.6))
    axis.set_xlabel("yes share (95% interval, as if voters were a random draw)")
