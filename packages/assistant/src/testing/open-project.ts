import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Principal } from '@numize/access'
import { type Ask, createAsk, createInspect, type Ground, type Ledger, openGround } from '@numize/ask'
import { type Clock, fixedClock } from '@numize/base'
import { loadProject, type Result } from '@numize/semantic'
import { openSource } from '@numize/sources'
import type { Assistant } from '../assistant.ts'
import type { Turn } from '../conversation.ts'
import { createAssistant } from '../create-assistant.ts'
import type { Asked, MemoryKeeper, Remembered, Review } from '../memory/remembered.ts'
import type { AssistantParts, ThreadKeeper } from '../parts.ts'

/** A project written to a folder of its own and opened on a real engine. */
export interface OpenProject extends AsyncDisposable {
  readonly dir: string
  readonly ground: Ground
  readonly ask: Ask
  readonly assistant: (other?: Partial<AssistantParts>) => Assistant
}

/** `files` by their path in the project; data as CSV below `data/`. */
export async function openProject(
  files: Readonly<Record<string, string>>,
  now: string,
): Promise<OpenProject> {
  const dir = mkdtempSync(join(tmpdir(), 'numize-assistant-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(dir, name, '..'), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  const { project, problems } = loadProject(dir, {
    list: (from) =>
      readdirSync(from, { recursive: true })
        .map(String)
        .filter((name) => name.endsWith('.yml')),
    read: (path) => readFileSync(path, 'utf8'),
  })
  if (!project) throw new Error(`the project did not load: ${JSON.stringify(problems)}`)
  const source = await openSource(project.connection, dir, { stateDir: join(dir, 'state') })
  const { ground } = await openGround(project, source)
  const clock = fixedClock(now)
  return {
    dir,
    ground,
    ask: createAsk(ground, ledgerInMemory(), clock),
    assistant: (other = {}) => assistantOver(ground, clock, other),
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  }
}

function assistantOver(ground: Ground, clock: Clock, other: Partial<AssistantParts>): Assistant {
  const ledger = ledgerInMemory()
  let ids = 0
  return createAssistant({
    ground,
    ask: createAsk(ground, ledger, clock),
    inspect: createInspect(ground, ledger, clock),
    threads: threadsInMemory(),
    clock,
    newId: () => `id ${++ids}`,
    llm: async () => null,
    onBug: (error) => {
      throw error
    },
    ...other,
  })
}

function ledgerInMemory(): Ledger {
  const results = new Map<string, Result>()
  return {
    findResult: async (runHash, fingerprint) => results.get(runHash + fingerprint) ?? null,
    keepResult: async (result, fingerprint) => void results.set(result.runHash + fingerprint, result),
    audit: async () => {},
  }
}

function threadsInMemory(): ThreadKeeper {
  const turns: Turn[] = []
  return {
    threads: async () => [],
    turns: async (threadId) => turns.filter((turn) => turn.threadId === threadId),
    turn: async (turnId) => turns.find(({ id }) => id === turnId) ?? null,
    keep: async (turn) => void turns.push(turn),
  }
}

/** What is learnt, kept as long as the test runs. */
export function memoryInMemory(): MemoryKeeper {
  const asked = new Map<string, Asked>()
  let remembered: Remembered[] = []
  let reviews: Review[] = []
  let changes = 0
  const at = '2026-03-15T12:00:00.000Z'
  return {
    noteAsked: async (_, __, one) => void asked.set(one.runHash, one),
    asked: async (_, run) => [...asked.values()].find(({ runHash }) => runHash.startsWith(run)) ?? null,
    remember: async (_, one) => {
      remembered = [...remembered, { ...one, at }]
      changes += 1
    },
    remembered: async () => remembered,
    version: async () => String(changes),
    forget: async (_, id) => {
      const before = remembered.length
      remembered = remembered.filter((one) => one.id !== id)
      changes += 1
      return remembered.length < before
    },
    addReview: async (_, review) => void (reviews = [...reviews, { ...review, at }]),
    openReviews: async () => reviews,
    settle: async (_, id) => {
      const before = reviews.length
      reviews = reviews.filter((one) => one.id !== id)
      return reviews.length < before
    },
  }
}

export const person = (userId: string, roles: readonly string[] = [userId]): Principal => ({
  orgId: 'o',
  userId,
  roles,
  attributes: {},
})
