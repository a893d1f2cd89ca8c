import { z } from 'zod'
import { code, password, scope } from './account.ts'
import { name, type RouteGroup } from './shared.ts'

const account = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  hasPassword: z.boolean(),
  hasAuthenticator: z.boolean(),
  recoveryCodesLeft: z.int(),
  needsPassword: z.boolean(),
})
export type AccountView = z.output<typeof account>

export const session = z.object({
  sessionId: z.string(),
  via: z.enum(['link', 'invitation', 'reset', 'password', 'provider']),
  device: z.string().nullable(),
  createdAt: z.string(),
  seenAt: z.string(),
  expiresAt: z.string(),
})
const ownSession = session.extend({ current: z.boolean() })
export type OwnSessionView = z.output<typeof ownSession>

const apiKey = z.object({
  keyId: z.string(),
  userId: z.string(),
  name: z.string(),
  scopes: z.array(z.string()).readonly(),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  usedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
})
export type ApiKeyView = z.output<typeof apiKey>

const flag = z.enum(['true', 'false']).default('false')

const accountOf = {
  'GET /v1/account': {
    summary: 'Your own account: what it is protected by',
    permission: 'signedIn',
    response: account,
    status: 200,
  },
  'POST /v1/account/password': {
    summary: 'Set your password; ends all your sessions and opens a new one',
    permission: 'signedIn',
    body: z.strictObject({ current: password.optional(), password }),
    response: z.null(),
    status: 204,
  },
  'POST /v1/account/authenticator': {
    summary: 'Begin to set up an authenticator app',
    permission: 'signedIn',
    body: z.strictObject({ password: password.optional() }),
    response: z.object({ secret: z.string(), uri: z.string() }),
    status: 201,
  },
  'POST /v1/account/authenticator/confirm': {
    summary: 'Confirm it by a first code; gives the recovery codes, this once',
    permission: 'signedIn',
    body: z.strictObject({ code }),
    response: z.object({ recoveryCodes: z.array(z.string()).readonly() }),
    status: 200,
  },
  'POST /v1/account/authenticator/remove': {
    summary: 'Remove the authenticator app, by your password or a code of it',
    permission: 'signedIn',
    body: z.strictObject({ password: password.optional(), code: code.optional() }),
    response: z.null(),
    status: 204,
  },
  'GET /v1/account/sessions': {
    summary: 'Where you are signed in',
    permission: 'signedIn',
    response: z.array(ownSession).readonly(),
    status: 200,
  },
  'DELETE /v1/account/sessions': {
    summary: 'End all your sessions but this one',
    permission: 'signedIn',
    response: z.object({ ended: z.int() }),
    status: 200,
  },
  'DELETE /v1/account/sessions/:session': {
    summary: 'End one of your sessions',
    permission: 'signedIn',
    params: z.object({ session: name }),
    response: z.null(),
    status: 204,
  },
} as const satisfies RouteGroup

const keyRoutes = {
  'GET /v1/keys': {
    summary: 'Your API keys; with all=true those of everybody (manage:key)',
    permission: 'signedIn',
    query: z.object({ all: flag, prefix: name.optional() }),
    response: z.array(apiKey).readonly(),
    status: 200,
  },
  'POST /v1/keys': {
    summary: 'Make an API key with some of your own rights, or one of a service account (manage:key)',
    permission: 'signedIn',
    body: z.strictObject({
      name,
      scopes: z.array(scope).min(1).max(50),
      expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
      owner: name.optional(),
    }),
    response: z.object({ keyId: z.string(), key: z.string() }),
    status: 201,
  },
  'DELETE /v1/keys/:key': {
    summary: 'Revoke an API key of yours, or of anybody (manage:key)',
    permission: 'signedIn',
    params: z.object({ key: name }),
    response: z.null(),
    status: 204,
  },
  'POST /v1/token': {
    summary: 'A short-lived access token (JWT, RS256) for an API key or a session',
    permission: 'signedIn',
    body: z.strictObject({ scopes: z.array(scope).max(50).optional() }),
    response: z.object({
      access_token: z.string(),
      token_type: z.literal('Bearer'),
      expires_in: z.int(),
      scope: z.string(),
    }),
    status: 200,
  },
  'GET /v1/.well-known/jwks.json': {
    summary: 'The public keys of access tokens',
    permission: 'anyone',
    response: z.object({ keys: z.array(z.record(z.string(), z.unknown())).readonly() }),
    status: 200,
  },
} as const satisfies RouteGroup

export const identityRoutes = { ...accountOf, ...keyRoutes } as const satisfies RouteGroup
