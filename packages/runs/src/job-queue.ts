import type { Store } from '@numize/store'
import PgBoss from 'pg-boss'

const QUEUE = 'runs'
const SCHEMA = 'jobs'
const POLL_SECONDS = 2
const STOP_MS = 30_000

export interface RunAddress {
  readonly orgId: string
  readonly runId: string
}

/** Tells workers, here and in other processes, that a run waits. It may tell twice, or never: the journal decides. */
export interface JobQueue extends AsyncDisposable {
  offer(run: RunAddress): Promise<void>
  /** Sends `{orgId, name}` by the clock to one of the processes. @throws where the times cannot be read. */
  schedule(schedule: { orgId: string; name: string; cron: string; timeZone: string }): Promise<void>
  unschedule(schedule: { orgId: string; name: string }): Promise<void>
}

interface Handlers {
  readonly onRun: (run: RunAddress) => Promise<void>
  readonly onTime: (schedule: { orgId: string; name: string }, moment: Date) => Promise<void>
  readonly onError: (error: Error) => void
}

/** pg-boss on the database of the store, with tables of its own. `workers` runs are worked on at a time. */
export async function openJobQueue(store: Store, workers: number, handlers: Handlers): Promise<JobQueue> {
  const database = lendDatabase(store)
  const boss = new PgBoss({
    schema: SCHEMA,
    db: { executeSql: database.execute },
  })
  boss.on('error', handlers.onError)
  await boss.start()
  // Of the policy `short`: a run that is offered already is not offered twice.
  await boss.createQueue(QUEUE, { name: QUEUE, policy: 'short' })
  const listening: string[] = []
  for (let worker = 0; worker < workers; worker++)
    listening.push(
      await boss.work<RunAddress>(QUEUE, { pollingIntervalSeconds: POLL_SECONDS }, async ([job]) => {
        if (job) await handlers.onRun(job.data)
      }),
    )
  const attended = new Set<string>()
  return {
    offer: async (run) => {
      await boss.send(QUEUE, run, { singletonKey: run.runId })
      for (const worker of listening) boss.notifyWorker(worker)
    },
    schedule: async ({ orgId, name, cron, timeZone }) => {
      const queue = queueOf(orgId, name)
      await boss.createQueue(queue)
      await boss.schedule(queue, cron, { orgId, name }, { tz: timeZone })
      if (attended.has(queue)) return
      attended.add(queue)
      await boss.work<{ orgId: string; name: string }>(
        queue,
        { pollingIntervalSeconds: POLL_SECONDS, includeMetadata: true },
        async ([job]) => {
          if (job) await handlers.onTime(job.data, job.createdOn)
        },
      )
    },
    unschedule: async ({ orgId, name }) => {
      const queue = queueOf(orgId, name)
      await boss.unschedule(queue)
      attended.delete(queue)
      await boss.offWork(queue)
      await boss.deleteQueue(queue)
    },
    [Symbol.asyncDispose]: async () => {
      await boss.stop({ graceful: true, wait: true, close: false, timeout: STOP_MS })
      await database.takeBack()
    },
  }
}

/**
 * pg-boss goes on with what it was about after it said it has stopped. What is under way is waited for; what comes
 * later is never answered, as the store may be gone.
 */
function lendDatabase(store: Store) {
  const underWay = new Set<Promise<unknown>>()
  let isLent = true
  const run = async (text: string, values: unknown[]): Promise<{ rows: unknown[] }> => ({
    rows: [...(await store.executeSql(text, values)).rows],
  })
  return {
    execute: (text: string, values: unknown[]): Promise<{ rows: unknown[] }> => {
      if (!isLent) return new Promise(() => undefined)
      const answer = run(text, values)
      underWay.add(answer)
      const over = (): void => void underWay.delete(answer)
      answer.then(over, over)
      return answer
    },
    takeBack: async (): Promise<void> => {
      while (underWay.size > 0) await Promise.allSettled(underWay)
      isLent = false
    },
  }
}

/** Names of queues hold letters, digits, hyphens, underscores and dots. */
const queueOf = (orgId: string, name: string): string =>
  `clock.${Buffer.from(`${orgId} ${name}`).toString('base64url')}`
