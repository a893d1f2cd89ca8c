import { createResolver, isReference, type Resolve } from '@numize/secrets'
import type { Environment, Provider } from './choose-provider.ts'

/**
 * The same provider, whose key is looked up where the environment holds a reference to it (`vault:kv/llm#key`).
 * Default: among the environment and Vault.
 * @throws `secrets/…`
 */
export async function withKey(
  provider: Provider,
  env: Environment,
  resolve: Resolve = createResolver({ env, folders: [] }),
): Promise<Provider> {
  const written = provider.key()
  if (written === undefined || !isReference(written)) return provider
  const key = await resolve(written)
  return { ...provider, key: () => key }
}
