import type { Json } from '@numize/base'
import type {
  AuditListing,
  AuditRecord,
  AuditVerdict,
  Forgotten,
  RetentionKind,
  RetentionPolicy,
} from '@numize/store'
import { readAnchors } from '@numize/store'
import type { Installation } from './installation.ts'

/** What is done with the audit and with what is kept for a time. */
export type AuditRequest =
  | { readonly kind: 'verify'; readonly anchors: string }
  | { readonly kind: 'list'; readonly listing: AuditListing }
  | { readonly kind: 'exported'; readonly filter: AuditListing; readonly entries: number }
  | { readonly kind: 'policies' }
  | { readonly kind: 'keep'; readonly what: string; readonly days: number | null }
  | { readonly kind: 'take-away' }
  | { readonly kind: 'forget'; readonly userId: string }

export interface AuditReply {
  readonly verdict?: AuditVerdict
  readonly records?: readonly AuditRecord[]
  readonly policies?: readonly RetentionPolicy[]
  readonly taken?: Readonly<Record<RetentionKind, number>>
  readonly forgotten?: Forgotten
}

/** Carries out a request as the owner of the installation. The first page of a search is itself audited. */
export async function carryOutAudit(request: AuditRequest, installation: Installation): Promise<AuditReply> {
  const { audit, retention } = installation
  const { userId } = installation.owner
  switch (request.kind) {
    case 'verify':
      return { verdict: await audit.verify(await readAnchors(request.anchors)) }
    case 'list': {
      const { listing } = request
      if (listing.after === undefined) await noteSearch('audit-search', listing, installation)
      return { records: await audit.list(listing) }
    }
    case 'exported': {
      await noteSearch('export', request.filter, installation, { what: 'audit', entries: request.entries })
      return {}
    }
    case 'policies':
      return { policies: await retention.policies() }
    case 'keep':
      await retention.set(request.what, request.days, userId)
      return { policies: await retention.policies() }
    case 'take-away':
      return { taken: await retention.run() }
    case 'forget':
      return { forgotten: await installation.forget(request.userId, userId) }
  }
}

/** Whom a search was about is told as a person, so that it goes when they are forgotten; a name nobody has is not kept. */
async function noteSearch(
  action: string,
  { userId: about, ...detail }: AuditListing,
  installation: Installation,
  more: Readonly<Record<string, Json>> = {},
): Promise<void> {
  const found = about === undefined ? null : await installation.principal(about).catch(() => null)
  const { audit, owner } = installation
  const known = found ? { aboutUserId: found.userId } : {}
  await audit.append({ action, userId: owner.userId, outcome: 'answered', ...known, ...more, detail })
}
