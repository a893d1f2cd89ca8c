import { Select, TextInput } from '@mantine/core'
import { CrossIcon, PlusIcon } from '../../icons.tsx'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import type { FieldsProps } from './fields-props.ts'

type Filter = FieldsProps['draft']['rowFilters'][number]

/** Which rows of a table its readers see; `{{ user('country') }}` stands for an attribute of theirs. */
export function RowFilterFields({ parts, draft: { rowFilters }, onChange }: FieldsProps) {
  const models = parts.models.map(({ name, label }) => ({ value: name, label }))
  const set = (at: number, change: Partial<Filter>) =>
    onChange({ rowFilters: rowFilters.map((one, place) => (place === at ? { ...one, ...change } : one)) })
  const [first] = parts.models
  return (
    <fieldset className={styles['group']}>
      <legend>Only rows where</legend>
      {rowFilters.length === 0 && <p>All rows are seen.</p>}
      {rowFilters.map(({ model, where }, at) => (
        <div key={at} className={styles['rule']}>
          <Select
            aria-label={`Table of filter ${at + 1}`}
            data={models}
            value={model}
            onChange={(next) => next !== null && set(at, { model: next })}
            allowDeselect={false}
          />
          <TextInput
            aria-label={`Condition of filter ${at + 1}`}
            placeholder="{{ Dimension('merchant__sector') }} = {{ user('sector') }}"
            value={where}
            onChange={(event) => set(at, { where: event.currentTarget.value })}
          />
          <button
            type="button"
            className={controls['icon']}
            aria-label={`Remove filter ${at + 1}`}
            onClick={() => onChange({ rowFilters: rowFilters.filter((_, place) => place !== at) })}
          >
            <CrossIcon size={16} />
          </button>
        </div>
      ))}
      {first && (
        <div>
          <button
            type="button"
            className={controls['plain']}
            onClick={() =>
              onChange({ rowFilters: [...rowFilters, { model: first.name, where: '', description: null }] })
            }
          >
            <PlusIcon size={16} /> Add a row filter
          </button>
        </div>
      )}
    </fieldset>
  )
}
