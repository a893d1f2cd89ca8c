import { useQuery } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Loaded } from '../loaded.tsx'
import { ProvidersCard } from './providers-card.tsx'
import { RetentionCard, type SettingsView } from './retention-card.tsx'

/** How long what is kept, how much may be asked, what is checked, and where people sign in. */
export default function SettingsSection() {
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => call('GET /v1/settings', {}) })
  return (
    <Loaded query={settings} what="The settings">
      {(told) => (
        <>
          <RetentionCard retention={told.retention} />
          <ProvidersCard />
          <Limits settings={told} />
        </>
      )}
    </Loaded>
  )
}

/** What is set when the product is started. */
const Limits = ({ settings: { rates, contentCheck, allowedOrigins } }: { settings: SettingsView }) => (
  <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="limits">
    <h2 id="limits">Limits and checks</h2>
    <p>These are set where the product is started.</p>
    <dl className={styles['facts']}>
      <Fact name="Requests a minute">
        {`${rates.perUser} of a person, ${rates.perOrg} of the organisation, ${rates.perAddress} of an address not signed in`}
      </Fact>
      <Fact name="Content check">
        {contentCheck
          ? 'A check of yours looks at every export and upload, and may refuse it.'
          : 'None: exports and uploads pass. NUMIZE_DLP_COMMAND or NUMIZE_DLP_URL sets one.'}
      </Fact>
      <Fact name="Other sites that may call">{allowedOrigins.join(', ') || 'None'}</Fact>
    </dl>
  </section>
)

const Fact = ({ name, children }: { name: string; children: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
