import type { SliceUse } from '@numize/access'
import type { Plan } from '@numize/semantic'
import type { BoardContent, Visibility } from './board.ts'

interface Kept {
  readonly visibility: Visibility
  readonly content: BoardContent
}

/** The blocks of boards that ask a Plan, as what a slice should go on answering; private boards are not named. */
export const boardUses = (boards: readonly Kept[], slice: string): readonly SliceUse[] =>
  boards.flatMap(({ visibility, content }) =>
    content.blocks.flatMap((block): readonly SliceUse[] => {
      if (block.kind !== 'plan') return []
      const name = visibility === 'team' ? `${content.title}: ${block.title}` : 'somebody’s own'
      return [{ kind: 'board', name, slice, plan: block.plan as unknown as Plan }]
    }),
  )
