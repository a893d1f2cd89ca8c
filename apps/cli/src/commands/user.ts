import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import type { Installation } from '../installation.ts'

/** `numize user NAME --role R … --attribute key=value …`: creates a user, or replaces what is known of them. */
export async function user(
  userId: string,
  flags: { readonly role: readonly string[]; readonly attribute: readonly string[] },
  installation: Installation,
  effects: Effects,
): Promise<number> {
  const attributes = Object.fromEntries(flags.attribute.map(readAttribute))
  await installation.saveUser({ userId, roles: flags.role, attributes })
  effects.out(`${userId}: roles ${flags.role.join(', ') || 'none'}; ask as them with --as ${userId}\n`)
  return 0
}

/** `key=value`, or `key=a,b` for a list. */
function readAttribute(text: string): readonly [string, string | readonly string[]] {
  const at = text.indexOf('=')
  if (at < 1) throw cliError('bad-option', { option: '--attribute', value: text, expected: 'key=value' })
  const value = text.slice(at + 1)
  return [text.slice(0, at), value.includes(',') ? value.split(',') : value]
}
