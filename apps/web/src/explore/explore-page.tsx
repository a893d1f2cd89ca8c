import { Skeleton } from '@mantine/core'
import type { CatalogView } from '@numize/server/contract'
import { Notice } from '../answer/notice.tsx'
import { useCatalog, useWelcome } from '../api/queries.ts'
import { BlockedIcon, RetryIcon } from '../icons.tsx'
import { go, usePlace } from '../routing.ts'
import { sentence } from '../sentence.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import type { PageProps } from '../shell/page-props.ts'
import controls from '../theme/controls.module.css'
import { searchOf, viewIn } from './address.ts'
import { Breadcrumb } from './breadcrumb.tsx'
import styles from './explore-page.module.css'
import { Outcome } from './outcome.tsx'
import { PlanForm } from './plan-form.tsx'
import { planOf, type View } from './view.ts'

/** A Plan as a form: what is measured, split, narrowed, compared; the address holds all of it, so Back undoes. */
export default function ExplorePage({ project }: PageProps) {
  const catalog = useCatalog(project)
  const welcome = useWelcome(project)
  const error = catalog.error ?? welcome.error
  return (
    <PageFrame
      title="Explore"
      intro="Choose what to measure and how to look at it. The address keeps every choice: copy it to share, go back to undo."
      isWide
      isBusy={!error && !(catalog.data && welcome.data)}
    >
      {error && (
        <Notice tone="bad" icon={<BlockedIcon />} title="There is nothing to explore yet">
          <p>{sentence(error.message)}</p>
          <button type="button" className={controls['plain']} onClick={() => void catalog.refetch()}>
            <RetryIcon size={16} /> Try again
          </button>
        </Notice>
      )}
      {catalog.data && welcome.data ? (
        <Explore project={project} catalog={catalog.data} now={welcome.data.now.at} />
      ) : (
        !error && <Skeleton height={420} radius="lg" />
      )}
    </PageFrame>
  )
}

interface Props {
  readonly project: string
  readonly catalog: CatalogView
  /** The local moment ranges end at. */
  readonly now: string
}

function Explore({ project, catalog, now }: Props) {
  const { search } = usePlace()
  const view = viewIn(search)
  const show = (next: View) => go({ project, page: 'explore', search: searchOf(next) })
  return (
    <div className={styles['explore']}>
      <PlanForm project={project} catalog={catalog} view={view} now={now} onChange={show} />
      <div className={styles['outcome']}>
        <Breadcrumb view={view} catalog={catalog} onChange={show} />
        <Outcome project={project} plan={planOf(view, now)} view={view} catalog={catalog} onChange={show} />
      </div>
    </div>
  )
}
