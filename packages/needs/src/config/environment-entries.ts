import { didYouMean, nearestNames } from '@numize/base'
import type { ConfigEntry } from './config-entry.ts'
import { SETTINGS } from './config-rules.ts'

/** `DNR_CLASSIFICATION_API_CAP_USD` for `classification.api_cap_usd`. */
export const variableOf = (path: string): string => `DNR_${path.replaceAll('.', '_').toUpperCase()}`

const VARIABLES: ReadonlyMap<string, string> = new Map(
  [...SETTINGS.keys()].map((path) => [variableOf(path), path]),
)

/** The settings of the environment; an unknown `DNR_…` is a problem, since a misspelt cap would be no cap. */
export function environmentEntries(env: Readonly<Record<string, string | undefined>>): {
  readonly entries: readonly ConfigEntry[]
  readonly problems: readonly string[]
} {
  const names = Object.keys(env).filter((name) => name.startsWith('DNR_'))
  const known = names.flatMap((name) => {
    const path = VARIABLES.get(name)
    const text = env[name]
    const rule = path === undefined ? undefined : SETTINGS.get(path)
    return path === undefined || text === undefined || !rule
      ? []
      : [{ path, value: rule.fromText(text), place: name }]
  })
  const problems = names
    .filter((name) => !VARIABLES.has(name))
    .map((name) => `${name}: there is no such setting.${didYouMean(nearestNames(name, VARIABLES.keys(), 1))}`)
  return { entries: known, problems }
}
