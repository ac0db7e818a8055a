"""A reader poll with the interval of its yes share."""

from analysis._support.not_shown import NO_ARTICLE
from analysis.corpus.model import plural
from analysis.measures import MEASURES

from .captions import CHOSEN, source, wrap
from .comparisons import compared
from .family import BLUE, GREY, ONE_COLUMN, NothingToDraw, drawn, family


@drawn
def poll(corpus, article):
    """Yes share of an article's yes/no polls with Wilson's 95% interval.

    Parameters
    ----------
    corpus : Corpus
    article : str or None
        Id of the article.

    Returns
    -------
    Family
        Or, where there is nothing to draw, `NotDrawn`, which says why.
    """
    if article is None:
        raise NothingToDraw(NO_ARTICLE)
    polls = corpus.responses
    polls = polls[(polls["article"] == article) & (polls["kind"] == "poll")]
    polls = polls.dropna(subset=["yes", "no"])
    polls = polls[polls["yes"] + polls["no"] > 0]
    if polls.empty:
        raise NothingToDraw(f"{article} has no yes/no poll with counts.")
    share, interval = MEASURES["yes_share"], MEASURES["yes_share"].interval
    others = "; ".join(polls["options"].dropna())
    only = " yes or no" if others else ""
    data = polls[["question", "yes", "no"]].reset_index(drop=True)
    data["question"] = data["question"].fillna("(no question printed)")
    data["yes_share"] = share(data["yes"], data["no"])
    data["low"], data["high"] = interval(data["yes"], data["no"])
    several = f"{len(data)} polls, each with its yes share"
    title = _title(data.iloc[0], only) if len(data) == 1 else several
    return family(
        lambda figure: _draw(figure, data, title),
        size=(1.35 * ONE_COLUMN, 1.1 + 0.45 * len(data)),
        data=data,
        figure="poll",
        title=title,
        corpus=corpus.fingerprint,
        passages="",
        lexicon="",
        article=article,
        comparisons=[
            compared(
                "yes against no in a poll",
                "Wilson's interval without one half",
                len(data),
                ((data["low"] > 0.5) | (data["high"] < 0.5)).sum(),
            )
        ],
        notes={
            "n": plural(int((data["yes"] + data["no"]).sum()), f"{only} vote".strip()),
            "section": "the page's reader poll",
            "unit": MEASURES["yes_share"].unit,
            "source": source(corpus[article]),
            "method": [
                *(
                    f"Question: “{row.question}”, yes {row.yes}, no {row.no}."
                    for row in data.itertuples()
                ),
                *([f"Other answers, left out of the share: {others}."] if others else []),
                "Interval: Wilson's (1927), 95%, as if voters were a random draw.",
            ],
            "cite": ["wilson1927", "newcombe1998"],
            "limits": [CHOSEN, "The page does not say when votes were counted, or who could vote."],
            "alt": "Dots with intervals on a scale from 0 to 1. "
            + " ".join(
                f"{row.question} {row.yes_share:.3f} ({row.low:.3f} to {row.high:.3f})."
                for row in data.itertuples()
            ),
        },
    )


def _title(row, only):
    votes = plural(int(row["yes"] + row["no"]), f"{only} vote".strip())
    found = f"{row['yes']} of {votes} {'are' if only else 'said'} yes"
    if row["low"] > 0.5:
        return f"{found}: a clear majority of those who voted{only}"
    if row["high"] < 0.5:
        return f"{found}: a clear minority of those who voted{only}"
    return f"{found}: no clear majority"


def _draw(figure, data, title):
    axis = figure.subplots()
    errors = [data["yes_share"] - data["low"], data["high"] - data["yes_share"]]
    axis.errorbar(data["yes_share"], data.index, xerr=errors, fmt="o", color=BLUE, capsize=3)
    axis.axvline(0.5, color=GREY, lw=0.6, ls=":")
    for row in data.itertuples():
        text = f"yes {row.yes}, no {row.no}: {row.yes_share:.3f} [{row.low:.3f}, {row.high:.3f}]"
        left = row.yes_share < 0.5
        place = row.low if left else row.high
        axis.text(
            place,
            row.Index - 0.18,
            text,
            ha="left" if left else "right",
            va="bottom",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
    axis.set_yticks(data.index, [wrap(question, 24, 3) for question in data["question"]])
    axis.set_ylim(len(data) - 0.4, -0.6)
    axis.set_xlim(0, 1)
    axis.set_xlabel("yes share (95% interval, as if voters were a random draw)")
    figure.suptitle(wrap(title, 72), x=0.01, ha="left", weight="bold", size=8.5)
