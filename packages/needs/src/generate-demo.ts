import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { needsError } from './errors.ts'
import { GENERATOR, type GenerateEffects, generateWarehouse } from './generate-warehouse.ts'
import { DEFAULTS, type WarehouseOptions } from './options.ts'

export interface GeneratedDemo {
  readonly data: string
  /** False where the data stood there already, made by the same settings. */
  readonly generated: boolean
}

/**
 * Fills `data/` and `meta/` of a project whose `numize.yml` has `demo:` settings (archetype, and optionally scale,
 * trajectory, quality, months, seed, until); does nothing where they are there and the settings have not changed.
 * @throws `needs/no-demo` and the errors of `generateWarehouse`
 */
export async function generateDemo(
  projectDir: string,
  effects: GenerateEffects = {},
): Promise<GeneratedDemo> {
  const options = await readDemo(resolve(projectDir))
  if (await isCurrent(options)) return { data: options.out, generated: false }
  await generateWarehouse(options, effects)
  return { data: options.out, generated: true }
}

async function readDemo(projectDir: string): Promise<WarehouseOptions> {
  const path = join(projectDir, 'numize.yml')
  if (!existsSync(path)) throw needsError('no-demo', { path })
  const file = parse(await readFile(path, 'utf8')) as {
    demo?: Partial<WarehouseOptions>
    time_zone?: string
  } | null
  if (!file?.demo?.archetype) throw needsError('no-demo', { path })
  return {
    ...DEFAULTS,
    scale: 'demo',
    trajectory: 'T2',
    timeZone: file.time_zone ?? DEFAULTS.timeZone,
    archetype: file.demo.archetype,
    ...file.demo,
    out: join(projectDir, 'data'),
    meta: join(projectDir, 'meta'),
    database: false,
    staging: true,
  }
}

async function isCurrent({ out, meta: _meta, ...settings }: WarehouseOptions): Promise<boolean> {
  const path = join(out, 'warehouse.json')
  if (!existsSync(path)) return false
  const stamp = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
  return (
    stamp['generator'] === GENERATOR && Object.entries(settings).every(([key, value]) => stamp[key] === value)
  )
}
