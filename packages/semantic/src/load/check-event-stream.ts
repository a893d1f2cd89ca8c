import { NumizeError } from '@numize/base'
import { resolveDimension } from '../graph/resolve-dimension.ts'
import type { Model, SemanticModel } from '../model.ts'
import type { Problem } from '../project.ts'
import { problemAt } from './check-problem.ts'

/** What a declared event stream names and the model does not have. */
export function checkEventStream(model: Model, stream: SemanticModel): readonly Problem[] {
  const declared = stream.extras.eventStream
  if (!declared) return []
  const { entity, time, event, id, identity } = declared
  const own = [entity, time, event, id].filter((name) => name !== null)
  const mapped = identity ? [identity.from, identity.to] : []
  return [
    ...own.flatMap((name) => unresolved(model, stream, stream.name, name)),
    ...mapped.flatMap((name) => unresolved(model, stream, identity?.model ?? '', name)),
  ]
}

function unresolved(model: Model, stream: SemanticModel, from: string, name: string): readonly Problem[] {
  try {
    resolveDimension(model, from, name)
    return []
  } catch (error) {
    if (!(error instanceof NumizeError)) throw error
    return [problemAt(stream.place, `the event stream of ${stream.name}: ${error.message}`)]
  }
}
