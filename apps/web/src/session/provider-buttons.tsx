import { useWaysIn } from '../api/queries.ts'
import controls from '../theme/controls.module.css'
import styles from './sign-in-page.module.css'

/** A button for each identity provider of the organisation; nothing where there is none. */
export function ProviderButtons() {
  const { data } = useWaysIn()
  if (!data || data.providers.length === 0) return null
  return (
    <>
      <div className={styles['providers']}>
        {data.providers.map(({ name, label }) => (
          <a
            key={name}
            className={controls['plain']}
            href={`/v1/sign-in/with/${encodeURIComponent(name)}?to=${encodeURIComponent(placeNow())}`}
          >
            Sign in with {label}
          </a>
        ))}
      </div>
      <p className={styles['or']}>or</p>
    </>
  )
}

/** Where the person was on their way to. */
const placeNow = (): string => (location.pathname === '/sign-in' ? '/' : location.pathname)
