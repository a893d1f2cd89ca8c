import { MultiSelect, NumberInput, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import styles from '../govern.module.css'
import type { FieldsProps } from './fields-props.ts'
import { MaskFields } from './mask-fields.tsx'
import { RowFilterFields } from './row-filter-fields.tsx'
import { WindowField } from './window-field.tsx'

/** What a slice says, as a form. What the form does not show is kept as it is. */
export const SliceFields = (props: FieldsProps) => (
  <div className={styles['section']}>
    <About {...props} />
    <Reach {...props} />
    <RowFilterFields {...props} />
    <MaskFields {...props} />
    <Rules {...props} />
  </div>
)

const About = ({ draft, onChange }: FieldsProps) => (
  <div className={styles['fields']}>
    <TextInput
      label="Label"
      value={draft.label}
      onChange={(event) => onChange({ label: event.currentTarget.value })}
    />
    <TagsInput
      label="For"
      description="Roles, groups and sign-in names; * is everybody"
      value={[...draft.audience]}
      onChange={(audience) => onChange({ audience })}
      acceptValueOnBlur
    />
    <Textarea
      className={styles['whole'] ?? ''}
      label="Description"
      description="What it is for, and for whom"
      value={draft.description ?? ''}
      onChange={(event) => onChange({ description: event.currentTarget.value || null })}
      autosize
      minRows={1}
    />
  </div>
)

/** An empty list stands for all of them. */
const named = (names: string[]): string[] | null => (names.length === 0 ? null : names)

const Reach = ({ parts, draft, onChange }: FieldsProps) => (
  <div className={styles['fields']}>
    <MultiSelect
      label="Metrics"
      placeholder={draft.metrics === null ? 'All of them' : ''}
      data={parts.metrics.map(({ name, label }) => ({ value: name, label }))}
      value={[...(draft.metrics ?? [])]}
      onChange={(metrics) => onChange({ metrics: named(metrics) })}
      searchable
      hidePickedOptions
    />
    <MultiSelect
      label="Tables"
      placeholder={draft.models === null ? 'All of them' : ''}
      data={parts.models.map(({ name, label }) => ({ value: name, label }))}
      value={[...(draft.models ?? [])]}
      onChange={(models) => onChange({ models: named(models) })}
      searchable
      hidePickedOptions
    />
    <MultiSelect
      className={styles['whole'] ?? ''}
      label="Dimensions taken away"
      placeholder={draft.hiddenDimensions.length === 0 ? 'None' : ''}
      data={parts.models.map(({ label, dimensions }) => ({
        group: label,
        items: dimensions.map((dimension) => ({ value: dimension.name, label: dimension.label })),
      }))}
      value={[...draft.hiddenDimensions]}
      onChange={(hiddenDimensions) => onChange({ hiddenDimensions })}
      searchable
      hidePickedOptions
    />
  </div>
)

const DEFAULT_GROUP = 5

const Rules = ({ draft, onChange }: FieldsProps) => (
  <>
    <div className={styles['fields']}>
      <NumberInput
        label="Smallest group told of"
        description="Figures of fewer are left out; 1 leaves out nothing"
        min={1}
        max={1_000_000}
        allowDecimal={false}
        value={draft.minGroupSize ?? DEFAULT_GROUP}
        onChange={(size) => typeof size === 'number' && onChange({ minGroupSize: size })}
      />
      <WindowField draft={draft} onChange={onChange} />
    </div>
    <div className={styles['row']}>
      <Switch
        label="Single rows may be listed"
        checked={draft.rawRows ?? true}
        onChange={(event) => onChange({ rawRows: event.currentTarget.checked })}
      />
      <Switch
        label="Figures beside the governed metrics may be asked"
        checked={draft.inlineMeasures}
        onChange={(event) => onChange({ inlineMeasures: event.currentTarget.checked })}
      />
    </div>
  </>
)
