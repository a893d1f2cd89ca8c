import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { type AskFlags, ask, localMoment, requestOf, show, subjectOf } from './ask.ts'

export type ExperimentFlags = AskFlags & {
  readonly variant?: string
  readonly control?: string
  readonly treatment: readonly string[]
  readonly unit?: string
  readonly guardrail: readonly string[]
  readonly segment: readonly string[]
  readonly before?: string
  readonly split?: string
}

/**
 * `numize experiment "conversion last month" --variant prompt_version --control v1`, or a question: "did v2 do better
 * than v1 on conversion". Exit code as for questions.
 */
export async function experiment(
  what: string,
  flags: ExperimentFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  if (flags.variant === undefined) return ask(requestOf(what, flags), flags, desk, effects)
  const turn = await desk.experiment({
    subject: subjectOf(flags),
    asked: {
      about: what.replaceAll('_', ' '),
      variant: flags.variant,
      treatments: flags.treatment,
      guardrails: flags.guardrail,
      segments: flags.segment,
      split: flags.split === undefined ? [] : sharesOf(flags.split),
      ...(flags.control === undefined ? {} : { control: flags.control }),
      ...(flags.unit === undefined ? {} : { unit: flags.unit }),
      ...(flags.before === undefined ? {} : { beforeDays: daysOf(flags.before) }),
    },
    ...(flags.now === undefined ? {} : { now: localMoment(flags.now) }),
    ...(flags.as === undefined ? {} : { as: flags.as }),
  })
  return show(turn, flags, effects)
}

/** @throws `cli/bad-option` */
function daysOf(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,2})([dw])$/.exec(text) ?? []
  if (count === undefined)
    throw cliError('bad-option', {
      option: '--before',
      value: text,
      expected: 'days or weeks such as 14d or 4w',
    })
  return Number(count) * (unit === 'w' ? 7 : 1)
}

/** `90/10` as shares. @throws `cli/bad-option` */
function sharesOf(text: string): number[] {
  const shares = text.split(/[/:,]/).map(Number)
  if (shares.length > 1 && shares.every((share) => share > 0 && Number.isFinite(share))) return shares
  throw cliError('bad-option', {
    option: '--split',
    value: text,
    expected: 'planned shares, the control first, such as 50/50 or 90/5/5',
  })
}
