import { seededRandom } from '@numize/base'
import { killAtRandom } from '../../packages/runs/src/testing/kill-at-random.ts'
import type { SoakOptions } from '../main.ts'

const KILLS = 100

/** Kills a process that works on runs at random moments: nothing may be lost, no finished step done again. */
export async function run({ kills, seed }: SoakOptions): Promise<boolean> {
  const wanted = kills ?? KILLS
  const verdict = await killAtRandom({
    kills: wanted,
    runs: 8,
    steps: 10 * wanted,
    random: seededRandom(seed),
  })
  console.log(
    `kills ${verdict.kills}, runs lost ${verdict.lost}, finished steps begun again ${verdict.repeated}`,
  )
  return verdict.lost === 0 && verdict.repeated === 0 && verdict.kills >= wanted
}
