import { SCOPES, type Scope } from '@numize/access'
import { z } from 'zod'
import { name, type RouteGroup } from './shared.ts'

export const scope = z.enum(Object.keys(SCOPES) as [Scope, ...Scope[]])
/** Typed as text, whatever else a client may send in its place. */
export const password = z.string().min(1).max(256)
export const code = z.string().min(6).max(40)

const me = z.object({
  userId: z.string(),
  orgId: z.string(),
  roles: z.array(z.string()).readonly(),
  scopes: z.array(z.string()).readonly(),
})
export type Me = z.output<typeof me>

/** A page of ours to come back to: a path, never another site. */
const ownPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\\\p{Cc}]*$/u, 'a path of this site, like /p/shop')

export const accountRoutes = {
  'GET /v1/sign-in': {
    summary: 'How one may sign in: identity providers beside links and passwords',
    permission: 'anyone',
    query: z.object({ organisation: name.optional() }),
    response: z.object({
      providers: z.array(z.object({ name: z.string(), label: z.string() })).readonly(),
    }),
    status: 200,
  },
  'POST /v1/sign-in': {
    summary: 'Trade a one-time link, or a name and a password, for a session cookie',
    permission: 'anyone',
    body: z.union([
      z.strictObject({ token: z.string().min(1).max(500) }),
      z.strictObject({
        organisation: name.optional(),
        user: name,
        password,
        code: code.optional(),
      }),
    ]),
    response: me,
    status: 200,
    perMinute: 20,
  },
  'GET /v1/sign-in/with/:provider': {
    summary: 'Leave for an identity provider (302)',
    permission: 'anyone',
    params: z.object({ provider: name }),
    query: z.object({ organisation: name.optional(), to: ownPath.default('/') }),
    response: z.null(),
    status: 302,
  },
  'GET /v1/sign-in/callback': {
    summary: 'Come back from an identity provider (302)',
    permission: 'anyone',
    response: z.null(),
    status: 302,
  },
  'POST /v1/sign-out': {
    summary: 'End the session; where it came from a provider, the address that ends theirs',
    permission: 'signedIn',
    response: z.object({ goTo: z.string().nullable() }),
    status: 200,
  },
  'GET /v1/me': {
    summary: 'Who is signed in, and what they may do',
    permission: 'signedIn',
    response: me,
    status: 200,
  },
} as const satisfies RouteGroup
