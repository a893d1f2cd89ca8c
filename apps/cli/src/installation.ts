import { mkdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { reachOf } from '@numize/access'
import { createIdentity, type Identity } from '@numize/identity'
import { openRuns, type RunKind, type Runs } from '@numize/runs'
import { isReference } from '@numize/secrets'
import { type Carried, type OrgRow, openStore, type Place, type Store } from '@numize/store'
import { anchorPlaces, auditKeys } from './audit-outside.ts'
import type { Effects } from './effects.ts'
import { type OrgKeeping, orgKeeping } from './org-keeping.ts'
import { openSecretKeepers, outsideResolver, type SecretKeepers } from './secret-keeper.ts'
import { withApprovals } from './slices/approvals.ts'

/** The organisation of whoever names none. */
const ORG = 'local'

/** What an installation keeps: of its own organisation, and `of` each other one. */
export interface Installation extends OrgKeeping, AsyncDisposable {
  /** What another organisation keeps; the same each time. */
  of(orgId: string): OrgKeeping
  organisations(): Promise<readonly OrgRow[]>
  /** A one-time token for the owner, or for somebody else who is known. */
  signInLink(userId?: string): Promise<string>
  readonly signIn: Identity
  /** Says where people reach it, once that is known. */
  serveAt(address: string): void
  /** Runs that outlive a process, of the kinds given. */
  openRuns(kinds: readonly RunKind[]): Promise<Runs>
  /** Takes away what every organisation wants kept no longer. */
  takeAwayOld(): Promise<void>
  /** Writes all metadata to a file. */
  backup(file: string): Promise<Carried>
}

/** Where this installation keeps its metadata: DATABASE_URL (or what it refers to), or its state folder. */
export async function placeOf(effects: Effects): Promise<Place> {
  const { env, stateDir } = effects
  const url = env['DATABASE_URL'] || undefined
  const dir = join(stateDir, 'store')
  return { dir, url: url !== undefined && isReference(url) ? await outsideResolver(effects)(url) : url }
}

/** Who may sign in, and where people reach it: NUMIZE_URL, or wherever the server listens. */
function identityOf(
  store: Store,
  secrets: SecretKeepers,
  { env, clock }: Effects,
): Pick<Installation, 'serveAt'> & { readonly identity: Identity } {
  let address = env['NUMIZE_URL'] || 'http://localhost:4173'
  const identity = createIdentity({
    store,
    sealer: secrets.sealer,
    resolve: (orgId, reference) => secrets.of(store.org(orgId)).resolve(reference),
    reach: reachOf(env),
    clock,
    address: () => address,
    defaultOrg: ORG,
  })
  return {
    identity,
    serveAt: (at) => {
      address = env['NUMIZE_URL'] || at
    },
  }
}

/** Opens the store of this installation. @throws `store/locked` when another process has it. */
export async function openInstallation(effects: Effects): Promise<Installation> {
  mkdirSync(effects.stateDir, { recursive: true, mode: 0o700 })
  const store = await openStore({
    ...(await placeOf(effects)),
    clock: effects.clock,
    auditKeys: await auditKeys(effects),
    anchors: anchorPlaces(effects),
    onError: (error) => effects.err(`${error instanceof Error ? error.message : String(error)}\n`),
  })
  await store.addOrg(ORG, 'This installation')
  const secrets = await openSecretKeepers({ store, home: ORG }, effects)
  const of = keepingByOrg(store, secrets, effects)
  const own = of(ORG)
  const { identity, serveAt } = identityOf(store, secrets, effects)
  const signIn = withApprovals(identity, ({ orgId, userId }) => of(orgId).approvals(userId))
  const { owner } = own
  const { users } = store.org(ORG)
  if ((await users.find(owner.userId)) === null)
    await users.save({ ...owner, name: owner.userId, email: null })
  return {
    ...own,
    of,
    organisations: () => store.orgs(),
    signIn,
    serveAt,
    signInLink: (userId = owner.userId) => signIn.operator.link(ORG, userId),
    openRuns: (kinds) =>
      openRuns({
        store,
        kinds,
        clock: effects.clock,
        onError: (error) =>
          effects.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
      }),
    takeAwayOld: async () => {
      for (const { orgId } of await store.orgs()) await store.org(orgId).retention.run()
    },
    backup: (file) => store.backup(file),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

const MOST_KEPT = 1000

/** One of each organisation: what is published and remembered through it is known at once to all who hold it. */
function keepingByOrg(store: Store, secrets: SecretKeepers, effects: Effects): (orgId: string) => OrgKeeping {
  const ownerId = userInfo().username
  const made = new Map<string, OrgKeeping>()
  return (orgId) => {
    const org = store.org(orgId)
    const known = made.get(orgId) ?? orgKeeping(org, { effects, ownerId, secrets: secrets.of(org) })
    if (made.size >= MOST_KEPT) made.clear()
    made.set(orgId, known)
    return known
  }
}
