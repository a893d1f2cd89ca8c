import { NumizeError } from '@numize/base'
import type { Org } from '@numize/store'
import { z } from 'zod'
import { applyClaims } from './claims.ts'
import { type Ground, LIFETIMES } from './ground.ts'
import type { OpenId, Told } from './openid.ts'
import { readProvider } from './provider-settings.ts'

/** A ground that can ask identity providers. */
export type FederatedGround = Ground & { readonly openId: OpenId }

const tokens = z.object({
  idToken: z.string(),
  refreshToken: z.string().nullable(),
  /** Who gave them; unknown of sessions that an older version opened. */
  issuer: z.string().optional(),
})
export type ProviderTokens = z.output<typeof tokens>
type Held = ProviderTokens & { provider: string }

const sealedAbout = (orgId: string, provider: string): string => `provider tokens ${orgId} ${provider}`

export const keepTokens = (
  { sealer }: Ground,
  org: Org,
  sessionToken: string,
  { provider, ...given }: Held,
): Promise<void> =>
  org.federation.keepTokens(sessionToken, {
    provider,
    tokens: sealer.seal(JSON.stringify(given), sealedAbout(org.orgId, provider)),
  })

/** The provider of a session and what it gave us; null for a session of our own. */
export async function tokensOf({ sealer }: Ground, org: Org, sessionToken: string): Promise<Held | null> {
  const held = await org.federation.tokens(sessionToken)
  return held && openTokens(sealer, org, held)
}

const openTokens = (
  sealer: Ground['sealer'],
  { orgId }: Org,
  held: { provider: string; tokens: string },
) => ({
  ...tokens.parse(JSON.parse(sealer.open(held.tokens, sealedAbout(orgId, held.provider)))),
  provider: held.provider,
})

/**
 * Asks the provider every few minutes whether somebody is still one of theirs, with a refresh token that is used once;
 * one request asks, the others go on meanwhile. A refusal ends the session; silence ends nothing.
 */
export async function stillWelcome(
  ground: FederatedGround,
  org: Org,
  sessionToken: string,
): Promise<boolean> {
  const due = await org.federation.takeDue(sessionToken, LIFETIMES.federatedCheck)
  if (!due) return true
  const held = openTokens(ground.sealer, org, due)
  if (held.refreshToken === null) return true
  const told = await askAgain(ground, org, { ...held, refreshToken: held.refreshToken })
  if (told === 'silent') return true
  if (told === null || !(await sameAndAllowed(ground, org, held, told))) {
    await org.signIn.revoke(sessionToken)
    return false
  }
  const { idToken = held.idToken, refreshToken = held.refreshToken } = told
  await keepTokens(ground, org, sessionToken, { ...held, idToken, refreshToken })
  return true
}

async function askAgain(
  ground: FederatedGround,
  org: Org,
  { provider, issuer, refreshToken }: Held & { refreshToken: string },
): Promise<Partial<Told> | null | 'silent'> {
  try {
    const settings = await readProvider({ ...ground, org }, provider)
    // what one provider gave is not shown to another that has its name now
    if (issuer !== undefined && issuer !== settings.issuer) return null
    return await ground.openId.again(settings, refreshToken)
  } catch (error) {
    if (!(error instanceof NumizeError)) throw error
    return error.code === 'identity/no-provider' ? null : 'silent'
  }
}

/** What the provider says anew is about the same person, who is still among those let in. */
async function sameAndAllowed(
  ground: FederatedGround,
  org: Org,
  { provider }: { provider: string },
  { claims }: Partial<Told>,
): Promise<boolean> {
  if (!claims) return true
  const settings = await readProvider({ ...ground, org }, provider)
  const userId = await org.federation.userOf(settings.issuer, claims.sub)
  const user = userId === null ? null : await org.users.find(userId)
  return user !== null && (await applyClaims(org, settings, user, claims)) !== null
}
