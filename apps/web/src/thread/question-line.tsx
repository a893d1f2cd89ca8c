import styles from './question-line.module.css'

/** The asker's words, as the heading of a turn. */
export const QuestionLine = ({ question }: { question: string }) => (
  <h2 className={styles['question']} dir="auto">
    {question}
  </h2>
)
