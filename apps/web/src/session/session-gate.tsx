import { type ReactNode, useEffect, useState } from 'react'
import { checkSession, isSignedOut, useMe } from '../api/queries.ts'
import { Waiting } from '../shell/waiting.tsx'
import { signIn } from './sign-in.ts'
import { SignInPage } from './sign-in-page.tsx'
import { takeArrival } from './token.ts'

const { token, problem } = takeArrival()
let redeemed: Promise<string | null> | null = null

/** Trades the link's token once, however often React mounts; gives what went wrong, null when nothing did. */
const redeem = (): Promise<string | null> => {
  redeemed ??=
    token === null ? Promise.resolve(null) : signIn(token).then(noTrouble, (error: Error) => error.message)
  return redeemed
}
const noTrouble = () => null

/** The workspace for whoever is signed in; the sign-in page for anybody else. Drafts wait in the browser meanwhile. */
export function SessionGate({ children }: { children: ReactNode }) {
  const [ready, setReady] = useState(token === null)
  const [trouble, setTrouble] = useState<string | null>(problem)
  useEffect(() => {
    const settle = async () => {
      setTrouble((await redeem()) ?? problem)
      setReady(true)
    }
    void settle()
  }, [])
  return ready ? <WhoIsThere trouble={trouble}>{children}</WhoIsThere> : <Waiting text="Signing in…" />
}

function WhoIsThere({ trouble, children }: { trouble: string | null; children: ReactNode }) {
  const { data, error, isPending } = useMe()
  if (isPending) return <Waiting text="Opening your workspace…" />
  if (isSignedOut(error)) return <SignInPage trouble={trouble} wasIn={data !== undefined} />
  if (error && !data)
    return <SignInPage trouble={error.message} wasIn={false} onRetry={() => void checkSession()} />
  return children
}
