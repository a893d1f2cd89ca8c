import type { Project, Slice } from '@numize/semantic'

/** A slice as it was put to use. The latest version of a slice is the one in force. */
export interface SliceVersion {
  readonly slice: string
  /** From 1. */
  readonly version: number
  readonly content: Slice
  readonly by: string
  /** ISO, UTC. */
  readonly at: string
  readonly why: string
  /** What it broke and why that was accepted; null where it broke nothing. */
  readonly forced: { readonly reason: string; readonly broke: readonly string[] } | null
}

/** Where versions are kept; bound to one organisation. */
export interface SliceKeeper {
  /** Of all slices of a project, each slice's oldest first. */
  list(project: string): Promise<readonly SliceVersion[]>
  add(project: string, version: Omit<SliceVersion, 'version' | 'at'>): Promise<SliceVersion>
}

/** The version in force of each slice that was ever published. */
export const inForce = (versions: readonly SliceVersion[]): ReadonlyMap<string, SliceVersion> =>
  new Map(versions.toSorted((a, b) => a.version - b.version).map((one) => [one.slice, one]))

/**
 * The project as it is in use: a slice that was ever published as it was published last, also where its file has
 * changed or gone; any other as its file says.
 */
export function withPublished(project: Project, versions: readonly SliceVersion[]): Project {
  const published = inForce(versions)
  if (published.size === 0) return project
  const onDisk = project.slices.map((slice) => contentOf(published.get(slice.name)) ?? slice)
  const names = new Set(project.slices.map(({ name }) => name))
  const gone = [...published.values()].filter(({ slice }) => !names.has(slice))
  return { ...project, slices: [...onDisk, ...gone.map(({ content }) => content)] }
}

const contentOf = (version: SliceVersion | undefined): Slice | undefined => version?.content
