import type { Principal, RawRequest, Readiness, SliceVersion } from '@numize/access'
import type { Turn } from '@numize/assistant'
import type { Slice } from '@numize/semantic'

export interface Forcing {
  readonly why: string
  /** Why what breaks is accepted. */
  readonly force?: string | undefined
  /** In place of what the file says. */
  readonly draft?: Slice | undefined
}

export interface Previewing {
  /** Whose eyes it is seen through. */
  readonly as: string
  readonly question?: string | undefined
  readonly draft?: Slice | undefined
}

export interface SlicePreview {
  readonly slice: string
  readonly models: readonly { readonly name: string; readonly dimensions: readonly string[] }[]
  readonly metrics: readonly string[]
  readonly turn: Turn | null
}

/** What is told of a draft. */
export interface SliceCheck {
  readonly readiness: Readiness
  readonly diff: readonly string[]
  readonly broken: readonly string[]
}

/** What is done with the slices of one project by somebody; the app reads drafts and keeps versions. */
export interface SliceWork {
  /** @throws `cli/bad-slice` where it names what is not there */
  check(draft: Slice): Promise<SliceCheck>
  readiness(slice: string): Promise<Readiness>
  diff(slice: string): Promise<{ readonly diff: readonly string[]; readonly broken: readonly string[] }>
  versions(slice: string): Promise<readonly SliceVersion[]>
  /** @throws `access/slice-breaks` */
  publish(slice: string, forcing: Forcing): Promise<SliceVersion>
  rollBack(slice: string, version: number, forcing: Forcing): Promise<SliceVersion>
  preview(slice: string, how: Previewing): Promise<SlicePreview>
  rawRequests(): Promise<readonly RawRequest[]>
  requestRaw(wanted: {
    readonly dimension: string
    readonly why: string
    readonly slice?: string | undefined
  }): Promise<RawRequest>
  /** `days` null = refused. */
  decideRaw(id: string, days: number | null): Promise<RawRequest>
}

/** The slices of a project, for whoever works on them. */
export type SlicesOf = (project: string, by: Principal) => SliceWork
