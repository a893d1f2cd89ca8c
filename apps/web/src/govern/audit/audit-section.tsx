import { Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useProjects } from '../../api/queries.ts'
import { DownloadIcon } from '../../icons.tsx'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Loaded } from '../loaded.tsx'
import { type AuditSearch, exportAddress, NO_SEARCH, queryOf } from './audit-search.ts'
import { AuditTable } from './audit-table.tsx'
import { Verify } from './verify.tsx'

const PAUSE_MS = 400

/** What was asked, seen and changed, by whom: searched, looked into, verified, taken away. */
export default function AuditSection() {
  const [search, setSearch] = useState<AuditSearch>(NO_SEARCH)
  // a search is itself written down: one for what was meant, not one for each letter
  const [wanted] = useDebouncedValue(search, PAUSE_MS)
  const pages = useInfiniteQuery({
    queryKey: ['audit', wanted],
    queryFn: ({ pageParam }) =>
      call('GET /v1/audit', {
        query: {
          ...queryOf(wanted),
          order: 'newest',
          limit: 50,
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    staleTime: 0,
  })
  return (
    <>
      <Verify />
      <Filters search={search} onChange={setSearch} />
      <Loaded query={pages} what="The audit">
        {({ pages: found }) => <AuditTable entries={found.flatMap(({ entries }) => entries)} />}
      </Loaded>
      {pages.hasNextPage && (
        <div>
          <button
            type="button"
            className={controls['plain']}
            disabled={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            Earlier entries
          </button>
        </div>
      )}
    </>
  )
}

interface FiltersProps {
  readonly search: AuditSearch
  readonly onChange: (search: AuditSearch) => void
}

function Filters({ search, onChange }: FiltersProps) {
  const { data: projects = [] } = useProjects()
  const field = (
    name: keyof AuditSearch,
    label: string,
    more: { type?: string; placeholder?: string } = {},
  ) => (
    <TextInput
      label={label}
      value={search[name]}
      onChange={(event) => onChange({ ...search, [name]: event.currentTarget.value })}
      {...more}
    />
  )
  return (
    <search className={styles['section']}>
      <div className={styles['filters']}>
        {field('user', 'Person', { placeholder: 'ana' })}
        {field('action', 'Action', { placeholder: 'ask, sql, export, grant …' })}
        <Select
          label="Project"
          placeholder="All"
          data={projects.map(({ name, label }) => ({ value: name, label }))}
          value={search.project || null}
          onChange={(project) => onChange({ ...search, project: project ?? '' })}
          clearable
          clearButtonProps={{ 'aria-label': 'All projects' }}
        />
        {field('run_hash', 'Answer (run hash)')}
        {field('from', 'From', { type: 'date' })}
        {field('to', 'To', { type: 'date' })}
      </div>
      <div className={styles['row']}>
        <a className={controls['plain']} href={exportAddress(search, 'csv')} download>
          <DownloadIcon size={16} /> CSV
        </a>
        <a className={controls['plain']} href={exportAddress(search, 'jsonl')} download>
          <DownloadIcon size={16} /> JSON lines
        </a>
        <button type="button" className={controls['quiet']} onClick={() => onChange(NO_SEARCH)}>
          Clear
        </button>
      </div>
    </search>
  )
}
