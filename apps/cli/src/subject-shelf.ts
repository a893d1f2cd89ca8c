import path from 'node:path'
import type { Effects } from './effects.ts'
import type { Installation } from './installation.ts'
import { openSubject } from './open-subject.ts'
import type { OpenSubject, Subject } from './subject.ts'

const MOST_OPEN = 4

/** Subjects by where they are, each opened once. */
export interface SubjectShelf extends AsyncDisposable {
  /** Of the installation's own organisation unless another is said. */
  readonly open: (subject: Subject, orgId?: string) => Promise<OpenSubject>
}

/** A project that is open for good, and where it lies. */
export interface ServedFolder {
  readonly dir: string
  readonly subject: OpenSubject
}

/** Keeps the latest few open, and those that are `kept` for good. */
export function openSubjects(
  installation: Installation,
  effects: Effects,
  kept: readonly ServedFolder[] = [],
): SubjectShelf {
  const open = new Map<string, Promise<OpenSubject>>()
  return {
    open: async (subject, orgId = installation.owner.orgId) => {
      const project = 'project' in subject ? path.resolve(subject.project) : null
      const served = kept.find((one) => one.dir === project && one.subject.orgId === orgId)
      if (served) return served.subject
      const place = 'project' in subject ? `project ${project}` : `source ${subject.source}`
      const key = `${orgId} ${place}`
      const known = open.get(key)
      open.delete(key)
      const keeping = orgId === installation.owner.orgId ? installation : installation.of(orgId)
      const wanted = known ?? openSubject(subject, keeping, effects)
      open.set(key, wanted)
      wanted.catch(() => open.delete(key))
      await closeOldest(open)
      return wanted
    },
    [Symbol.asyncDispose]: async () => {
      for (const subject of open.values()) await disposeOf(subject)
      open.clear()
    },
  }
}

async function closeOldest(open: Map<string, Promise<OpenSubject>>): Promise<void> {
  const [oldest] = open
  if (open.size <= MOST_OPEN || oldest === undefined) return
  open.delete(oldest[0])
  await disposeOf(oldest[1])
}

const disposeOf = async (subject: Promise<OpenSubject>): Promise<void> => {
  const opened = await subject.catch(() => null)
  await opened?.[Symbol.asyncDispose]()
}
