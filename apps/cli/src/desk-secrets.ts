import type { SecretRow } from '@numize/store'
import type { Installation } from './installation.ts'

/** What is done with secrets. A value goes in and never comes out. */
export type SecretsRequest =
  | { readonly kind: 'set'; readonly name: string; readonly value: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'rotate'; readonly to: string | null }

export interface SecretsReply {
  readonly secrets?: readonly SecretRow[]
  readonly rotated?: number
}

/** Carries out a request as the owner of the installation. */
export async function carryOutSecrets(
  request: SecretsRequest,
  { secrets, owner }: Pick<Installation, 'secrets' | 'owner'>,
): Promise<SecretsReply> {
  switch (request.kind) {
    case 'set':
      await secrets.set(request.name, request.value, owner.userId)
      return {}
    case 'list':
      return { secrets: await secrets.list() }
    case 'remove':
      await secrets.remove(request.name, owner.userId)
      return {}
    case 'rotate':
      return { rotated: await secrets.rotate(request.to, owner.userId) }
  }
}
