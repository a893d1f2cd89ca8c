import type { Database } from '../../database.ts'

const DAY_US = 86_400_000_000

/** Local days of a zone as whole numbers (days since 1970-01-01), as SQL over microseconds UTC. */
export interface ZoneDays {
  /** SQL of the local day of `us`; exact inside of the range it was made for, null where `us` is null. */
  dayOf(us: string): string
  /** SQL of the first microsecond UTC of a local day. */
  startOf(day: string): string
}

interface Piece {
  readonly day: number
  readonly startUs: number
  readonly endUs: number
}

/**
 * Days of a zone between two local days (both included), at the cost of a comparison per clock change instead of a
 * lookup in the zone database per row. A day of 23 or 25 hours is a piece of its own.
 */
export async function zoneDays(
  db: Database,
  zone: string,
  range: { readonly from: number; readonly to: number },
): Promise<ZoneDays> {
  const rows =
    await db.rows(`SELECT day, epoch_us(timezone('UTC', timezone('${zone}', CAST(DATE '1970-01-01' + day AS TIMESTAMP))))
    FROM (SELECT CAST(unnest(range(${range.from}, ${range.to + 2})) AS INTEGER) AS day) ORDER BY day`)
  const days = rows.map(([day, us]) => ({ day: Number(day), startUs: Number(us) }))
  const pieces = piecesOf(days)
  const dayOf = (us: string) =>
    arms(
      pieces,
      (piece) => `${us} < ${piece.endUs}`,
      ({ day, startUs, endUs }) =>
        isWholeDays(startUs, endUs) ? `${day} + (${us} - ${startUs}) // ${DAY_US}` : `${day}`,
    )
  const startOf = (day: string) =>
    arms(
      pieces,
      ({ day: first, startUs, endUs }) =>
        `${day} < ${first + Math.max(1, Math.floor((endUs - startUs) / DAY_US))}`,
      ({ day: first, startUs }) => `${startUs} + (${day} - ${first}) * ${DAY_US}`,
    )
  return { dayOf, startOf }
}

const isWholeDays = (startUs: number, endUs: number): boolean => (endUs - startUs) % DAY_US === 0

/** Runs of days of 24 hours, and single ones of another length. */
function piecesOf(days: readonly { readonly day: number; readonly startUs: number }[]): readonly Piece[] {
  const pieces: Piece[] = []
  for (const [index, { day, startUs }] of days.entries()) {
    const next = days[index + 1]
    if (next === undefined) break
    const last = pieces.at(-1)
    const isUsual = next.startUs - startUs === DAY_US
    const joins = last !== undefined && isUsual && isWholeDays(last.startUs, last.endUs)
    if (joins) pieces[pieces.length - 1] = { ...last, endUs: next.startUs }
    else pieces.push({ day, startUs, endUs: next.startUs })
  }
  return pieces
}

function arms(
  pieces: readonly Piece[],
  until: (piece: Piece) => string,
  then: (piece: Piece) => string,
): string {
  const last = pieces.at(-1)
  if (last === undefined) return 'NULL'
  const cases = pieces.slice(0, -1).map((piece) => `WHEN ${until(piece)} THEN ${then(piece)}`)
  return `CAST(${cases.length === 0 ? then(last) : `CASE ${cases.join(' ')} ELSE ${then(last)} END`} AS BIGINT)`
}

/** `2026-10-31` of a day number. */
export const isoDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

export const dayNumber = (iso: string): number => Math.round(Date.parse(`${iso}T00:00:00Z`) / 86_400_000)
