import { TextInput } from '@mantine/core'
import type { RouteResponse } from '@numize/server/contract'
import { useState } from 'react'
import { SearchIcon } from '../icons.tsx'
import styles from './console.module.css'

export type SqlTables = RouteResponse<'GET /v1/projects/:project/sql-tables'>
type Table = SqlTables['tables'][number]

interface Props {
  readonly tables: readonly Table[]
  /** A name was chosen, to be written where the caret is. */
  readonly onPick: (name: string) => void
}

const MOST_OPEN = 2

/** What may be named: tables with their columns, found by any part of a name. */
export function TablesPanel({ tables, onPick }: Props) {
  const [search, setSearch] = useState('')
  const found = tables.flatMap((table) => matching(table, search.trim().toLowerCase()))
  return (
    <section className={styles['tables']} aria-label="Tables">
      <TextInput
        aria-label="Search tables and columns"
        placeholder="Search tables and columns"
        leftSection={<SearchIcon size={16} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={styles['list']}>
        {found.length === 0 && <p>Nothing has such a name.</p>}
        {found.map((table) => (
          <details
            key={`${table.name} ${search === '' ? '' : 'found'}`}
            open={search !== '' || tables.length <= MOST_OPEN}
          >
            <summary>
              <strong>{table.name}</strong>
              <small>{table.columns.length}</small>
            </summary>
            {table.description !== null && <p>{table.description}</p>}
            <ul>
              <li>
                <Name name={table.name} hint="write the table's name" onPick={onPick} />
              </li>
              {table.columns.map(({ name, type }) => (
                <li key={name}>
                  <Name name={name} hint={type} onPick={onPick} />
                </li>
              ))}
            </ul>
          </details>
        ))}
      </div>
    </section>
  )
}

interface NameProps {
  readonly name: string
  readonly hint: string
  readonly onPick: (name: string) => void
}

const Name = ({ name, hint, onPick }: NameProps) => (
  <button type="button" onClick={() => onPick(quoted(name))}>
    <code>{name}</code>
    <small>{hint}</small>
  </button>
)

/** Names that are no plain words stand between quotes in SQL. */
const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`

/** The table with the columns that match; whole where its own name does. */
function matching(table: Table, search: string): readonly Table[] {
  const isIn = (text: string): boolean => text.toLowerCase().includes(search)
  if (isIn(table.name) || isIn(table.label)) return [table]
  const columns = table.columns.filter(({ name, label }) => isIn(name) || isIn(label))
  return columns.length === 0 ? [] : [{ ...table, columns }]
}
