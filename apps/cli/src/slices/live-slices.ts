import { type SliceKeeper, type SliceVersion, withPublished } from '@numize/access'
import type { Ground } from '@numize/ask'
import type { Project } from '@numize/semantic'

/** Published slices of open projects: what is published here holds from the next question on. */
export interface LiveSlices {
  /** The keeper to publish through. */
  readonly keeper: SliceKeeper
  /** The ground with the slices in force in place of its drafts, now and later. */
  follow(ground: Ground): Promise<Ground>
}

export function liveSlices(kept: SliceKeeper): LiveSlices {
  const versions = new Map<string, readonly SliceVersion[]>()
  const load = async (project: string): Promise<void> => {
    versions.set(project, await kept.list(project))
  }
  return {
    keeper: {
      list: (project) => kept.list(project),
      add: async (project, version) => {
        const added = await kept.add(project, version)
        if (versions.has(project)) await load(project)
        return added
      },
    },
    follow: async (ground) => {
      const draft = ground.project
      await load(draft.name)
      const inUse = remembering((published) => withPublished(draft, published))
      return {
        ...ground,
        get project() {
          return inUse(versions.get(draft.name) ?? [])
        },
      }
    },
  }
}

/** Made anew only when what it is made of is another. */
function remembering(make: (from: readonly SliceVersion[]) => Project) {
  let last: { readonly from: readonly SliceVersion[]; readonly made: Project } | null = null
  return (from: readonly SliceVersion[]): Project => {
    if (last?.from !== from) last = { from, made: make(from) }
    return last.made
  }
}
