import { Autocomplete, TextInput } from '@mantine/core'
import type { RouteResponse, SliceContent } from '@numize/server/contract'
import { type FormEvent, useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { ResultTable } from '../../answer/result-table.tsx'
import { call } from '../../api/call.ts'
import { useMe } from '../../api/queries.ts'
import { sentence } from '../../sentence.ts'
import { useMay } from '../../session/rights.tsx'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { usePeople } from '../people/people-queries.ts'
import { Trouble } from '../trouble.tsx'

type Preview = RouteResponse<'POST /v1/projects/:project/slices/:slice/preview'>

/** The draft through somebody's eyes: what they may ask, and what a question gives them. */
export function PreviewCard({ project, draft }: { project: string; draft: SliceContent }) {
  const { data: me } = useMe()
  const [as, setAs] = useState(me?.userId ?? '')
  const [question, setQuestion] = useState('')
  const [seen, setSeen] = useState<Preview | null>(null)
  const { busy, trouble, run } = useTask()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      setSeen(
        await call('POST /v1/projects/:project/slices/:slice/preview', {
          params: { project, slice: draft.name },
          body: { as, draft, ...(question.trim() === '' ? {} : { question }) },
        }),
      )
    })
  }
  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="preview">
      <h2 id="preview">See it as somebody</h2>
      <form className={styles['section']} onSubmit={submit}>
        <div className={styles['fields']}>
          <WhoInput value={as} onChange={setAs} />
          <TextInput
            label="Asking"
            placeholder="Card spend by month this year"
            value={question}
            onChange={(event) => setQuestion(event.currentTarget.value)}
          />
        </div>
        <Trouble text={trouble} />
        <div className={styles['row']}>
          <button type="submit" className={controls['plain']} disabled={busy || as.trim() === ''}>
            {busy ? 'Looking…' : 'See it'}
          </button>
        </div>
      </form>
      <div aria-live="polite">{seen && <Seen seen={seen} />}</div>
    </section>
  )
}

interface WhoProps {
  readonly value: string
  readonly onChange: (userId: string) => void
}

/** Who it is seen as; suggested to whoever may see the list of people. */
const WhoInput = (props: WhoProps) =>
  useMay('manage:people') ? <KnownWho {...props} /> : <Who {...props} known={[]} />

function KnownWho(props: WhoProps) {
  const { data = [] } = usePeople()
  return <Who {...props} known={data.map(({ userId }) => userId)} />
}

const Who = ({ value, onChange, known }: WhoProps & { known: readonly string[] }) => (
  <Autocomplete label="As" data={[...known]} value={value} onChange={onChange} />
)

function Seen({ seen: { models, metrics, turn } }: { seen: Preview }) {
  return (
    <div className={styles['section']}>
      <p>
        {metrics.length} metrics and {models.length} tables can be asked about
        {models.length > 0 && `: ${models.map(({ name }) => name.replaceAll('_', ' ')).join(', ')}`}.
      </p>
      {turn && <Answer turn={turn} />}
    </div>
  )
}

function Answer({ turn }: { turn: NonNullable<Preview['turn']> }) {
  const { reply } = turn
  if (reply.status === 'answered')
    return (
      <>
        <ResultTable
          id="preview-rows"
          title={turn.question}
          result={reply.result}
          cited={[]}
          onShowChart={null}
        />
        {reply.result.explanation.policies.map(({ text, model }) => (
          <p key={`${model} ${text}`}>
            {sentence(text)} ({model.replaceAll('_', ' ')})
          </p>
        ))}
      </>
    )
  if (reply.status === 'refused') return <p>It is refused: {sentence(reply.reason)}</p>
  return <p>It is not answered at once: it would be asked back.</p>
}
