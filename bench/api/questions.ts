/** Questions that no two are alike, of the neobank demo: each has a day of its own. */
export function freshQuestions(): readonly string[] {
  const asked = [
    'card spend by channel',
    'number of transactions by country',
    'decline rate by channel',
    'card spend by sector',
    'active customers',
    'average transaction amount by channel',
    'declined transactions by sector',
    'top 5 merchants by card spend',
  ]
  const days = Array.from({ length: 300 }, (_, at) =>
    new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10),
  )
  return days.flatMap((day) => asked.map((what) => `${what} on ${day}`))
}

/** SELECTs that would take a machine down if nothing held them. */
export const HOSTILE: readonly string[] = [
  'SELECT count(*) FROM transactions a, transactions b, transactions c',
  "SELECT repeat('x', 2000000000)",
  'SELECT list_sort(range(500000000))',
  'SELECT sum(a.amount * b.amount) FROM transactions a CROSS JOIN transactions b CROSS JOIN customers c',
  "SELECT string_agg(repeat('y', 10000), ',') FROM transactions a, transactions b",
]
