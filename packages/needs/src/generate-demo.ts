import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { type GenerateEffects, generateWarehouse } from './generate-warehouse.ts'
import { isCurrent } from './is-current.ts'
import { type Archetype, DEFAULTS, type WarehouseOptions } from './options.ts'

export interface GeneratedDemo {
  readonly data: string
  /** False where the data stood there already, made by the same settings, or are the project's own. */
  readonly generated: boolean
}

/**
 * Fills `data/` and `meta/` of a project with a `demo.yml` (archetype, and optionally scale, trajectory, quality,
 * timeZone, months, seed, until); does nothing where they are there and the settings have not changed, nor in a
 * project without one.
 * @throws the errors of `generateWarehouse`
 */
export async function generateDemo(
  projectDir: string,
  effects: GenerateEffects = {},
): Promise<GeneratedDemo> {
  const options = await readDemo(resolve(projectDir))
  if (!options) return { data: join(resolve(projectDir), 'data'), generated: false }
  if (await isCurrent(options)) return { data: options.out, generated: false }
  await generateWarehouse(options, effects)
  return { data: options.out, generated: true }
}

async function readDemo(projectDir: string): Promise<WarehouseOptions | null> {
  const path = join(projectDir, 'demo.yml')
  if (!existsSync(path)) return null
  const settings = parse(await readFile(path, 'utf8')) as Partial<WarehouseOptions> & { archetype: Archetype }
  return {
    ...DEFAULTS,
    scale: 'demo',
    trajectory: 'T2',
    ...settings,
    out: join(projectDir, 'data'),
    meta: join(projectDir, 'meta'),
    database: false,
    staging: true,
  }
}
