import { useQuery } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { queryClient } from '../../api/queries.ts'

const keyOf = (project: string) => ['reviewing', project]

export const useReviews = (project: string) =>
  useQuery({
    queryKey: [...keyOf(project), 'reviews'],
    queryFn: () => call('GET /v1/projects/:project/reviews', { params: { project } }),
  })
export const useLessons = (project: string) =>
  useQuery({
    queryKey: [...keyOf(project), 'lessons'],
    queryFn: () => call('GET /v1/projects/:project/lessons', { params: { project } }),
  })

export const refreshReviewing = (project: string) =>
  queryClient.invalidateQueries({ queryKey: keyOf(project) })
