/** Characters of a question. */
export const QUESTION_LIMIT = 4000
