import styles from './looks.module.css'

/** How sure something is; nothing where that has no number. */
export const Sureness = ({ confidence }: { confidence: number | null }) =>
  confidence === null ? null : (
    <small className={styles['sure']} title="Chance that it is more than noise">
      {confidence > 0.99 ? 'over 99' : Math.round(confidence * 100)} % sure
    </small>
  )
