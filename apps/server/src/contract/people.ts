import { z } from 'zod'
import { scope } from './account.ts'
import { session } from './identity.ts'
import { name, type RouteGroup } from './shared.ts'

const attribute = z.union([
  z.string().max(500),
  z.number(),
  z.array(z.string().max(500)).max(1000).readonly(),
])
const attributes = z.record(z.string().min(1).max(100), attribute)
const roles = z.array(z.string().min(1).max(100)).max(50)
const email = z.email().max(200).nullable()

const person = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  roles: z.array(z.string()).readonly(),
  attributes,
  kind: z.enum(['person', 'service']),
  disabled: z.boolean(),
  hasPassword: z.boolean(),
  hasAuthenticator: z.boolean(),
  seenAt: z.string().nullable(),
})
export type PersonView = z.output<typeof person>

const newPerson = z.strictObject({
  userId: name,
  name: name.optional(),
  email: email.optional(),
  roles,
  attributes: attributes.optional(),
})
const ofPerson = z.object({ person: name })
const link = z.object({ link: z.string() })

export const peopleRoutes = {
  'GET /v1/people': {
    summary: 'The people and service accounts of your organisation',
    permission: 'manage:people',
    response: z.array(person).readonly(),
    status: 200,
  },
  'GET /v1/roles': {
    summary: 'The roles there are and what each may do',
    permission: 'manage:people',
    response: z
      .array(z.object({ name: z.string(), label: z.string(), scopes: z.array(z.string()).readonly() }))
      .readonly(),
    status: 200,
  },
  'GET /v1/rights': {
    summary: 'Every right there is, what it lets one do, and which roles have it',
    permission: 'signedIn',
    response: z
      .array(z.object({ scope, means: z.string(), roles: z.array(z.string()).readonly() }))
      .readonly(),
    status: 200,
  },
  'POST /v1/people': {
    summary: 'Invite somebody; gives the link to send them',
    permission: 'manage:people',
    body: newPerson,
    response: link,
    status: 201,
  },
  'PATCH /v1/people/:person': {
    summary: 'Change name, roles or attributes of somebody, or shut them out',
    permission: 'manage:people',
    params: ofPerson,
    body: newPerson.omit({ userId: true }).partial().extend({ disabled: z.boolean().optional() }),
    response: person,
    status: 200,
  },
  'POST /v1/people/:person/reset': {
    summary: 'A link to come in by and set a new password; may also remove a lost authenticator app',
    permission: 'manage:people',
    params: ofPerson,
    body: z.strictObject({ authenticator: z.boolean().default(false) }),
    response: link,
    status: 201,
  },
  'GET /v1/people/:person/sessions': {
    summary: 'Where somebody is signed in',
    permission: 'manage:people',
    params: ofPerson,
    response: z.array(session).readonly(),
    status: 200,
  },
  'DELETE /v1/people/:person/sessions': {
    summary: 'End all sessions of somebody, and their unused links',
    permission: 'manage:people',
    params: ofPerson,
    response: z.null(),
    status: 204,
  },
  'DELETE /v1/people/:person/sessions/:session': {
    summary: 'End one session of somebody',
    permission: 'manage:people',
    params: ofPerson.extend({ session: name }),
    response: z.null(),
    status: 204,
  },
  'POST /v1/service-accounts': {
    summary: 'Add a service account, which has API keys and nothing else',
    permission: 'manage:key',
    body: newPerson,
    response: z.null(),
    status: 204,
  },
} as const satisfies RouteGroup
