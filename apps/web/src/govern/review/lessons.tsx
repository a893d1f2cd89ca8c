import type { RouteResponse } from '@numize/server/contract'
import { useTask } from '../../account/use-task.ts'
import { when } from '../../account/when.ts'
import { call } from '../../api/call.ts'
import controls from '../../theme/controls.module.css'
import { askAnew } from '../../thread/questions.ts'
import styles from '../govern.module.css'
import { Trouble } from '../trouble.tsx'
import { effectOf } from './effect-of.ts'
import { refreshReviewing } from './review-queries.ts'

type Lesson = RouteResponse<'GET /v1/projects/:project/lessons'>[number]

/** What later answers follow, by whom, since when and why; each may be forgotten again. */
export function Lessons({ project, lessons }: { project: string; lessons: readonly Lesson[] }) {
  const { busy, trouble, run } = useTask()
  const forget = (id: string) =>
    run(async () => {
      await call('POST /v1/projects/:project/dismissals', { params: { project }, body: { id } })
      await refreshReviewing(project)
    })
  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="lessons">
      <h2 id="lessons">What was learnt</h2>
      {lessons.length === 0 && <p>Nothing yet. Approved answers and corrections are listed here.</p>}
      <Trouble text={trouble} />
      <ul className={styles['list']}>
        {lessons.toReversed().map(({ id, slice, by, at, lesson }) => {
          const { title, effect, question, why } = effectOf(lesson)
          return (
            <li key={id}>
              <div>
                <strong>{title}</strong>
                <small>{effect}</small>
                <small>
                  {by}, {when(at)}, slice {slice}
                  {why !== null && `: “${why}”`}
                </small>
              </div>
              <div className={styles['row']}>
                {question !== null && (
                  <button
                    type="button"
                    className={controls['quiet']}
                    onClick={() => askAnew(question, project)}
                  >
                    See it
                  </button>
                )}
                <button
                  type="button"
                  className={controls['plain']}
                  disabled={busy}
                  onClick={() => void forget(id)}
                  aria-label={`Forget: ${title}`}
                >
                  Forget
                </button>
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
