import { Modal, NumberInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CopyButton } from '../answer/copy-button.tsx'
import { call } from '../api/call.ts'
import { queryClient } from '../api/queries.ts'
import { pathTo } from '../routing.ts'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import styles from './boards.module.css'

interface Props {
  readonly project: string
  readonly kind: 'board' | 'thread'
  readonly id: string
  /** Range and filters that stand when it is shared. */
  readonly view: object
}

/** Links to a board or a thread: made, listed, revoked. A link shows the page; rows come with the reader's own rights. */
export function ShareDialog(props: Props) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <button type="button" className={controls['plain']} onClick={dialog.open}>
        Share
      </button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={`Share this ${props.kind}`}
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {isOpen && <Links {...props} />}
      </Modal>
    </>
  )
}

function Links({ project, kind, id, view }: Props) {
  const [days, setDays] = useState(30)
  const key = ['shares', project, id]
  const refresh = () => queryClient.invalidateQueries({ queryKey: key })
  const { data = [] } = useQuery({
    queryKey: key,
    queryFn: () => call('GET /v1/projects/:project/shares', { params: { project }, query: { kind, id } }),
  })
  const make = useMutation({
    mutationFn: () =>
      call('POST /v1/projects/:project/shares', {
        params: { project },
        body: { kind, id, days, view: { ...view } },
      }),
    onSuccess: refresh,
  })
  const revoke = useMutation({
    mutationFn: (share: string) =>
      call('DELETE /v1/projects/:project/shares/:share', { params: { project, share } }),
    onSuccess: refresh,
  })
  const error = make.error ?? revoke.error
  return (
    <div className={styles['links']}>
      <p>
        Whoever has the link and is signed in sees this {kind}. The numbers are those they may see themselves.
      </p>
      <div className={styles['editRow']}>
        <NumberInput
          label="Opens for days"
          min={1}
          max={365}
          value={days}
          onChange={(next) => typeof next === 'number' && setDays(next)}
        />
        <button type="button" className={controls['primary']} onClick={() => make.mutate()}>
          Make a link
        </button>
      </div>
      {error && <p role="alert">{sentence(error.message)}</p>}
      {make.data && <NewLink path={pathOf({ project, kind, id }, make.data.token)} />}
      <ul>
        {data.map((share) => (
          <li key={share.id}>
            <span>
              Open until {new Date(share.expiresAt).toLocaleDateString('en-GB', { dateStyle: 'medium' })}
            </span>
            <button type="button" className={controls['plain']} onClick={() => revoke.mutate(share.id)}>
              Revoke
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

const pathOf = ({ project, kind, id }: Omit<Props, 'view'>, token: string): string =>
  kind === 'board'
    ? pathTo({ project, page: 'boards', path: [id], search: `?share=${token}` })
    : pathTo({ project, page: 'shared', path: [token] })

const NewLink = ({ path }: { path: string }) => (
  <p className={styles['link']}>
    <code>{`${location.origin}${path}`}</code>
    <CopyButton text={() => `${location.origin}${path}`} label="Copy the link" />
  </p>
)
