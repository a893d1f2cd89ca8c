import type { Reading } from '@numize/planner'
import { emptyListPlan, type Result } from '@numize/semantic'
import { expect, it } from 'vitest'
import { weighed } from './choices.ts'

const choice = (root: string) => ({
  label: root,
  reading: { plan: emptyListPlan(root) } as unknown as Reading,
})

const column = { name: 'n', label: 'N', type: 'integer', unit: { kind: 'count', of: null }, role: 'metric' }
const result = (rows: readonly (readonly number[])[]): Result =>
  ({ rows, rowCount: rows.length, columns: [column] }) as unknown as Result

it('says of each choice how many rows it gives, or its one figure', async () => {
  const rows: Readonly<Record<string, number[][]>> = { many: [[1], [2]], one: [[1250]], none: [] }
  const told = await weighed([choice('many'), choice('one'), choice('none')], async (plan) => [
    result(rows['root' in plan ? plan.root : ''] ?? []),
  ])
  expect(told.map(({ gives }) => gives?.text)).toEqual(['2 rows', '1,250', 'no rows'])
})

it('offers a choice without it where it fails or is late', async () => {
  const told = await weighed([choice('fails'), choice('hangs')], (plan) =>
    'root' in plan && plan.root === 'fails' ? Promise.reject(new Error('no')) : new Promise(() => undefined),
  )
  expect(told.map(({ label, gives }) => [label, gives])).toEqual([
    ['fails', undefined],
    ['hangs', undefined],
  ])
})
