import { Select } from '@mantine/core'
import { CrossIcon } from '../../icons.tsx'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import type { FieldsProps } from './fields-props.ts'

type Mask = FieldsProps['draft']['pii'][number]['mask']

const MASKS: readonly { readonly value: Mask; readonly label: string }[] = [
  { value: 'hide', label: 'Hidden' },
  { value: 'null', label: 'Empty in every row' },
  { value: 'hash', label: 'As a code' },
  { value: 'truncate', label: 'Cut short' },
  { value: 'show', label: 'Shown as it is' },
]

/** How personal columns are shown; what is marked as personal and not named here is hidden. */
export function MaskFields({ parts, draft: { pii }, onChange }: FieldsProps) {
  const dimensions = parts.models.flatMap(({ label: table, dimensions: own }) =>
    own.map(({ name, label, personal }) => ({ name, label: `${table}: ${label}`, personal })),
  )
  const unnamed = dimensions.filter(({ name }) => pii.every(({ dimension }) => dimension !== name))
  const byDefault = unnamed.filter(({ personal }) => personal).map(({ label }) => label)
  const set = (dimension: string, mask: Mask) =>
    onChange({ pii: pii.map((one) => (one.dimension === dimension ? { dimension, mask } : one)) })
  return (
    <fieldset className={styles['group']}>
      <legend>Personal data</legend>
      {byDefault.length > 0 && <p>Hidden because it is marked as personal: {byDefault.join(', ')}.</p>}
      {pii.map(({ dimension, mask }) => {
        const label = dimensions.find(({ name }) => name === dimension)?.label ?? dimension
        return (
          <div key={dimension} className={styles['pair']}>
            <span>{label}</span>
            <Select
              aria-label={`How ${label} is shown`}
              data={MASKS}
              value={mask}
              onChange={(next) => next !== null && set(dimension, next)}
              allowDeselect={false}
            />
            <button
              type="button"
              className={controls['icon']}
              aria-label={`Remove the rule for ${label}`}
              onClick={() => onChange({ pii: pii.filter((one) => one.dimension !== dimension) })}
            >
              <CrossIcon size={16} />
            </button>
          </div>
        )
      })}
      <Select
        className={styles['short'] ?? ''}
        aria-label="Mask another column"
        placeholder="Mask another column"
        data={unnamed.map(({ name, label }) => ({ value: name, label }))}
        value={null}
        onChange={(dimension) =>
          dimension !== null && onChange({ pii: [...pii, { dimension, mask: 'hide' }] })
        }
        searchable
      />
    </fieldset>
  )
}
