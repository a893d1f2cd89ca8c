import { MultiSelect, NumberInput, Select } from '@mantine/core'
import type { CatalogView } from '@numize/server/contract'
import { useMemo } from 'react'
import { PlusIcon } from '../icons.tsx'
import controls from '../theme/controls.module.css'
import styles from './explore-page.module.css'
import { FilterRow } from './filter-row.tsx'
import { pathOptions } from './options.ts'
import { rangeOf } from './range.ts'
import { RangeField } from './range-field.tsx'
import { GRAINS, type Split, type View } from './view.ts'

export interface FormProps {
  readonly project: string
  readonly catalog: CatalogView
  readonly view: View
  readonly now: string
  readonly onChange: (view: View) => void
}

/** The parts of a view to choose. */
export function PlanForm({ project, catalog, view, now, onChange }: FormProps) {
  const set = (part: Partial<View>) => onChange({ ...view, ...part })
  const paths = useMemo(() => pathOptions(catalog, view.metrics), [catalog, view.metrics])
  return (
    <form
      className={`${controls['card']} ${styles['form']}`}
      onSubmit={(event) => event.preventDefault()}
      aria-label="What to explore"
    >
      <MultiSelect
        label="Measure"
        placeholder={view.metrics.length === 0 ? 'Choose a metric' : undefined}
        data={catalog.metrics.map(({ name, label }) => ({ value: name, label }))}
        value={[...view.metrics]}
        onChange={(metrics) => set({ metrics })}
        searchable
        clearable
        nothingFoundMessage="No metric has this name."
      />
      <MultiSelect
        label="Split by"
        placeholder={view.split.length === 0 ? 'Nothing else' : undefined}
        data={paths}
        value={view.split.map(({ path }) => path)}
        onChange={(chosen) => set({ split: chosen.map((path) => splitBy(path, view.split, catalog)) })}
        searchable
        clearable
        maxValues={3}
        nothingFoundMessage="Nothing these metrics can be split by has this name."
      />
      <TimeFields view={view} now={now} set={set} />
      <Filters project={project} catalog={catalog} paths={paths} view={view} set={set} />
      <NumberInput
        label="Only the first"
        description="Groups with the most of the first metric; empty = all"
        min={1}
        max={1000}
        value={view.top ?? ''}
        disabled={view.split.length === 0}
        onChange={(top) => set({ top: typeof top === 'number' ? top : null })}
      />
    </form>
  )
}

interface FiltersProps extends Pick<FormProps, 'project' | 'catalog' | 'view'> {
  readonly paths: ReturnType<typeof pathOptions>
  readonly set: (part: Partial<View>) => void
}

function Filters({ project, catalog, paths, view, set }: FiltersProps) {
  return (
    <fieldset className={styles['filters']}>
      <legend>Only where</legend>
      {view.filters.map((filter, at) => (
        <FilterRow
          key={`${at} ${filter.path}`}
          project={project}
          catalog={catalog}
          paths={paths}
          filter={filter}
          onChange={(next) => set({ filters: view.filters.with(at, next) })}
          onRemove={() => set({ filters: view.filters.toSpliced(at, 1) })}
        />
      ))}
      <button
        type="button"
        className={controls['plain']}
        disabled={paths.length === 0}
        onClick={() => set({ filters: [...view.filters, { path: firstPath(paths), is: 'is', values: [] }] })}
      >
        <PlusIcon size={16} /> Add a filter
      </button>
    </fieldset>
  )
}

const firstPath = ([group]: ReturnType<typeof pathOptions>): string => group?.items[0]?.value ?? ''

/** A date is split by month unless it was split otherwise. */
function splitBy(path: string, before: readonly Split[], { dimensions }: CatalogView): Split {
  const known = before.find((split) => split.path === path)
  if (known) return known
  const isTime = dimensions.some((dimension) => dimension.path === path && dimension.kind === 'time')
  return { path, ...(isTime ? { grain: 'month' } : {}) }
}

interface TimeProps {
  readonly view: View
  readonly now: string
  readonly set: (part: Partial<View>) => void
}

function TimeFields({ view, now, set }: TimeProps) {
  const time = rangeOf(view.range, now)
  return (
    <>
      <RangeField range={view.range} now={now} onChange={(range) => set({ range })} />
      <Select
        label="Over time"
        data={[
          { value: '', label: 'One figure' },
          ...GRAINS.map((grain) => ({ value: grain, label: `By ${grain}` })),
        ]}
        value={view.grain ?? ''}
        onChange={(grain) => set({ grain: grain === '' ? null : grain })}
        allowDeselect={false}
      />
      <Select
        label="Compared with"
        data={[
          { value: '', label: 'Nothing' },
          { value: 'previous', label: 'The period before' },
          { value: 'year', label: 'A year earlier' },
        ]}
        value={view.compare ?? ''}
        onChange={(compare) => set({ compare: compare === '' ? null : compare })}
        disabled={time?.start == null || time.end === null}
        allowDeselect={false}
      />
    </>
  )
}
