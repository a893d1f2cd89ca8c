import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  incidentDrivers,
  leavesOf,
  rateDrivers,
  type Segment,
  sumDrivers,
  weightDrivers,
} from '@numize/insights'
import type { EvalSet } from '../score.ts'
import { type Label, numbers, type RootCase, readCases, texts, written } from './cases.ts'

interface RatioLabel extends Label {
  readonly metric: string
}

interface IncidentLabel extends Label {
  readonly dims: readonly string[]
}

interface Named {
  readonly segment: Segment
  readonly effect?: string
}

/** Causes in order; the first `sure` are claimed, the rest are runners-up. */
interface Finding {
  readonly named: readonly Named[]
  readonly sure: number
}

const sums = (one: RootCase<Label>): Finding => {
  const dimensions = one.columns.slice(0, -2)
  const leaves = leavesOf(
    dimensions,
    dimensions.map((name) => texts(one, name)),
  )
  const options = { depth: dimensions.length, most: 40 }
  const named = sumDrivers(leaves, numbers(one, 'real'), numbers(one, 'predict'), options)
  return { named, sure: named.length }
}

const incident = (one: RootCase<IncidentLabel>): Finding => {
  const members = texts(one, 'attrs').map((text) => JSON.parse(text) as Record<string, string>)
  const leaves = leavesOf(
    one.label.dims,
    one.label.dims.map((name) => members.map((leaf) => leaf[name] ?? null)),
  )
  const side = (when: string) => ({
    numerator: numbers(one, `ok_${when}`),
    denominator: numbers(one, `n_${when}`),
  })
  return { named: incidentDrivers(leaves, side('real'), side('pred')), sure: 1 }
}

const ratio = (one: RootCase<RatioLabel>): Finding => {
  const dimensions = one.columns.slice(0, -4)
  const leaves = leavesOf(
    dimensions,
    dimensions.map((name) => texts(one, name)),
  )
  const side = (period: number) => ({
    denominator: numbers(one, `s${period}`),
    numerator: numbers(one, `c${period}`),
  })
  const both = { ...leaves, before: side(0), after: side(1) }
  const weights = weightDrivers(both).map(({ segment }) => ({ segment }))
  const isCount = one.label.metric === 'sessions'
  const named = isCount
    ? weights.map((driver) => ({ ...driver, effect: 'volume' }))
    : [...rateDrivers(both), ...weights.map((driver) => ({ ...driver, effect: 'mix' }))]
  return { named, sure: named.length }
}

/** Other people's labelled causes of change. `--part m` for one part, `--show` for each miss. */
export const run: EvalSet = async ({ data, flags, print }) => {
  const solvers: Readonly<Record<string, (one: never) => Finding>> = {
    m: sums,
    m_hard: sums,
    l: sums,
    s: sums,
    rs: incident,
    ratio,
  }
  const scores: Record<string, Record<string, number>> = {}
  let [passed, failed] = [0, 0]
  for (const [part, solve] of Object.entries(solvers)) {
    if ((flags['part'] ?? part) !== part || !existsSync(join(data, `${part}.labels.jsonl`))) continue
    const tally = emptyTally()
    for (const one of await readCases<Label>(data, part)) {
      const started = performance.now()
      const finding = solve(one as never)
      tally.seconds.push((performance.now() - started) / 1000)
      const exact = judge(tally, one.label, finding)
      if (exact) passed++
      else failed++
      if (!exact && flags['show'])
        print(
          `${part} ${one.label.case}: wanted ${JSON.stringify(one.label.causes)}, named ${finding.named
            .slice(0, finding.sure)
            .map(({ segment }) => written(segment))
            .join(' | ')}`,
        )
    }
    scores[part] = figuresOf(part, tally)
    print(
      `${part}: ${Object.entries(scores[part])
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')}`,
    )
  }
  return { set: 'root_cause', counts: { passed, failed }, scores }
}

function emptyTally() {
  return {
    right: 0,
    wrong: 0,
    missed: 0,
    typed: 0,
    amongThree: 0,
    exact: 0,
    quiet: 0,
    noise: 0,
    cases: 0,
    seconds: [] as number[],
  }
}

type Tally = ReturnType<typeof emptyTally>

function judge(tally: Tally, { causes }: Label, { named, sure }: Finding): boolean {
  const wanted = new Map(
    causes.map((cause) =>
      typeof cause === 'string' ? [written(cause), null] : [written(cause.segment), cause.effect],
    ),
  )
  const claimed = new Map(
    named.slice(0, sure).map(({ segment, effect }) => [written(segment), effect ?? null]),
  )
  const right = [...claimed.keys()].filter((segment) => wanted.has(segment))
  const exact = right.length === claimed.size && right.length === wanted.size
  tally.cases++
  tally.right += right.length
  tally.wrong += claimed.size - right.length
  tally.missed += wanted.size - right.length
  tally.typed += right.filter(
    (segment) => wanted.get(segment) === null || wanted.get(segment) === claimed.get(segment),
  ).length
  tally.amongThree += named.slice(0, 3).filter(({ segment }) => wanted.has(written(segment))).length
  tally.exact += exact ? 1 : 0
  if (wanted.size === 0) {
    tally.noise++
    tally.quiet += claimed.size === 0 ? 1 : 0
  }
  return exact
}

function figuresOf(part: string, tally: Tally): Record<string, number> {
  const rounded = (value: number): number => Math.round(value * 1e4) / 1e4
  const { right, wrong, missed, cases } = tally
  return {
    f1: rounded((2 * right) / Math.max(1, 2 * right + wrong + missed)),
    exact: rounded(tally.exact / Math.max(1, cases)),
    ...(part === 'rs' && { recallAt3: rounded(tally.amongThree / Math.max(1, right + missed)) }),
    ...(part === 'ratio' && {
      typedCorrect: rounded(tally.typed / Math.max(1, right)),
      abstainOnNone: rounded(tally.quiet / Math.max(1, tally.noise)),
    }),
    medianSeconds: rounded(tally.seconds.toSorted((a, b) => a - b)[tally.seconds.length >> 1] ?? 0),
  }
}
