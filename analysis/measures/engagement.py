"""Reader engagement: ratios of the poll answers, comments, shares and reactions that a page shows.

Except for the share of votes, the ratios follow Bonsón and Ratkai (2013) and are not proportions:
one reader can write many comments. The ratios need one row per article with all its counts
(`analysis.reader_counts`); `analysis.statistics.median_ratio` gives an interval over articles.
"""

from statistics import NormalDist

import numpy as np

from .registry import FROM_0, SHARE, measure

LANGUAGE = None  # any
_Z = NormalDist().inv_cdf(0.975)
_VOTES = {"direction": "higher means more yes votes; the interval treats voters as a random draw"}
_RATIO = {"cite": "bonson2013", "bounds": FROM_0}


def wilson(yes, no):
    """Wilson's 95% interval of a share (1927): (low, high), not finite if there are no votes.

    (p + z² ÷ 2n ± z √(p(1 − p) ÷ n + z² ÷ 4n²)) ÷ (1 + z² ÷ n), with n = yes + no, p = yes ÷ n
    and z = 1.96; method 3 of Newcombe (1998). Accepts numbers, arrays and Series.
    """
    n = yes + no
    share = yes / n
    middle = share + _Z**2 / (2 * n)
    reach = _Z * np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    scale = 1 + _Z**2 / n
    # Rounding can carry an end a hair past 0 or 1, or past a share of 0 or 1.
    low = np.maximum(np.minimum((middle - reach) / scale, share), 0)
    return low, np.minimum(np.maximum((middle + reach) / scale, share), 1)


@measure(unit="share of votes", cite="wilson1927", bounds=SHARE, interval=wilson, **_VOTES)
def yes_share(yes, no):
    """Yes ÷ (yes + no), with Wilson's 95% interval, computed as if voters were a random draw.

    Respondents are self-selected and may vote repeatedly; the share is of votes, not of readers.

    >>> round(yes_share(yes=88, no=4), 3)
    0.957
    >>> [round(end, 3) for end in yes_share.interval(yes=88, no=4)]
    [0.893, 0.983]
    """
    return yes / (yes + no)


@measure(unit="comments per vote", direction="higher means more comments", **_RATIO)
def comments_per_vote(comments, votes):
    """Comments ÷ votes, where votes are all answers to a poll.

    >>> comments_per_vote(comments=23, votes=92)
    0.25
    """
    return comments / votes


@measure(unit="shares per reaction", direction="higher means more shares", **_RATIO)
def shares_per_reaction(shares, reactions):
    """Shares ÷ reactions.

    >>> shares_per_reaction(shares=266, reactions=1064)
    0.25
    """
    return shares / reactions


@measure(unit="comments per 1,000 views", direction="higher means more comments", **_RATIO)
def comments_per_1000_views(comments, views):
    """1,000 × comments ÷ views.

    >>> comments_per_1000_views(comments=6, views=1200)
    5.0
    """
    return 1000 * comments / views


@measure(unit="interactions", direction="higher means more interactions", **_RATIO)
def interactions(shares, comments, reactions):
    """Shares + comments + reactions, a total that social networks report.

    >>> interactions(shares=3, comments=4, reactions=50)
    57.0
    """
    return shares + comments + reactions
