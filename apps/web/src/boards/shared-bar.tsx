import { SegmentedControl } from '@mantine/core'
import type { Filter, TimeRange } from '@numize/semantic'
import type { BoardContent, CatalogView } from '@numize/server/contract'
import { useMemo } from 'react'
import { FilterRow } from '../explore/filter-row.tsx'
import { pathOptions } from '../explore/options.ts'
import { isRangeName, RANGES, type RangeName, rangeOf } from '../explore/range.ts'
import { filterOf, isWhole } from '../explore/view.ts'
import { PlusIcon } from '../icons.tsx'
import controls from '../theme/controls.module.css'
import styles from './boards.module.css'

/** The range and filters of all blocks. */
export type BoardShared = Pick<BoardContent, 'range' | 'filters'>

/** The same as a Plan says it; `now` is a local moment. */
export const sharedOf = (
  { range, filters }: BoardShared,
  now: string,
): { readonly time: TimeRange | null; readonly where: readonly Filter[] } => ({
  time: range === null ? null : rangeOf(range, now),
  where: filters.filter(isWhole).map(filterOf),
})

interface Props {
  readonly project: string
  readonly catalog: CatalogView
  readonly view: BoardShared
  readonly onChange: (view: BoardShared) => void
}

/** What every block is looked at through; it changes what is shown, not the board. */
export function SharedBar({ project, catalog, view, onChange }: Props) {
  const paths = useMemo(() => pathOptions(catalog, []), [catalog])
  const [first] = paths
  const path = first?.items[0]?.value
  return (
    <section className={styles['shared']} aria-label="Range and filters of all blocks">
      <SegmentedControl
        size="xs"
        aria-label="Range of all blocks"
        value={view.range === null ? 'own' : isRangeName(view.range) ? view.range : ''}
        onChange={(range) => onChange({ ...view, range: range === 'own' ? null : (range as RangeName) })}
        data={[
          { value: 'own', label: 'Each its own' },
          ...RANGES.map((range) => ({ value: range, label: range === 'all' ? 'All' : range })),
        ]}
      />
      {view.filters.map((filter, at) => (
        <div key={`${at} ${filter.path}`} className={styles['sharedFilter']}>
          <FilterRow
            project={project}
            catalog={catalog}
            paths={paths}
            filter={filter}
            onChange={(next) =>
              onChange({ ...view, filters: view.filters.with(at, { ...next, values: [...next.values] }) })
            }
            onRemove={() => onChange({ ...view, filters: view.filters.toSpliced(at, 1) })}
          />
        </div>
      ))}
      <button
        type="button"
        className={controls['plain']}
        disabled={path === undefined}
        onClick={() =>
          path !== undefined &&
          onChange({ ...view, filters: [...view.filters, { path, is: 'is', values: [] }] })
        }
      >
        <PlusIcon size={16} /> Filter all blocks
      </button>
    </section>
  )
}
