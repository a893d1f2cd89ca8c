import { estimateInWords } from '@numize/ask'
import type { Explained } from '../dry-run.ts'

/** What a query is expected to take, and why it would not run, for a person at a terminal. */
export function estimateText({ explanation: { estimate }, refusal }: Explained): string {
  const expected = estimate ? `estimated: ${estimateInWords(estimate)}\n` : ''
  return refusal === null ? expected : `${expected}${refusal}\n`
}

/** The same for programs: why it would not run is null where it would. */
export const estimateJson = ({ explanation: { estimate }, refusal }: Explained) => ({ estimate, refusal })
