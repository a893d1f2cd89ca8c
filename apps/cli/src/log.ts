import { isIP } from 'node:net'
import type { RequestLine } from '@numize/server'
import { pino } from 'pino'
import type { Effects } from './effects.ts'
import { cliError } from './errors.ts'

const LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const
const FORMATS = ['json', 'text'] as const

export interface LogFlags {
  readonly logLevel?: string
  readonly logFormat?: string
}

/** What happened, a line each: no question, no cell, no body, no secret. */
export interface Log {
  readonly request: (line: RequestLine) => void
  /** Its kind and where it came from; the words of an error may hold what people wrote, so only `debug` tells them. */
  readonly bug: (error: unknown, requestId?: string) => void
}

/**
 * A log on the standard error, in JSON, or in text for people. Said by flags, else NUMIZE_LOG_LEVEL and
 * NUMIZE_LOG_FORMAT; unless said, `info` in JSON, and at a terminal `warn` in text.
 * @throws `cli/bad-option`
 */
export function openLog(flags: LogFlags, effects: Effects): Log {
  const { env, isTerminal, err } = effects
  const level = oneOf(
    '--log-level',
    flags.logLevel ?? (env['NUMIZE_LOG_LEVEL'] || (isTerminal ? 'warn' : 'info')),
    LEVELS,
  )
  const format = oneOf(
    '--log-format',
    flags.logFormat ?? (env['NUMIZE_LOG_FORMAT'] || (isTerminal ? 'text' : 'json')),
    FORMATS,
  )
  const write = format === 'json' ? err : (line: string) => err(inWords(JSON.parse(line)))
  const log = pino(
    {
      level,
      base: null,
      timestamp: () => `,"at":"${new Date(effects.clock.now()).toISOString()}"`,
      formatters: { level: (name) => ({ level: name }) },
    },
    { write },
  )
  return {
    request: (line) => log[isOurs(line) ? 'error' : quiet(line) ? 'debug' : 'info'](line, 'request'),
    bug: (error, requestId) => log.error({ requestId, ...bugOf(error, level === 'debug') }, 'bug'),
  }
}

/** What is not built is no fault. */
const isOurs = ({ status }: RequestLine): boolean => status >= 500 && status !== 501

/** Asked all the time by machines, and files of the web. */
const quiet = ({ route, status }: RequestLine): boolean =>
  /\/health\b/.test(route) || (!route.includes('/v1') && status < 400)

function bugOf(error: unknown, withWords: boolean) {
  if (!(error instanceof Error)) return { error: typeof error }
  const { name, message, stack = '' } = error
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return { error: name, ...(withWords ? { message } : {}), stack: frames.map((line) => line.trim()) }
}

function inWords({ at, level, msg, ...rest }: Readonly<Record<string, unknown>>): string {
  const { requestId, route, status, ms, userId, stack, ...others } = rest
  const words =
    msg === 'request'
      ? [status, route, `${String(ms)} ms`, userId ?? 'nobody', requestId]
      : [msg, requestId, ...Object.values(others)]
  const frames = Array.isArray(stack) ? stack.map((frame) => `\n    ${String(frame)}`).join('') : ''
  return `${String(at).slice(11, 19)} ${String(level)} ${words
    .filter((word) => word !== undefined)
    .map(String)
    .join('  ')}${frames}\n`
}

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value)
  if (found === undefined) throw cliError('bad-option', { option, value, expected: known.join(', ') })
  return found
}

/**
 * Addresses and networks (`10.0.0.0/8`) of proxies whose word on where a request comes from is taken, by commas.
 * @throws `cli/bad-option`
 */
export function trustedProxies(given: string | undefined, { env }: Effects): string | undefined {
  const text = given ?? env['NUMIZE_TRUSTED_PROXIES'] ?? ''
  const places = text.split(/[\s,]+/).filter(Boolean)
  const bad = places.find((place) => !isNetwork(place))
  if (bad === undefined) return places.length === 0 ? undefined : places.join(',')
  const expected = 'addresses or networks by commas, as in 127.0.0.1,10.0.0.0/8'
  throw cliError('bad-option', { option: '--trusted-proxies', value: bad, expected })
}

/** Nobody trusts everybody: a network has some bits. */
function isNetwork(place: string): boolean {
  const [address = '', bits, ...more] = place.split('/')
  const kind = isIP(address)
  if (kind === 0 || more.length > 0) return false
  return (
    bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (kind === 4 ? 32 : 128))
  )
}
