import styles from './suggestion-chips.module.css'

interface Props {
  readonly suggestions: readonly string[]
  readonly onAsk: (question: string) => void
}

/** Questions that may follow the last answer. */
export function SuggestionChips({ suggestions, onAsk }: Props) {
  if (suggestions.length === 0) return null
  return (
    <section className={styles['suggestions']} aria-label="What may follow">
      <h3>Ask next</h3>
      <ul>
        {suggestions.map((suggestion) => (
          <li key={suggestion}>
            <button type="button" onClick={() => onAsk(suggestion)}>
              {suggestion}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
