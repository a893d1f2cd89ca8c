import { type Catalog, findPeriods, type PeriodMatch, type Reading } from '@numize/planner'
import type { QuestionPlan } from '@numize/semantic'
import { columnNamed, filterTexts } from '../guard/filter-texts.ts'
import type { Lesson } from './remembered.ts'

/** A question with places where another value, period or number may stand. */
export interface Template {
  readonly reading: Reading
  readonly form: RegExp
  readonly slots: readonly Slot[]
}

type Slot =
  | { readonly kind: 'period'; readonly span: Span }
  /** `at` counts the texts of the plan's filters. */
  | { readonly kind: 'value'; readonly span: Span; readonly at: number }
  | { readonly kind: 'number'; readonly span: Span }

type Span = readonly [number, number]
type Answer = Extract<Lesson, { kind: 'answer' }>

const LONGEST = 400

/**
 * The template of an approved answer. Null where a moment of the plan cannot be traced to the words: then the same
 * words may mean another plan tomorrow.
 */
export function templateOf(answer: Answer, catalog: Catalog): Template | null {
  const question = plain(answer.question)
  const { plan } = answer.reading
  if (question.length > LONGEST || !answer.standsAlone || holdsOtherMoments(plan)) return null
  const periods = findPeriods(question, { now: answer.now, calendar: catalog.calendar }).filter(
    ({ kind }) => kind === 'range',
  )
  const { time } = plan
  const period =
    time === null ? [] : periods.filter(({ start, end }) => start === time.start && end === time.end)
  if (periods.length !== period.length || period.length !== (time === null ? 0 : 1)) return null
  const slots: Slot[] = [
    ...period.map(({ span }) => ({ kind: 'period' as const, span })),
    ...valueSlots(question, plan),
    ...numberSlots(question, plan),
  ].toSorted((a, b) => a.span[0] - b.span[0])
  if (slots.some(({ span }, at) => span[0] < (slots[at - 1]?.span[1] ?? 0))) return null
  return { reading: answer.reading, slots, form: formOf(question, slots) }
}

/** A question as templates compare it: spaces as one, without its final sign. */
const plain = (question: string): string =>
  question
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s?!.]+$/, '')

/** Moments besides the plan's own period: of nested plans, filters, a comparison with a fixed range. */
const holdsOtherMoments = (plan: QuestionPlan): boolean =>
  /"\d{4}-\d{2}-\d{2}/.test(JSON.stringify({ ...plan, time: null }))

const valueSlots = (question: string, plan: QuestionPlan): readonly Slot[] =>
  filterTexts(plan).flatMap(({ text }, at) => {
    const span = onlySpan(question, text)
    return span ? [{ kind: 'value' as const, at, span }] : []
  })

function numberSlots(question: string, plan: QuestionPlan): readonly Slot[] {
  const count = countOf(plan)
  const span = count === null ? null : onlySpan(question, String(count))
  return span ? [{ kind: 'number', span }] : []
}

const countOf = (plan: QuestionPlan): number | null =>
  plan.kind === 'metrics' && plan.top ? plan.top.count : plan.limit

/** Where a text stands in a question as whole words, if it does once. */
function onlySpan(question: string, text: string): Span | null {
  const found = [
    ...question.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(text)}(?![\\p{L}\\p{N}])`, 'giu')),
  ]
  const [one] = found
  return one && found.length === 1 ? [one.index, one.index + text.length] : null
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)

function formOf(question: string, slots: readonly Slot[]): RegExp {
  const ends = [0, ...slots.map(({ span }) => span[1])]
  const starts = [...slots.map(({ span }) => span[0]), question.length]
  const parts = starts.map((start, at) => escaped(question.slice(ends[at], start)))
  return new RegExp(`^${parts.join('(.{1,120}?)')}$`, 'iu')
}

/** The reading of a question that fits a template; null where it does not, or a slot holds something else than it may. */
export function fill(
  { reading, form, slots }: Template,
  question: string,
  { catalog, now }: { readonly catalog: Catalog; readonly now: string },
): Reading | null {
  const text = plain(question)
  const match = text.length > LONGEST ? null : form.exec(text)
  if (!match) return null
  let filled: Reading | null = unplaced(reading)
  for (const [at, slot] of slots.entries())
    filled = filled && fillSlot(slot, match[at + 1] ?? '', filled, { catalog, now })
  return filled
}

/** Its parts no longer stand at places of the words. */
const unplaced = (reading: Reading): Reading => ({
  ...reading,
  stated: reading.stated.map((part) => ({ ...part, span: null })),
})

function fillSlot(
  slot: Slot,
  text: string,
  reading: Reading,
  { catalog, now }: { readonly catalog: Catalog; readonly now: string },
): Reading | null {
  switch (slot.kind) {
    case 'period':
      return withPeriod(reading, text, findPeriods(text, { now, calendar: catalog.calendar }))
    case 'number':
      return /^[1-9]\d{0,3}$/.test(text) ? withCount(reading, Number(text), text) : null
    case 'value':
      return withValue(reading, slot.at, text, catalog)
  }
}

function withPeriod(reading: Reading, text: string, periods: readonly PeriodMatch[]): Reading | null {
  const [period] = periods
  if (!period || periods.length > 1 || period.kind !== 'range') return null
  if (period.span[0] > 0 || period.span[1] < text.length || period.start === null) return null
  const { start, end } = period
  return {
    ...reading,
    plan: { ...reading.plan, time: { ...reading.plan.time, start, end } },
    stated: reading.stated.map((part) =>
      part.kind === 'period' ? { ...part, text, reading: period.reading } : part,
    ),
  }
}

function withCount(reading: Reading, count: number, text: string): Reading {
  const { plan, stated } = reading
  const old = String(countOf(plan))
  const told = stated.map((part) =>
    part.kind === 'limit'
      ? { ...part, text: part.text.replace(old, text), reading: part.reading.replace(old, text) }
      : part,
  )
  if (plan.kind === 'metrics' && plan.top)
    return { ...reading, stated: told, plan: { ...plan, top: { ...plan.top, count } } }
  return { ...reading, stated: told, plan: { ...plan, limit: count } }
}

/** A value takes another's place only where the asker's catalog has it in the same column. */
function withValue(reading: Reading, at: number, text: string, { values, model }: Catalog): Reading | null {
  const filter = filterTexts(reading.plan)[at]
  if (!filter) return null
  if (same(filter.text, text)) return reading
  const column = columnNamed(filter.dimension, reading.plan, model)
  const known = values.find((one) => one.model === column?.model && one.dimension === column.dimension)
  const value = known?.values.find((one) => same(one, text))
  if (value === undefined) return null
  return {
    ...reading,
    plan: filter.replaced(value),
    stated: reading.stated.map((part) =>
      part.kind === 'filter'
        ? {
            ...part,
            text: part.text.replace(filter.text, () => text),
            reading: part.reading.replace(filter.text, () => value),
          }
        : part,
    ),
  }
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
