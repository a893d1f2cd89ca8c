import { Skeleton } from '@mantine/core'
import type { Welcome as Offer } from '@numize/server/contract'
import { Notice } from '../answer/notice.tsx'
import { useWelcome } from '../api/queries.ts'
import { BlockedIcon, ChevronIcon, ClockIcon, RetryIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import styles from './welcome.module.css'

/** What a newcomer sees: questions that work here, what there is to ask about, and when "now" is. */
export function Welcome({ project, onAsk }: { project: string; onAsk: (question: string) => void }) {
  const { data, error, refetch } = useWelcome(project)
  if (error && !data)
    return (
      <Notice tone="bad" icon={<BlockedIcon />} title="This project cannot be opened">
        <p>{sentence(error.message)}</p>
        <button type="button" className={controls['plain']} onClick={() => void refetch()}>
          <RetryIcon size={16} /> Try again
        </button>
      </Notice>
    )
  if (!data) return <Loading />
  return (
    <section className={styles['welcome']}>
      <h1>
        What would you like to know about <em>{data.project.label}</em>?
      </h1>
      <p className={styles['lead']}>
        Ask in your own words. Every number in an answer comes from governed data, and you can check how it
        was made.
      </p>
      <Examples examples={data.examples} onAsk={onAsk} />
      <Holdings offer={data} />
    </section>
  )
}

function Examples({ examples, onAsk }: { examples: readonly string[]; onAsk: (question: string) => void }) {
  if (examples.length === 0) return null
  return (
    <>
      <h2 className={styles['heading']}>Try one of these</h2>
      <ul className={styles['examples']}>
        {examples.slice(0, 6).map((example) => (
          <li key={example}>
            <button type="button" onClick={() => onAsk(example)}>
              <span>{example}</span>
              <ChevronIcon size={16} />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

const MOST_NAMES = 14

function Holdings({ offer }: { offer: Offer }) {
  return (
    <div className={styles['holdings']}>
      <h2 className={styles['heading']}>What there is to ask about</h2>
      <dl>
        <div>
          <dt>Slice</dt>
          <dd>{offer.slice.label}</dd>
        </div>
        {offer.metrics.length > 0 && (
          <div>
            <dt>Measures</dt>
            <dd>
              <Names names={offer.metrics.map(({ label, description }) => ({ label, hint: description }))} />
            </dd>
          </div>
        )}
        {offer.dimensions.length > 0 && (
          <div>
            <dt>To split and filter by</dt>
            <dd>
              <Names names={distinct(offer.dimensions.map(({ label, model }) => ({ label, hint: model })))} />
            </dd>
          </div>
        )}
        <div>
          <dt>Now</dt>
          <dd className={styles['now']}>
            <ClockIcon size={16} />
            <span>
              Questions are read as of <strong>{readableMoment(offer.now.at)}</strong>
              {offer.now.because === '' ? '' : ` (${offer.now.because})`}.
            </span>
          </dd>
        </div>
      </dl>
    </div>
  )
}

interface Name {
  readonly label: string
  readonly hint: string | null
}

function Names({ names }: { names: readonly Name[] }) {
  const more = names.slice(MOST_NAMES)
  return (
    <>
      <NameList names={names.slice(0, MOST_NAMES)} />
      {more.length > 0 && (
        <details className={styles['more']}>
          <summary>and {more.length} more</summary>
          <NameList names={more} />
        </details>
      )}
    </>
  )
}

const NameList = ({ names }: { names: readonly Name[] }) => (
  <ul className={styles['names']}>
    {names.map(({ label, hint }) => (
      <li key={`${label} ${hint}`} title={hint ?? undefined}>
        {label}
      </li>
    ))}
  </ul>
)

const distinct = (names: readonly Name[]): readonly Name[] => [
  ...new Map(names.map((name) => [name.label, name])).values(),
]

/** `2026-03-31T18:00:00` as `31 March 2026, 18:00`. */
function readableMoment(at: string): string {
  const [day = at, time = ''] = at.split(/[T ]/)
  const date = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return at
  const text = date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const clock = time.slice(0, 5)
  return clock === '' || clock === '00:00' ? text : `${text}, ${clock}`
}

const Loading = () => (
  <div className={styles['welcome']} aria-busy="true">
    <Skeleton height={40} width="80%" />
    <Skeleton height={18} width="60%" mt="lg" />
    <Skeleton height={180} mt="xl" radius="lg" />
  </div>
)
