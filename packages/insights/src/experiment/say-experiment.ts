import { formatNumber } from '@numize/blocks'
import { unitsForPower } from '@numize/statistics'
import type { Tested } from './compare-variants.ts'
import type { ExperimentInput, Told } from './experiment-input.ts'
import type { Compared, ExperimentReport, MetricOutcome, Verdict } from './report.ts'

interface Case {
  readonly input: ExperimentInput
  readonly outcome: Told
  readonly guardrails: readonly Told[]
  readonly sampleRatio: ExperimentReport['sampleRatio']
}

const ALPHA = 0.05
const POWER = 0.8
/** More units than this many times those there are: not worth waiting for. */
const TOO_MANY = 50

/** What the test of one treatment comes to, in words. */
export function verdictOf(
  treatment: string,
  one: Case,
): { treatment: string; verdict: Verdict; text: string } {
  const { outcome, tests } = one.outcome
  const test = tests.find((other) => other?.compared.treatment === treatment) ?? null
  const { label } = outcome
  const said = (verdict: Verdict, text: string) => ({ treatment, verdict, text })
  if (one.sampleRatio.mismatch)
    return said(
      'invalid',
      `Invalid: units did not fall to the variants as planned (${pText(one.sampleRatio.pValue)}), so no figure of it is to be believed. Find out where units got lost or doubled first.`,
    )
  if (!test) return said('unknown', outcome.reason ?? `Nothing can be said of ${treatment}.`)
  const { compared } = test
  if (compared.pValue < ALPHA) {
    const better = compared.effect > 0 === upIsGood(outcome.metric, one.input)
    const harmed = one.guardrails
      .filter((guard) => isHarmed(guard, treatment, one.input))
      .map((guard) => guard.outcome.label)
    const but = better && harmed.length > 0 ? ` But it is worse on ${harmed.join(' and ')}.` : ''
    return said(
      better ? 'win' : 'loss',
      `On ${label} ${treatment} did ${better ? 'better' : 'worse'} than ${one.input.control}: ${effectText(compared, outcome)}, ${pText(compared.pValue)}.${but}`,
    )
  }
  return said(
    'no-difference-yet',
    `No difference between ${treatment} and ${one.input.control} on ${label} yet: ${effectText(compared, outcome)}, ${pText(compared.pValue)}. ${needText(test)}`,
  )
}

function isHarmed({ outcome, tests }: Told, treatment: string, input: ExperimentInput): boolean {
  const test = tests.find((one) => one?.compared.treatment === treatment)
  return test
    ? test.compared.pValue < ALPHA && test.compared.effect > 0 !== upIsGood(outcome.metric, input)
    : false
}

const upIsGood = (metric: string, { catalog }: ExperimentInput): boolean =>
  catalog.model.metrics.find(({ name }) => name === metric)?.extras.upIsGood !== false

/** "+8.2 % (95 % interval 1.1 % to 15.3 %)"; in the metric's unit where the control is 0. */
function effectText({ effect, relative, interval: [low, high] }: Compared, { unit }: MetricOutcome): string {
  const shown = (value: number): string =>
    `${value < 0 ? '−' : ''}${formatNumber(Math.abs(value), relative ? { kind: 'percent' } : unit, { prose: true })}`
  return `${effect > 0 ? '+' : ''}${shown(effect)} (95 % interval ${shown(low)} to ${shown(high)})`
}

/** What more data it takes, were the difference seen so far the true one. */
function needText({ effect, pair: { control, treatment } }: Tested): string {
  const n = control.units + treatment.units
  const share = treatment.units / n
  if (effect.value === 0 || !(share > 0 && share < 1)) return 'More data is needed.'
  const standardDeviation = effect.standardError * Math.sqrt(n * share * (1 - share))
  const needed = unitsForPower(effect.value, POWER, { standardDeviation, treatmentShare: share })
  if (!Number.isFinite(needed) || needed > TOO_MANY * n)
    return 'A difference as small as the one seen would take too many units to tell; treat them as alike.'
  const more = Math.ceil(needed) - n
  return more > 0
    ? `Were the difference seen the true one, about ${round(more)} more units would tell it.`
    : 'It takes somewhat more units, since looking early and often is allowed for.'
}

const round = (count: number): string => formatNumber(Number(count.toPrecision(2)), { kind: 'count' })

const pText = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`)

/** What a reader should know of how it was tested. */
export function notesOf(one: Case, weights: readonly number[], units: readonly number[]): string[] {
  const { outcome, guardrails, input } = one
  const explained = outcome.outcome.compared.find(
    ({ varianceExplained }) => varianceExplained !== null,
  )?.varianceExplained
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const plan = weights.map((weight) => `${Math.round((100 * weight) / total)}`).join(' : ')
  return [
    `Units are counted by ${input.unit.split('__').at(-1)?.replaceAll('_', ' ')}; planned ${plan}, found ${units.map((count) => formatNumber(count, { kind: 'count' })).join(' : ')}${one.sampleRatio.mismatch ? '' : ', which fits'}.`,
    'Intervals and p-values stay valid however often one looks.',
    ...(explained === undefined || explained === null
      ? []
      : [
          `The units' own past explains ${formatNumber(explained, { kind: 'percent' })} of the variance and was taken out.`,
        ]),
    ...(outcome.outcome.compared.length > 1
      ? ['p-values are corrected for the number of variants (Holm).']
      : []),
    ...guardrails.map((guard) => guardText(guard, input)),
  ]
}

function guardText({ outcome, tests }: Told, input: ExperimentInput): string {
  if (outcome.reason !== null) return `Guardrail: ${outcome.reason}`
  const harmed = tests.flatMap((test) =>
    test && isHarmed({ outcome, tests }, test.compared.treatment, input) ? [test.compared] : [],
  )
  if (harmed.length === 0)
    return `Guardrail ${outcome.label}: not shown to be worse (${outcome.compared.map((one) => effectText(one, outcome)).join('; ')}).`
  return `Guardrail ${outcome.label}: worse for ${harmed.map((one) => `${one.treatment}, ${effectText(one, outcome)}`).join('; ')}.`
}
