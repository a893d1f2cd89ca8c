import { isReference, type Resolve } from '@numize/secrets'

/**
 * An address with its references put in: `vault:kv/app#url` may be the whole of it, `${NAME}` (of the environment) or
 * `${vault:kv/app#password}` a part. What is the whole address is taken as it stands, a part is percent-encoded, so that
 * a password may hold any character.
 * @throws `secrets/…`, which names the reference and never the value
 */
export async function expandReferences(url: string, resolve: Resolve): Promise<string> {
  if (isReference(url)) return resolve(url)
  const parts = [...url.matchAll(/\$\{([^}]+)\}/g)]
  if (parts.length === 1 && parts[0]?.[0] === url) return resolve(referenceOf(parts[0][1] ?? ''))
  let expanded = ''
  let end = 0
  for (const { 0: whole, 1: name = '', index } of parts) {
    expanded += url.slice(end, index) + encodeURIComponent(await resolve(referenceOf(name)))
    end = index + whole.length
  }
  return expanded + url.slice(end)
}

const referenceOf = (name: string): string => (isReference(name) ? name : `env:${name}`)
