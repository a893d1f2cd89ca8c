import type { Principal } from '@numize/access'
import { type Dive, type Dives, diveKind, divesOver, type Reply } from '@numize/assistant'
import type { RunRecord } from '@numize/store'
import { cliError } from './errors.ts'
import type { Installation } from './installation.ts'
import type { OpenSubject, Subject } from './subject.ts'

const KIND = 'deep-dive'

export interface DiveRequest {
  readonly subject: Subject
  readonly question: string
  readonly now?: string
  readonly as?: string
}

/** A dive that is done, or the reply that says why none was started. */
export type DiveDone =
  | { readonly kind: 'dive'; readonly dive: Dive }
  | { readonly kind: 'reply'; readonly reply: Reply }

/** Deep dives of an installation. As long as it is open, those that wait are worked on: by whom they were started is all one. */
export interface DiveDesk extends AsyncDisposable {
  /** Dives and waits for the report; `onNews` hears how far it has come. @throws `cli/dive-ended` where it did not finish. */
  dive(request: DiveRequest, onNews?: (dive: Dive) => void): Promise<DiveDone>
  /** Dives of the projects that are served, by name. */
  served(placeOf: (project: string, orgId: string) => Subject): Dives
}

interface DiveTools {
  readonly installation: Installation
  readonly subjectOf: (subject: Subject, orgId?: string) => Promise<OpenSubject>
  readonly principalFor: (as: string | undefined, orgId?: string) => Promise<Principal>
}

export async function openDives(tools: DiveTools): Promise<DiveDesk> {
  const { installation, subjectOf, principalFor } = tools
  const runs = await installation.openRuns([
    diveKind(async ({ place }, { orgId, userId }) => {
      const { assistant, ground } = await subjectOf(place as Subject, orgId)
      const principal = await principalFor(userId, orgId)
      const { events } = installation.of(orgId)
      return { assistant, principal, events: await events.list(ground.project.name) }
    }),
  ])
  return {
    dive: (request, onNews) =>
      dive(
        request,
        divesOver(runs, () => request.subject),
        { ...tools, onNews },
      ),
    served: (placeOf) => divesOver(runs, placeOf),
    [Symbol.asyncDispose]: () => runs[Symbol.asyncDispose](),
  }
}

/** Dives so far, newest first, after stopping one where asked. Works on none. */
export async function listDives({ runs }: Installation, stop?: string): Promise<readonly RunRecord[]> {
  if (stop !== undefined) await runs.askStop(stop)
  return runs.list({ kind: KIND })
}

async function dive(
  { subject, question, now, as }: DiveRequest,
  dives: Dives,
  { subjectOf, principalFor, onNews }: DiveTools & { readonly onNews: ((dive: Dive) => void) | undefined },
): Promise<DiveDone> {
  const { assistant, ground } = await subjectOf(subject)
  const principal = await principalFor(as)
  const { reply } = await assistant.answer(`deep dive on ${question}`, {
    principal,
    keep: false,
    startDive: (asked) => dives.start(asked, principal),
    ...(now === undefined ? {} : { now }),
  })
  if (reply.status !== 'diving') return { kind: 'reply', reply }
  const asker = {
    principal,
    project: ground.project.name,
    mayUse: (slice: string) => assistant.mayUse(slice, principal),
  }
  const ended = await news(dives.watch(reply.dive, asker, new AbortController().signal), onNews)
  if (ended?.state === 'done') return { kind: 'dive', dive: ended }
  throw cliError('dive-ended', {
    state: ended?.state ?? 'lost',
    reason: ended?.problem ?? 'somebody stopped it',
  })
}

/** The last news before it ended. */
async function news(
  watched: AsyncIterable<Dive>,
  onNews: ((dive: Dive) => void) | undefined,
): Promise<Dive | null> {
  let last: Dive | null = null
  for await (last of watched) {
    onNews?.(last)
    if (last.endedAt !== null) break
  }
  return last
}
