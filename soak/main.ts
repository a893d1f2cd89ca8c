/** One line per soak: the folder beside this file that exports `run(options)` and tells whether all was well. */
const soaks: Readonly<Record<string, () => Promise<{ run: (options: SoakOptions) => Promise<boolean> }>>> = {
  runs: () => import('./runs/run.ts'),
  server: () => import('./server/run.ts'),
  'server-on-postgres': () => import('./server/on-postgres.ts'),
}

export interface SoakOptions {
  /** How often to kill; the soak's own number where not given. */
  readonly kills: number | null
  readonly seed: string
}

const [name = '', kills, seed = '1'] = process.argv.slice(2)
const load = soaks[name]
if (!load || (kills !== undefined && !/^\d+$/.test(kills))) {
  console.error(`usage: npm run soak -- NAME [KILLS] [SEED]\nsoaks: ${Object.keys(soaks).join(', ')}`)
  process.exit(2)
}
const { run } = await load()
process.exit((await run({ kills: kills === undefined ? null : Number(kills), seed })) ? 0 : 1)
