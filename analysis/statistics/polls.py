"""Many polls side by side: shares pulled towards their mean, and limits of a funnel.

Both need polls enough to tell how far shares differ by more than chance, so that fewer than 20
are refused. Questions differ between polls, and those who answer choose to.
"""

import numpy as np
import pandas as pd
from scipy import optimize, special, stats

from analysis.measures import MEASURES

FEWEST = 20
LEVELS = {"95": 0.95, "998": 0.998}
_GRID = 24
_ZOOMS = 4
_TAIL = 0.1
_END = stats.norm.ppf(1 - _TAIL)
# Mean square of a standard normal cut off at its 10th and 90th percentile.
_CUT_NORMAL = 1 - 2 * _TAIL - 2 * _END * stats.norm.pdf(_END) + 2 * _TAIL * _END**2


def shrunk(polls):
    """Yes shares of many polls, each pulled towards their mean, the more the fewer its votes.

    The true shares are taken as drawn from a beta distribution, the votes as binomial (the
    beta-binomial model; Skellam 1948). Its mean m and relative variance ρ (variance between polls
    ÷ m(1 − m)) are not fixed at one estimate but averaged over a grid, each point by its
    likelihood: for few polls the most likely ρ is often 0, and intervals that take it as true
    are far too short. Before the data, every m and ρ from 0 to 1 counts the same. The interval is
    that of the beta distribution with the posterior's mean and variance (Tak, Kelly and Morris
    2017).

    Parameters
    ----------
    polls : DataFrame
        Columns yes and no, one row a poll (``corpus.responses`` will do). Rows with an unknown
        count or no votes are left out.

    Returns
    -------
    DataFrame
        The rows used, with their index; columns yes, no, yes_share, then ``shrunk``, ``low`` and
        ``high`` (posterior mean and 95% interval), and, the same in each row, ``mean`` and
        ``spread``: mean and standard deviation of the true shares.

    Raises
    ------
    ValueError
        If there are fewer than 20 polls, or no columns yes and no with numbers of votes.

    >>> import pandas as pd
    >>> table = shrunk(pd.DataFrame({"yes": [9] * 10 + [50] * 10, "no": [1] * 10 + [50] * 10}))
    >>> table[["yes_share", "shrunk", "low", "high"]].round(2).values[[0, -1]].tolist()
    [[0.9, 0.8, 0.57, 0.96], [0.5, 0.51, 0.41, 0.6]]
    """
    out = _shares(polls)
    yes, no = out["yes"].to_numpy("float64"), out["no"].to_numpy("float64")
    mean, root, weight = _posterior(yes, no)
    total = 1 / root**2 - 1
    alpha = (mean * total)[:, None] + yes
    all_of = total[:, None] + yes + no
    share = alpha / all_of
    out["shrunk"] = (weight[:, None] * share).sum(axis=0)
    square = share * (1 - share) / (all_of + 1) + share**2
    variance = (weight[:, None] * square).sum(axis=0) - out["shrunk"] ** 2
    size = out["shrunk"] * (1 - out["shrunk"]) / variance - 1
    ends = stats.beta(out["shrunk"] * size, (1 - out["shrunk"]) * size).ppf
    out["low"], out["high"] = ends(0.025), ends(0.975)
    out["mean"] = (weight * mean).sum()
    out["spread"] = (weight * root * np.sqrt(mean * (1 - mean))).sum()
    return out


def funnel(polls):
    """Yes shares of many polls against limits that widen where votes are few.

    Limits are Spiegelhalter's (2005) with an additive random effect, which he found better
    founded than a factor (``spiegelhalter2005overdispersion``): polls differ by more than chance,
    since their questions do, and that part does not shrink with more votes. On the scale
    arcsin √share, where chance has the variance 1 ÷ 4n for n votes, the limits are
    centre ± z √(1 ÷ 4n + τ²), with z = 1.96 and 3.09. As with him, the outer tenths of the polls
    do not decide how wide the limits are: the centre is the mean without them, and deviations are
    winsorised, that is, cut off at their 10th and 90th percentile. τ² is the one at which the
    winsorised deviations, each ÷ its standard deviation, have the mean square .679 of a normal
    distribution so cut off, or 0. (He compares with 1, which makes limits too narrow.)

    Parameters
    ----------
    polls : DataFrame
        As for `shrunk`.

    Returns
    -------
    DataFrame
        The rows used, with their index; columns yes, no, yes_share, ``centre`` (a share),
        ``tau`` (on the arcsine scale), ``low_95``, ``high_95``, ``low_998``, ``high_998``, and
        ``outside``: the widest limits that the share lies outside of, "99.8%", "95%" or "".

    Raises
    ------
    ValueError
        If there are fewer than 20 polls, or no columns yes and no with numbers of votes.

    >>> import pandas as pd
    >>> table = funnel(pd.DataFrame({"yes": [45, 55] * 10 + [99], "no": [55, 45] * 10 + [1]}))
    >>> table["outside"].value_counts().to_dict()
    {'': 20, '99.8%': 1}
    """
    out = _shares(polls)
    votes = (out["yes"] + out["no"]).to_numpy("float64")
    angles = np.arcsin(np.sqrt(out["yes_share"].to_numpy()))
    centre, tau = _centre(angles, 1 / (4 * votes))
    out["centre"], out["tau"] = np.sin(centre) ** 2, tau
    out["outside"] = ""
    for name, level in LEVELS.items():
        low, high = limits(centre, tau, votes, level)
        out[f"low_{name}"], out[f"high_{name}"] = low, high
        beyond = (out["yes_share"] < low) | (out["yes_share"] > high)
        out.loc[beyond, "outside"] = f"{100 * level:g}%"
    return out[[*(name for name in out if name != "outside"), "outside"]]


def limits(centre, tau, votes, level):
    """Limits of a funnel for these numbers of votes, as shares; centre and tau as angles.

    >>> low, high = limits(np.pi / 4, 0, np.array([100]), 0.95)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.403], [0.597])
    """
    reach = stats.norm.ppf((1 + level) / 2) * np.sqrt(1 / (4 * votes) + tau**2)
    ends = (np.clip(centre + sign * reach, 0, np.pi / 2) for sign in (-1, 1))
    return tuple(np.sin(end) ** 2 for end in ends)


def _shares(polls):
    """The polls with votes and their shares; ValueError if they are too few."""
    if missing := [name for name in ("yes", "no") if name not in polls]:
        raise ValueError(f"no column {' and '.join(missing)}; give polls with yes and no counts")
    if any(not pd.api.types.is_numeric_dtype(polls[name]) for name in ("yes", "no")):
        raise ValueError("yes and no must hold numbers of votes")
    used = polls.dropna(subset=["yes", "no"])
    if (used[["yes", "no"]] < 0).any(axis=None):
        raise ValueError("a number of yes or no votes is below 0")
    used = used[(used["yes"] + used["no"]) > 0]
    if len(used) < FEWEST:
        raise ValueError(
            f"too few polls with yes and no votes: {len(used)}; {FEWEST} are needed to tell how "
            "far polls differ by more than chance"
        )
    out = used[["yes", "no"]].copy()
    return out.assign(yes_share=MEASURES["yes_share"](used["yes"], used["no"]))


def _posterior(yes, no):
    """Points (m, √ρ) of a grid where the likelihood is, and their weights."""
    low, high = np.zeros(2), np.ones(2)
    for _ in range(_ZOOMS):
        cell = (high - low) / _GRID
        steps = np.arange(_GRID) + 0.5
        mean, root = low[:, None] + cell[:, None] * steps
        mean, root = (axis.ravel() for axis in np.meshgrid(mean, root))
        total = (1 / root**2 - 1)[:, None]
        alpha, beta = mean[:, None] * total, (1 - mean)[:, None] * total
        each = special.betaln(alpha + yes, beta + no) - special.betaln(alpha, beta)
        likelihood = each.sum(axis=1)
        likelihood -= likelihood.max()
        points = np.array([mean, root])[:, likelihood > -12]
        low = np.maximum(points.min(axis=1) - cell, 0)
        high = np.minimum(points.max(axis=1) + cell, 1)
    # Points lie evenly in √ρ; times √ρ they count as if evenly in ρ.
    weight = np.exp(likelihood) * root
    return mean, root, weight / weight.sum()


def _centre(values, variances):
    """Trimmed mean, and standard deviation between polls beyond chance, winsorised."""
    centre = stats.trim_mean(values, _TAIL)

    def excess(between):
        deviations = (values - centre) / np.sqrt(variances + between)
        cut = np.clip(deviations, *np.quantile(deviations, [_TAIL, 1 - _TAIL]))
        return np.mean(cut**2) - _CUT_NORMAL

    # Angles are at most π ÷ 2 apart, so that 10 is too much.
    between = optimize.brentq(excess, 0, 10) if excess(0) > 0 else 0.0
    return centre, np.sqrt(between)
