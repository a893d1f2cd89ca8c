const HOUR = 3_600_000

/** The local day (`2026-10-31`) of moments in a zone. Zones change their offset on whole quarters of an hour. */
export function localDays(timeZone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const known = new Map<number, string>()
  return (ms) => {
    const quarter = Math.floor((4 * ms) / HOUR)
    const before = known.get(quarter)
    if (before !== undefined) return before
    const day = format.format((quarter * HOUR) / 4)
    known.set(quarter, day)
    return day
  }
}
