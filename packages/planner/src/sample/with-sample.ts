import type { Outcome, Part, Reading } from '../outcome.ts'
import type { SampleAsked } from './find-sample.ts'
import { saySample } from './say-sample.ts'

/** The outcome of a question without its words about a sample, with the sample in every plan it may become. */
export function withSample(outcome: Outcome, asked: SampleAsked): Outcome {
  if (outcome.kind === 'refuse') return outcome
  const readings =
    outcome.kind === 'reading' ? [outcome.reading] : outcome.options.map(({ reading }) => reading)
  if (!readings.every(measures))
    return {
      kind: 'refuse',
      code: 'not-supported',
      reason: `Rows and values missing from a sample may stand in the rest: leave out "${asked.text}", or ask for a number.`,
      nearest: [],
      trail: [...outcome.trail, `"${asked.text}" asks for a sample`],
    }
  if (outcome.kind === 'reading') return { ...outcome, reading: sampled(outcome.reading, asked) }
  return {
    ...outcome,
    options: outcome.options.map((one) => ({ ...one, reading: sampled(one.reading, asked) })),
  }
}

const measures = ({ plan }: Reading): boolean => plan.kind === 'metrics' && plan.metrics.length > 0

/** A reading from a part of the rows; another sample takes the place of the one before. */
export function sampled(reading: Reading, { sample, text, span, stated }: SampleAsked): Reading {
  const { plan } = reading
  if (plan.kind !== 'metrics') return reading
  const part: Part = { kind: 'sample', text, reading: saySample(sample), span }
  const usual: Part = {
    kind: 'sample',
    text: '',
    reading: `${saySample(sample)}, since no share is said`,
    span: null,
  }
  const others = ({ kind }: Part): boolean => kind !== 'sample'
  return {
    ...reading,
    plan: { ...plan, sample },
    stated: [...reading.stated.filter(others), ...(stated ? [part] : [])],
    assumed: [...reading.assumed.filter(others), ...(stated ? [] : [usual])],
  }
}
