import { NumberInput, Select } from '@mantine/core'
import type { SliceContent } from '@numize/server/contract'
import type { FieldsProps } from './fields-props.ts'

type Trailing = Extract<NonNullable<SliceContent['window']>, { kind: 'trailing' }>

const GRAINS: readonly Trailing['grain'][] = ['day', 'week', 'month', 'quarter', 'year']

/** Which times exist: all, or only the latest. A fixed span written in a file is kept and told. */
export function WindowField({ draft, onChange }: Pick<FieldsProps, 'draft' | 'onChange'>) {
  const { window } = draft
  const choose = (choice: string | null) => {
    const grain = GRAINS.find((one) => one === choice)
    if (grain) onChange({ window: { kind: 'trailing', count: 12, grain } })
    else if (choice === 'all') onChange({ window: undefined })
  }
  const fixed = window?.kind === 'between' ? [{ value: 'fixed', label: spanOf(window) }] : []
  const value = window === undefined ? 'all' : window.kind === 'between' ? 'fixed' : window.grain
  return (
    <>
      <Select
        label="Time"
        description="Rows of other times do not exist"
        data={[
          { value: 'all', label: 'All times' },
          ...fixed,
          ...GRAINS.map((grain) => ({ value: grain, label: `The last ${grain}s` })),
        ]}
        value={value}
        onChange={choose}
        allowDeselect={false}
      />
      {window?.kind === 'trailing' && (
        <NumberInput
          label={`How many ${window.grain}s`}
          description="Today included"
          min={1}
          max={10_000}
          allowDecimal={false}
          value={window.count}
          onChange={(count) => typeof count === 'number' && onChange({ window: { ...window, count } })}
        />
      )}
    </>
  )
}

const spanOf = ({ from, to }: { from: string | null; to: string | null }): string =>
  [from === null ? '' : `From ${from}`, to === null ? '' : `until before ${to}`].filter(Boolean).join(' ')
