import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { systemClock } from '@numize/base'
import { generateDemo } from '@numize/needs'
import { type Desk, localDesk } from '../../apps/cli/src/desk.ts'
import { diskFiles, type Effects } from '../../apps/cli/src/effects.ts'
import { openInstallation } from '../../apps/cli/src/installation.ts'

export type Company = 'neobank' | 'marketplace'

export interface WorldSettings {
  readonly company: Company
  readonly trajectory: 'T1' | 'T2'
  readonly quality: 'clean' | 'typical'
  readonly seed: number
}

/** A demo's own project over data generated anew, and the product opened on it. */
export interface World extends AsyncDisposable {
  readonly project: string
  readonly desk: Desk
  readonly truth: Truth
}

export interface Truth {
  readonly window: { readonly from: string; readonly until: string }
  readonly events: readonly PlantedEvent[]
  readonly spikes: readonly PlantedSpike[]
}

export interface PlantedEvent {
  readonly kind: string
  readonly from: string
  /** Null is for good. */
  readonly to: string | null
}

/** A day on which a column of a table is empty far more often. */
export interface PlantedSpike {
  readonly table: string
  readonly column: string
  readonly day: string
}

export async function openWorld(settings: WorldSettings): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'numize-planted-'))
  const project = join(dir, settings.company)
  const example = resolve('examples', settings.company)
  mkdirSync(project)
  for (const name of ['models', 'slices', 'lexicon.yml', 'numize.yml'])
    cpSync(join(example, name), join(project, name), { recursive: true })
  const { company: archetype, ...rest } = settings
  const lines = Object.entries({ archetype, scale: 'demo', ...rest }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  writeFileSync(join(project, 'demo.yml'), `${lines.join('\n')}\n`)
  await generateDemo(project)
  const effects = quiet(join(dir, 'state'))
  const installation = await openInstallation(effects)
  const desk = localDesk(installation, effects)
  return {
    project,
    desk,
    truth: readTruth(join(project, 'meta')),
    [Symbol.asyncDispose]: async () => {
      await desk[Symbol.asyncDispose]()
      await installation[Symbol.asyncDispose]()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

const quiet = (stateDir: string): Effects => ({
  clock: systemClock,
  files: diskFiles,
  stateDir,
  out: () => {},
  err: () => {},
  isTerminal: false,
  env: {},
})

interface Defect {
  readonly table: string
  readonly kind: string
  readonly column: string
  readonly days: readonly string[]
}

function readTruth(meta: string): Truth {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(meta, name), 'utf8'))
  const { window, events } = read('events.json') as Pick<Truth, 'window' | 'events'>
  const { defects } = read('defects.json') as { readonly defects: readonly Defect[] }
  const spikes = defects
    .filter(({ kind }) => kind === 'null_spike')
    .map(({ table, column, days }) => ({ table, column, day: days[0] ?? '' }))
  return { window, events, spikes }
}
