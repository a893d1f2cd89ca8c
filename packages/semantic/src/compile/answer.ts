import { nearestNames } from '@numize/base'
import { fail } from '../errors.ts'
import type { ResultColumn } from '../result.ts'
import { column, output } from '../sql/build.ts'
import type { OutputColumn, Select } from '../sql/nodes.ts'

/** A query with what its columns mean. */
export interface Answer {
  readonly query: Select
  readonly columns: readonly ResultColumn[]
  /** Other names an output column may be called by: a group-by as it was written in the plan. */
  readonly aliases: ReadonlyMap<string, string>
}

/** The name of an output column, by itself or as the plan wrote it; undefined where there is none. */
export const findColumn = (answer: Pick<Answer, 'columns' | 'aliases'>, name: string): string | undefined =>
  answer.columns.some((one) => one.name === name) ? name : answer.aliases.get(name)

/** @throws `semantic/unknown-column` */
export function columnCalled(answer: Answer, name: string): string {
  const found = findColumn(answer, name)
  if (found !== undefined) return found
  const names = answer.columns.map((one) => one.name)
  throw fail('unknown-column', { name, near: nearestNames(name, names), choices: names })
}

export const allOf = (answer: Answer, from: string): OutputColumn[] =>
  answer.columns.map(({ name }) => output(column(from, name), name))

export const groupNames = (answer: Answer): readonly string[] =>
  answer.columns.filter(isGroup).map(({ name }) => name)

export const isGroup = ({ role }: ResultColumn): boolean =>
  role === 'time' || role === 'dimension' || role === 'entity'
