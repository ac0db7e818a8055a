"""Whether a measure rises or falls with time within several series at once."""

import numpy as np

_DRAWS = 1999


def rise(values, seed=1):
    """Kendall's test of a rise or fall, added up over series.

    S is the number of pairs of periods in which a series is higher in the later one, less those in
    which it is lower, summed over series (Hirsch, Slack and Smith 1982, with series for their
    seasons). p comes from permutations of the periods, the same for all series, so that series that
    move together are not taken for several witnesses: (b + 1) ÷ (m + 1), m = 1,999. Periods are
    taken as exchangeable: where neighbours are alike, p is too small.

    Parameters
    ----------
    values : DataFrame
        Periods in order × series; nan where a series has no value.
    seed : int

    Returns
    -------
    dict
        tau (S ÷ pairs), p, periods (the most of one series); and where there are two series or
        more, ``without``, the series whose absence makes p largest, and ``p_without``, that p.
        nan where no series has two values.

    >>> import pandas as pd
    >>> found = rise(pd.DataFrame({"a": [1, 2, 3, 4, 5, 6], "b": [2, 3, 4, 5, 6, 7]}))
    >>> found["tau"], found["p"] < 0.05, found["periods"]
    (1.0, True, 6)
    """
    values = values.dropna(how="all")
    table = values.to_numpy("float64").T
    signs = np.nan_to_num(np.sign(table[:, None, :] - table[:, :, None]))
    known = (~np.isnan(table)).sum(axis=1)
    pairs, upper = (known * (known - 1) / 2).sum(), np.triu(np.ones(signs.shape[1:]), 1)
    out = {"tau": np.nan, "p": np.nan, "periods": int(known.max(initial=0))}
    if not pairs:
        return out
    observed, random = (signs * upper).sum(axis=(1, 2)), np.random.default_rng(seed)
    drawn = np.empty((_DRAWS, len(table)))
    for row in range(_DRAWS):
        order = random.permutation(len(upper))
        drawn[row] = (signs[:, order][:, :, order] * upper).sum(axis=(1, 2))
    out |= {"tau": float(observed.sum() / pairs), "p": _p(drawn.sum(axis=1), observed.sum())}
    if len(table) > 1:
        whole, all_of = drawn.sum(axis=1), observed.sum()
        rest = [_p(whole - drawn[:, n], all_of - observed[n]) for n in range(len(table))]
        out |= {"without": values.columns[int(np.argmax(rest))], "p_without": max(rest)}
    return out


def _p(drawn, observed):
    return float(((np.abs(drawn) >= abs(observed)).sum() + 1) / (len(drawn) + 1))
