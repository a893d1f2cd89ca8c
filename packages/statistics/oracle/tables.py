"""Writes src/special/oracle.json: rows [function, arguments, value] computed with 60 digits (mpmath 1.3).

    python3 packages/statistics/oracle/tables.py && npx biome check --write packages/statistics/src/special/oracle.json

Arguments are the doubles themselves (exactly representable, or taken as the double nearest to what is written).
Incomplete integrals are taken by hypergeometric series in the smaller tail, quantiles by bisection on those.
"""
import json
import os
import random
import mpmath as mp

mp.mp.dps = 60
rows = []


def add(name, args, value):
    value = float(value)
    if value != 0 and (abs(value) < 1e-300 or abs(value) > 1e300):
        return
    rows.append([name, args, value])


def M(x):
    return mp.mpf(x)


def lower_gamma(a, x):
    return mp.gammainc(M(a), 0, M(x), regularized=True)


def upper_gamma(a, x):
    return mp.gammainc(M(a), M(x), mp.inf, regularized=True)


def inc_beta(a, b, x):
    """I_x(a, b) with x an mpf; series in the tail that is small."""
    if x > 0.8:
        with mp.workdps(420):
            return 1 - series_beta(M(b), M(a), 1 - M(x), M(x))
    with mp.workdps(80):
        return series_beta(M(a), M(b), M(x), 1 - M(x))


def series_beta(a, b, x, y):
    if x == 0 or y == 0:
        return x
    term = total = M(1)
    n = 0
    while n < 100 or term > total * M(10) ** -mp.mp.dps:
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    return mp.exp(a * mp.log(x) + b * mp.log(y) - log_beta) / a * total


for x in [1e-300, 1e-10, 0.001, 0.1, 0.3, 0.5, 0.75, 0.99, 1.0, 1.5, 2.0, 3.3, 5.0, 8.0, 12.0, 20.0, 26.0]:
    add('erf', [x], mp.erf(M(x)))
    add('erf', [-x], mp.erf(-M(x)))
    add('erfc', [x], mp.erfc(M(x)))
    add('erfc', [-x], mp.erfc(-M(x)))
for x in [0.0, 1e-8, 0.01, 0.2, 0.5, 1.0, 1.9, 3.75, 7.0, 30.0, 1e3, 1e6, 1e12, -0.3, -2.0, -9.0, -20.0]:
    with mp.workdps(400):
        add('erfcx', [x], mp.exp(M(x) ** 2) * mp.erfc(M(x)) if x < 1e4 else mp.erfc(0) / mp.sqrt(mp.pi) / M(x) * (1 - 1 / (2 * M(x) ** 2)))
for y in [1e-300, 1e-30, 1e-9, 0.01, 0.2, 0.45, 0.5, 0.6, 0.9, 0.999, 1 - 2.0**-40]:
    add('erfInverse', [y], mp.erfinv(M(y)))
for p in [1e-300, 1e-200, 1e-100, 1e-30, 1e-16, 1e-9, 1e-4, 0.025, 0.2, 0.4, 0.49, 0.6, 0.975, 0.999]:
    z = mp.findroot(lambda t: mp.log(mp.erfc(-t / mp.sqrt(2)) / 2) - mp.log(M(p)), -mp.sqrt(max(0, -2 * mp.log(p) - 3)) if p < 0.3 else float(mp.sqrt(2) * mp.erfinv(2 * M(p) - 1)))
    add('normalQuantile', [p], z)
for z in [-37.0, -30.0, -20.5, -10.0, -5.25, -3.0, -1.0, -0.1, 0.0, 0.7, 2.0, 6.0]:
    add('normalCdf', [z], mp.erfc(-M(z) / mp.sqrt(2)) / 2)
    add('normalDensity', [z], mp.npdf(M(z)))
for x in [1e-300, 1e-10, 0.01, 0.3, 0.5, 0.9999999, 1.0000001, 1.2, 1.5, 1.9999999, 2.0000001, 2.5, 3.7, 9.99, 10.5, 23.5, 50.25, 100.0, 141.5, 171.5, 1e3, 1e6, 1e15, 1e100]:
    add('logGamma', [x], mp.loggamma(M(x)))
    if 1e-300 < x < 171.6:
        add('gamma', [x], mp.gamma(M(x)))
for x in [-0.5, -1.3, -3.999, -10.2, -50.5]:
    add('gamma', [x], mp.gamma(M(x)))
for a, b in [(1e-5, 2.0), (0.5, 0.5), (0.1, 30.0), (3.0, 4.0), (9.0, 12.0), (20.0, 30.0), (0.5, 1e6), (100.0, 1e5), (1e4, 1e4), (11.0, 200.0)]:
    add('logBeta', [a, b], mp.log(mp.beta(M(a), M(b))) if b < 1e3 else mp.loggamma(M(a)) + mp.loggamma(M(b)) - mp.loggamma(M(a) + M(b)))

shapes = [0.001, 0.05, 0.5, 1.0, 2.5, 7.0, 19.5, 21.0, 50.0, 150.0, 1000.0, 2e4]
for a in shapes:
    for m in [1e-12, 1e-4, 0.05, 0.3, 0.62, 0.9, 0.99, 1.0, 1.01, 1.1, 1.39, 1.41, 2.0, 4.0, 12.0, 60.0]:
        x = float(M(a) * M(m))
        if a >= 1000 and not 0.6 < m < 1.5:
            continue
        add('gammaLower', [a, x], lower_gamma(a, x))
        add('gammaUpper', [a, x], upper_gamma(a, x))
for a, x in [(1e6, 1.001e6), (1e6, 0.996e6), (1e6, 1.02e6), (1e8, 1.0001e8)]:
    with mp.workdps(200):
        term = total = M(1)
        n = 0
        while term > total * M(10) ** -200:
            n += 1
            term *= M(x) / (M(a) + n)
            total += term
        low = mp.exp(M(a) * mp.log(M(x)) - M(x) - mp.loggamma(M(a) + 1)) * total
        add('gammaUpper' if x > a else 'gammaLower', [a, x], 1 - low if x > a else low)

betas = [(0.05, 0.3), (0.5, 0.5), (1.0, 3.0), (2.0, 0.5), (5.5, 7.25), (30.0, 2.0), (0.5, 60.0), (80.0, 120.0), (1500.0, 0.5), (700.0, 900.0), (2e4, 3e4)]
for a, b in betas:
    mean = a / (a + b)
    sd = (a * b / (a + b) ** 2 / (a + b + 1)) ** 0.5
    points = {1e-9, 0.001, 0.01, 0.25, 0.5, 0.75, 0.99, *(mean + k * sd for k in (-12, -6, -3, -1, -0.1, 0, 0.5, 2, 5, 9, 20))}
    for x in sorted(points):
        if not 0 < x < 1:
            continue
        if a > 1e3 and b > 1e3 and abs(x - mean) > 21 * sd:
            continue
        add('betaLower', [a, b, x], inc_beta(a, b, M(x)))
        add('betaUpper', [a, b, x], inc_beta(b, a, 1 - M(x)))


def t_tail(df, t):
    df, t = M(df), M(t)
    return inc_beta(df / 2, M(0.5), df / (df + t * t)) / 2


for df in [0.3, 1.0, 2.0, 3.7, 10.0, 29.5, 200.0, 5000.0, 1e6]:
    for t in [1e-6, 0.1, 0.7, 1.5, 1.96, 3.0, 6.0, 15.0, 37.0, 200.0, 1e6]:
        add('tSurvival', [df, t], t_tail(df, t))


def invert(tail, q, guess):
    """The x > 0 with tail(x) = q for a decreasing tail, by the secant method on logarithms."""
    f = lambda u: mp.log(tail(mp.exp(u))) - mp.log(M(q))
    lo, hi = mp.log(guess) - 1, mp.log(guess) + 1
    while f(lo) < 0:
        lo -= 3
    while f(hi) > 0:
        hi += 3
    for _ in range(24):
        middle = (lo + hi) / 2
        lo, hi = (middle, hi) if f(middle) > 0 else (lo, middle)
    return mp.exp(mp.findroot(f, (lo, hi), solver='secant', tol=1e-60))


for df in [1.0, 2.5, 10.0, 120.0, 5000.0]:
    for q in [0.4, 0.1, 0.025, 1e-4, 1e-9, 1e-40]:
        add('tUpperQuantile', [df, q], invert(lambda t: t_tail(df, t), q, 2))
for df in [0.5, 1.0, 3.0, 10.0, 100.0, 900.0]:
    for q in [0.999, 0.5, 0.05, 1e-3, 1e-10, 1e-60]:
        add('chiUpperQuantile', [df, q], invert(lambda x: upper_gamma(M(df) / 2, x / 2), q, df))
for d1, d2 in [(1.0, 5.0), (3.0, 20.0), (12.0, 7.5), (100.0, 300.0)]:
    for f in [0.01, 0.5, 1.0, 2.0, 7.0, 50.0]:
        add('fSurvival', [d1, d2, f], inc_beta(d2 / 2, d1 / 2, M(d2) / (M(d2) + M(d1) * M(f))))
    for q in [0.9, 0.05, 1e-6, 1e-20]:
        add('fUpperQuantile', [d1, d2, q], invert(lambda f: inc_beta(d2 / 2, d1 / 2, M(d2) / (M(d2) + M(d1) * f)), q, 1))
for n, p in [(1, 0.3), (10, 0.5), (40, 0.01), (300, 0.25), (5000, 0.9), (1000000, 0.001)]:
    sd = (n * p * (1 - p)) ** 0.5
    for k in sorted({max(0, min(n, int(n * p + z * sd))) for z in (-20, -5, -1, 0, 1, 4, 15, 40)}):
        P = M(p)
        add('binomialDensity', [n, p, k], mp.exp(mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1) + k * mp.log(P) + (n - k) * mp.log(1 - P)))
        if k < n:
            add('binomialCdf', [n, p, k], inc_beta(n - k, k + 1, 1 - P))
            add('binomialSurvival', [n, p, k], inc_beta(k + 1, n - k, P))
for m in [0.01, 0.8, 5.0, 30.0, 400.0, 1e5]:
    for k in sorted({max(0, int(m + z * m**0.5)) for z in (-15, -5, -1, 0, 1, 4, 15, 30)}):
        add('poissonDensity', [m, k], mp.exp(k * mp.log(M(m)) - M(m) - mp.loggamma(k + 1)))
        if m < 1e4:
            add('poissonCdf', [m, k], upper_gamma(k + 1, m))
            add('poissonSurvival', [m, k], lower_gamma(k + 1, m))
for mean, sd, a, b in [(0.0, 1.0, 0.0, mp.inf), (10.0, 1.0, -mp.inf, 0.0), (-40.0, 1.0, 0.0, 1.0), (2.0, 3.0, -1.0, 4.0), (0.0, 1.0, 8.0, 8.5), (0.0, 1.0, -3.0, -1.0)]:
    al, be = (M(a) - M(mean)) / M(sd), (M(b) - M(mean)) / M(sd)
    with mp.workdps(900):
        mass = (mp.erfc(al / mp.sqrt(2)) - mp.erfc(be / mp.sqrt(2))) / 2
        value = M(mean) + M(sd) * (mp.npdf(al) - mp.npdf(be)) / mass
    add('truncatedNormalMean', [mean, sd, *(x if mp.isfinite(x) else ('Infinity' if x > 0 else '-Infinity') for x in (a, b))], value)

path = os.path.join(os.path.dirname(__file__), '../src/special/oracle.json')
with open(path, 'w') as file:
    json.dump(rows, file)
print(len(rows), 'rows')
