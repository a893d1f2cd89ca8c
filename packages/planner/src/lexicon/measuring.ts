/** Words that say how much; alone they never name rows, though a table may end with one (`policy_amount`). */
export const measuring: ReadonlySet<string> = new Set(
  'amount total number value sum count rate price cost average size'.split(' '),
)
