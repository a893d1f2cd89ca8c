import { differential } from './differential.ts'
import { guard } from './guard.ts'

/** What `npm run fuzz -- NAME` runs; each gives whether it found nothing. */
const rounds: Readonly<Record<string, (args: readonly string[]) => Promise<boolean>>> = {
  guard,
  differential,
}

const usage = `usage: npm run fuzz [-- guard [MINUTES] [SEED] | differential [COUNT] [SEED]] [--postgres]`

async function main(): Promise<number> {
  const [name = 'guard', ...rest] = process.argv.slice(2)
  const round = /^[\d-]/.test(name) ? guard : rounds[name]
  if (!round) {
    console.error(usage)
    return 2
  }
  return (await round(round === rounds[name] ? rest : [name, ...rest])) ? 0 : 1
}

process.exitCode = await main()
