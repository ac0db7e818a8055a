"""Agreement against a published example; corrected rates against simulated corpora."""

import numpy as np
from rows import row
from scipy import stats

from analysis.coding.agree import SCORES, alpha, corrected, corrected_difference
from analysis.coding.sample import draw

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: parts A, B and C. Missing: nan.
_BINARY = ["0100000010", "1110010000"]
_NOMINAL = ["aabbdcccedda", "babbbccceddd"]
_MISSING = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
_PUBLISHED = ((_BINARY, "0.095"), (_NOMINAL, "0.692"), (_MISSING, "0.743"))
# Sentences, share with a hit, precision, share of the others that is missed, sentences coded.
SETTINGS = (
    (2_000, 0.10, 0.70, 0.020, 200),
    (20_000, 0.02, 0.70, 0.002, 200),
    (20_000, 0.02, 0.95, 0.000, 100),
    (20_000, 0.02, 0.95, 0.050, 100),
    (20_000, 0.10, 0.90, 0.200, 200),
    (20_000, 0.30, 0.30, 0.050, 400),
    (1_000, 0.05, 0.50, 0.010, 100),
    (20_000, 0.10, 0.70, 0.010, 60),
)


def published():
    """Units × coders of each published example, and the alpha given for it."""
    for coders, value in _PUBLISHED:
        numbers = [[np.nan if sign == "." else ord(sign) for sign in signs] for signs in coders]
        yield np.array(numbers).T, value


def simulate(setting, random, seed=1):
    """One corpus with known rates, a sample of it, and what is made of the sample.

    Returns
    -------
    tuple of dict
        The true measures, and (value, low, high) of each.
    """
    truth, cells = _drawn(setting, random)
    return truth, corrected(*cells, seed=seed), _wald(*cells[1:])


def _drawn(setting, random):
    """The true measures of one corpus, and the cells of a sample of it."""
    sentences, share, precision, missed, n = setting
    hit = np.arange(sentences) < round(sentences * share)
    true = random.random(sentences) < np.where(hit, precision, missed)
    right, listed, every = (true & hit).sum(), hit.sum(), true.sum()
    truth = dict(
        zip(
            SCORES,
            (
                every / sentences,
                right / listed,
                right / every if every else np.nan,
                2 * right / (listed + every),
            ),
            strict=True,
        )
    )
    places = draw(hit, n, random)
    kinds = (True, False)
    size = [(hit == kind).sum() for kind in kinds]
    drawn = [(hit[places] == kind).sum() for kind in kinds]
    found = [(true[places] & (hit[places] == kind)).sum() for kind in kinds]
    return truth, (kinds, size, drawn, found)


def _wald(size, drawn, found):
    """The textbook interval of a stratified share: value ± 1.96 standard errors."""
    size, drawn, found = (np.array(numbers) for numbers in (size, drawn, found))
    weight, share = size / size.sum(), found / drawn
    error = np.sqrt((weight**2 * (1 - drawn / size) * share * (1 - share) / (drawn - 1)).sum())
    return (weight * share).sum() - 1.96 * error, (weight * share).sum() + 1.96 * error


def coverage(setting, times, seed):
    """In what share of simulated corpora each interval holds the truth; last, that of `_wald`."""
    random = np.random.default_rng(seed)
    held, plain = {name: [] for name in SCORES}, []
    for number in range(times):
        truth, found, (low, high) = simulate(setting, random, number)
        plain.append(low <= truth["rate"] <= high)
        for name, (_, from_, to) in found.items():
            if np.isfinite(from_):
                held[name].append(from_ - 1e-9 <= truth[name] <= to + 1e-9)
    return held, float(np.mean(plain))


def differences_held(settings, times, seed):
    """How often the interval of a difference of two groups' rates holds the true difference."""
    random, held = np.random.default_rng(seed), []
    for _ in range(times):
        (truth, cells), (other, others) = (_drawn(setting, random) for setting in settings)
        _, low, high = corrected_difference(cells, others)
        held.append(low - 1e-9 <= truth["rate"] - other["rate"] <= high + 1e-9)
    return held


def coding(_, times=1000):
    """Rows of the validation table; no data are needed."""
    for values, value in published():
        measure = "Krippendorff's alpha, nominal"
        yield row(measure, "krippendorff_2011", "all", len(values), alpha(values), published=value)
    lowest = {}
    for seed, setting in enumerate(SETTINGS):
        sentences, share, precision, missed, n = setting
        told = f"{n} of {sentences:,}; {share:.0%} hit, precision {precision}, {missed:.1%} missed"
        held, plain = coverage(setting, times, seed)
        base = plain, "value ± 1.96 standard errors"
        yield _held("corrected rate", told, held["rate"], base)
        for name in SCORES[1:]:
            lowest[name] = min(lowest.get(name, held[name]), held[name], key=np.mean)
    for name, values in lowest.items():
        yield _held(name, "lowest of these", values)
    for number, setting in enumerate(SETTINGS):
        pair = setting, SETTINGS[(number + 3) % len(SETTINGS)]
        told = " against ".join(f"precision {p}, {m:.1%} missed" for _, _, p, m, _ in pair)
        yield _held("corrected difference", told, differences_held(pair, times, number))


def _held(name, part, values, base=(np.nan, "")):
    k, of = sum(values), len(values)
    interval = tuple(stats.binomtest(k, of).proportion_ci(method="wilson"))
    measure = f"{name} within its 95% interval, share"
    return row(measure, "simulated", part, of, k / of, interval, base)
