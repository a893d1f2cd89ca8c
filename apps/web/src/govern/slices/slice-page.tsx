import type { SliceContent } from '@numize/server/contract'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Loaded } from '../loaded.tsx'
import { PreviewCard } from './preview-card.tsx'
import { PublishCard } from './publish-card.tsx'
import { SliceFields } from './slice-fields.tsx'
import { carefulSlice, type SliceParts, useParts, useSliceContent } from './slice-queries.ts'
import { useSliceDraft } from './use-slice-draft.ts'
import { VersionsCard } from './versions-card.tsx'

interface Props {
  readonly project: string
  readonly name: string
  /** Nothing of this name is in force yet. */
  readonly isNew: boolean
}

/** One slice: changed, checked, seen through somebody's eyes, published, rolled back. */
export function SlicePage({ project, name, isNew }: Props) {
  const parts = useParts(project)
  const content = useSliceContent(project, name, isNew)
  if (isNew)
    return (
      <Loaded query={parts} what="The model">
        {(known) => <Draft project={project} parts={known} inForce={carefulSlice(name, known)} isNew />}
      </Loaded>
    )
  return (
    <Loaded query={content} what="The slice">
      {({ content: inForce }) => (
        <Loaded query={parts} what="The model">
          {(known) => (
            <Draft
              key={JSON.stringify(inForce)}
              project={project}
              parts={known}
              inForce={inForce}
              isNew={false}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  )
}

interface DraftProps {
  readonly project: string
  readonly parts: SliceParts
  readonly inForce: SliceContent
  readonly isNew: boolean
}

function Draft({ project, parts, inForce, isNew }: DraftProps) {
  const { name } = inForce
  const { draft, change, discard, isChanged } = useSliceDraft(`slice/${project}/${name}`, inForce)
  return (
    <>
      <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="slice">
        <div className={styles['between']}>
          <h2 id="slice">{draft.label}</h2>
          {isChanged && (
            <span className={styles['row']}>
              <span className={styles['badge']} data-tone="warn">
                Changed, not published
              </span>
              <button type="button" className={controls['quiet']} onClick={discard}>
                Throw the changes away
              </button>
            </span>
          )}
        </div>
        <SliceFields parts={parts} draft={draft} onChange={change} />
      </section>
      <PublishCard project={project} draft={draft} isNew={isNew} onPublished={discard} />
      <PreviewCard project={project} draft={draft} />
      {!isNew && <VersionsCard project={project} slice={name} />}
    </>
  )
}
