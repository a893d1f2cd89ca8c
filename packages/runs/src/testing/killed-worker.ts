import { appendFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { openStore } from '@numize/store'
import { openRuns } from '../open-runs.ts'

// A process that is killed at random: `node killed-worker.ts STORE LOG RUNS STEPS`. It starts RUNS runs of STEPS steps
// (the same ones each time it begins) and writes down what it begins and what it knows to be finished.
const [dir = '', log = '', runs = '1', steps = '1'] = process.argv.slice(2)

const store = await openStore({ dir })
await store.addOrg('o', 'O')
const write = (line: string): void => appendFileSync(log, `${line}\n`)

await using service = await openRuns({
  store,
  leaseMs: 300,
  workers: 2,
  kinds: [
    {
      kind: 'count',
      work: async ({ input, step }) => {
        let sum = 0
        for (let n = 1; n <= Number(steps); n++) {
          sum += await step(`step ${n}`, async () => {
            write(`begin ${String(input)} ${n}`)
            await wait(20 + Math.random() * 30)
            return n
          })
          write(`finished ${String(input)} ${n}`)
        }
        return sum
      },
    },
  ],
})
for (let n = 1; n <= Number(runs); n++)
  await service.start('o', { kind: 'count', input: n, userId: null, key: `run ${n}` })
write('started')
for (;;) {
  const all = await service.list('o', { limit: 1000 })
  if (all.every(({ endedAt }) => endedAt !== null)) break
  await wait(50)
}
for (const { input, state, output } of await service.list('o', { limit: 1000 }))
  write(`ended ${String(input)} ${state} ${String(output)}`)
await service[Symbol.asyncDispose]()
await store[Symbol.asyncDispose]()
process.exit(0)
