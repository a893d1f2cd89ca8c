import type { RouteResponse } from '@numize/server/contract'
import { useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { Notice } from '../../answer/notice.tsx'
import { call } from '../../api/call.ts'
import { CheckIcon, WarningIcon } from '../../icons.tsx'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Trouble } from '../trouble.tsx'

type Verdict = RouteResponse<'GET /v1/audit/verify'>

/** Whether every entry is as it was written, told in words. */
export function Verify() {
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const { busy, trouble, run } = useTask()
  return (
    <>
      <div className={styles['lead']}>
        <p>Each entry is chained to the one before it, so that a change, a gap or a swap is found.</p>
        <button
          type="button"
          className={controls['primary']}
          disabled={busy}
          onClick={() => void run(async () => setVerdict(await call('GET /v1/audit/verify', {})))}
        >
          {busy ? 'Verifying…' : 'Verify the audit'}
        </button>
      </div>
      <Trouble text={trouble} />
      <div aria-live="polite">{verdict !== null && <Told verdict={verdict} />}</div>
    </>
  )
}

const PROBLEMS: Readonly<Record<string, string>> = {
  changed: 'was changed, or something before it was',
  missing: 'was taken away',
  unkeyed:
    'was written without the key: by an older version, or by somebody who has the database and not the key',
  'unknown-key': 'was made with a key that is not here: add it to audit.key, below the one in use',
  anchor: 'is not what its anchor says, and the anchor was changed or is of another installation',
  checkpoint: 'is where the log was cut, and that mark was changed',
}

function Told({ verdict }: { verdict: Verdict }) {
  if (!verdict.ok)
    return (
      <Notice tone="bad" icon={<WarningIcon />} title="The audit is not as it was written">
        <p>
          Entry {verdict.seq} {PROBLEMS[verdict.problem] ?? verdict.problem}. Keep a copy of the database and
          of the anchors, and find out who could write to it.
        </p>
      </Notice>
    )
  const { entries, from, unkeyed, anchoredTo } = verdict
  return (
    <Notice tone="accent" icon={<CheckIcon />} title="The audit is as it was written">
      <p>
        {entries.toLocaleString('en-US')} entries, from number {from} on, were checked.{' '}
        {anchoredTo === null
          ? 'No anchor outside the database was found: entries cut off at the end would not be noticed.'
          : `Up to entry ${anchoredTo} the end is known outside the database too.`}
        {unkeyed > 0 && ` The first ${unkeyed} were made by an older version, without a key.`}
      </p>
    </Notice>
  )
}
