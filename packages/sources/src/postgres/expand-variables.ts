import { fail } from '../errors.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * An address with its `${NAME}` put in: a variable that is the whole address as it stands, one inside it
 * percent-encoded, so that a password may hold any character.
 * @throws `sources/no-variable`
 */
export function expandVariables(url: string, environment: Environment): string {
  const valueOf = (name: string): string => {
    const value = environment[name]
    if (value === undefined || value === '') throw fail('no-variable', { name })
    return value
  }
  const whole = /^\$\{(\w+)\}$/.exec(url)?.[1]
  if (whole) return valueOf(whole)
  return url.replace(/\$\{(\w+)\}/g, (_, name: string) => encodeURIComponent(valueOf(name)))
}
