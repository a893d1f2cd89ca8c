import { join } from 'node:path'
import {
  createResolver,
  createSealer,
  isReference,
  type Keyring,
  keyringOf,
  newKey,
  openKeyring,
  parseKeyring,
  type Redactor,
  type Resolve,
  type ResolverPlaces,
  replaceKeyFile,
  rewrap,
  type Sealer,
  secretsError,
} from '@numize/secrets'
import type { Org, SecretRow, Store } from '@numize/store'
import type { Effects } from './effects.ts'

/** The secrets of an organisation: sealed in the store, under a master key that is not there. */
export interface SecretKeeper {
  /** @throws `secrets/bad-name` */
  set(name: string, value: string, by: string): Promise<void>
  list(): Promise<readonly SecretRow[]>
  /** @throws `secrets/no-secret` */
  remove(name: string, by: string): Promise<void>
  /**
   * Makes a new master key and puts everything that is sealed under it; where the key is not in a file of ours, `to`
   * refers to the new one. The old key stays in the file, below, for backups; gives how many were put under the new.
   * @throws `secrets/cannot-replace`, `secrets/same-key`
   */
  rotate(to: string | null, by: string): Promise<number>
  /** Looks up references; what it gives is taken out of logs, errors and the audit. */
  readonly resolve: Resolve
  /** Seals for others, under the master key in use. */
  readonly sealer: Sealer
}

const NAME = /^[A-Za-z0-9][\w.-]{0,99}$/

/** Folders whose files a reference may name: NUMIZE_SECRETS_DIR, and where containers have theirs. */
const foldersOf = ({ env }: Pick<Effects, 'env'>): readonly string[] => [
  '/run/secrets',
  ...(env['NUMIZE_SECRETS_DIR'] ?? '').split(':').filter((folder) => folder !== ''),
]

/** References without a store: the environment, files, Vault. */
export const outsideResolver = ({ env, redactor }: Pick<Effects, 'env' | 'redactor'>): Resolve =>
  noting(createResolver({ env, folders: foldersOf({ env }) }), redactor)

/** The secrets of each organisation, all under one master key. */
export interface SecretKeepers {
  of(org: Pick<Org, 'orgId' | 'secrets'>): SecretKeeper
  readonly sealer: Sealer
}

interface Ground {
  readonly store: Pick<Store, 'rewrapSealed' | 'org'>
  /** The organisation of whoever owns the machine: it alone may refer to what is outside the store. */
  readonly home: string
}

const NOTHING_OUTSIDE: Pick<ResolverPlaces, 'env' | 'folders'> = { env: {}, folders: [] }

/** Opens the master key (NUMIZE_MASTER_KEY, …_COMMAND, …_FILE, or `master.key` of the state folder) and what it opens. */
export async function openSecretKeepers({ store, home }: Ground, effects: Effects): Promise<SecretKeepers> {
  const { env, stateDir, redactor } = effects
  const masters = { now: await openMasters({ env, stateDir }) }
  const sealer: Sealer = {
    seal: (plain, record) => createSealer(masters.now).seal(plain, record),
    open: (sealed, record) => createSealer(masters.now).open(sealed, record),
  }
  const outside = { env, folders: foldersOf(effects) }
  return {
    sealer,
    of: ({ orgId, secrets }) => {
      const about = (name: string): string => `secret ${orgId} ${name}`
      const secret = async (name: string): Promise<string | null> => {
        const sealed = await secrets.sealed(name)
        return sealed === null ? null : sealer.open(sealed, about(name))
      }
      const places = orgId === home ? outside : NOTHING_OUTSIDE
      const resolve = noting(createResolver({ ...places, secret }), redactor)
      return {
        set: async (name, value, by) => {
          if (!NAME.test(name)) throw secretsError('bad-name')
          redactor?.add(value)
          await secrets.put(name, sealer.seal(value, about(name)), by)
        },
        list: () => secrets.list(),
        remove: async (name, by) => {
          if (!(await secrets.remove(name, by))) throw secretsError('no-secret', { name })
        },
        rotate: async (to, by) => {
          const count = await rotate({ masters, store, resolve }, to)
          await store.org(home).audit.append({ action: 'secret', did: 'master key rotated', userId: by })
          return count
        },
        resolve,
        sealer,
      }
    },
  }
}

interface Rotating extends Pick<Ground, 'store'> {
  readonly masters: { now: Keyring }
  readonly resolve: Resolve
}

async function rotate({ masters, store, resolve }: Rotating, to: string | null): Promise<number> {
  const before = masters.now
  const next = await nextMasters(before, to, resolve)
  const isFile = to === null
  if (isFile) await replaceKeyFile(before.from, keyringOf(before.current, next.keys))
  const count = await store.rewrapSealed((text) => rewrap(text, next, next.current))
  if (isFile) await replaceKeyFile(before.from, next)
  masters.now = next
  return count
}

const openMasters = ({ env, stateDir }: Pick<Effects, 'env' | 'stateDir'>): Promise<Keyring> =>
  openKeyring({ env, variable: 'NUMIZE_MASTER_KEY', file: join(stateDir, 'master.key') })

/** The new key in use, with the old ones below it. */
async function nextMasters(masters: Keyring, to: string | null, resolve: Resolve): Promise<Keyring> {
  if (to === null) {
    if (masters.from.startsWith('NUMIZE_')) throw secretsError('cannot-replace', { from: masters.from })
    return keyringOf(newKey(), masters.keys, masters.from)
  }
  if (!isReference(to)) throw secretsError('bad-reference', { reference: 'that' })
  const { current } = parseKeyring(await resolve(to), to)
  if (current.id === masters.current.id) throw secretsError('same-key')
  return keyringOf(current, masters.keys, masters.from)
}

const noting =
  (resolve: Resolve, redactor: Redactor | undefined): Resolve =>
  async (reference) => {
    const value = await resolve(reference)
    redactor?.add(value)
    return value
  }
