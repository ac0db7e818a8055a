"""Many polls at once: which differ from the others by more than chance."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures import MEASURES

MIN_POLLS = 20
LEVELS = {"95": 0.95, "998": 0.998}
_TAIL = 0.1
_NORMAL = 0.6787  # mean square of a standard normal winsorised at 10% on each side


def funnel(polls):
    """Yes shares of many polls against limits that widen where votes are few.

    Spiegelhalter's (2005) limits with an additive random effect, since polls ask different
    questions. On the scale arcsin √share, where chance has the variance 1 ÷ 4n for n votes, they
    are centre ± z √(1 ÷ 4n + τ²), z = 1.96 and 3.09. The centre is the mean without the outer
    tenths; τ² is his moment estimate from z-scores winsorised at 10%, their mean square divided
    by that of a winsorised normal, .679 (without it limits are too narrow: ``validation.csv``).

    ``polls`` has columns yes and no, as ``corpus.responses`` has. Returns the rows with votes: yes,
    no, yes_share, centre (a share), tau (on the arcsine scale), low_95, high_95, low_998, high_998,
    outside (the widest limits that the share lies outside of: "99.8%", "95%" or ""). Raises
    ValueError if there are fewer than 20 polls, or no columns yes and no with numbers of votes.

    >>> table = funnel(pd.DataFrame({"yes": [45, 55] * 10 + [99], "no": [55, 45] * 10 + [1]}))
    >>> table["outside"].value_counts().to_dict()
    {'': 20, '99.8%': 1}
    """
    if missing := {"yes", "no"} - set(polls):
        raise ValueError(f"the table has no column {', '.join(sorted(missing))}")
    out = polls[["yes", "no"]].dropna()
    if not all(map(pd.api.types.is_numeric_dtype, out.dtypes)) or (out < 0).any(axis=None):
        raise ValueError("columns yes and no must hold numbers of votes, 0 or more")
    out = out[out.sum(axis=1) > 0]
    if len(out) < MIN_POLLS:
        raise ValueError(f"a funnel needs {MIN_POLLS} polls with yes or no votes, not {len(out)}")
    out["yes_share"] = MEASURES["yes_share"](out["yes"], out["no"])
    votes, angles = out["yes"] + out["no"], np.arcsin(np.sqrt(out["yes_share"]))
    centre, weights = stats.trim_mean(angles, _TAIL), 4 * votes.astype("float64")
    scores = stats.mstats.winsorize((angles - centre) * np.sqrt(weights), (_TAIL, _TAIL))
    excess = len(out) * np.mean(scores**2) / _NORMAL - (len(out) - 1)
    tau = np.sqrt(max(excess, 0) / (weights.sum() - (weights**2).sum() / weights.sum()))
    out, outside = out.assign(centre=np.sin(centre) ** 2, tau=tau), pd.Series("", out.index)
    for name, level in LEVELS.items():
        low, high = out[f"low_{name}"], out[f"high_{name}"] = limits(centre, tau, votes, level)
        outside[(out["yes_share"] < low) | (out["yes_share"] > high)] = f"{100 * level:g}%"
    return out.assign(outside=outside)


def limits(centre, tau, votes, level):
    """Limits of a funnel for these numbers of votes, as shares; centre and tau are angles."""
    reach = stats.norm.ppf((1 + level) / 2) * np.sqrt(1 / (4 * votes) + tau**2)
    return tuple(np.sin(np.clip(centre + side * reach, 0, np.pi / 2)) ** 2 for side in (-1, 1))
