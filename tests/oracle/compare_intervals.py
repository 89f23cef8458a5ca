"""How often 95 % intervals of a recall hold the truth: the table of docs/method.md.

    python tests/oracle/compare_intervals.py [--draws 1500]

Draws samples of 50, 100, 200 and 500 queries from each census of
tests/fixtures/censuses.json and counts how often each interval holds the mean of
the census. Prints, for cells by how many queries of a sample tell (lost a
neighbour, or found one if these are fewer), the least and the largest coverage,
and for every set of documents the share of cells within 93 to 97 %.
"""

import argparse
import json
from pathlib import Path

import numpy as np

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures/censuses.json"
Z = 1.959963984540054
QUERIES = (50, 100, 200, 500)
#: Queries of a sample that tell, from and below.
TELLING = ((0, 3), (3, 10), (10, 30), (30, np.inf))
RESAMPLES = 300


def moments(shares):
    mean = shares.mean(axis=1)
    return shares.shape[1], mean, shares.var(axis=1, ddof=1), np.ptp(shares, axis=1) < 1e-9


def wilson(mean, trials):
    middle = (mean + Z * Z / (2 * trials)) / (1 + Z * Z / trials)
    reach = Z * np.sqrt(mean * (1 - mean) / trials + (Z / trials) ** 2 / 4)
    reach /= 1 + Z * Z / trials
    return np.minimum(mean, middle - reach), np.maximum(mean, middle + reach)


def design_effect(shares, k):
    """That of the sample, NaN where all its queries are alike."""
    _, mean, variance, alike = moments(shares)
    spread = np.where(alike, 1, mean * (1 - mean))
    return np.where(alike, np.nan, variance * k / spread)


def with_floor(floor):
    def interval(shares, k, random):
        count, mean, _, _ = moments(shares)
        deff = np.maximum(floor, np.nan_to_num(design_effect(shares, k), nan=2.5))
        return wilson(mean, count * k / deff)

    return interval


def shrunk(shares, k, random):
    count, mean, _, alike = moments(shares)
    seen = count * k * np.minimum(mean, 1 - mean)
    sample = np.nan_to_num(design_effect(shares, k), nan=2.5)
    deff = np.where(alike, 2.5, (seen * sample + 2 * 2.5) / (seen + 2))
    return wilson(mean, count * k / np.maximum(1, deff))


def beta_cdf(x, a, b):
    """Regularised incomplete beta function by its continued fraction (Lentz)."""
    flip = x > (a + 1) / (a + b + 2)
    x, a, b = np.where(flip, 1 - x, x), np.where(flip, b, a), np.where(flip, a, b)
    tiny = 1e-300
    c = np.ones_like(x)
    d = 1 / np.where(np.abs(1 - (a + b) * x / (a + 1)) < tiny, tiny, 1 - (a + b) * x / (a + 1))
    result = d.copy()
    for m in range(1, 120):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + numerator * d
            c = 1 + numerator / c
            d = 1 / np.where(np.abs(d) < tiny, tiny, d)
            c = np.where(np.abs(c) < tiny, tiny, c)
            result = result * d * c
    front = np.exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * np.log(x) + b * np.log1p(-x))
    value = front * result / a
    return np.where(flip, 1 - value, value)


def log_gamma(x):
    """Stirling's series above 10, where each x below is moved by its recurrence."""
    shift = np.zeros_like(x)
    for _ in range(10):
        low = x < 10
        shift -= np.where(low, np.log(x), 0)
        x = np.where(low, x + 1, x)
    series = 1 / (12 * x) - 1 / (360 * x**3) + 1 / (1260 * x**5)
    return (x - 0.5) * np.log(x) - x + np.log(2 * np.pi) / 2 + series + shift


def clustered_jeffreys(shares, k, random):
    count, mean, _, _ = moments(shares)
    deff = np.maximum(1, np.nan_to_num(design_effect(shares, k), nan=2.5))
    trials = count * k / deff
    a, b = trials * mean + 0.5, trials * (1 - mean) + 0.5

    def quantile(share):
        low, high = np.full_like(a, 1e-12), np.full_like(a, 1 - 1e-12)
        for _ in range(40):
            middle = (low + high) / 2
            below = beta_cdf(middle, a, b) < share
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return low

    return np.where(mean == 0, 0, quantile(0.025)), np.where(mean == 1, 1, quantile(0.975))


def bootstrap(shares, k, random):
    count = shares.shape[1]
    weights = random.multinomial(count, np.full(count, 1 / count), size=RESAMPLES) / count
    return tuple(np.quantile(shares @ weights.T, [0.025, 0.975], axis=1))


def bootstrap_t(shares, k, random):
    count, mean, variance, _ = moments(shares)
    weights = random.multinomial(count, np.full(count, 1 / count), size=RESAMPLES) / count
    means = shares @ weights.T
    errors = np.sqrt(np.maximum(shares**2 @ weights.T - means**2, 0) / (count - 1))
    scores = np.where(errors > 0, means - mean[:, None], 0) / np.where(errors > 0, errors, 1)
    low, high = np.quantile(scores, [0.025, 0.975], axis=1)
    error = np.sqrt(variance / count)
    return np.maximum(0, mean - high * error), np.minimum(1, mean - low * error)


def mixture(shares, k, random):
    """Share of queries with a miss (Jeffreys) times their mean loss, by Bayesian
    bootstrap with one more loss of a quarter."""
    count = shares.shape[1]
    losses = 1 - shares
    lossy = losses > 1e-9
    weights = random.standard_exponential((RESAMPLES, count))
    more = random.standard_exponential(RESAMPLES)
    size = (losses @ weights.T + more * 0.25) / (lossy @ weights.T + more)
    number = lossy.sum(axis=1)[:, None]
    share = random.beta(number + 0.5, count - number + 0.5, size=size.shape)
    high, low = np.quantile(share * size, [0.025, 0.975], axis=1)
    return 1 - low, np.where(number[:, 0] == 0, 1, 1 - high)


INTERVALS = {
    "Wilson, deff of the sample (before)": with_floor(1),
    "Wilson, deff at least 2.5": with_floor(2.5),
    "Jeffreys on effective trials": clustered_jeffreys,
    "percentile bootstrap": bootstrap,
    "bootstrap-t": bootstrap_t,
    "mixture for misses": mixture,
    "Wilson, deff drawn to 2.5 (now)": shrunk,
}


def coverages(draws):
    """(set, telling queries, {interval: coverage in percent}) of every cell and size."""
    content = json.loads(FIXTURE.read_text())
    random = np.random.default_rng(14)
    for census in content["censuses"]:
        shares = np.repeat(census["parts"], census["counts"]) / content["parts"]
        truth = shares.mean()
        telling = min((shares < 1).mean(), (shares > 0).mean())
        for count in QUERIES:
            sample = shares[random.integers(0, len(shares), (draws, count))]
            covered = {}
            for name, interval in INTERVALS.items():
                low, high = interval(sample, content["k"], random)
                covered[name] = 100 * np.mean((low <= truth) & (truth <= high))
            yield census["set"], telling * count, covered


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--draws", type=int, default=1500)
    rows = list(coverages(parser.parse_args().draws))
    sets = list(dict.fromkeys(name for name, _, _ in rows))
    bands = [f"{a} to {b - 1}" if b < np.inf else f"{a} or more" for a, b in TELLING]
    counts = [sum(a <= n < b for _, n, _ in rows) for a, b in TELLING]
    heads = [f"{band} ({count})" for band, count in zip(bands, counts)]
    print(f"| interval | {' | '.join(heads)} | {' | '.join(sets)} |")
    print("|---" * (1 + len(heads) + len(sets)) + "|")
    for name in INTERVALS:
        cells = []
        for a, b in TELLING:
            values = [covered[name] for _, n, covered in rows if a <= n < b]
            cells.append(f"{min(values):.1f}–{max(values):.1f}")
        for wanted in sets:
            values = np.array([c[name] for s, n, c in rows if s == wanted and n >= 10])
            cells.append(f"{100 * np.mean((values >= 93) & (values <= 97)):.0f} %")
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
