import { type Features, featureNames } from './features.ts'

type Weights = Readonly<Partial<Record<keyof Features, number>>>

/**
 * Weights of a logistic model of the chance that a reading is right, fitted by `npm run eval -- calibration` on answers
 * to other people's questions (leaving one database out at a time to tell how well it carries over).
 */
const intercept = 2.66
const fitted: Weights = {
  unclean: -3.43,
  words: -0.53,
  conditions: -0.35,
  grouped: 0.74,
  counts: 0.38,
  keys: 0.69,
}

/** Signs of doubt too rare in those answers to be fitted; set by hand. */
const byHand: Weights = { doubts: -1.5, weakNames: -0.4, dropped: -0.5 }

/** What is less likely right than this, for its words or for the data under them, is asked about instead. */
export const LEAST_CHANCE = 0.5

/** The chance of being right, 0 to 1, in hundredths. */
export function calibrated(features: Features): number {
  const logit = featureNames.reduce(
    (sum, name) => sum + ((fitted[name] ?? 0) + (byHand[name] ?? 0)) * features[name],
    intercept,
  )
  return Math.round(100 / (1 + Math.exp(-logit))) / 100
}
