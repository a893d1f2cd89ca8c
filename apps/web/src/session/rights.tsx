import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Notice } from '../answer/notice.tsx'
import { call } from '../api/call.ts'
import { useMe } from '../api/queries.ts'
import { LockIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'

export const useRights = () =>
  useQuery({ queryKey: ['rights'], queryFn: () => call('GET /v1/rights', {}), staleTime: Infinity })

/** Whether whoever is signed in has a right. */
export function useMay(scope: string): boolean {
  const { data } = useMe()
  return data?.scopes.includes(scope) ?? false
}

/** What takes a right, or who has that right. */
export const OnlyWith = ({ scope, children }: { scope: string; children: ReactNode }) =>
  useMay(scope) ? children : <WhoMay scope={scope} />

/** What a right opens, and whom to ask for it. */
export function WhoMay({ scope }: { scope: string }) {
  const { data } = useRights()
  const right = data?.find((one) => one.scope === scope)
  return (
    <Notice tone="quiet" icon={<LockIcon />} title="Your roles do not open this">
      {right && (
        <>
          <p>{sentence(`Here one may ${right.means}`)}</p>
          <p>
            {sentence(`The right is called ${scope} and belongs to ${listed(right.roles)}`)} Ask an
            administrator for one of these roles, or somebody who has it to do this for you.
          </p>
        </>
      )}
    </Notice>
  )
}

export const listed = (words: readonly string[], last = 'and'): string =>
  words.length < 2 ? (words[0] ?? 'nobody') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`
