import { usePlace } from '../routing.ts'
import type { PageProps } from '../shell/page-props.ts'
import { BoardList } from './board-list.tsx'
import { BoardView } from './board-view.tsx'

/** All boards, or the one the address names. */
export default function BoardsPage({ project, path: [board] }: PageProps) {
  const share = new URLSearchParams(usePlace().search).get('share')
  if (board === undefined) return <BoardList project={project} />
  return <BoardView key={board} project={project} id={board} share={share} />
}
