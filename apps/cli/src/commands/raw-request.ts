import type { RawRequest } from '@numize/access'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import type { RawWork } from '../slices/carry-out-raw.ts'
import { wholeNumber } from './slice.ts'

export interface RawFlags {
  readonly project: string
  readonly as?: string
  readonly json?: boolean
  readonly why?: string
  readonly slice?: string
  readonly days?: string
}

/** `numize slice request-raw MODEL.DIMENSION --why "…"` */
export const askRaw = (dimension: string, { why = '', slice }: RawFlags): RawWork => ({
  kind: 'ask',
  dimension,
  why,
  ...(slice === undefined ? {} : { slice }),
})

/** `numize slice approve-raw REQUEST --days N`. @throws `cli/bad-option` */
export const approveRaw = (id: string, { days }: RawFlags): RawWork => ({
  kind: 'decide',
  id,
  days: wholeNumber('--days', days),
})

/** `numize slice refuse-raw REQUEST` */
export const refuseRaw = (id: string): RawWork => ({ kind: 'decide', id, days: null })

export async function raw(work: RawWork, flags: RawFlags, desk: Desk, effects: Effects): Promise<number> {
  const requests = await desk.raw({
    subject: { project: flags.project },
    work,
    ...(flags.as === undefined ? {} : { as: flags.as }),
  })
  if (flags.json === true) effects.out(`${JSON.stringify(requests)}\n`)
  else if (requests.length === 0) effects.out('nobody asked to see personal data\n')
  else effects.out(requests.map((one) => `${inWords(one)}\n`).join(''))
  return 0
}

const inWords = ({ id, dimension, slice, by, why, decision }: RawRequest): string =>
  `${id.slice(0, 8)}  ${by} wants to see ${dimension} of ${slice}: ${why} (${stateOf(decision)})`

function stateOf(decision: RawRequest['decision']): string {
  if (decision === null) return 'not decided yet'
  if (decision.until === null) return `refused by ${decision.by}`
  return `approved by ${decision.by} until ${decision.until.slice(0, 16).replace('T', ' ')} UTC`
}
