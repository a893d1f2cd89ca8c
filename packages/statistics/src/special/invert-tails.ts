/** The two complementary probabilities of a point; the smaller carries the digits. */
export interface Tails {
  readonly lower: number
  readonly upper: number
}

/**
 * Solves F(u) = `wanted` for a continuous distribution function by Newton's method on the logarithm of the smaller
 * tail, kept inside a bracket by bisection. `at(u)` gives both tails and the density at u; u may be any real number.
 */
export function invertTails(
  wanted: Tails,
  start: number,
  at: (u: number) => Tails & { readonly density: number },
): number {
  const useLower = wanted.lower <= wanted.upper
  const target = Math.log(useLower ? wanted.lower : wanted.upper)
  let low = -Infinity
  let high = Infinity
  let u = start
  let width = 1
  for (let step = 0; step < 200; step++) {
    const { lower, upper, density } = at(u)
    const tail = useLower ? lower : upper
    const gap = (Math.log(tail) - target) * (useLower ? 1 : -1)
    if (gap > 0) high = u
    else low = u
    const newton = (gap * tail) / density
    let next = u - newton
    if (Math.abs(newton) <= 1e-15 + 2e-16 * Math.abs(u)) return next
    if (!(next > low && next < high)) {
      if (low === -Infinity) next = high - (width *= 2)
      else if (high === Infinity) next = low + (width *= 2)
      else next = low + (high - low) / 2
    }
    if (next === u) break
    u = next
  }
  return u
}
