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
    """Published counts; those of NewsArticles summed over voices, which these figures leave out."""
    table = pd.read_parquet(COUNTS / f"{name}.parquet")
    if name != "newsarticles":
        return table
    names = [one for one in table if not pd.api.types.is_numeric_dtype(table[one].dtype)]
    keys = [one for one in names if one not in ("voice", "whole", "reporting")]
    table[keys] = table[keys].astype("object")
    sums = table.groupby(keys, dropna=False, sort=False).sum(numeric_only=True).reset_index()
    return sums.drop(columns=sums.filter(like="expected_"))


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


def grade(sums):
    per_sentence, per_word = sums["words"] / sums["sentences"], sums["syllables"] / sums["words"]
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


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
    ("name", "corpus", "value"),
    [
        ("sentiment", "newsarticles", lambda row: row["compound"] / row["sentences"]),
        ("reading-grade", "newsarticles", grade),
        (
            "share-of-words-from-named-sources",
            "polnear_speakers",
            lambda row: row["named_words"] / row["spoken_words"],
        ),
    ],
)
def test_outlets_by_their_medians(name, corpus, value):
    table = long_articles(counts(corpus)).query("section == 'body'")
    table = table.assign(value=value(table)).dropna(subset=["value"]).sort_values("article")
    single = table.drop_duplicates(["outlet", "cluster"])
    drawn = figure(f"outlets-{name}-{corpus}").set_index("outlet")
    groups = single.groupby("outlet", observed=True)["value"]
    equal(drawn["value"].to_dict(), groups.median().to_dict())
    middle = groups.median().sort_values().index[(len(drawn) - 1) // 2]
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
    drawn = figure("voices-polnear").set_index(["outlet", "voice"])
    columns = ["article", "cluster", "loaded_any", "words"]
    for (outlet, voice), row in drawn.iterrows():
        rows = by_voice(body[body["outlet"] == outlet])
        parts = [rows[rows["voice"] == name] for name in (voice, "unattributed")]
        parts = [part[part["words"] > 0] for part in parts]
        both = {*parts[0]["article"]} & {*parts[1]["article"]}
        parts = [part.loc[part["article"].isin(both), columns] for part in parts]
        effect, low, high, _ = contrasted(*parts, rate)
        assert row["articles"] == len(both)
        equal(row[["ratio", "low", "high"]].tolist(), np.exp([effect, low, high]).tolist())
    body = counts("polnear").query("section == 'body'").dropna(subset=["voice"])
    words = by_voice(body).groupby(["outlet", "voice"])["words"].sum()
    shares = (words / words.groupby(level=0).transform("sum")).to_dict()
    drawn = figure("composition-polnear").set_index(["outlet", "voice"])["share"]
    equal(drawn.to_dict(), shares)


def by_voice(rows):
    """Words and terms that are expected of each voice: each row may have both outside marks."""
    voice = rows["voice"].astype("str")
    said = voice != "quoted"
    words, terms = rows["expected_words"] / 1000, rows["expected_loaded_any"] / 1000
    parts = [
        rows[~said].assign(voice="quoted"),
        rows[said].assign(voice="attributed", words=words, loaded_any=terms),
        rows[said].assign(
            voice="unattributed",
            words=rows["words"] - words,
            loaded_any=rows["loaded_any"] - terms,
        ),
    ]
    return pd.concat(parts, ignore_index=True)


def wilson(k, n):
    square = stats.norm.ppf(0.975) ** 2
    middle, reach = k + square / 2, np.sqrt(square * (k * (n - k) / n + square / 4))
    return (middle - reach) / (n + square), (middle + reach) / (n + square)


def of_body(name):
    """Value and interval of the shipped article's body, from the other figures that have it."""
    if name == "sentiment":
        scores = figure("sentiment-arc")["compound"]
        reach = stats.t.ppf(0.975, len(scores) - 1) * scores.sem()
        return scores.mean(), scores.mean() - reach, scores.mean() + reach
    if name == "reading-grade":
        rows = figure("readability-by-part").query("measure == 'flesch_kincaid_grade'")
        return rows[rows["part"] == -1][["value", "low", "high"]].iloc[0].tolist()
    row = figure("loaded-terms").query("section == 'body'").iloc[0]
    return 1000 * row["hits"] / row["words"], row["low"], row["high"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sentiment", lambda row: row["compound"] / row["sentences"]),
        ("reading-grade", grade),
        ("loaded-terms", lambda row: 1000 * row["loaded_any"] / row["words"]),
    ],
)
def test_standing_of_the_shipped_article(name, value):
    table = long_articles(counts("newsarticles")).query("section == 'body'")
    drawn = figure(f"standing-{name}-newsarticles").set_index("among")
    for among, row in drawn.iterrows():
        rows, of, ends = table, value, of_body(name)
        if among.startswith("without "):
            left_out = among.removeprefix("without ").split(", ")
            hits = figure("marked-article").query("section == 'body'")
            words = figure("loaded-terms").query("section == 'body'")["words"].iloc[0]
            # The longest term of a stretch decides; one of another category could lie within it.
            rest = hits[~hits["category"].isin(left_out)]
            ends = 1000 * len(rest) / words, row["low"], row["high"]
            names = [c for c in rows.filter(like="loaded_") if c[7:] not in [*left_out, "any"]]
            assert len(names) == 5
            of = lambda row, names=names: 1000 * row[names].sum(axis=1) / row["words"]  # noqa: E731
        equal(row[["value", "low", "high"]].tolist(), list(ends))
        if among.startswith("about "):
            topic = among.removeprefix("about ")
            rows = rows[[topic in topics.split("|") for topics in rows["topics"]]]
        values = of(rows).dropna().to_numpy()
        n = len(values)
        assert row["n"] == n
        below = [(values < end).sum() + (values == end).sum() / 2 for end in ends]
        expected = below[0] / n, wilson(below[1], n)[0], wilson(below[2], n)[1]
        found = row[["percentile", "percentile_low", "percentile_high"]].tolist()
        equal(found, [100 * end for end in expected])


def exact(values):
    """The median and its interval from order statistics: the binomial's 2.5% point."""
    values = np.sort(values)
    k = int(stats.binom.ppf(0.025, len(values), 0.5))
    if stats.binom.cdf(k, len(values), 0.5) > 0.025:
        k -= 1
    return np.median(values), values[k], values[-1 - k]


def delta(one, other):
    """Cliff's δ from the matrix of all pairs, with his interval, and p of Mann and Whitney."""
    wins = np.sign(one[:, None] - other[None, :])
    parts = [wins.mean(axis=axis) for axis in (1, 0)]
    shares = [part.var(ddof=1) / len(part) for part in parts]
    freedom = sum(shares) ** 2 / sum(
        share**2 / (len(part) - 1) for share, part in zip(shares, parts, strict=True)
    )
    d, square = wins.mean(), stats.t.ppf(0.975, freedom) ** 2 * sum(shares)
    reach = np.sqrt(square * ((1 - d**2) ** 2 + square))
    ends = [(d - d**3 + side * reach) / (1 - d**2 + square) for side in (-1, 1)]
    return d, *ends, stats.mannwhitneyu(one, other).pvalue


def test_engagement():
    posts, drawn = counts("buzzfeed_facebook"), figure("engagement-buzzfeed_facebook")
    p = []
    for row in drawn.itertuples():
        above = row.ratio.split()[0]
        known = posts.dropna(subset=[above, "reactions"])
        ratio = (known[above] / known["reactions"]).astype("float64")
        own = known["outlet"] == row.outlet
        assert row.articles == own.sum()
        # Zeros are left as they are.
        with np.errstate(divide="ignore"):
            expected = np.exp(exact(np.log(ratio[own])))
        equal([row.median, row.low, row.high], expected.tolist())
        *expected, tested = delta(ratio[own].to_numpy(), ratio[~own].to_numpy())
        equal([row.delta, row.delta_low, row.delta_high], expected)
        p.append(tested)
    equal(drawn["p"].tolist(), p)
    equal(drawn["q"].tolist(), stats.false_discovery_control(p).tolist())


def test_shares_by_rating():
    posts = counts("buzzfeed_facebook").dropna(subset=["shares"])
    drawn = figure("shares-by-rating-buzzfeed_facebook")
    assert drawn["outlet"].nunique() == 9
    for outlet, rows in drawn.groupby("outlet"):
        own = posts[posts["outlet"] == outlet]
        true = own["rating"] == "mostly true"
        parts = [own.loc[which, "shares"].to_numpy("float64") for which in (true, ~true)]
        for row, part in zip(rows.itertuples(), parts, strict=True):
            equal([row.median, row.low, row.high], exact(part))
            found = [row.delta, row.delta_low, row.delta_high, row.p]
            equal(found, delta(parts[1], parts[0]))


def test_loaded_terms_over_time():
    """The slope by Newton's method, a column an outlet; its error by leaving out each week."""
    table = long_articles(counts("newsarticles")).query("section == 'body'")
    week = table["published"] - pd.to_timedelta(table["published"].dt.day_of_week, unit="D")
    table = table.assign(week=week)
    outlets = table.groupby("week")["outlet"].nunique()
    shared = outlets.index[outlets > 4.5]
    table = table[table["week"].between(shared.min(), shared.max())]
    time = (table["published"] - table["published"].min()).dt.days / 7
    design = pd.get_dummies(table["outlet"]).assign(time=time).to_numpy("float64")
    hits, words = (table[name].to_numpy("float64") for name in ("loaded_any", "words"))
    first = table.groupby("cluster")["week"].transform("min")

    def fitted(kept):
        beta = np.append(np.full(9, np.log(hits.sum() / words.sum())), 0)
        for _ in range(25):
            expected = words[kept] * np.exp(design[kept] @ beta)
            bread = design[kept].T @ (expected[:, None] * design[kept])
            beta = beta + np.linalg.solve(bread, design[kept].T @ (hits[kept] - expected))
        return beta[-1]

    slope = fitted(np.full(len(table), True))
    without = np.array([fitted((first != week).to_numpy()) for week in first.unique()])
    n = len(without)
    error = np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum())
    reach = stats.t.ppf(0.975, n - 1) * error
    drawn = figure("over-time-by-week-loaded-terms-newsarticles")
    columns = ["slope", "slope_low", "slope_high"]
    assert len(drawn[columns].drop_duplicates()) == 1
    expected = np.expm1([slope, slope - reach, slope + reach])
    equal(drawn.loc[0, columns].tolist(), expected.tolist())
    equal(drawn.loc[0, "p"], 2 * stats.t.sf(abs(slope) / error, n - 1))
    columns = ["article", "cluster", "loaded_any", "words"]
    groups = dict(
        list(table.assign(week=table["week"].dt.date.astype(str)).groupby(["outlet", "week"]))
    )
    for row in drawn[drawn["articles"] > 0].itertuples():
        part = groups[row.outlet, row.period][columns]
        value, left = pseudo(part, lambda sums: 1000 * sums["loaded_any"] / sums["words"])
        assert row.articles == len(part)
        equal(row.value, value)
        if len(left) >= 5 and left.nunique() > 1:
            k = len(left)
            error = np.sqrt((k - 1) / k * ((left - left.mean()) ** 2).sum())
            factor = np.exp(stats.t.ppf(0.975, k - 1) * error / value)
            equal([row.low, row.high], [value / factor, value * factor])


def test_the_poll():
    row = figure("poll").iloc[0]
    ends = stats.binomtest(88, 92).proportion_ci(method="wilson")
    equal(row[["low", "high"]].tolist(), [ends.low, ends.high])
