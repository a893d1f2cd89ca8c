import { demand } from '../errors.ts'
import { betaPower, incompleteBeta, incompleteBetaInverse } from '../special/incomplete-beta.ts'
import { checked, type Distribution } from './distribution.ts'
import { normal } from './normal.ts'

/** Above this the t density equals the normal one to 1e-16 in the body; the exact route stays for all below. */
const NORMAL_DF = 1e17

/** Student's t with `df` > 0 degrees of freedom (not only whole ones). @throws statistics/domain for other df. */
export function studentT(df: number): Distribution {
  demand(df > 0, 'studentT', ['df', df], 'a positive number')
  if (df >= NORMAL_DF) return normal()
  const upperTail = (t: number): number => {
    const tail = incompleteBeta(df / 2, 0.5, ...parts(df, t)).lower / 2
    return t >= 0 ? tail : 1 - tail
  }
  const upperQuantile = (q: number): number => {
    if (q > 0.5) return 0 - upperQuantile(1 - q)
    if (q === 0.5) return 0
    const { x, y } = incompleteBetaInverse(df / 2, 0.5, { lower: 2 * q, upper: 1 - 2 * q })
    return (Math.sqrt(df) * Math.sqrt(y)) / Math.sqrt(x)
  }
  return checked('studentT', {
    density: (t) => {
      if (Math.abs(t) === Infinity) return 0
      if (t === 0) return (betaPower(df / 2, 0.5, 0.5, 0.5) * 2 ** (df / 2 + 0.5)) / Math.sqrt(df)
      const [x, y] = parts(df, t)
      return betaPower(df / 2, 0.5, x, y) / Math.abs(t)
    },
    cdf: (t) => upperTail(-t),
    survival: upperTail,
    quantile: (p) => 0 - upperQuantile(p),
    upperQuantile,
    mean: df > 1 ? 0 : Number.NaN,
    variance: df > 2 ? df / (df - 2) : df > 1 ? Infinity : Number.NaN,
  })
}

/** x = df/(df + t²) and 1 − x, each to full accuracy. */
function parts(df: number, t: number): [x: number, y: number] {
  if (Math.abs(t) === Infinity) return [0, 1]
  const ratio = (t / df) * t
  return ratio === Infinity ? [df / t / t, 1] : [1 / (1 + ratio), ratio / (1 + ratio)]
}
