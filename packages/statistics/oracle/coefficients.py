"""Prints the constants of src/special/: Chebyshev series of erfcx, zeta values, Stirling and Temme coefficients.

    python3 packages/statistics/oracle/coefficients.py      (mpmath 1.3)
"""
from fractions import Fraction
import mpmath as mp

mp.mp.dps = 50


def erfcx(z):
    if z < 200:
        return mp.exp(z * z) * mp.erfc(z)
    w = 1 / (2 * z * z)
    return (1 - w * (1 - 3 * w * (1 - 5 * w * (1 - 7 * w * (1 - 9 * w * (1 - 11 * w)))))) / (z * mp.sqrt(mp.pi))


def chebyshev(f, n, points=200):
    """Coefficients c_0 … c_{n-1} with f(t) = c_0/2 + sum c_k T_k(t) on [-1, 1]."""
    nodes = [mp.cos(mp.pi * (k + mp.mpf(1) / 2) / points) for k in range(points)]
    values = [f(t) for t in nodes]
    return [2 / mp.mpf(points) * mp.fsum(v * mp.cos(j * mp.acos(t)) for v, t in zip(values, nodes)) for j in range(n)]


def scaled(t, k=mp.mpf('3.75')):
    z = k * (1 + t) / (1 - t)
    return (1 + 2 * z) * erfcx(z)


def temme(rows, columns):
    """d_{k,n}: R_a(eta) ~ sum_k c_k(eta) a^-k with c_k(eta) = sum_n d_{k,n} eta^n (Temme 1979; DLMF 8.12.12).

    alpha_n of lambda - 1 = eta + eta^2/3 + … and Stirling's gamma_k are rational, so are the d_{k,n}.
    """
    size = columns + 2 * rows + 4
    alpha = [Fraction(0)] * (size + 2)
    alpha[1] = Fraction(1)
    # lambda - 1 - ln lambda = eta^2 / 2  =>  mu' mu = eta (1 + mu), mu = lambda - 1
    for n in range(2, size + 1):
        s = alpha[n - 1] - sum((n + 1 - j) * alpha[j] * alpha[n + 1 - j] for j in range(2, n))
        alpha[n] = s / (n + 1)
    gamma = stirling(rows + 1)
    d = [[Fraction(0)] * size for _ in range(rows)]
    # c_0 = 1/mu - 1/eta
    inverse = [Fraction(0)] * (size + 1)
    inverse[0] = Fraction(1)
    for n in range(1, size):
        inverse[n] = -sum(alpha[j + 1] * inverse[n - j] for j in range(1, n + 1))
    for n in range(size - 1):
        d[0][n] = inverse[n + 1]
    # c_k = (1/eta) c_{k-1}' + g_k / mu   (DLMF 8.12.10, with g_k the coefficients of 1/Gamma*)
    for k in range(1, rows):
        g = gamma[k]
        d[k] = [(n + 2) * d[k - 1][n + 2] + g * inverse[n + 1] if n + 2 < size else Fraction(0) for n in range(size - 1)] + [Fraction(0)]
    return [[x for x in row[:columns]] for row in d]


def stirling(count):
    """(-1)^k g_k with Gamma*(a) ~ sum g_k a^-k, as DLMF 8.12.10 uses them."""
    bern = [Fraction(0)] * (2 * count + 4)
    for k in range(1, count + 2):
        b = mp.bernfrac(2 * k)
        bern[2 * k - 1] = Fraction(int(b[0]), int(b[1])) / (2 * k * (2 * k - 1))
    g = [Fraction(1)]
    for n in range(1, count + 1):
        g.append(sum(j * bern[j] * g[n - j] for j in range(1, n + 1)) / n)
    return [(-1) ** k * x for k, x in enumerate(g)]


def show(name, values, per=4):
    print(f'{name}:')
    for i in range(0, len(values), per):
        print('  ' + ' '.join(mp.nstr(mp.mpf(v.numerator) / v.denominator if isinstance(v, Fraction) else v, 19, min_fixed=0, max_fixed=0).replace('e+0', '') + ',' for v in values[i:i + per]))


if __name__ == '__main__':
    show('erfcx', chebyshev(scaled, 40))
    show('zeta(k) - 1, k from 2', [mp.zeta(k) - 1 for k in range(2, 46)])
    show('B_2k / (2k (2k - 1))', [Fraction(*map(int, mp.bernfrac(2 * k))) / (2 * k * (2 * k - 1)) for k in range(1, 11)])
    for k, row in enumerate(temme(12, 26)):
        show(f'temme {k}', row)
