import type { Principal } from '@numize/access'
import { type Ask, createAsk, createAskSql, createInspect, type Ground } from '@numize/ask'
import {
  type Assistant,
  createAssistant,
  readBenchmarksFile,
  readPlaybooks,
  type Turn,
} from '@numize/assistant'
import type { Goal } from '@numize/insights'
import { type Llm, openLlm } from '@numize/llm'
import type { Outside } from '@numize/sources'
import { auditedLlm } from './audited-llm.ts'
import type { Effects } from './effects.ts'
import type { OrgKeeping } from './org-keeping.ts'
import { discoverProject, type OpenedProject, readProject } from './projects.ts'
import type { OpenSubject, Subject } from './subject.ts'

/** A project, or somebody's own data, with everything that answers over it, for one organisation; see `Outside`. */
export async function openSubject(
  subject: Subject,
  keeping: OrgKeeping,
  effects: Effects,
  reach?: Outside['reach'],
): Promise<OpenSubject> {
  const outside: Outside = { resolve: keeping.secrets.resolve, reach }
  if ('source' in subject)
    return assemble(await discoverProject(subject.source, effects, outside), keeping, effects)
  const opened = await readProject(subject.project, effects, outside)
  const ground = await keeping.slices.follow(opened.ground)
  return assemble({ ...opened, ground }, keeping, effects)
}

/** One answer over a ground that is not the one in use; nothing of it is kept. */
export async function answerOver(
  { ground, question, principal }: { ground: Ground; question: string; principal: Principal },
  keeping: OrgKeeping,
  effects: Effects,
): Promise<Turn> {
  const ask = createAsk(ground, keeping.ledger, effects.clock)
  await using assistant = assistantOver(ground, ask, keeping, effects)
  return await assistant.answer(question, { principal, keep: false })
}

export function assemble(
  { ground, source, problems }: OpenedProject,
  keeping: OrgKeeping,
  effects: Effects,
): OpenSubject {
  const ask = createAsk(ground, keeping.ledger, effects.clock)
  const assistant = assistantOver(ground, ask, keeping, effects)
  return {
    orgId: keeping.owner.orgId,
    ground,
    ask,
    askSql: createAskSql(ground, keeping.ledger, effects.clock),
    assistant,
    problems,
    [Symbol.asyncDispose]: async () => {
      await assistant[Symbol.asyncDispose]()
      await source[Symbol.asyncDispose]()
    },
  }
}

export function assistantOver(ground: Ground, ask: Ask, keeping: OrgKeeping, effects: Effects): Assistant {
  const { clock, env, stateDir } = effects
  const { resolve } = keeping.secrets
  let llm: Promise<Llm | null> | null = null
  return createAssistant({
    ground,
    ask,
    inspect: createInspect(ground, keeping.ledger, clock),
    threads: keeping.threads,
    recall: (runHash, fingerprint) => keeping.ledger.findResult(runHash, fingerprint),
    memory: keeping.memory,
    playbooks: () => readPlaybooks(ground.project.dir),
    benchmarks: () => readBenchmarksFile(ground.project.dir),
    goals: async () => (await keeping.goals.list(ground.project.name)) as Goal[],
    snoozes: () => keeping.snoozes.list(ground.project.name),
    clock,
    newId: keeping.newId,
    llm: () => {
      llm ??= openLlm(ground.project.providers, { env, stateDir, clock, resolve }).then(
        (model) => model && auditedLlm(model, ground.project.name, (entry) => keeping.audit.append(entry)),
      )
      return llm
    },
    onBug: (error) =>
      effects.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
  })
}
