import { type AttributeValue, allows, type Principal } from '@numize/access'
import type { Org, Session, UserAccount } from '@numize/store'
import { livingSessions } from './account.ts'
import { identityError } from './errors.ts'
import { type Ground, LIFETIMES, principalFor } from './ground.ts'
import { requireOwnRights } from './own-rights.ts'
import { note } from './trail.ts'

export interface Person {
  readonly userId: string
  readonly name: string
  readonly email: string | null
  readonly roles: readonly string[]
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly kind: 'person' | 'service'
  readonly disabled: boolean
  readonly hasPassword: boolean
  readonly hasAuthenticator: boolean
  /** ISO, UTC; of a session that has not ended. */
  readonly seenAt: string | null
}

export interface NewPerson {
  readonly userId: string
  readonly name?: string | undefined
  readonly email?: string | null | undefined
  readonly roles: readonly string[]
  readonly attributes?: Readonly<Record<string, AttributeValue>> | undefined
}

/** What is absent stays as it is. */
export interface PersonChange extends Partial<Omit<NewPerson, 'userId' | 'roles'>> {
  readonly roles?: readonly string[] | undefined
  readonly disabled?: boolean | undefined
}

/** The people and service accounts of one organisation, for whoever manages them. Nobody gives what they may not do. */
export interface People {
  list(): Promise<readonly Person[]>
  /** Adds a person; gives the token of their link. @throws `identity/person-exists`, `identity/bad-name` */
  invite(person: NewPerson): Promise<string>
  addServiceAccount(account: NewPerson): Promise<void>
  /** @throws `identity/no-person`, `identity/last-admin`, `identity/beyond-own-rights` */
  change(userId: string, change: PersonChange): Promise<Person>
  /** A link to come in by and set a new password; `authenticator` also removes a lost second factor. */
  resetLink(userId: string, also: { authenticator: boolean }): Promise<string>
  sessions(userId: string): Promise<readonly Session[]>
  /** Ends one session, or all of them and the links too. @throws `identity/no-session` */
  endSession(userId: string, sessionId: string): Promise<void>
  endSessions(userId: string): Promise<void>
  /** Says who somebody is at an identity provider. */
  link(userId: string, issuer: string, subject: string): Promise<void>
}

interface Managing {
  readonly ground: Ground
  readonly org: Org
  readonly by: Principal
}

export function peopleOf(ground: Ground, by: Principal): People {
  const org = ground.store.org(by.orgId)
  const managing: Managing = { ground, org, by }
  const known = (userId: string) => knownPerson(org, userId)
  return {
    list: async () => {
      const people: Person[] = []
      for (const user of await org.users.list()) people.push(await describePerson(managing, user))
      return people
    },
    invite: async (person) => {
      await add(managing, person, 'person')
      return org.signIn.createLink(person.userId, LIFETIMES.invitation, 'invitation')
    },
    addServiceAccount: (account) => add(managing, account, 'service'),
    change: (userId, change) => changePerson(managing, userId, change),
    resetLink: (userId, also) => resetLink(managing, userId, also),
    sessions: async (userId) => livingSessions(ground, org, (await known(userId)).userId),
    endSession: async (userId, sessionId) => {
      await requireOver(managing, await known(userId))
      if (!(await org.signIn.revokeById(userId, sessionId))) throw identityError('no-session')
      await told(managing, userId, { what: 'session ended' })
    },
    endSessions: async (userId) => {
      await requireOver(managing, await known(userId))
      await org.signIn.revokeAll(userId)
      await told(managing, userId, { what: 'sessions ended' })
    },
    link: async (userId, issuer, subject) => {
      await requireOver(managing, await known(userId))
      await org.federation.link(issuer, subject, userId)
      await told(managing, userId, { what: 'linked', issuer })
    },
  }
}

const told = ({ ground, org, by }: Managing, whom: string, detail: Parameters<typeof note>[3]['detail']) =>
  note(org, ground.clock, 'grant', { userId: by.userId, aboutUserId: whom, detail })

async function knownPerson(org: Org, userId: string): Promise<UserAccount> {
  const user = await org.users.find(userId)
  if (!user) throw identityError('no-person', { user: userId })
  return user
}

const LOGIN = /^[\p{L}\p{N}@._+-]{1,200}$/u

async function add(managing: Managing, person: NewPerson, kind: UserAccount['kind']): Promise<void> {
  const { org, by } = managing
  const { userId, name = userId, email = null, roles, attributes = {} } = person
  if (!LOGIN.test(userId)) throw identityError('bad-name')
  if (await org.users.isTaken(userId)) throw identityError('person-exists', { user: userId })
  requireOwnRights(by, roles)
  await org.users.save({ userId, name, email, roles, attributes }, kind)
  await told(managing, userId, {
    what: kind === 'person' ? 'invited' : 'service account added',
    roles: [...roles],
  })
}

/** Nobody takes over the account of somebody who may do more. */
const requireOver = async ({ by }: Managing, { roles }: UserAccount): Promise<void> =>
  requireOwnRights(by, roles)

async function changePerson(managing: Managing, userId: string, change: PersonChange): Promise<Person> {
  const { org } = managing
  const user = await knownPerson(org, userId)
  await requireOver(managing, user)
  if (change.roles) requireOwnRights(managing.by, change.roles)
  const next = {
    userId,
    name: change.name ?? user.name,
    email: change.email === undefined ? user.email : change.email,
    roles: change.roles ?? user.roles,
    attributes: change.attributes ?? user.attributes,
  }
  const disabled = change.disabled ?? user.disabledAt !== null
  await requireAnAdmin(org, { ...user, ...next, disabledAt: disabled ? '' : null })
  await org.users.save(next)
  if (disabled !== (user.disabledAt !== null)) await org.users.setDisabled(userId, disabled)
  if (disabled) await org.signIn.revokeAll(userId)
  await told(managing, userId, {
    what: 'changed',
    roles: [...next.roles],
    attributes: Object.keys(next.attributes),
    disabled,
  })
  return describePerson(managing, await knownPerson(org, userId))
}

/** @throws `identity/last-admin` where nobody would be left who may manage people */
async function requireAnAdmin(org: Org, changed: UserAccount): Promise<void> {
  const after = (await org.users.list()).map((user) => (user.userId === changed.userId ? changed : user))
  const managers = after.filter(
    (user) =>
      user.kind === 'person' && user.disabledAt === null && allows(principalFor(org, user), 'manage:people'),
  )
  if (managers.length === 0) throw identityError('last-admin')
}

async function resetLink(
  managing: Managing,
  userId: string,
  also: { authenticator: boolean },
): Promise<string> {
  const { org } = managing
  const user = await knownPerson(org, userId)
  if (user.kind !== 'person') throw identityError('not-a-person', { user: userId })
  await requireOver(managing, user)
  if (also.authenticator) await org.credentials.removeAuthenticator(userId)
  await told(managing, userId, { what: 'reset link made', authenticator: also.authenticator })
  return org.signIn.createLink(userId, LIFETIMES.reset, 'reset')
}

async function describePerson({ ground, org }: Managing, user: UserAccount): Promise<Person> {
  const { userId, name, email, roles, attributes, kind, disabledAt } = user
  const [latest] = await livingSessions(ground, org, userId)
  return {
    userId,
    name,
    email,
    roles,
    attributes,
    kind,
    disabled: disabledAt !== null,
    hasPassword: (await org.credentials.password(userId)) !== null,
    hasAuthenticator: (await org.credentials.authenticator(userId))?.confirmed ?? false,
    seenAt: latest?.seenAt ?? null,
  }
}
