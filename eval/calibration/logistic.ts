/** One answer: its features, and whether it was right. */
export interface Example {
  readonly group: string
  readonly features: readonly number[]
  readonly right: boolean
  readonly score: number
}

export interface Logistic {
  readonly intercept: number
  readonly weights: readonly number[]
}

const STEPS = 4000
const RATE = 0.3

/** Logistic regression with a ridge on the weights (not the intercept), by plain gradient descent: deterministic. */
export function fitLogistic(examples: readonly Example[], ridge: number): Logistic {
  const width = examples[0]?.features.length ?? 0
  let model: Logistic = { intercept: 0, weights: Array.from({ length: width }, () => 0) }
  for (let step = 0; step < STEPS; step++) {
    let shift = 0
    const slope = Array.from({ length: width }, () => 0)
    for (const { features, right } of examples) {
      const error = predict(model, features) - (right ? 1 : 0)
      shift += error
      features.forEach((value, at) => {
        slope[at] = (slope[at] ?? 0) + error * value
      })
    }
    const { intercept, weights } = model
    model = {
      intercept: intercept - (RATE * shift) / examples.length,
      weights: weights.map(
        (weight, at) => weight - (RATE * ((slope[at] ?? 0) + ridge * weight)) / examples.length,
      ),
    }
  }
  return model
}

export const predict = ({ intercept, weights }: Logistic, features: readonly number[]): number =>
  1 / (1 + Math.exp(-features.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), intercept)))

export interface Predicted {
  readonly chance: number
  readonly right: boolean
}

/** Expected calibration error over `bins` groups of equally many answers (Naeini, Cooper, Hauskrecht 2015). */
export function calibrationError(predicted: readonly Predicted[], bins: number): number {
  const sorted = predicted.toSorted((a, b) => a.chance - b.chance)
  let total = 0
  for (let bin = 0; bin < bins; bin++) {
    const part = sorted.slice((bin * sorted.length) / bins, ((bin + 1) * sorted.length) / bins)
    if (part.length === 0) continue
    const said = part.reduce((sum, { chance }) => sum + chance, 0)
    const found = part.filter(({ right }) => right).length
    total += Math.abs(said - found)
  }
  return total / sorted.length
}

/** The chance that a right answer is held likelier than a wrong one (area under the ROC curve; ties count half). */
export function areaUnderCurve(predicted: readonly Predicted[]): number | null {
  const right = predicted.filter((one) => one.right)
  const wrong = predicted.filter((one) => !one.right)
  if (right.length * wrong.length === 0) return null
  const wins = right.flatMap((a) =>
    wrong.map((b): number => (a.chance > b.chance ? 1 : a.chance === b.chance ? 0.5 : 0)),
  )
  return wins.reduce((sum, win) => sum + win, 0) / wins.length
}
