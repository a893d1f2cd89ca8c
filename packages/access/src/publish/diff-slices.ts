import type { Slice, SliceWindow } from '@numize/semantic'
import { MIN_GROUP_SIZE } from '../slice.ts'

type Aspect =
  | { readonly label: string; readonly text: (slice: Slice) => string }
  /** Null = not limited. */
  | { readonly label: string; readonly list: (slice: Slice) => readonly string[] | null }

const yesNo = (value: boolean): string => (value ? 'allowed' : 'not allowed')

/** What a slice says, aspect by aspect. */
const ASPECTS: readonly Aspect[] = [
  { label: 'Label', text: ({ label }) => label },
  { label: 'Description', text: ({ description }) => description ?? 'none' },
  { label: 'Open to', list: ({ audience }) => audience.map((who) => (who === '*' ? 'everyone' : who)) },
  { label: 'Models', list: ({ models }) => models },
  { label: 'Metrics', list: ({ metrics }) => metrics },
  { label: 'Hidden dimensions', list: ({ hiddenDimensions }) => hiddenDimensions },
  { label: 'Joins', list: ({ joins }) => joins ?? null },
  { label: 'Aggregations', list: ({ aggregations }) => aggregations ?? null },
  {
    label: 'Row filters',
    list: ({ rowFilters }) => rowFilters.map(({ model, where }) => `${model} where ${where}`),
  },
  { label: 'Personal data', list: ({ pii }) => pii.map(({ dimension, mask }) => `${dimension}: ${mask}`) },
  { label: 'Times', text: ({ window }) => (window ? windowInWords(window) : 'all') },
  {
    label: 'Smallest group shown',
    text: ({ minGroupSize = MIN_GROUP_SIZE, groupEntity }) =>
      minGroupSize === 1 ? 'any' : `${minGroupSize} ${groupEntity ? `of ${groupEntity}` : 'rows'}`,
  },
  { label: 'Single rows', text: ({ rawRows = true }) => yesNo(rawRows) },
  { label: 'Aggregates of one’s own', text: ({ inlineMeasures }) => yesNo(inlineMeasures) },
  {
    label: 'Limits of one query',
    list: ({ limits = {} }) => Object.entries(limits).map(([figure, most]) => `${most} ${figure}`),
  },
]

const windowInWords = (window: SliceWindow): string =>
  window.kind === 'trailing'
    ? `the last ${window.count} ${window.grain}s`
    : [window.from && `from ${window.from}`, window.to && `until before ${window.to}`]
        .filter(Boolean)
        .join(' ')

/** What differs between two states of a slice, a sentence an aspect; empty where nothing does. @param before null = new */
export function diffSlices(before: Slice | null, after: Slice): readonly string[] {
  if (before === null) return [`New slice ${after.name}.`]
  return ASPECTS.flatMap((aspect) =>
    'text' in aspect
      ? textDiff(aspect.label, aspect.text(before), aspect.text(after))
      : listDiff(aspect.label, aspect.list(before), aspect.list(after)),
  )
}

const textDiff = (label: string, was: string, is: string): readonly string[] =>
  was === is ? [] : [`${label}: ${is}, before ${was}.`]

function listDiff(
  label: string,
  was: readonly string[] | null,
  is: readonly string[] | null,
): readonly string[] {
  if (was === null && is === null) return []
  if (is === null) return [`${label}: all, before only ${inWords(was ?? [])}.`]
  if (was === null) return [`${label}: only ${inWords(is)}, before all.`]
  const added = is.filter((one) => !was.includes(one))
  const removed = was.filter((one) => !is.includes(one))
  const parts = [
    added.length > 0 ? `added ${added.join(', ')}` : '',
    removed.length > 0 ? `removed ${removed.join(', ')}` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? [] : [`${label}: ${parts.join('; ')}.`]
}

const inWords = (list: readonly string[]): string => (list.length === 0 ? 'none' : list.join(', '))
