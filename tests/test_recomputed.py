"""Committed figures recomputed from the committed counts, without this package.

Nothing here imports `analysis`: sums, ratios, medians and intervals are made anew with pandas,
numpy and scipy. `FIGURES` are what is shipped in notebooks/figures.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

ROOT = Path(__file__).parents[1]
FIGURES, COUNTS = ROOT / "notebooks/figures", ROOT / "analysis/reference"


def figure(name):
    return pd.read_csv(FIGURES / f"{name}.csv")


def counts(name):
    return pd.read_parquet(COUNTS / f"{name}.parquet")


def long_articles(table):
    """Articles whose body has 100 words."""
    words = table[table["section"] == "body"].groupby("article")["words"].sum()
    return table[table["article"].isin(words.index[words >= 100])]


def pseudo(rows, value):
    """Jackknife values of a function of summed counts, one cluster left out at a time."""
    sums = rows.groupby("cluster").sum(numeric_only=True)
    total = sums.sum()
    return value(total), pd.Series([value(total - row) for _, row in sums.iterrows()], sums.index)


def rate(sums):
    return np.log(1000 * sums["loaded_any"] / sums["words"])


def contrasted(one, other, value):
    """Difference of two groups, its 95% interval and p."""
    parts = [pseudo(rows, value) for rows in (one, other)]
    effect = parts[0][0] - parts[1][0]
    errors = [np.sqrt((len(left) - 1) / len(left)) * (left - left.mean()) for _, left in parts]
    error = np.sqrt((errors[0].sub(errors[1], fill_value=0) ** 2).sum())
    freedom = min(map(len, errors)) - 1
    reach = stats.t.ppf(0.975, freedom) * error
    return effect, effect - reach, effect + reach, 2 * stats.t.sf(abs(effect / error), freedom)


def equal(found, expected):
    assert found == pytest.approx(expected, abs=2e-6, rel=2e-6)


def test_outlets_by_their_rates():
    table = long_articles(counts("newsarticles")).query("section == 'body'")
    drawn = figure("outlets-loaded-terms-newsarticles").set_index("outlet")
    columns = ["article", "cluster", "outlet", "loaded_any", "words"]
    groups = dict(list(table[columns].groupby("outlet", observed=True)))
    assert len(groups) == len(drawn) == 9
    rates = {name: 1000 * g["loaded_any"].sum() / g["words"].sum() for name, g in groups.items()}
    equal(drawn["value"].to_dict(), rates)
    assert drawn["articles"].to_dict() == {name: len(g) for name, g in groups.items()}
    middle = sorted(rates, key=rates.get)[4]
    others = [name for name in drawn.index if name != middle]
    for name in others:
        effect, low, high, _ = contrasted(groups[name], groups[middle], rate)
        expected = np.exp([effect, low, high])
        equal(drawn.loc[name, ["effect", "effect_low", "effect_high"]].tolist(), expected.tolist())
    p = {
        (a, b): contrasted(groups[a], groups[b], rate)[3]
        for n, a in enumerate(sorted(groups))
        for b in sorted(groups)[n + 1 :]
    }
    q = dict(zip(p, stats.false_discovery_control([*p.values()]), strict=True))
    for name in others:
        equal(drawn.loc[name, "q"], q[tuple(sorted((name, middle)))])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sentiment", lambda row: row["compound"] / row["sentences"]),
        (
            "reading-grade",
            lambda row: (
                (0.39 * row["words"] / row["sentences"] + 11.8 * row["syllables"] / row["words"])
                - 15.59
            ),
        ),
    ],
)
def test_outlets_by_their_medians(name, value):
    table = long_articles(counts("newsarticles")).query("section == 'body'")
    table = table.assign(value=value(table)).dropna(subset=["value"]).sort_values("article")
    single = table.drop_duplicates(["outlet", "cluster"])
    drawn = figure(f"outlets-{name}-newsarticles").set_index("outlet")
    groups = single.groupby("outlet", observed=True)["value"]
    equal(drawn["value"].to_dict(), groups.median().to_dict())
    middle = groups.median().sort_values().index[4]
    for outlet, values in groups:
        if outlet == middle:
            continue
        u = stats.mannwhitneyu(values, groups.get_group(middle)).statistic
        size = len(values) * groups.size()[middle]
        equal(drawn.loc[outlet, "effect"], 2 * u / size - 1)


def test_headlines_against_bodies():
    table = long_articles(counts("newsarticles"))
    drawn = figure("headlines-newsarticles")
    drawn = drawn[drawn["measure"] == "loaded_any_per_1000"].set_index("outlet")
    columns = ["article", "cluster", "loaded_any", "words"]
    for outlet, rows in table.groupby("outlet", observed=True):
        parts = [rows.loc[rows["section"] == name, columns] for name in ("headline", "body")]
        both = {*parts[0]["article"]} & {*parts[1]["article"]}
        parts = [part[part["article"].isin(both)] for part in parts]
        effect, low, high, _ = contrasted(*parts, rate)
        row = drawn.loc[outlet]
        assert row["articles"] == len(both)
        equal(row[["effect", "low", "high"]].tolist(), np.exp([effect, low, high]).tolist())
        equal(row["body"], 1000 * parts[1]["loaded_any"].sum() / parts[1]["words"].sum())


def test_voices_and_composition():
    table = long_articles(counts("polnear"))
    body = table[(table["section"] == "body") & table["voice"].notna()]
    drawn = figure("voices-polnear").set_index("outlet")
    columns = ["article", "cluster", "loaded_any", "words"]
    for outlet, rows in body.groupby("outlet", observed=True):
        parts = [rows[rows["voice"] == voice] for voice in ("quoted", "unquoted")]
        parts = [part[part["words"] > 0] for part in parts]
        both = {*parts[0]["article"]} & {*parts[1]["article"]}
        parts = [part.loc[part["article"].isin(both), columns] for part in parts]
        effect, low, high, _ = contrasted(*parts, rate)
        row = drawn.loc[outlet]
        assert row["articles"] == len(both)
        equal(row[["ratio", "low", "high"]].tolist(), np.exp([effect, low, high]).tolist())
    body = counts("polnear").query("section == 'body'").dropna(subset=["voice"])
    group = body["voice"].astype("str").replace("unquoted", "paraphrased")
    group = group.where(body["attributed"].fillna(False).astype("bool"), "unattributed")
    words = body.groupby([body["outlet"], group])["words"].sum()
    shares = (words / words.groupby(level=0).transform("sum")).to_dict()
    drawn = figure("composition-polnear").set_index(["outlet", "group"])["share"]
    equal(drawn.to_dict(), shares)


def test_the_poll():
    row = figure("poll").iloc[0]
    ends = stats.binomtest(88, 92).proportion_ci(method="wilson")
    equal(row[["low", "high"]].tolist(), [ends.low, ends.high])
