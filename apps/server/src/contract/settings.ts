import { z } from 'zod'
import { name, type RouteGroup } from './shared.ts'

const retention = z.object({
  kind: z.string(),
  /** Null = for good. */
  days: z.int().nullable(),
  /** Null where nobody has set it. */
  setBy: z.string().nullable(),
})
export type RetentionView = z.output<typeof retention>

const settings = z.object({
  retention: z.array(retention).readonly(),
  /** Requests a minute. */
  rates: z.object({ perUser: z.int(), perOrg: z.int(), perAddress: z.int() }),
  /** Whether a check of the organisation's sees what is exported and brought in. */
  contentCheck: z.boolean(),
  /** Sites whose pages may call with a key or a token. */
  allowedOrigins: z.array(z.string()).readonly(),
})
export type SettingsView = z.output<typeof settings>

export const settingsRoutes = {
  'GET /v1/settings': {
    summary: 'How long what is kept, how much may be asked, and what is checked',
    permission: 'manage:settings',
    response: settings,
    status: 200,
  },
  'PUT /v1/settings/retention/:kind': {
    summary: 'Keep something for so many days (null: for good); of the audit also asks for admin:audit',
    permission: 'manage:settings',
    params: z.object({ kind: name }),
    body: z.strictObject({ days: z.int().min(1).max(36_500).nullable() }),
    response: z.array(retention).readonly(),
    status: 200,
  },
} as const satisfies RouteGroup
