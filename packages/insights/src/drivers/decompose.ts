/** One member of a dimension in two periods of a ratio: what is counted over what. */
export interface Member {
  readonly name: string
  readonly before: { readonly numerator: number; readonly denominator: number }
  readonly after: { readonly numerator: number; readonly denominator: number }
}

export interface Contribution {
  readonly name: string
  /** Change of the whole ratio because the member's own ratio changed. */
  readonly rate: number
  /** Change of the whole ratio because the member's weight changed. */
  readonly mix: number
}

export interface Decomposition {
  readonly before: number
  readonly after: number
  /** Sums of the members' parts; rate + mix = after − before. */
  readonly rate: number
  readonly mix: number
  /** Change of the numerator because the denominator changed at the old ratio; volume + (rate + mix) × new denominator is its whole change. */
  readonly volume: number
  readonly members: readonly Contribution[]
}

/**
 * Splits the change of a ratio exactly over the members of a dimension:
 * ΔR = Σ w₁(r₁ − r₀) + Σ (w₁ − w₀)(r₀ − R₀), w being shares of the denominator. A member that is new is measured
 * against the old whole; one that is gone leaves by mix alone.
 * @returns null when a period has no denominator, so that there is no ratio to compare
 */
export function decomposeRatio(members: readonly Member[]): Decomposition | null {
  const total = (side: 'before' | 'after', part: 'numerator' | 'denominator'): number =>
    members.reduce((sum, member) => sum + member[side][part], 0)
  const [d0, d1] = [total('before', 'denominator'), total('after', 'denominator')]
  if (!(d0 > 0 && d1 > 0)) return null
  const [before, after] = [total('before', 'numerator') / d0, total('after', 'numerator') / d1]
  const contributions = members.map(({ name, before: b, after: a }) => {
    const [w0, w1] = [b.denominator / d0, a.denominator / d1]
    const r0 = b.denominator > 0 ? b.numerator / b.denominator : before
    const r1 = a.denominator > 0 ? a.numerator / a.denominator : r0
    return { name, rate: w1 * (r1 - r0), mix: (w1 - w0) * (r0 - before) }
  })
  const sum = (part: 'rate' | 'mix'): number => contributions.reduce((all, one) => all + one[part], 0)
  return {
    before,
    after,
    rate: sum('rate'),
    mix: sum('mix'),
    volume: (d1 - d0) * before,
    members: contributions,
  }
}
