import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { commonness } from './common-passwords.ts'
import { identityError } from './errors.ts'

const LEAST = 12
const MOST = 256

/** Argon2id (the library's own choice), as OWASP's Password Storage Cheat Sheet (2024) has it: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(prepared(password), COST)

/** Costs the same where there is no password to compare with: a stranger's name is told apart from nobody's. */
export async function passwordMatches(known: string | null, password: string): Promise<boolean> {
  const matches = await verify(known ?? (await decoy()), prepared(password))
  return known !== null && matches
}

let decoyHash: Promise<string> | null = null
function decoy(): Promise<string> {
  decoyHash ??= hashPassword(randomBytes(32).toString('base64url'))
  return decoyHash
}

/** One text for what keyboards write differently (NIST SP 800-63B §5.1.1.2). */
const prepared = (password: string): string => password.normalize('NFKC')

/** Length and rarity; no rules of composition. @throws `identity/weak-password` */
export function requireStrong(password: string, about: readonly (string | null)[]): void {
  const why = weaknessOf(prepared(password), about)
  if (why !== null) throw identityError('weak-password', { why })
}

function weaknessOf(password: string, about: readonly (string | null)[]): string | null {
  const { length } = Array.from(password)
  if (length < LEAST) return `it needs ${LEAST} characters or more (a few words will do)`
  if (length > MOST) return `it may have ${MOST} characters at most`
  const own = about.flatMap((text) => (text === null ? [] : [text, ...text.split(/[\s@]/)]))
  return commonness(password, own)
}
