import { serverError } from '../errors.ts'

/** People come before keys and jobs. */
export type Lane = 'interactive' | 'batch'

export interface LaneRules {
  /** Queries an engine is given at once. */
  readonly slots: number
  /** Of these, kept free of batch work. */
  readonly keptForPeople: number
  /** How many may wait in a lane, and how many of one person. */
  readonly waiting: Readonly<Record<Lane, number>>
  readonly waitingOfOne: number
  readonly longestWaitMs: number
}

export const LANE_RULES: LaneRules = {
  slots: 4,
  keptForPeople: 1,
  waiting: { interactive: 256, batch: 64 },
  waitingOfOne: 32,
  longestWaitMs: 20_000,
}

/** Whose work it is, and which lane it takes. */
export interface Rider {
  readonly user: string
  readonly lane: Lane
}

interface Waiting extends Rider {
  readonly go: () => void
  readonly refuse: (error: unknown) => void
}

/** The turns in front of one engine: lanes in order, within a lane one of each person in turn, queues with an end. */
export interface Lanes {
  /** Runs `work` when its turn comes. @throws `server/busy` where the queue is full or the turn does not come */
  run<T>(rider: Rider, work: () => Promise<T>): Promise<T>
}

export function createLanes(rules: LaneRules = LANE_RULES): Lanes {
  const queues = { interactive: createQueue(), batch: createQueue() }
  const running = { interactive: 0, batch: 0 }
  let usualMs = 100

  const mayStart = (lane: Lane): boolean =>
    running.interactive + running.batch < rules.slots &&
    (lane === 'interactive' || running.batch < rules.slots - rules.keptForPeople)

  const startNext = (): void => {
    for (const lane of ['interactive', 'batch'] as const)
      while (mayStart(lane)) {
        const next = queues[lane].shift()
        if (!next) break
        running[lane]++
        next.go()
      }
  }

  const busy = () => {
    const ahead = queues.interactive.size() + queues.batch.size()
    const seconds = Math.ceil((ahead * usualMs) / rules.slots / 1000)
    return serverError('busy', { seconds: Math.min(60, Math.max(1, seconds)) })
  }

  const turn = ({ user, lane }: Rider): Promise<void> => {
    if (mayStart(lane) && queues[lane].size() === 0) {
      running[lane]++
      return Promise.resolve()
    }
    const queue = queues[lane]
    if (queue.size() >= rules.waiting[lane] || queue.sizeOf(user) >= rules.waitingOfOne)
      return Promise.reject(busy())
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { user, lane, go: resolve, refuse: reject }
      queue.push(waiting)
      const timer = setTimeout(() => {
        if (queue.remove(waiting)) reject(busy())
      }, rules.longestWaitMs)
      timer.unref()
    })
  }

  return {
    run: async (rider, work) => {
      await turn(rider)
      const startedAt = performance.now()
      try {
        return await work()
      } finally {
        usualMs = usualMs * 0.9 + (performance.now() - startedAt) * 0.1
        running[rider.lane]--
        startNext()
      }
    },
  }
}

/** First come, first served of one person; people in turn. */
function createQueue() {
  const byUser = new Map<string, Waiting[]>()
  let count = 0
  return {
    size: () => count,
    sizeOf: (user: string) => byUser.get(user)?.length ?? 0,
    push: (waiting: Waiting): void => {
      const own = byUser.get(waiting.user)
      if (own) own.push(waiting)
      else byUser.set(waiting.user, [waiting])
      count++
    },
    shift: (): Waiting | undefined => {
      const [first] = byUser
      if (!first) return undefined
      const [user, own] = first
      const next = own.shift()
      byUser.delete(user)
      if (own.length > 0) byUser.set(user, own)
      count--
      return next
    },
    remove: (waiting: Waiting): boolean => {
      const own = byUser.get(waiting.user)
      const at = own?.indexOf(waiting) ?? -1
      if (!own || at < 0) return false
      own.splice(at, 1)
      if (own.length === 0) byUser.delete(waiting.user)
      count--
      return true
    },
  }
}
