import type { PageProps } from '../../shell/page-props.ts'
import styles from '../govern.module.css'
import { Loaded } from '../loaded.tsx'
import { Lessons } from './lessons.tsx'
import { ReviewCard } from './review-card.tsx'
import { useLessons, useReviews } from './review-queries.ts'

/** What people said of answers and waits, and what was learnt of it. */
export default function ReviewSection({ project }: PageProps) {
  const reviews = useReviews(project)
  const lessons = useLessons(project)
  return (
    <>
      <div className={styles['lead']}>
        <p>What you approve or put right here holds for everybody of the slice, from the next question on.</p>
      </div>
      <Loaded query={reviews} what="What waits">
        {(all) =>
          all.length === 0 ? (
            <p className={styles['none']}>Nothing waits. A thumb up or down under an answer lands here.</p>
          ) : (
            all.map((review) => <ReviewCard key={review.id} project={project} review={review} />)
          )
        }
      </Loaded>
      <Loaded query={lessons} what="What was learnt" height={120}>
        {(all) => <Lessons project={project} lessons={all} />}
      </Loaded>
    </>
  )
}
