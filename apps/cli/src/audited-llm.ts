import type { Json } from '@numize/base'
import { describeError } from '@numize/base'
import type { Llm, LlmSession } from '@numize/llm'

type Append = (entry: Json) => Promise<unknown>

/** The same model; what each call cost, or how it failed, is written to the audit. No word that was sent or came back. */
export const auditedLlm = (llm: Llm, project: string, append: Append): Llm => ({
  name: llm.name,
  preferred: llm.preferred,
  open: (options) => auditedSession(llm.open(options), { action: 'tool', tool: llm.name, project }, append),
})

function auditedSession(
  session: LlmSession,
  entry: Readonly<Record<string, Json>>,
  append: Append,
): LlmSession {
  return {
    spentUsd: () => session.spentUsd(),
    propose: async (request) => {
      const before = session.spentUsd()
      try {
        const proposal = await session.propose(request)
        await append({ ...entry, userId: null, outcome: 'answered', costUsd: proposal.costUsd })
        return proposal
      } catch (error) {
        const { code } = describeError(error)
        const costUsd = session.spentUsd() - before
        await append({ ...entry, userId: null, outcome: 'failed', code, costUsd })
        throw error
      }
    },
  }
}
