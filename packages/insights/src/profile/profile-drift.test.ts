import { describe, expect, it } from 'vitest'
import { profileDrift } from './profile-drift.ts'
import type { ColumnProfile, TableProfile } from './profile-table.ts'
import { suspectPersonal } from './suspect-personal.ts'

const column = (name: string, more: Partial<ColumnProfile> = {}): ColumnProfile => ({
  name,
  type: 'string',
  nulls: 0,
  distinct: 2,
  minimum: 'a',
  maximum: 'b',
  mean: null,
  quartiles: null,
  top: [
    { value: 'a', share: 0.6 },
    { value: 'b', share: 0.4 },
  ],
  notes: [],
  ...more,
})
const table = (columns: readonly ColumnProfile[], rows = 1000): TableProfile => ({
  table: 't',
  label: 'T',
  rows,
  columns,
  runHashes: [],
})
const kinds = (before: TableProfile, after: TableProfile) =>
  profileDrift(before, after).map(({ column: name, kind }) => `${name ?? 'table'}: ${kind}`)

describe('drift of a profile', () => {
  it('is quiet where nothing but chance happened', () => {
    const before = table([column('x', { nulls: 20 }), column('y', { quartiles: [10, 20, 30] })])
    const after = table(
      [
        column('x', {
          nulls: 26,
          top: [
            { value: 'a', share: 0.57 },
            { value: 'b', share: 0.43 },
          ],
        }),
        column('y', { quartiles: [11, 22, 33] }),
      ],
      1100,
    )
    expect(kinds(before, after)).toEqual([])
  })
  it('tells what came, went, emptied, shifted and moved', () => {
    const key = { notes: ['a key: every row has its own value'], distinct: 1000 }
    const before = table([
      column('gone'),
      column('typed'),
      column('emptied', { nulls: 10 }),
      column('shifted'),
      column('level', { type: 'integer', quartiles: [10, 20, 30], top: [] }),
      column('id', key),
    ])
    const after = table(
      [
        column('new'),
        column('typed', { type: 'integer' }),
        column('emptied', { nulls: 240 }),
        column('shifted', {
          top: [
            { value: 'a', share: 0.1 },
            { value: 'c', share: 0.9 },
          ],
        }),
        column('level', { type: 'integer', quartiles: [40, 50, 60], top: [] }),
        column('id', { distinct: 1900 }),
      ],
      2000,
    )
    expect(kinds(before, after)).toEqual([
      'table: rows',
      'gone: column',
      'new: column',
      'emptied: nulls',
      'typed: type',
      'shifted: values',
      'level: level',
      'id: key',
    ])
    expect(profileDrift(before, after).find(({ kind }) => kind === 'values')?.text).toBe(
      'The values of shifted shifted: most of all c, now 90.0 % where it was 0.0 %.',
    )
  })
  it('says nothing of a table without rows but that they are gone', () => {
    expect(kinds(table([column('x')]), table([column('x', { top: [] })], 0))).toEqual(['table: rows'])
  })
})

describe('values that look personal', () => {
  const looks = (...values: string[]) =>
    suspectPersonal({ type: 'string', top: values.map((value) => ({ value, share: 0.1 })) })
  it('are told by their shape', () => {
    expect(looks('a@x.example', 'b.c@y.example', 'd@z.example')).toBe('e-mail addresses')
    expect(looks('+49 170 1234567', '+33 6 12 34 56 78', '+1 555 010 9999')).toBe('phone numbers')
    expect(
      looks(
        'DE89 3704 0044 0532 0130 00',
        'FR14 2004 1010 0505 0001 3M02 606',
        'GB82 WEST 1234 5698 7654 32',
      ),
    ).toBe('bank accounts (IBAN)')
    expect(looks('10.0.0.1', '192.168.3.4', '8.8.8.8')).toBe('IP addresses')
  })
  it('are not seen in plain ones', () => {
    expect(looks('red', 'green', 'blue')).toBeNull()
    expect(looks('2026-01-01', '2026-01-02', '2026-01-03')).toBeNull()
    expect(looks('1001', '1002', '1003')).toBeNull()
  })
})
