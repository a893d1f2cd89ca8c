import type { Asked, Lesson, MemoryKeeper, Reason } from '@numize/assistant'
import type { Json } from '@numize/base'
import type { Org } from '@numize/store'

const KEPT_DAYS = 90

interface Said {
  readonly question: string
  readonly reason: Reason | null
  readonly note: string | null
}

/** What is learnt of answers, in the store; what changes how others are answered is audited. */
export function memoryKeeperOf({ memory, audit }: Org, clock: { now(): number }): MemoryKeeper {
  const told = (action: string, project: string, userId: string, detail: Readonly<Record<string, Json>>) =>
    audit.append({ at: new Date(clock.now()).toISOString(), action, project, userId, detail })
  const versions = recentVersions(memory)
  return {
    noteAsked: (project, userId, { runHash, slice, ...body }) =>
      memory.noteAsked({ project, runHash, slice, userId, body }),
    asked: async (project, run) => {
      const found = await memory.asked(project, run)
      return (
        found && {
          ...(found.body as Omit<Asked, 'runHash' | 'slice'>),
          runHash: found.runHash,
          slice: found.slice,
        }
      )
    },
    remember: async (project, { id, slice, by, lesson: { kind, ...body } }) => {
      await memory.remember({ memoryId: id, project, slice, kind, userId: by, body })
      versions.changed(project)
      await told('learn', project, by, { id, slice, kind })
    },
    remembered: async (project) =>
      (await memory.memories(project)).map(({ memoryId, slice, userId, createdAt, kind, body }) => ({
        id: memoryId,
        slice,
        by: userId,
        at: createdAt,
        lesson: { ...(body as object), kind } as Lesson,
      })),
    version: versions.of,
    forget: async (project, id, by) => {
      const done = await memory.forget(project, id)
      versions.changed(project)
      if (done) await told('forget', project, by, { id })
      return done
    },
    addReview: async (project, { id, by, slice, runHash, verdict, ...body }) => {
      await memory.addReview({ reviewId: id, project, slice, runHash, verdict, userId: by, body })
      const before = clock.now() - KEPT_DAYS * 86_400_000
      await memory.dropAsked(new Date(before).toISOString())
    },
    openReviews: async (project) =>
      (await memory.openReviews(project)).map(
        ({ reviewId, slice, runHash, verdict, userId, body, createdAt }) => ({
          ...(body as Said),
          id: reviewId,
          slice,
          runHash,
          verdict,
          by: userId,
          at: createdAt,
        }),
      ),
    settle: (project, id, by) => memory.settle(project, id, by),
  }
}

/** What another process learnt is heard of within this time. */
const RECENT_MS = 300

/** The version of a project's memories, asked for seldom where much is asked at once; own changes are known at once. */
function recentVersions(memory: Org['memory']) {
  const known = new Map<string, { readonly version: Promise<string>; readonly at: number }>()
  return {
    of: (project: string): Promise<string> => {
      const last = known.get(project)
      if (last && performance.now() - last.at < RECENT_MS) return last.version
      const version = memory.version(project)
      known.set(project, { version, at: performance.now() })
      version.catch(() => known.delete(project))
      return version
    },
    changed: (project: string): void => void known.delete(project),
  }
}
