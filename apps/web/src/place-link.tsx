import type { ReactNode } from 'react'
import { go, pathTo, type Target } from './routing.ts'

interface Props {
  readonly to: Target
  readonly isCurrent?: boolean
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A link within the workspace: opened in place, or in a tab of its own where the reader asks for one. */
export const PlaceLink = ({ to, isCurrent = false, className, children }: Props) => (
  <a
    href={pathTo(to)}
    className={className}
    aria-current={isCurrent ? 'page' : undefined}
    onClick={(event) => {
      if (event.metaKey || event.ctrlKey) return
      event.preventDefault()
      go(to)
    }}
  >
    {children}
  </a>
)
