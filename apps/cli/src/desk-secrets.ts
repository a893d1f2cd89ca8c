import type { SecretRow } from '@numize/store'
import type { Installation } from './installation.ts'

/** What is done with secrets. A value goes in and never comes out. */
/** `org` is whose they are, the installation's own unless said. */
export type SecretsRequest = { readonly org?: string } & (
  | { readonly kind: 'set'; readonly name: string; readonly value: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'rotate'; readonly to: string | null }
)

export interface SecretsReply {
  readonly secrets?: readonly SecretRow[]
  readonly rotated?: number
}

/** Carries out a request as the owner of the installation. */
export async function carryOutSecrets(
  request: SecretsRequest,
  installation: Installation,
): Promise<SecretsReply> {
  const { org } = request
  if (org !== undefined) await installation.signIn.operator.requireOrganisation(org)
  const { secrets, owner } = org === undefined ? installation : installation.of(org)
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
