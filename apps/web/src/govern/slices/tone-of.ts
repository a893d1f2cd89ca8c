const READY = 80
const SHAKY = 60

/** How a readiness score (0–100) looks. */
export const toneOf = (score: number): 'good' | 'warn' | 'bad' =>
  score >= READY ? 'good' : score >= SHAKY ? 'warn' : 'bad'
