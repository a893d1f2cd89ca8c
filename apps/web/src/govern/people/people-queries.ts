import type { RouteBody } from '@numize/server/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { queryClient } from '../../api/queries.ts'

const PEOPLE = ['people']
const KEYS = ['every-key']

export const usePeople = () => useQuery({ queryKey: PEOPLE, queryFn: () => call('GET /v1/people', {}) })
export const useRoles = () =>
  useQuery({ queryKey: ['roles'], queryFn: () => call('GET /v1/roles', {}), staleTime: Infinity })
export const usePersonSessions = (person: string) =>
  useQuery({
    queryKey: [...PEOPLE, person, 'sessions'],
    queryFn: () => call('GET /v1/people/:person/sessions', { params: { person } }),
  })
export const useEveryKey = () =>
  useQuery({ queryKey: KEYS, queryFn: () => call('GET /v1/keys', { query: { all: 'true' } }) })

export const refreshPeople = () => queryClient.invalidateQueries({ queryKey: PEOPLE })
export const refreshEveryKey = () => queryClient.invalidateQueries({ queryKey: KEYS })

type Change = RouteBody<'PATCH /v1/people/:person'>

export const changePerson = async (person: string, body: Change): Promise<void> => {
  await call('PATCH /v1/people/:person', { params: { person }, body })
  await refreshPeople()
}
