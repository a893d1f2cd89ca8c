import { z } from 'zod'
import { name, type RouteGroup } from './shared.ts'

const text = z.string().min(1).max(500)
const texts = z.array(text).max(100)
const pairs = z.record(z.string().min(1).max(200), text)

const provider = z.object({
  name: z.string(),
  label: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()).readonly(),
  domains: z.array(z.string()).readonly(),
  createPeople: z.boolean(),
  defaultRoles: z.array(z.string()).readonly(),
  roleClaim: z.string().nullable(),
  roles: z.record(z.string(), z.string()),
  attributes: z.record(z.string(), z.string()),
  /** Which one is never told. */
  hasSecret: z.boolean(),
})
export type ProviderView = z.output<typeof provider>

const settings = z.strictObject({
  label: z.string().min(1).max(100),
  issuer: text,
  clientId: text,
  /** Left out: as it was. A reference (`secret:NAME`) is looked up when it is used. */
  clientSecret: text.nullable().optional(),
  scopes: texts.optional(),
  domains: texts.optional(),
  createPeople: z.boolean().optional(),
  defaultRoles: texts.optional(),
  roleClaim: text.nullable().optional(),
  roles: pairs.optional(),
  attributes: pairs.optional(),
})
const ofProvider = z.object({ provider: name })

export const providerRoutes = {
  'GET /v1/identity-providers': {
    summary: 'Where the people of your organisation may sign in beside here',
    permission: 'manage:settings',
    response: z.array(provider).readonly(),
    status: 200,
  },
  'PUT /v1/identity-providers/:provider': {
    summary: 'Add an OpenID Connect provider or change its settings (also asks for manage:people)',
    permission: 'manage:settings',
    params: ofProvider,
    body: settings,
    response: provider,
    status: 200,
  },
  'POST /v1/identity-providers/:provider/test': {
    summary: 'Ask a provider for what it says of itself',
    permission: 'manage:settings',
    params: ofProvider,
    response: z.object({ issuer: z.string(), signInAt: z.string() }),
    status: 200,
  },
  'DELETE /v1/identity-providers/:provider': {
    summary: 'Remove a provider; its people stay',
    permission: 'manage:settings',
    params: ofProvider,
    response: z.null(),
    status: 204,
  },
} as const satisfies RouteGroup
