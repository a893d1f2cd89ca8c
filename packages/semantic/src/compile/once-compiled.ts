import type { Compiled, CompileOptions } from '../compiled.ts'
import type { Model } from '../model.ts'
import type { Plan } from '../plan.ts'

interface Request {
  readonly plan: Plan
  readonly model: Model
  readonly options: CompileOptions
}

const KEPT = 256
/** A longer request is not kept: its text would cost more than it spares. */
const LONGEST = 20_000
const byModel = new WeakMap<Model, Map<string, Compiled>>()

/** What the same request gave before, of the last ones of its model; policies and all are part of the request. */
export function onceCompiled({ plan, model, options }: Request, make: () => Compiled): Compiled {
  const key = JSON.stringify([plan, options])
  if (key.length > LONGEST) return make()
  const kept = byModel.get(model) ?? new Map<string, Compiled>()
  byModel.set(model, kept)
  const compiled = kept.get(key) ?? make()
  kept.delete(key)
  kept.set(key, compiled)
  const [oldest] = kept.keys()
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
  return compiled
}
