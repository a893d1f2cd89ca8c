import type { Readiness, SliceVersion } from '@numize/access'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { renderTurn } from '../output/terminal.ts'
import type { Preview, SliceReply, SliceRequest } from '../slices/carry-out-slices.ts'

export interface SliceFlags {
  readonly project: string
  readonly as?: string
  readonly json?: boolean
  readonly why?: string
  readonly force?: string
  readonly to?: string
  readonly question?: string
}

/** The commands about slices that need the project open. Exit code 2 where a check finds what blocks. */
export async function slice(
  kind: SliceRequest['kind'],
  name: string,
  flags: SliceFlags,
  { desk, effects }: { readonly desk: Desk; readonly effects: Effects },
): Promise<number> {
  const reply = await desk.slices({
    subject: { project: flags.project },
    request: requestOf(kind, name, flags),
    ...(flags.as === undefined || kind === 'preview' ? {} : { as: flags.as }),
  })
  effects.out(flags.json === true ? `${JSON.stringify(reply)}\n` : `${inWords(reply)}\n`)
  return reply.readiness?.points.some(({ weight }) => weight === 'blocker') ? 2 : 0
}

/** @throws `cli/bad-option` */
function requestOf(kind: SliceRequest['kind'], name: string, flags: SliceFlags): SliceRequest {
  const { as = '', why = '', force, question } = flags
  const forced = force === undefined ? {} : { force }
  switch (kind) {
    case 'check':
    case 'diff':
    case 'versions':
      return { kind, slice: name }
    case 'publish':
      return { kind, slice: name, why, ...forced }
    case 'rollBack':
      return { kind, slice: name, version: wholeNumber('--to', flags.to), why, ...forced }
    case 'preview':
      return { kind, slice: name, as, ...(question === undefined ? {} : { question }) }
  }
}

/** @throws `cli/bad-option` */
export function wholeNumber(option: string, text = ''): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw cliError('bad-option', { option, value: text, expected: 'a whole number above 0' })
}

function inWords(reply: SliceReply): string {
  if (reply.readiness) return readinessInWords(reply.readiness)
  if (reply.diff) return diffInWords(reply.diff, reply.broken ?? [])
  if (reply.version) return `published: ${versionInWords(reply.version)}`
  if (reply.versions)
    return reply.versions.length === 0
      ? 'never published: its file is in force'
      : reply.versions.map(versionInWords).join('\n')
  return reply.preview ? previewInWords(reply.preview) : ''
}

function readinessInWords({ score, points, looked }: Readiness): string {
  const lines = points.map(({ weight, place, text, mend }) => `${weight}: ${place}: ${text} ${mend}`)
  return [`${score} of 100 (${looked} things looked at, ${points.length} to mend)`, ...lines].join('\n')
}

function diffInWords(diff: readonly string[], broken: readonly string[]): string {
  const changes = diff.length === 0 ? ['Nothing differs from what is in force.'] : diff
  return [...changes, ...broken.map((one) => `Would no longer work: ${one}`)].join('\n')
}

const versionInWords = ({ slice: name, version, by, at, why, forced }: SliceVersion): string =>
  `${name} version ${version}, ${at.slice(0, 16).replace('T', ' ')} by ${by}: ${why}${forced ? ` (forced: ${forced.reason}; broke ${forced.broke.length})` : ''}`

function previewInWords({ slice: name, models, metrics, policies, turn }: Preview): string {
  const lines = [
    `Through ${name}:`,
    ...models.map((model) => `  ${model.name}: ${model.dimensions.join(', ') || 'no dimensions'}`),
    `  metrics: ${metrics.join(', ') || 'none'}`,
    ...policies.rowFilters.map(({ model, where }) => `  only rows of ${model} where ${where}`),
    ...new Set((policies.windows ?? []).map(({ text }) => `  ${text}`)),
    ...policies.masks.map(({ model, dimension, mask }) => `  ${model}.${dimension}: ${mask}`),
    `  groups of fewer than ${policies.minGroup?.size ?? 1} are left out; single rows ${policies.rawRows === false ? 'are not listed' : 'may be listed'}`,
  ]
  return turn ? `${lines.join('\n')}\n\n${renderTurn(turn)}` : lines.join('\n')
}
