import { seededRandom } from '@numize/base'

export type TableName = 'visit' | 'patient' | 'doctor' | 'tap' | 'payroll'
export type Value = string | number | null
export type Row = Readonly<Record<string, Value>>
export type World = Readonly<Record<TableName, readonly Row[]>>

/** Columns with the types that DuckDB and Postgres both know. */
export const COLUMNS: Readonly<Record<TableName, Readonly<Record<string, string>>>> = {
  visit: {
    visit_id: 'INTEGER',
    patient_id: 'INTEGER',
    doctor_id: 'INTEGER',
    seen_at: 'TIMESTAMP',
    left_at: 'TIMESTAMP',
    ward: 'VARCHAR',
    reason: 'VARCHAR',
    code: 'VARCHAR',
    minutes: 'INTEGER',
    cost: 'DECIMAL(12, 2)',
  },
  patient: {
    patient_id: 'INTEGER',
    country: 'VARCHAR',
    city: 'VARCHAR',
    full_name: 'VARCHAR',
    phone: 'VARCHAR',
    born: 'DATE',
    weight: 'INTEGER',
  },
  doctor: { doctor_id: 'INTEGER', grade: 'VARCHAR', surname: 'VARCHAR' },
  tap: {
    tap_id: 'INTEGER',
    patient_id: 'INTEGER',
    tapped_at: 'TIMESTAMP',
    name: 'VARCHAR',
    device: 'VARCHAR',
    screen: 'VARCHAR',
  },
  payroll: { entry_id: 'INTEGER', doctor_id: 'INTEGER', pay: 'INTEGER', who: 'VARCHAR' },
}

/** Texts that tell which row they come of: found anywhere they should not be, they are a leak. */
export const TOKEN = /[a-z]+~\d+/g

/**
 * A small clinic, different for each seed: unknown keys, keys that lead nowhere, nulls, ties and moments at the ends of
 * periods. `code` is a number in some rows and a token in others, so that casting it fails where a row is read.
 */
export function randomWorld(seed: string): World {
  const random = seededRandom(`world ${seed}`)
  const below = (count: number): number => Math.floor(random() * count)
  const pick = <T>(...choices: readonly T[]): T => choices[below(choices.length)] as T
  const moment = (): string => {
    const ms = Date.UTC(2026, 0, 1) + below(90 * 24 * 4) * 900_000
    return new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
  }
  const rows = (count: number, make: (id: number) => Row): readonly Row[] =>
    Array.from({ length: count }, (_, at) => make(at + 1))
  return {
    patient: rows(14, (id) => ({
      patient_id: id,
      country: pick('FR', 'IT', 'DE', null),
      city: pick('Lyon', 'Rome', 'Bonn', 'Nice'),
      full_name: `name~${id}`,
      phone: pick(`phone~${id}`, `phone~${id}`, null),
      born: `19${50 + below(49)}-0${1 + below(9)}-1${below(9)}`,
      weight: pick(50, 60, 70, 80, null),
    })),
    doctor: rows(5, (id) => ({ doctor_id: id, grade: pick('junior', 'senior'), surname: `surname~${id}` })),
    visit: rows(70, (id) => {
      const [seen, left] = [moment(), moment()]
      return {
        visit_id: id,
        patient_id: pick(1 + below(15), 1 + below(15), 1 + below(15), null),
        doctor_id: 1 + below(6),
        seen_at: seen,
        left_at: pick(left, left, null),
        ward: pick('A', 'A', 'B', 'B', 'C', null),
        reason: `reason~${id}`,
        code: below(24) === 0 ? `code~${id}` : `0${id}`,
        minutes: pick(0, 10, 20, 20, 45, 60, null),
        cost: below(9000) / 100,
      }
    }),
    tap: rows(90, (id) => ({
      tap_id: id,
      patient_id: pick(1 + below(15), 1 + below(15), 1 + below(15), null),
      tapped_at: moment(),
      name: pick('open', 'open', 'search', 'book', 'cancel'),
      device: pick('ios', 'android', 'web', null),
      screen: `screen~${id}`,
    })),
    payroll: rows(5, (id) => ({ entry_id: id, doctor_id: id, pay: 9_000_000 + id, who: `who~${id}` })),
  }
}

/** Statements that make the tables with these rows in a schema. */
export function tablesSql(schema: string, world: World, types: typeof COLUMNS): string {
  const tables = Object.entries(types).map(([name, columns]) => {
    const list = Object.entries(columns).map(([column, type]) => `${column} ${type}`)
    const rows = world[name as TableName].map(
      (row) =>
        `(${Object.keys(columns)
          .map((column) => literal(row[column] ?? null))
          .join(', ')})`,
    )
    const insert = rows.length === 0 ? '' : `INSERT INTO ${schema}.${name} VALUES ${rows.join(', ')};`
    return `CREATE TABLE ${schema}.${name} (${list.join(', ')}); ${insert}`
  })
  return `CREATE SCHEMA ${schema}; ${tables.join('\n')}`
}

const literal = (value: Value): string => {
  if (value === null) return 'NULL'
  return typeof value === 'number' ? String(value) : `'${value}'`
}
