import { expect, it } from 'vitest'
import type { Problem } from '../project.ts'
import { readSliceFile } from './read-slice.ts'

const read = (limits: string) => {
  const problems: Problem[] = []
  const [slice] = readSliceFile('slices/a.yml', `name: a\n${limits}`, problems)
  return { limits: slice?.limits, problems: problems.map(({ line, message }) => `${line}: ${message}`) }
}

it.each([
  ['', undefined],
  ['limits: {rows: 1_000_000}', { rows: 1_000_000 }],
  ['limits: {rows: 1e9, bytes: 50 GB, cost: 2.5}', { rows: 1e9, bytes: 50e9, cost: 2.5 }],
  ['limits: {bytes: 2 TiB}', { bytes: 2 * 2 ** 40 }],
  ['limits: {bytes: 1.5k}', { bytes: 1500 }],
])('%s', (written, limits) => {
  expect(read(written)).toEqual({ limits, problems: [] })
})

it.each([
  ['limits: {rows: many}', '2: rows of limits must be a number above 0.'],
  ['limits: {rows: 5 GB}', '2: rows of limits must be a number above 0.'],
  ['limits: {bytes: 0}', '2: bytes of limits must be a number above 0, like 50 GB or 2 TiB.'],
  ['limits: {byte: 5}', '2: unknown key'],
])('complains of %s', (written, problem) => {
  expect(read(written).problems.join()).toContain(problem)
})
