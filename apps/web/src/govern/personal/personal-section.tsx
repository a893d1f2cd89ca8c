import { NumberInput } from '@mantine/core'
import type { RouteResponse } from '@numize/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { when } from '../../account/when.ts'
import { call } from '../../api/call.ts'
import { queryClient, useMe } from '../../api/queries.ts'
import { useMay, WhoMay } from '../../session/rights.tsx'
import type { PageProps } from '../../shell/page-props.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Loaded } from '../loaded.tsx'
import { Trouble } from '../trouble.tsx'
import { RawRequestForm } from './raw-request-form.tsx'

type RawRequest = RouteResponse<'GET /v1/projects/:project/raw-requests'>[number]

const keyOf = (project: string) => ['raw-requests', project]
const refresh = (project: string) => queryClient.invalidateQueries({ queryKey: keyOf(project) })

/** Wishes to see personal columns unmasked: asked for, allowed for some days, or refused. */
export default function PersonalSection({ project }: PageProps) {
  const requests = useQuery({
    queryKey: keyOf(project),
    queryFn: () => call('GET /v1/projects/:project/raw-requests', { params: { project } }),
  })
  const mayApprove = useMay('approve:raw')
  return (
    <>
      <div className={styles['lead']}>
        <p>
          Personal columns are masked. Whoever needs one as it is asks for it and says why; somebody else
          allows it for some days. Both are written to the audit.
        </p>
      </div>
      <RawRequestForm project={project} onAsked={() => refresh(project)} />
      <Loaded query={requests} what="The requests" height={120}>
        {(all) =>
          all.length === 0 ? (
            <p className={styles['none']}>
              Nobody asked for personal data{mayApprove ? '' : ' that you may see'} yet.
            </p>
          ) : (
            <section className={`${controls['card']} ${styles['card']}`}>
              <ul className={styles['list']} aria-label="Requests">
                {all.toReversed().map((request) => (
                  <Request key={request.id} project={project} request={request} mayApprove={mayApprove} />
                ))}
              </ul>
            </section>
          )
        }
      </Loaded>
      {!mayApprove && <WhoMay scope="approve:raw" />}
    </>
  )
}

interface RequestProps {
  readonly project: string
  readonly request: RawRequest
  readonly mayApprove: boolean
}

function Request({
  project,
  request: { id, dimension, slice, by, why, at, decision },
  mayApprove,
}: RequestProps) {
  const { data: me } = useMe()
  return (
    <li>
      <div>
        <strong>
          {by}: {dimension}
        </strong>
        <small>
          Slice {slice}, {when(at)}: “{why}”
        </small>
      </div>
      {decision !== null && <Decided decision={decision} />}
      {decision === null && mayApprove && by !== me?.userId && <Decide project={project} id={id} />}
      {decision === null && (!mayApprove || by === me?.userId) && (
        <span className={styles['badge']}>Waits for somebody else</span>
      )}
    </li>
  )
}

const Decided = ({ decision: { by, until } }: { decision: NonNullable<RawRequest['decision']> }) =>
  until === null ? (
    <span className={styles['badge']} data-tone="bad">
      Refused by {by}
    </span>
  ) : (
    <span className={styles['badge']} data-tone={Date.parse(until) > Date.now() ? 'good' : 'warn'}>
      {Date.parse(until) > Date.now() ? 'Allowed' : 'Was allowed'} by {by} until {when(until)}
    </span>
  )

function Decide({ project, id }: { project: string; id: string }) {
  const [days, setDays] = useState(7)
  const { busy, trouble, run } = useTask()
  const decide = (allowed: number | null) =>
    run(async () => {
      await call('POST /v1/projects/:project/raw-requests/:id/decision', {
        params: { project, id },
        body: { days: allowed },
      })
      await refresh(project)
    })
  return (
    <div className={styles['row']}>
      <NumberInput
        aria-label="Days"
        min={1}
        max={365}
        w={110}
        suffix=" days"
        value={days}
        onChange={(next) => typeof next === 'number' && setDays(next)}
      />
      <button type="button" className={controls['primary']} disabled={busy} onClick={() => void decide(days)}>
        Allow
      </button>
      <button type="button" className={controls['plain']} disabled={busy} onClick={() => void decide(null)}>
        Refuse
      </button>
      <Trouble text={trouble} />
    </div>
  )
}
