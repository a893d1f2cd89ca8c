import type { ColumnProfile, TableProfile } from '../profile.ts'
import { isPersonal } from './personal-data.ts'
import { vocabularyOf } from './words.ts'

export interface PersonalColumn {
  readonly table: string
  readonly column: string
  /** What speaks for it, never a value. */
  readonly because: string
}

/** Most of the frequent values of a column must look so. */
const MOST = 0.6
const LOOKS: readonly (readonly [string, RegExp])[] = [
  ['e-mail addresses', /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i],
  ['phone numbers', /^\+?(?=(?:\D*\d){8,15}\D*$)[\d\s()./-]*[\s()./+-][\d\s()./-]*$/],
  ['bank accounts', /^[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?$/],
  ['IP addresses', /^(?:\d{1,3}\.){3}\d{1,3}$/],
]

/** Columns that seem to hold data about persons, by their names and by their most frequent values. */
export function personalColumns(tables: readonly TableProfile[]): readonly PersonalColumn[] {
  const vocabulary = vocabularyOf(tables)
  return tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      const because = isPersonal(column, table.relation.name, vocabulary)
        ? 'its name says so'
        : looksOf(column)
      return because === null ? [] : [{ table: table.relation.name, column: column.name, because }]
    }),
  )
}

function looksOf({ topValues }: ColumnProfile): string | null {
  const found = LOOKS.find(([, look]) => {
    const alike = topValues.filter(({ value }) => look.test(value) && !isDay(value)).length
    return alike > 0 && alike >= MOST * topValues.length
  })
  return found ? `its values look like ${found[0]}` : null
}

const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/.test(value)
