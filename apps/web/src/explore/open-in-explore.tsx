import type { Plan } from '@numize/semantic'
import { useCatalog } from '../api/queries.ts'
import { CompassIcon } from '../icons.tsx'
import { go, pathTo } from '../routing.ts'
import controls from '../theme/controls.module.css'
import { searchOf } from './address.ts'
import { viewOf } from './view-of-plan.ts'

/** Opens an answer as a form with everything of it applied; not offered where the form could not say all of it. */
export function OpenInExplore({ project, plan }: { project: string; plan: Plan }) {
  const { data } = useCatalog(project)
  const view = data ? viewOf(plan, data) : null
  if (!view) return null
  const target = { project, page: 'explore', search: searchOf(view) }
  return (
    <a
      className={controls['quiet']}
      href={pathTo(target)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return
        event.preventDefault()
        go(target)
      }}
    >
      <CompassIcon size={16} /> Open in Explore
    </a>
  )
}
