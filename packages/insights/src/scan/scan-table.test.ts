import { seededRandom } from '@numize/base'
import type { Cell, DataType } from '@numize/semantic'
import { describe, expect, it } from 'vitest'
import { joinTables } from './join-tables.ts'
import type { Notable } from './notable.ts'
import { scanTable } from './scan-table.ts'
import type { ScanTable } from './table.ts'

type Row = Readonly<Record<string, Cell>>

const TYPES: Readonly<Record<string, DataType>> = {
  opened_at: 'timestamp',
  closed_at: 'timestamp',
  amount: 'double',
  target_amount: 'double',
}
const TEAMS = ['north', 'south', 'east', 'west']
const KINDS = ['printer', 'screen', 'phone', 'cable', 'router']
const WORDS =
  'alpha bravo delta echo golf hotel india juliet kilo lima mike papa quebec romeo sierra tango'.split(' ')

function tableOf(rows: readonly Row[]): ScanTable {
  const names = Object.keys(rows[0] ?? {})
  return {
    root: 'tickets',
    noun: 'tickets',
    rows: rows.length,
    columns: names.map((ref) => ({
      ref,
      label: ref.replaceAll('_', ' '),
      type: TYPES[ref] ?? 'string',
      unit: null,
      cells: rows.map((row) => row[ref] ?? null),
    })),
  }
}

const moment = (day: number): string =>
  new Date(Date.UTC(2025, 0, 1) + day * 86_400_000).toISOString().slice(0, 19).replace('T', ' ')

/** Tickets without any pattern; `change` plants one. */
function tickets(seed: string, change: (row: Row, random: () => number) => Row = (row) => row): ScanTable {
  const random = seededRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  return tableOf(
    Array.from({ length: 400 }, () => {
      const opened = random() * 360
      const stay = -Math.log(1 - random()) * 6
      const row: Row = {
        team: pick(TEAMS),
        kind: pick(KINDS),
        person: `person ${Math.floor(random() * 60)}`,
        state: random() < 0.2 ? 'Declined' : 'Done',
        opened_at: moment(opened),
        closed_at: moment(opened + stay),
        amount: Math.round(1000 * random()),
        note: `${pick(WORDS)} ${pick(WORDS)} ${pick(WORDS)} ${pick(WORDS)}`,
      }
      return change(row, random)
    }),
  )
}

const found = (table: ScanTable, match: Partial<Notable>): Notable | undefined =>
  scanTable(table).find((one) =>
    Object.entries(match).every(([key, value]) => one[key as keyof Notable] === value),
  )

describe('what is notable in a table', () => {
  it('says next to nothing about noise', () => {
    const tables = Array.from({ length: 40 }, (_, seed) => scanTable(tickets(`noise ${seed}`)))
    expect(tables.filter((notables) => notables.length > 0).length).toBeLessThanOrEqual(4)
    expect(tables.flat().length).toBeLessThanOrEqual(8)
  })
  it('names the member that has most of the rows, and one inside it', () => {
    const table = tickets('dominance', (row, random) =>
      random() < 0.6 ? { ...row, kind: 'printer', team: random() < 0.8 ? 'east' : row['team']! } : row,
    )
    const notables = scanTable(table)
    const kinds = notables.find(({ members }) => members.length === 1 && members[0]?.member === 'printer')
    expect(kinds).toMatchObject({ kind: 'dominance', direction: 'higher', columns: ['kind'] })
    expect(kinds?.text).toMatch(/^Kind printer has \d+ of 400 tickets, \d+ %/)
    expect(
      notables.some(({ members }) =>
        ['east', 'printer'].every((one) => members.some(({ member }) => member === one)),
      ),
    ).toBe(true)
  })
  it('names the group whose durations stand out, and that the groups are of even size', () => {
    const table = tickets('slow', (row) =>
      row['team'] === 'west' ? { ...row, closed_at: moment(30 + dayOf(row['opened_at'])) } : row,
    )
    expect(found(table, { kind: 'mean' })).toMatchObject({
      members: [{ ref: 'team', member: 'west' }],
      direction: 'higher',
      unit: { kind: 'duration', unit: 'day' },
    })
    expect(found(table, { kind: 'even' })?.columns).toEqual(['team'])
  })
  it('names the group with an unlike share of a state', () => {
    const table = tickets('declined', (row, random) =>
      row['kind'] === 'cable' && random() < 0.5 ? { ...row, state: 'Declined' } : row,
    )
    const share = found(table, { kind: 'share' })
    expect(share?.members).toContainEqual({ ref: 'kind', member: 'cable' })
    expect(share?.plan).toMatchObject({ kind: 'metrics', groupBy: [{ dimension: 'kind' }] })
  })
  it('tells an outcome from a number and the aim set beside it', () => {
    const table = tickets('outcome', (row, random) => ({
      ...row,
      target_amount: Math.round(row['team'] === 'north' ? 300 * random() : 1000 * random()),
    }))
    expect(
      scanTable(table).some(
        ({ measure, columns, members }) =>
          measure === 'share' && columns.includes('target_amount') && members[0]?.member === 'north',
      ),
    ).toBe(true)
  })
  it('finds the one segment whose duration rises', () => {
    const table = tickets('rising', (row) => {
      const opened = dayOf(row['opened_at'])
      return row['team'] === 'south' ? { ...row, closed_at: moment(opened + 2 + opened / 10) } : row
    })
    expect(found(table, { kind: 'trend' })).toMatchObject({
      direction: 'rising',
      members: [{ ref: 'team', member: 'south' }],
    })
  })
  it('finds the months with a burst of one kind', () => {
    const table = tickets('burst', (row, random) =>
      row['kind'] === 'phone' && random() < 0.6
        ? { ...row, opened_at: moment(185 + 50 * random()), closed_at: null }
        : row,
    )
    const spike = found(table, { kind: 'spike' })
    expect(spike?.members.map(({ member }) => member)).toEqual(['phone', '2025-07', '2025-08'])
  })
  it('finds figures that go together, and shows them along brackets', () => {
    const table = tickets('together', (row, random) => ({
      ...row,
      closed_at: moment(dayOf(row['opened_at']) + Number(row['amount']) / 50 + 3 * random()),
    }))
    expect(found(table, { kind: 'correlation' })).toMatchObject({
      direction: 'rising',
      columns: ['amount', 'opened_at', 'closed_at'],
    })
    expect(found(table, { kind: 'brackets' })?.points.length).toBeGreaterThanOrEqual(3)
  })
  it('finds what one person repeats, and the identifier that recurs', () => {
    const table = tickets('repeats', (row, random) => {
      if (random() < 0.06) return { ...row, person: 'person 7', amount: 8000 }
      return { ...row, note: `${row['note']} unit${random() < 0.3 ? 546 : 100 + Math.floor(random() * 800)}` }
    })
    expect(found(table, { kind: 'repeats' })?.members).toEqual([{ ref: 'person', member: 'person 7' }])
    expect(found(table, { kind: 'word' })?.members).toEqual([{ ref: 'note', member: 'unit546' }])
  })
  it('looks at what a second table says of the people in the first', () => {
    const table = tickets('joined', (row) => row)
    const people = tableOf(
      Array.from({ length: 60 }, (_, at) => ({
        name: `person ${at}`,
        site: at % 2 === 0 ? 'Oslo' : 'Bergen',
      })),
    )
    const joined = joinTables(table, people)
    expect(joined.columns.find(({ ref }) => ref === 'site')).toMatchObject({
      joined: true,
      label: 'person site',
    })
    expect(joinTables(table, { ...people, rows: 0, columns: [] })).toBe(table)
  })
  it('survives tables with next to nothing in them', () => {
    expect(scanTable(tableOf([]))).toEqual([])
    const constant = Array.from(
      { length: 50 },
      (): Row => ({ team: 'a', amount: 1, opened_at: null, note: null }),
    )
    expect(scanTable(tableOf(constant))).toEqual([])
    const odd = constant.map(
      (row, at): Row => ({ ...row, amount: at % 3 === 0 ? Number.NaN : at % 2 ? Infinity : at }),
    )
    for (const { text } of scanTable(tableOf(odd))) expect(text).not.toMatch(/NaN|Infinity/)
  })
})

const dayOf = (cell: Cell | undefined): number =>
  (Date.parse(`${String(cell).replace(' ', 'T')}Z`) - Date.UTC(2025, 0, 1)) / 86_400_000
