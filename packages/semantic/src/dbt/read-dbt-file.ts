import { z } from 'zod'
import { fail } from '../errors.ts'
import { type CatalogFile, readCatalog } from './read-catalog.ts'
import { type ManifestFile, readManifestFile } from './read-manifest-file.ts'
import { type FreshnessFile, type RunResultsFile, readFreshness, readRunResults } from './read-results.ts'
import { isRecord, members } from './shapes.ts'

/** dbt's `semantic_manifest.json`: no version of its own. */
export interface SemanticManifestFile {
  readonly kind: 'semantic-manifest'
  readonly version: null
  readonly counts: Readonly<Record<string, number>>
  readonly json: Readonly<Record<string, unknown>>
}

/** One of dbt's artifacts, read whatever its version. `counts` are of the things it holds, by dbt's names. */
export type DbtFile = ManifestFile | SemanticManifestFile | CatalogFile | RunResultsFile | FreshnessFile

interface Reader {
  readonly newest: number
  readonly read: (json: Readonly<Record<string, unknown>>, version: number) => DbtFile
}

/** By the name in `dbt_schema_version`: the versions from 1 to `newest` are known. */
const READERS: Readonly<Record<string, Reader>> = {
  manifest: { newest: 12, read: readManifestFile },
  catalog: { newest: 1, read: readCatalog },
  'run-results': { newest: 6, read: readRunResults },
  sources: { newest: 3, read: readFreshness },
}

/**
 * Reads an artifact of dbt's `target/`: which one it is and of what version, the file says itself.
 * @throws `semantic/bad-dbt-file` with the reason, where it is not one, is incomplete, or is of a version we do not know
 */
export function readDbtFile(file: string, source: string): DbtFile {
  const json = parse(file, source)
  if (!isRecord(json)) throw refusal(file, 'it is JSON, but no artifact of dbt')
  const schema = isRecord(json['metadata']) ? json['metadata']['dbt_schema_version'] : undefined
  if (typeof schema !== 'string') return withoutVersion(file, json)
  const { reader, version } = readerOf(file, schema)
  try {
    return reader.read(json, version)
  } catch (error) {
    throw error instanceof z.ZodError ? refusal(file, oddPlace(error)) : error
  }
}

const refusal = (file: string, reason: string) => fail('bad-dbt-file', { file, reason })

function withoutVersion(file: string, json: Readonly<Record<string, unknown>>): SemanticManifestFile {
  if (Array.isArray(json['semantic_models']) && Array.isArray(json['metrics'])) return semanticManifest(json)
  throw refusal(
    file,
    'it does not say its dbt_schema_version, so it is no manifest, catalog or result of dbt',
  )
}

function readerOf(file: string, schema: string): { readonly reader: Reader; readonly version: number } {
  const [, name = '', digits = ''] = /([\w-]+)\/v(\d+)\.json$/.exec(schema) ?? []
  const reader = READERS[name]
  if (!reader)
    throw refusal(file, `it is of the kind ${schema.slice(0, 100)}, which holds nothing Numize reads`)
  const version = Number(digits)
  if (version >= 1 && version <= reader.newest) return { reader, version }
  throw refusal(
    file,
    `it is ${name} v${digits}, and Numize reads ${versions(reader)}. Use a dbt that writes one of these`,
  )
}

const versions = ({ newest }: Reader): string => (newest === 1 ? 'v1' : `v1 to v${newest}`)

function parse(file: string, source: string): unknown {
  if (source.trim() === '') throw refusal(file, 'it is empty')
  try {
    return JSON.parse(source.charCodeAt(0) === 0xfeff ? source.slice(1) : source)
  } catch {
    const reason = /[}\]]\s*$/.test(source)
      ? 'it is not JSON'
      : 'it is cut off in the middle, or not JSON. Run dbt again so that it is written whole'
    throw refusal(file, reason)
  }
}

function oddPlace(error: z.ZodError): string {
  const [issue] = error.issues
  const place = (issue?.path ?? []).map(String).join(' › ')
  return `${place === '' ? 'it' : place} is not what dbt writes there`
}

function semanticManifest(json: Readonly<Record<string, unknown>>): SemanticManifestFile {
  const count = (key: string): number => {
    const list = json[key]
    return Array.isArray(list) ? list.length : members(list).length
  }
  return {
    kind: 'semantic-manifest',
    version: null,
    counts: {
      semantic_model: count('semantic_models'),
      metric: count('metrics'),
      saved_query: count('saved_queries'),
    },
    json,
  }
}
