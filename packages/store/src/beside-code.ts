import { fileURLToPath } from 'node:url'

/**
 * A file that lies beside the code: `source` is relative to this folder; in the built product everything is in `dist/`
 * (this code itself perhaps in `dist/chunks/`), where the file is called `built`.
 */
export function besideCode(source: string, built: string): string {
  if (runsFromSource()) return fileURLToPath(new URL(source, import.meta.url))
  const inChunks = /\/chunks\/[^/]+$/.test(import.meta.url)
  return fileURLToPath(new URL(`${inChunks ? '../' : './'}${built}`, import.meta.url))
}

const runsFromSource = (): boolean => import.meta.url.endsWith('.ts')
