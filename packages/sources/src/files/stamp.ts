import { stat } from 'node:fs/promises'
import { hashJson } from '@numize/base'

/** A file as it is now: changes whenever it is written. */
export interface Stamp {
  readonly path: string
  readonly size: number
  readonly mtimeMs: number
}

export async function stampOf(path: string): Promise<Stamp> {
  const { size, mtimeMs } = await stat(path)
  return { path, size, mtimeMs }
}

export const versionOf = (stamps: readonly Stamp[], manifests: readonly string[]): string =>
  hashJson({ stamps, manifests })
