import { join } from 'node:path'
import { type Keyring, openKeyring } from '@numize/secrets'
import { type AnchorPlace, anchorFile, anchorLog, anchorWebhook } from '@numize/store'
import type { Effects } from './effects.ts'
import { cliError } from './errors.ts'

/** Keys of the audit: NUMIZE_AUDIT_KEY, what NUMIZE_AUDIT_KEY_COMMAND prints, or `audit.key` of the state folder. */
export const auditKeys = ({ env, stateDir }: Pick<Effects, 'env' | 'stateDir'>): Promise<Keyring> =>
  openKeyring({ env, variable: 'NUMIZE_AUDIT_KEY', file: join(stateDir, 'audit.key') })

/** The file of this installation's anchors, unless NUMIZE_AUDIT_ANCHOR names others. */
export const anchorsFile = ({ env, stateDir }: Pick<Effects, 'env' | 'stateDir'>): string =>
  namesOf(env).find((name) => !isLog(name) && !isWeb(name)) ?? join(stateDir, 'audit-anchors.jsonl')

/**
 * Where the ends of the audit's chains are kept outside the database: NUMIZE_AUDIT_ANCHOR is a file, `log` (a line on
 * stderr) or an address, or several of them between commas. Default: a file in the state folder.
 * @throws `cli/bad-option`
 */
export function anchorPlaces({ env, stateDir, err }: Effects): readonly AnchorPlace[] {
  const names = namesOf(env)
  if (names.length === 0) return [anchorFile(anchorsFile({ env, stateDir }))]
  return names.map((name) => {
    if (isLog(name)) return anchorLog(err)
    if (!isWeb(name)) return anchorFile(name)
    if (URL.canParse(name)) return anchorWebhook(name)
    throw cliError('bad-option', {
      option: 'NUMIZE_AUDIT_ANCHOR',
      value: name,
      expected: 'a file, log or an address',
    })
  })
}

const namesOf = (env: Effects['env']): readonly string[] =>
  (env['NUMIZE_AUDIT_ANCHOR'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

const isLog = (name: string): boolean => name === 'log'
const isWeb = (name: string): boolean => /^https?:/i.test(name)
