import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Figures } from '../answer/figures.tsx'
import { call } from '../api/call.ts'
import { keys } from '../api/queries.ts'
import { sentence } from '../sentence.ts'
import styles from './dive-report.module.css'

interface Props {
  readonly project: string
  readonly dive: string
  readonly at: number
  readonly title: string
}

/** What a piece of evidence rests on, asked when it is opened. */
export function EvidenceFigures({ project, dive, at, title }: Props) {
  const { data, error } = useQuery({
    queryKey: keys.evidence(project, dive, at),
    queryFn: () =>
      call('GET /v1/projects/:project/dives/:dive/evidence/:at', { params: { project, dive, at } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (error) return <p role="alert">{sentence(error.message)}</p>
  if (!data) return <Skeleton height={220} radius="md" mt={8} />
  return (
    <div className={styles['figures']}>
      <Figures result={data.result} chart={data.answer.chart} title={title} cited={[]} />
    </div>
  )
}
