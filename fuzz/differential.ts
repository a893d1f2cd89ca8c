import { runDifferential } from '@numize/ask/testing'
import { readArguments } from './read-arguments.ts'

/**
 * Random Plans and SELECTs under policies against a copy that holds only what may be seen:
 * `differential [COUNT] [SEED] [--postgres]`, ten thousand unless said.
 */
export async function differential(args: readonly string[]): Promise<boolean> {
  const { words, server } = await readArguments(args)
  const [count = '10000', seed = String(Date.now())] = words
  console.log(`${count} plans and SELECTs on ${server ? 'Postgres' : 'DuckDB'}, seed ${seed}`)
  await server?.execute("CREATE ROLE reader LOGIN PASSWORD 'reader'")
  const found = await runDifferential({ count: Number(count), seed, server })
  await server?.[Symbol.asyncDispose]()
  console.log(`kinds of questions × kinds of policies, answered/refused\n${found.table}`)
  if (found.missing.length > 0) console.log(`never met: ${found.missing.join('; ')}`)
  for (const one of found.wrong) console.log(`WRONG ${one}`)
  for (const one of found.leaks) console.log(`LEAK ${one}`)
  const { asked, answered, refused, failedAlike, wrong, leaks } = found
  console.log(
    `asked ${asked}: ${answered} the same rows, ${refused} refused, ${failedAlike} without an answer on either, ${wrong.length} wrong, ${leaks.length} leaks`,
  )
  return wrong.length === 0 && leaks.length === 0
}
