import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { GENERATOR } from './generate-warehouse.ts'
import { DEFAULTS, type WarehouseOptions } from './options.ts'

/** Does the warehouse of these options stand in its folder already, made by this generator? */
export async function isCurrent({ out, meta, ...settings }: WarehouseOptions): Promise<boolean> {
  const path = join(out, 'warehouse.json')
  if (!existsSync(path) || (meta !== undefined && !existsSync(join(meta, 'defects.json')))) return false
  try {
    const stamp = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
    const wanted = { until: DEFAULTS.until, ...settings }
    return (
      stamp['generator'] === GENERATOR && Object.entries(wanted).every(([key, value]) => stamp[key] === value)
    )
  } catch {
    return false
  }
}
