import { Select, TagsInput, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { Cell, Scalar } from '@numize/semantic'
import type { CatalogView } from '@numize/server/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { CrossIcon } from '../icons.tsx'
import controls from '../theme/controls.module.css'
import styles from './explore-page.module.css'
import { labelOf, type pathOptions } from './options.ts'
import { OPERATORS, type ViewFilter } from './view.ts'

const SEARCH_PAUSE_MS = 200
const MOST_VALUES = 50

interface Props {
  readonly project: string
  readonly catalog: CatalogView
  readonly paths: ReturnType<typeof pathOptions>
  readonly filter: ViewFilter
  readonly onChange: (filter: ViewFilter) => void
  readonly onRemove: () => void
}

/** One filter: of what, how, and which values, searched in the data as one types. */
export function FilterRow({ project, catalog, paths, filter, onChange, onRemove }: Props) {
  const label = labelOf(catalog, filter.path)
  const needsValues = filter.is === 'is' || filter.is === 'is not'
  const needsValue = ['contains', 'at least', 'at most'].includes(filter.is)
  return (
    <div className={styles['filter']} role="group" aria-label={`Filter on ${label}`}>
      <div className={styles['filterHead']}>
        <Select
          aria-label="Filter on"
          data={paths}
          value={filter.path}
          onChange={(path) => path !== null && onChange({ path, is: 'is', values: [] })}
          searchable
          allowDeselect={false}
        />
        <button
          type="button"
          className={controls['icon']}
          onClick={onRemove}
          aria-label={`Remove the filter on ${label}`}
        >
          <CrossIcon size={16} />
        </button>
      </div>
      <Select
        aria-label={`How ${label} is filtered`}
        data={[...OPERATORS]}
        value={filter.is}
        onChange={(is) => is !== null && onChange({ ...filter, is, values: [] })}
        allowDeselect={false}
      />
      {needsValues && (
        <ValuePicker
          project={project}
          path={filter.path}
          label={label}
          values={filter.values}
          onChange={(values) => onChange({ ...filter, values })}
        />
      )}
      {needsValue && (
        <OneValue
          label={label}
          value={filter.values[0]}
          isNumber={isNumeric(catalog, filter.path)}
          onChange={(value) => onChange({ ...filter, values: value === null ? [] : [value] })}
        />
      )}
    </div>
  )
}

const NUMBERS: ReadonlySet<string | null> = new Set(['integer', 'decimal', 'double'])
const isNumeric = ({ dimensions }: CatalogView, path: string): boolean =>
  NUMBERS.has(dimensions.find((dimension) => dimension.path === path)?.dataType ?? null)

interface PickerProps {
  readonly project: string
  readonly path: string
  readonly label: string
  readonly values: readonly Scalar[]
  readonly onChange: (values: readonly Scalar[]) => void
}

function ValuePicker({ project, path, label, values, onChange }: PickerProps) {
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search, SEARCH_PAUSE_MS)
  const { data = [], error } = useQuery({
    queryKey: ['values', project, path, asked],
    queryFn: ({ signal }) =>
      call('GET /v1/projects/:project/values', {
        params: { project },
        query: { path, most: MOST_VALUES, ...(asked === '' ? {} : { search: asked }) },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
  const known = new Map<string, Scalar>([...data, ...values].flatMap(scalarOf))
  return (
    <TagsInput
      aria-label={`Values of ${label}`}
      placeholder={values.length === 0 ? 'Choose values' : undefined}
      data={data.flatMap((value) => (value === null ? [] : [String(value)]))}
      value={values.map(String)}
      onChange={(chosen) => onChange(chosen.map((text) => known.get(text) ?? text))}
      searchValue={search}
      onSearchChange={setSearch}
      error={error ? 'The values could not be read.' : undefined}
      clearable
    />
  )
}

const scalarOf = (value: Cell): [string, Scalar][] => (value === null ? [] : [[String(value), value]])

interface OneProps {
  readonly label: string
  readonly value: Scalar | undefined
  readonly isNumber: boolean
  readonly onChange: (value: Scalar | null) => void
}

/** A typed value, taken when one leaves the field or presses Enter. */
function OneValue({ label, value, isNumber, onChange }: OneProps) {
  const [text, setText] = useState(String(value ?? ''))
  const isWrong = isNumber && text !== '' && !Number.isFinite(Number(text))
  const take = () => {
    if (isWrong) return
    onChange(text === '' ? null : isNumber ? Number(text) : text)
  }
  return (
    <TextInput
      aria-label={`Value of ${label}`}
      value={text}
      error={isWrong ? 'Write a number.' : undefined}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  )
}
