import { SegmentedControl, Skeleton, TextInput } from '@mantine/core'
import type { CatalogView } from '@numize/server/contract'
import { useDeferredValue, useState } from 'react'
import { Notice } from '../answer/notice.tsx'
import { useCatalog } from '../api/queries.ts'
import { BlockedIcon, SearchIcon } from '../icons.tsx'
import { go, pathTo } from '../routing.ts'
import { sentence } from '../sentence.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import type { PageProps } from '../shell/page-props.ts'
import controls from '../theme/controls.module.css'
import styles from './catalog-page.module.css'
import { type CatalogEntry, type EntryKind, entriesOf, found } from './entries.ts'
import { EntryView } from './entry-view.tsx'

const KINDS: readonly { readonly value: EntryKind; readonly label: string }[] = [
  { value: 'metric', label: 'Metrics' },
  { value: 'dimension', label: 'Dimensions' },
  { value: 'model', label: 'Tables' },
]
const isKind = (text: string | undefined): text is EntryKind => KINDS.some(({ value }) => value === text)

/** What may be asked for: metrics, dimensions and tables, searched as one types, each with where it comes from. */
export default function CatalogPage({ project, path: [kind, name] }: PageProps) {
  const { data, error, refetch } = useCatalog(project)
  const shown = isKind(kind) ? kind : 'metric'
  return (
    <PageFrame
      title="Catalog"
      intro={
        data
          ? `Everything you may ask about in ${data.slice.label}, as your data team defined it.`
          : undefined
      }
      isWide
      isBusy={data === undefined && error === null}
    >
      {error && (
        <Notice tone="bad" icon={<BlockedIcon />} title="The catalog cannot be shown">
          <p>{sentence(error.message)}</p>
          <button type="button" className={controls['plain']} onClick={() => void refetch()}>
            Try again
          </button>
        </Notice>
      )}
      {data && <Catalog project={project} catalog={data} kind={shown} name={name ?? null} />}
      {!data && !error && <Skeleton height={420} radius="lg" />}
    </PageFrame>
  )
}

interface CatalogProps {
  readonly project: string
  readonly catalog: CatalogView
  readonly kind: EntryKind
  /** null = the first one. */
  readonly name: string | null
}

function Catalog({ project, catalog, kind, name }: CatalogProps) {
  const [search, setSearch] = useState('')
  const entries = found(entriesOf(catalog, kind), useDeferredValue(search))
  const chosen = name === null ? entries[0] : entriesOf(catalog, kind).find((entry) => entry.key === name)
  return (
    <div className={styles['catalog']}>
      <div className={styles['side']}>
        <TextInput
          aria-label="Search the catalog"
          placeholder="Search by name, synonym or description"
          leftSection={<SearchIcon size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <SegmentedControl
          fullWidth
          value={kind}
          onChange={(next) => go({ project, page: 'catalog', path: [next] })}
          data={KINDS.map(({ value, label }) => ({
            value,
            label: `${label} ${found(entriesOf(catalog, value), search).length}`,
          }))}
        />
        <EntryList project={project} kind={kind} entries={entries} chosen={chosen?.key ?? null} />
      </div>
      <section className={styles['detail']} aria-label="Details" aria-live="polite">
        {chosen ? (
          <EntryView project={project} catalog={catalog} kind={kind} name={chosen.key} />
        ) : (
          <p className={styles['none']}>
            {name === null ? 'Nothing has such a name.' : `There is no ${kind} called ${name} in your slice.`}
          </p>
        )}
      </section>
    </div>
  )
}

interface ListProps {
  readonly project: string
  readonly kind: EntryKind
  readonly entries: readonly CatalogEntry[]
  readonly chosen: string | null
}

const EntryList = ({ project, kind, entries, chosen }: ListProps) => (
  <nav aria-label="Entries" className={styles['entries']}>
    <ul>
      {entries.map(({ key, label, hint }) => (
        <li key={key}>
          <a
            href={pathTo({ project, page: 'catalog', path: [kind, key] })}
            aria-current={key === chosen ? 'page' : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey) return
              event.preventDefault()
              go({ project, page: 'catalog', path: [kind, key] })
            }}
          >
            <strong>{label}</strong>
            <small>{hint}</small>
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
